"""The words of a lesson: a cell's text as plain Python, beside what IPython itself makes of it."""

import ast
import time

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder import cells

IPYTHON = {
    "a magic": "%matplotlib inline\nx = 1",
    "a magic with a lone quote": "%cd it's here\nx = 'a'",
    "a command": "!pip install numpy\nx = 1",
    "a command over two lines": "!pip install \\\n    numpy\nx = 1",
    "help behind a name": "x = 1\nx?",
    "help and source behind a name": "import os\nos.path??",
    "help before a name": "?print\nx = 1",
    "help and source before a name": "??print",
    "help inside a block": "for n in range(3):\n    n?\n    y = n",
    "help on a word of a sentence": "why is that?\nx = 1",
    "a magic between two texts": "x = '%'\n%time y = 2\nz = \"!\"",
}
PYTHON = {
    "a question in a comment": "x = 3  # why?",
    "a question in a comment of its own": "x = 3\n# why?",
    "a question in a text": "x = 'why?'",
    "a question at the end of a text's line": "x = '''why?\nbecause\n'''",
    "a magic's sign in a docstring": 'def f():\n    """Share:\n    % of all\n    ! ?\n    """\n    return 1',
    "a remainder on a line of its own": "x = (7\n     % 4)",
    "a remainder after a backslash": "x = 7 \\\n% 4",
    "a comparison in brackets": "x = (1\n     != 2)",
    "quotes in a comment": "x = 1  # it's \"\"\"\ny = 'why?'",
    "an escaped quote": "x = 'it\\'s why?'\ny = \"\\\\\"  # why?",
    "lines joined inside a text": "x = 'why \\\n% who?'\ny = \"\"\"why \\\n% who?\"\"\"",
    "brackets in a text": "x = '('\ny = 3  # ]?",
}


def by_ipython(source):
    """The tree of what IPython would run, its own calls as ``pass``."""

    class Calls(ast.NodeTransformer):
        def visit_Expr(self, node):
            return ast.Pass() if "get_ipython()" in ast.unparse(node) else node

    return Calls().visit(ast.parse(TransformerManager().transform_cell(source)))


@pytest.mark.parametrize("kind", [*IPYTHON, *PYTHON])
def test_a_cell_as_python_does_what_ipython_would_run(kind):
    source = (IPYTHON | PYTHON)[kind]
    assert ast.dump(ast.parse(cells.python(source))) == ast.dump(by_ipython(source))


@pytest.mark.parametrize("kind", IPYTHON)
def test_every_line_stays_where_it_was(kind):
    source = IPYTHON[kind]
    assert cells.python(source).count("\n") == source.count("\n") and cells.python(source) != source


@pytest.mark.parametrize("kind", PYTHON)
def test_plain_python_stays_as_it_is(kind):
    assert cells.python(PYTHON[kind]) == PYTHON[kind]


def test_lines_around_ipythons_keep_their_questions():
    source = "%matplotlib inline\nx = 3  # why?\ny = 'who?'\nx?"
    assert cells.python(source) == "pass\nx = 3  # why?\ny = 'who?'\npass"


BROKEN = ["x = '''why?", "x = (\n% 3", "def f(:\n    x?", ")\n%magic", "x = \"why?", "\\", "?", "%", "'\\"]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_text_that_is_no_python_raises_nothing(broken):
    assert cells.python(broken).count("\n") == broken.count("\n")


REPEATED = ["\\'", "'\\", "a'b\"", "%a\n", "x?\n", "? ", "%\\\n", "'a\\\n", '"""', "("]


@pytest.mark.parametrize("part", REPEATED)
def test_the_time_grows_with_the_length_and_not_with_its_square(part):
    """A student writes the text, and it may be long: to look for each quote's end anew would take minutes."""
    start = time.process_time()
    cells.python(part * 50_000)
    assert time.process_time() - start < 5

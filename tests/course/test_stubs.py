"""course.stubs: what the cells of a blank lesson show, in a real kernel."""

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

CELLS = {
    "import": "import course",
    "stub": "def cube(x):\n    raise NotImplementedError('exercise: cube')",
    "calls it": "a, (b, *c) = 1, cube(2)\ndef d():\n    pass",
    "needs b": "e = b",
    "needs e": "print(e)",
    "needs d": "d()",
    "draws, then needs e": "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\ne",
    "another name": "nowhere",
    "another error": "raise NotImplementedError('not yet')",
    "solved": "cube = lambda x: [x, x]",
    "calls it again": "a, (b, *c) = 1, cube(2)",
    "needs b again": "e = b",
}


@pytest.fixture(scope="module")
def shown():
    """Cell -> the lines of its error's traceback, or the kinds of its other outputs;
    none where it just ran."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS.values()])
    NotebookClient(notebook, allow_errors=True).execute()
    lines = ([line for output in cell.outputs for line in output.get("traceback", [output.output_type])]
             for cell in notebook.cells)
    return dict(zip(CELLS, lines, strict=True))


def test_a_cell_that_calls_a_stub_shows_one_sentence(shown):
    assert shown["calls it"] == ["Unfinished: exercise 'cube' is not written yet."]


def test_and_so_does_a_cell_that_needs_what_it_would_have_made(shown):
    for cell, name in (("needs b", "b"), ("needs e", "e"), ("needs d", "d"), ("draws, then needs e", "e")):
        assert shown[cell] == [f"Unfinished: there is no `{name}` yet, "
                               "because exercise 'cube' is not written yet."]


def test_other_errors_keep_their_traceback(shown):
    assert "nowhere" in shown["another name"][-1] and len(shown["another name"]) > 2
    assert "not yet" in shown["another error"][-1] and len(shown["another error"]) > 2


def test_the_solved_exercise_brings_everything_back(shown):
    assert not any(shown[cell] for cell in ("solved", "calls it again", "needs b again"))

"""What `autograder release` refuses in a solution, in it as a whole lesson, and in what is made for students.

Each rule is a function from a notebook to sentences; an empty list means it is kept. A finding names
the cell by its id, so that an author finds it. Not for: style of the prose, which people judge.
"""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator

from nbformat.notebooknode import NotebookNode

from autograder import cells
from autograder.authoring import check_lint, leaks

LONGEST, MEDIAN = 25, 6
"""Lines of the longest code cell of a lesson, and of the one in the middle of all by length."""
POINTS = 15, 25
"""What a lesson gives in all, at least and at most; one that only sets a computer up gives nothing."""
ENDING = "## What you saw"
"""The heading of the section a lesson closes with."""

_HEAVY = ("tensorflow", "keras")
_PRIVATE = re.compile(r"/(?:home|Users|root|work|tmp|content)/[\w.-]+|[A-Z]:\\\\Users")
_ENDS_IN_POINTS = re.compile(r"^\s*\w+\.points\s*$|^\s*float\(.*\)\s*$")


def solution_findings(nb: NotebookNode) -> list[str]:
    """What is wrong with a solved lesson, in the order of its cells."""
    found: list[str] = []
    names: set[str] = set()
    exercises = [cells.grade_id(cell) for cell in nb.cells if cells.is_solution(cell)]
    for cell in nb.cells:
        name = _name(cell)
        if cells.nbgrader(cell):
            if name in names:
                found.append(f"cell {name}: another cell has the same nbgrader id; ids must differ")
            names.add(name)
            if cells.nbgrader(cell).get("schema_version") != 3:
                found.append(f"cell {name}: its nbgrader metadata is not of schema 3; "
                             "open and save it in JupyterLab")
        found += [f"cell {name}: {sentence}" for sentence in _cell_findings(cell, exercises)]
    tested = {cells.exercise_of(cell, exercises) for cell in nb.cells if cells.is_test(cell)}
    manual = {cells.grade_id(cell) for cell in nb.cells if cells.is_manual(cell)}
    ungraded = [name for name in exercises if name not in tested | manual]
    found += [f"exercise {name}: no test cell test-{name} grades it" for name in ungraded]
    return found + check_lint.findings(nb)


def whole_findings(nb: NotebookNode) -> list[str]:
    """What is wrong with a solved lesson as a whole; asked where pyproject.toml sets ``lesson_rules``."""
    return [sentence for rule in (_headings, _lengths, _points, _ending, _words) for sentence in rule(nb)]


def _name(cell: NotebookNode) -> str:
    """What a finding calls a cell."""
    return cells.grade_id(cell) or cell.get("id", "?")


def _headings_of(nb: NotebookNode) -> Iterator[tuple[str, str]]:
    """The headings of a lesson, each with the name of its cell; none is a comment in a block of code."""
    delimiters = tuple(f"### {word}" for region in cells.REGIONS.values() for word in region)
    for cell in nb.cells:
        text = re.sub(r"^```.*?^```", "", cell.source, flags=re.DOTALL | re.MULTILINE)
        for line in text.split("\n") if cell.cell_type == "markdown" else ():
            if re.match(r"#+ ", line) and not line.startswith(delimiters):
                yield _name(cell), line


def _headings(nb: NotebookNode) -> Iterator[str]:
    before = 0
    for name, line in _headings_of(nb):
        level = len(line.split()[0])
        if level > before + 1:
            above = f"after one of level {before}" if before else "where the lesson's title must stand, `# …`"
            yield f"cell {name}: {line!r} is a heading of level {level} {above}"
        elif level == 1 and before:
            yield f"cell {name}: {line!r} is a second title; a lesson has one, its first heading"
        before = level
    if not before:
        yield "has no title: its first cell must begin with a heading, `# …`"


def _lengths(nb: NotebookNode) -> Iterator[str]:
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    lengths = sorted((len(cell.source.splitlines()), _name(cell)) for cell in code)
    for length, name in lengths:
        if length > LONGEST:
            yield f"cell {name}: has {length} lines of code, more than {LONGEST}; divide it, one idea a cell"
    if lengths and (middle := statistics.median(length for length, _ in lengths)) > MEDIAN:
        longest = ", ".join(name for _, name in lengths[-3:])
        yield (f"the median length of its code cells is {middle:g} lines, more than {MEDIAN}; "
               f"divide the longest: {longest}")


def _points(nb: NotebookNode) -> Iterator[str]:
    total, (least, most) = sum(map(cells.points, nb.cells)), POINTS
    if total and not least <= total <= most:
        yield f"gives {total:g} points in all; a lesson gives {least} to {most}"


def _ending(nb: NotebookNode) -> Iterator[str]:
    if any(map(cells.points, nb.cells)) and not any(line.startswith(ENDING) for _, line in _headings_of(nb)):
        yield f"has no section `{ENDING}`; close with one, in three to five sentences"


def _words(nb: NotebookNode) -> Iterator[str]:
    scheme = answered = False
    for cell in nb.cells:
        if cells.region_lines(cell.source, "mark scheme"):
            scheme = True
            if not cells.nbgrader(cell).get("locked"):
                yield (f"cell {_name(cell)}: holds a mark scheme and is not locked; "
                       "lock it, so that it comes back as it was")
        if cells.is_manual(cell):
            if not scheme:
                yield (f"cell {_name(cell)}: no cell above this answer holds its mark scheme; "
                       "write one into the question")
            scheme, answered = False, True
    if not answered and any(map(cells.points, nb.cells)):
        yield "asks no question that is answered in words and marked by hand; add one, with its mark scheme"


def _cell_findings(cell: NotebookNode, exercises: list[str]) -> list[str]:
    found = []
    if cells.is_solution(cell):
        if cells.marker(cell.source) != cells.grade_id(cell):
            comment = "# exercise: {}" if cell.cell_type == "code" else "<!-- exercise: {} -->"
            found.append(f"its first line must be `{comment.format(cells.grade_id(cell))}`")
        if not cells.region_lines(cell.source, "solution"):
            found.append("nothing stands between ### BEGIN SOLUTION and ### END SOLUTION")
    elif cells.region_lines(cell.source, "solution"):
        found.append("a solution region in a cell that is not a solution cell")
    if cells.is_test(cell):
        found += _test_findings(cell, exercises)
    elif cells.region_lines(cell.source, "hidden tests"):
        found.append("hidden tests in a cell that is not a test cell")
    if cell.cell_type == "code":
        if _course_comes_late(cell.source):
            found.append("imports TensorFlow before `import course`, which would load it in silence; "
                         "put that line first")
        ungraded = cells.nbgrader(cell).get("locked") and not cells.is_test(cell)
        if (imported := _imports(cell.source)) and not ungraded:
            found.append(f"imports {imported}; only a locked, ungraded cell may")
        found += _output_findings(cell)
    return found


def _test_findings(cell: NotebookNode, exercises: list[str]) -> list[str]:
    found = []
    if cells.exercise_of(cell, exercises) is None:
        found.append(f"belongs to no exercise: its id must be {cells.TEST_PREFIX}NAME of an exercise NAME")
    if cells.points(cell) <= 0:
        found.append("gives no points")
    shown = cells.without_region(cell.source, "hidden tests")
    if not shown.strip():
        found.append("nothing is left of it for the student; add a visible check")
    if "check.partial(" in cell.source:
        last = [line for line in shown.split("\n") if line.strip()][-1:]
        if not last or not _ENDS_IN_POINTS.match(last[0]):
            found.append("gives partial credit, so its last visible line must be a float, "
                         "such as `parts.points`")
        for output in cell.get("outputs", []):
            if output.output_type == "execute_result":
                text = output.data.get("text/plain", "")
                if text not in (repr(cells.points(cell)),):
                    found.append(f"the solution earns {text} of its {cells.points(cell):g} points")
    return found


def _course_comes_late(source: str) -> bool:
    """Whether a cell imports TensorFlow or Keras without an ``import course`` above it."""
    lines = [line.split() for line in source.split("\n") if line.startswith(("import ", "from "))]
    packages = [words[1].split(".")[0] for words in lines if len(words) > 1]
    heavy = [place for place, name in enumerate(packages) if name in _HEAVY]
    return bool(heavy) and "course" not in packages[: heavy[0]]


def _imports(source: str) -> str:
    """The TensorFlow package a cell imports, or nothing."""
    try:
        tree = ast.parse(cells.python(source))
    except SyntaxError:
        return ""
    for node in ast.walk(tree):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for module in modules:
            if module.split(".")[0] in _HEAVY:
                return module
    return ""


def _output_findings(cell: NotebookNode) -> list[str]:
    found = []
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            found.append(f"its stored output is an error: {output.get('evalue', '')[:80]}")
        if output.output_type == "stream" and output.name == "stderr":
            found.append("its stored output has text on stderr")
        text = output.get("text", "") or str(output.get("data", {}).get("text/plain", ""))
        if place := _PRIVATE.search(text):
            found.append(f"its stored output shows a path of this machine: {place.group(0)}")
        if "image/png" in output.get("data", {}) and not output.metadata.get("image/png", {}).get("alt"):
            found.append("its figure has no text alternative; end it in plots.show(figure, alt=…)")
    return found


def lesson_findings(lesson: NotebookNode, solution: NotebookNode) -> list[str]:
    """What leaked from a solution into the student's lesson: solution, hidden-test or scheme lines, outputs.

    A line counts as leaked when it stands in the lesson but nowhere in the parts of the solution that
    students may see; lines of fewer than `leaks.SHORTEST` characters, such as ``x = 1``, say nothing.
    """
    found, secret, public = [], set(), set()
    for cell in solution.cells:
        shown = cell.source
        for region in cells.REGIONS:
            lines = map(str.strip, cells.region_lines(cell.source, region))
            secret |= {line for line in lines if len(line) >= leaks.SHORTEST}
            shown = cells.without_region(shown, region)
        public |= {line.strip() for line in shown.split("\n")}
    for cell in lesson.cells:
        name = cell.get("id", "?")
        for line in map(str.strip, cell.source.split("\n")):
            if line in secret - public:
                found.append(f"cell {name}: shows a line of a solution or hidden test: {line[:60]}")
        for begin, end in cells.REGIONS.values():
            if begin in cell.source or end in cell.source:
                found.append(f"cell {name}: still has the delimiter {begin!r}")
        if cell.get("outputs"):
            found.append(f"cell {name}: has stored output")
    return found

"""A course of one tiny lesson, in a folder of the test's own: quick to release, collect and grade."""

import re
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course_directory import CourseFiles

ROOT = Path(__file__).resolve().parent.parent

_WHOLE = (ROOT / "pyproject.toml").read_text().replace("lesson_rules = true", "lesson_rules = false")
PYPROJECT = re.sub(r"^\[tool\.dl-course\.limits.*?(?=^\[)", "", _WHOLE, flags=re.MULTILINE | re.DOTALL)
"""The course's own settings, for lessons as small as a test needs: no rule for whole lessons, no limits."""

RIGHT = {
    "square": "# exercise: square\ndef square(x):\n    return x * x",
    "cube": "# exercise: cube\ndef cube(x):\n    return x * x * x",
}
"""An answer to each exercise that earns everything."""


def nbgrader(grade_id, *, grade=False, solution=False, locked=False, points=None):
    """A cell's nbgrader metadata, schema 3."""
    keys = {"grade": grade, "grade_id": grade_id, "locked": locked, "schema_version": 3, "solution": solution,
            "task": False}
    return {"nbgrader": keys if points is None else keys | {"points": points}}


def mini_solution():
    """The solved lesson: two exercises of 2 and 3 points (the second with partial credit),
    one answer by hand."""
    cells = [
        new_markdown_cell("# Powers\n\nA lesson about powers of numbers.", id="title"),
        new_code_cell("from course import check", id="imports", metadata=nbgrader("imports", locked=True)),
        new_code_cell(
            "# exercise: square\ndef square(x):\n    \"\"\"x times itself.\"\"\"\n    ### BEGIN SOLUTION\n"
            "    return x ** 2.0\n    ### END SOLUTION",
            id="square", metadata=nbgrader("square", solution=True),
        ),
        new_code_cell(
            'check.call(square, 3.0).close_to(9.0, because="three threes")\n### BEGIN HIDDEN TESTS\n'
            'check.call(square, -5.0).close_to(25.0, because="a square is never negative")\n'
            '### END HIDDEN TESTS',
            id="test-square", metadata=nbgrader("test-square", grade=True, locked=True, points=2),
        ),
        new_code_cell(
            "# exercise: cube\ndef cube(x):\n    \"\"\"x times x times x.\"\"\"\n    ### BEGIN SOLUTION\n"
            "    return x ** 3.0\n    ### END SOLUTION",
            id="cube", metadata=nbgrader("cube", solution=True),
        ),
        new_code_cell(
            'parts = check.partial(3)\nwith parts.worth(1, "two"):\n'
            '    check.call(cube, 2.0).close_to(8.0, because="eight dice make a die")\n'
            '### BEGIN HIDDEN TESTS\nwith parts.worth(2, "minus one"):\n'
            '    check.call(cube, -1.0).close_to(-1.0, because="the sign stays")\n'
            "### END HIDDEN TESTS\nparts.points",
            id="test-cube", metadata=nbgrader("test-cube", grade=True, locked=True, points=3),
        ),
        new_markdown_cell(
            "Why is a square never negative?\n\n"
            "=== BEGIN MARK SCHEME ===\none point for the sign rule\n=== END MARK SCHEME ===",
            id="question-why", metadata=nbgrader("question-why", locked=True),
        ),
        new_markdown_cell(
            "<!-- exercise: why -->\n### BEGIN SOLUTION\nMinus times minus is plus.\n### END SOLUTION",
            id="why", metadata=nbgrader("why", grade=True, solution=True, points=1),
        ),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


def make_course(folder: Path) -> CourseFiles:
    """A course with ``week1/powers`` in `folder`, solved and released."""
    from autograder.authoring.release import release

    (folder / "solutions" / "week1").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    nbformat.write(mini_solution(), folder / "solutions" / "week1" / "powers.ipynb")
    course = CourseFiles.find(folder)
    release(course)
    return course


def handed_in(course: CourseFiles, **answers: str) -> bytes:
    """The released lesson with these answers (exercise=source) filled in."""
    lesson = nbformat.read(course.lessons / "week1" / "powers.ipynb", as_version=4)
    for cell in lesson.cells:
        if cell.id in answers:
            cell.source = answers[cell.id]
    return nbformat.writes(lesson).encode()


def upload(folder: Path, student: str, content: bytes) -> Path:
    """Put a student's file where `autograder collect` finds it."""
    target = folder / student / "powers.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target


def limit(course: CourseFiles, lesson: str, **limits) -> None:
    """Add a table of limits to the course's pyproject.toml, for one lesson (``week1/powers``) or, if empty,
    for all."""
    name = f'[tool.dl-course.limits."{lesson}"]' if lesson else "[tool.dl-course.limits]"
    written = {True: "true"} | {value: repr(value) for value in limits.values() if value is not True}
    rows = "".join(f"{key} = {written[value]}\n" for key, value in limits.items())
    with (course.root / "pyproject.toml").open("a") as file:
        file.write(f"{name}\n{rows}")


def lesson_of(*parts) -> nbformat.NotebookNode:
    """A notebook of (kind, source): "locked", "solution", "free" or "test"."""
    kinds = {"locked": {"locked": True}, "solution": {"solution": True},
             "test": {"grade": True, "locked": True, "points": 1}}
    cells = []
    for number, (kind, source) in enumerate(parts):
        name = f"{'test-' if kind == 'test' else ''}{kind}{number}"
        metadata = nbgrader(name, **kinds[kind]) if kind in kinds else {}
        cells.append(new_code_cell(source, metadata=metadata, id=f"c{number}"))
    return new_notebook(cells=cells)

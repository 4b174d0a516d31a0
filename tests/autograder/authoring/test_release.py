"""autograder release: what students get, byte for byte, and what is refused."""

import ast

import nbformat
import pytest

from autograder.authoring.release import LintError, differences, release
from autograder.course_directory import CourseFiles, InstructorError


def lesson(course):
    return nbformat.read(course.lessons / "week1" / "powers.ipynb", as_version=4)


def cell(notebook, name):
    return next(c for c in notebook.cells if c.id == name)


def edit(course, name, change):
    """Apply `change` to one cell of the solution."""
    path = course.solutions / "week1" / "powers.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(cell(notebook, name))
    nbformat.write(notebook, path)


def test_releasing_twice_changes_nothing(course):
    assert release(course) == [] and differences(course) == ""


def test_one_changed_byte_is_a_difference_and_is_mended(course):
    path = course.lessons / "week1" / "powers.ipynb"
    before = path.read_bytes()
    path.write_bytes(before.replace(b"three threes", b"three thrEes"))
    assert "three thrEes" in differences(course)
    assert release(course) == [path] and path.read_bytes() == before


def test_a_lesson_without_a_solution_is_a_difference_and_goes(course):
    stranger = course.lessons / "week1" / "old.ipynb"
    stranger.write_text("{}")
    assert "old.ipynb has no solution" in differences(course)
    release(course)
    assert not stranger.exists()


def test_the_stub_keeps_signature_and_docstring_and_names_the_exercise(course):
    assert cell(lesson(course), "square").source == (
        '# exercise: square\ndef square(x):\n    """x times itself."""\n    # YOUR CODE HERE\n'
        '    raise NotImplementedError("exercise: square")'
    )


def test_every_code_cell_of_a_lesson_parses(course):
    for c in lesson(course).cells:
        if c.cell_type == "code":
            ast.parse(c.source.replace("%pip", "pass #"))


def test_hidden_tests_schemes_and_outputs_are_gone(course):
    text = (course.lessons / "week1" / "powers.ipynb").read_text()
    for secret in ('never negative\\")', "minus one", "sign rule", "x ** 2.0", "Minus times minus", "BEGIN "):
        assert secret not in text
    assert all(not c.get("outputs") for c in lesson(course).cells)


def test_ids_are_stable_when_prose_is_added(course):
    before = [c.id for c in lesson(course).cells if "nbgrader" in c.metadata]
    edit(course, "title", lambda c: c.update(source=c.source + "\n\nMore prose."))
    release(course)
    assert [c.id for c in lesson(course).cells if "nbgrader" in c.metadata] == before


def test_badge_and_set_up_cell_carry_the_address_of_pyproject(course):
    pyproject = course.root / "pyproject.toml"
    settings = pyproject.read_text()
    pyproject.write_text(settings.replace("github.com/dl-course/lessons", "github.com/elsewhere/lessons"))
    moved = CourseFiles.find(course.root)
    release(moved)
    cells = lesson(moved).cells
    assert "github/elsewhere/lessons/blob/main/lessons/week1/powers.ipynb" in cells[0].source
    assert "git+https://github.com/elsewhere/lessons@main" in cells[1].source
    assert "--no-deps" in cells[1].source


def source(text):
    """A change that gives a cell this text; `...` in it stands for the text the cell has."""
    return lambda c: c.update(source=text.replace("...", c.source))


def without(text, instead=""):
    return lambda c: c.update(source=c.source.replace(text, instead))


def metadata(**values):
    return lambda c: c.metadata.nbgrader.update(**values)


def output(kind, **fields):
    return lambda c: c.update(outputs=[nbformat.v4.new_output(kind, **fields)])


LINT = {
    "a missing marker": (
        "square", without("# exercise: square\n"), "first line must be `# exercise: square`"),
    "TensorFlow in a cell a student may edit": (
        "test-cube", source("import tensorflow as tf\n..."), "imports tensorflow"),
    "no visible check": (
        "test-square", source("### BEGIN HIDDEN TESTS\n1\n### END HIDDEN TESTS"),
        "nothing is left of it for the student"),
    "partial credit without a float": (
        "test-cube", without("\nparts.points", "\nprint(1)"), "must be a float"),
    "a solution without a region": (
        "cube", source("# exercise: cube\ndef cube(x): return x**3"), "nothing stands between"),
    "hidden tests outside a test": (
        "title", source("### BEGIN HIDDEN TESTS\nsecret\n### END HIDDEN TESTS"), "not a test cell"),
    "an old schema": ("square", metadata(schema_version=1), "schema 3"),
    "two cells of one id": ("test-cube", metadata(grade_id="test-square"), "same nbgrader id"),
    "a test of no exercise": ("test-cube", metadata(grade_id="test-nothing"), "belongs to no exercise"),
    "a stored error": (
        "imports", output("error", ename="E", evalue="boom", traceback=[]), "stored output is an error"),
    "a path of this machine": (
        "imports", output("stream", text="/home/somebody/x"), "path of this machine"),
    "a figure without text": (
        "imports", output("display_data", data={"image/png": "iVBO"}), "text alternative"),
}


@pytest.mark.parametrize("what", LINT)
def test_lint_refuses(course, what):
    name, change, sentence = LINT[what]
    edit(course, name, change)
    before = (course.lessons / "week1" / "powers.ipynb").read_bytes()
    with pytest.raises(LintError, match=sentence):
        release(course)
    assert (course.lessons / "week1" / "powers.ipynb").read_bytes() == before


def test_a_file_beside_the_notebooks_is_refused(course):
    (course.solutions / "week1" / "notes.txt").write_text("solutions!")
    with pytest.raises(LintError, match="only notebooks may lie here"):
        release(course)


def test_a_leaked_hidden_line_is_found(course):
    from mini_course import mini_solution

    from autograder.authoring.lint import lesson_findings

    leaking = lesson(course)
    hidden = 'check.call(square, -5.0).close_to(25.0, because="a square is never negative")'
    leaking.cells[2].source += f"\n{hidden}"
    assert "shows a line of a solution or hidden test" in lesson_findings(leaking, mini_solution())[0]


def test_an_unknown_week_is_one_sentence(course):
    with pytest.raises(InstructorError, match="there is no week 'week9' in solutions: choose from week1"):
        release(course, ["week9"])


def test_outside_a_course_is_one_sentence(tmp_path):
    with pytest.raises(InstructorError, match="there is no course"):
        CourseFiles.find(tmp_path)


def test_nbgraders_own_command_makes_the_same_lesson(course, monkeypatch):
    """Formgrader's "Generate" button and `nbgrader generate_assignment` use the same settings file."""
    from autograder.assignment import run_nbgrader

    run_nbgrader(course, "week1", course.root / "by-nbgrader", gradebook=True)
    made = (course.root / "by-nbgrader" / "week1" / "powers.ipynb").read_text()
    assert made == (course.lessons / "week1" / "powers.ipynb").read_text()

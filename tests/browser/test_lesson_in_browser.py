"""course.check and course.stubs on a page: a student works on a lesson in JupyterLab, another in the classic
Notebook 7, and presses nbgrader's Validate button."""

import shutil

import nbformat
import pytest
from students_answers import LESSON, ROOT, right, solve, wrong

pytestmark = pytest.mark.browser

EXERCISE = "binomial_pmf"


@pytest.fixture
def own_copy(students_folder):
    """`own_copy("blank")` is the path of a fresh copy of the lesson in the students' folder."""

    def copy(name):
        return shutil.copy(ROOT / "lessons" / f"{LESSON}.ipynb", students_folder / f"{name}.ipynb")

    return copy


def test_run_all_reaches_the_end_of_a_blank_lesson_and_its_widget_answers(notebook, own_copy):
    path = own_copy("blank")
    lesson = notebook(path.name)
    lesson.shot("opened")
    failed = lesson.run_all()
    lesson.shot("end of the lesson")
    assert lesson.was_run(lesson.code_cells()[-1])
    assert "test-binomial_pmf" in failed
    for cell in failed:
        said = lesson.output(cell)
        assert "is not written yet" in said and "Traceback" not in said, said
    lesson.cell("test-binomial_pmf")
    lesson.shot("an unfinished exercise")
    widget = next(cell.id for cell in nbformat.read(path, as_version=4).cells
                  if "widgets.die(" in cell.source)
    assert lesson.move(widget, "dollars seen, k", "ArrowRight").startswith("3 dollars in 10 throws")
    lesson.shot("a slider moved")


@pytest.mark.parametrize("app", ["lab", "notebook7"])
def test_an_exercise_is_solved_wrong_then_right_and_saved(app, notebook, own_copy):
    path = own_copy(f"solved_in_{app}")
    lesson = notebook(path.name, app)
    for cell in lesson.code_cells()[: lesson.code_cells().index(EXERCISE)]:
        lesson.run(cell)
    for source, what in ((wrong(EXERCISE), "wrong"), (right(EXERCISE), "right")):
        lesson.write(EXERCISE, source)
        lesson.run(EXERCISE)
        lesson.run(f"test-{EXERCISE}")
        said = lesson.output(f"test-{EXERCISE}")
        lesson.shot(what)
        if what == "wrong":
            assert said.startswith("CheckFailed: binomial_pmf(") and "Expected: " in said
            assert "Traceback" not in said
    assert said.strip() == "passed"
    lesson.save()
    saved = next(cell for cell in nbformat.read(path, as_version=4).cells if cell.id == EXERCISE)
    assert saved.source == right(EXERCISE)


def validated(lesson):
    """What nbgrader's dialog says after its button was pressed."""
    lesson.page.get_by_role("button", name="Validate").click()
    said = lesson.page.locator(".jp-Dialog").inner_text()
    lesson.shot("validated")
    return said


def test_validate_says_a_sentence_for_each_unfinished_or_wrong_exercise(notebook, own_copy):
    lesson = notebook(own_copy("unfinished").name)
    lesson.write(EXERCISE, wrong(EXERCISE))
    said = validated(lesson)
    assert "CheckFailed: binomial_pmf(" in said and "Expected: " in said
    assert "exercise 'descend' is not written yet." in said and "You did not provide a response." in said
    assert "Traceback" not in said and "Partial credit" not in said


def test_validate_accepts_a_right_lesson(notebook, own_copy):
    path = own_copy("finished")
    solve(path)
    assert "Success! Your notebook passes all the tests." in validated(notebook(path.name))

"""autograder.assignment: what submissions are graded against holds all tests and no solution."""

import nbformat
import pytest

from autograder import cells
from autograder.assignment import lesson_with_tests, lessons_with_tests


def test_stubs_stand_in_for_solutions_and_every_test_is_whole(course):
    notebook = nbformat.reads(lessons_with_tests(course, "week1", gradebook=False)["powers"], as_version=4)
    sources = {cells.grade_id(cell): cell.source for cell in notebook.cells if cells.grade_id(cell)}
    assert "NotImplementedError" in sources["square"] and "x ** 2" not in sources["square"]
    assert "square, -5.0" in sources["test-square"]


@pytest.mark.parametrize("gradebook", [True, False])
def test_the_gradebook_is_touched_only_where_it_is_asked_for(course, gradebook):
    lessons_with_tests(course, "week1", gradebook)
    assert (course.work / "gradebook.db").is_file() == gradebook


def test_one_lesson_is_made_anew_when_its_solution_changes(course):
    before = lesson_with_tests(course, "week1", "powers")
    assert lesson_with_tests(course, "week1", "powers") is before
    path = course.solutions / "week1" / "powers.ipynb"
    path.write_text(path.read_text().replace("-5.0", "-6.0"))
    assert "-6.0" in lesson_with_tests(course, "week1", "powers")

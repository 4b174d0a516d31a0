"""autograder execute: a solution is run and keeps what it showed, the same each time; what fails is left as
it was."""

import nbformat
import pytest

from autograder.authoring.execute import execute
from autograder.course_directory import CourseFiles, InstructorError


def executed(course: CourseFiles, *names: str) -> list[str]:
    return [path.stem for _, _, path, _ in execute(course, ["week1"], list(names))]


@pytest.fixture
def solution(course):
    """The small course's solution, and a cell that shows something."""
    path = course.solutions / "week1" / "powers.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("print(square(3.0))", id="shown"))
    nbformat.write(notebook, path)
    return path


def test_outputs_are_stored_and_running_twice_changes_nothing(course, solution):
    assert executed(course) == ["powers"]
    once = solution.read_bytes()
    cell = nbformat.reads(once.decode(), as_version=4).cells[-1]
    assert cell.outputs[0].text == "9.0\n" and "autograder" not in cell.metadata
    executed(course)
    assert solution.read_bytes() == once


def test_a_cell_that_fails_is_one_sentence_and_the_notebook_stays(course, solution):
    notebook = nbformat.read(solution, as_version=4)
    notebook.cells[-1].source = "print(square('three'))"
    nbformat.write(notebook, solution)
    before = solution.read_bytes()
    with pytest.raises(InstructorError, match="powers.ipynb, cell shown: TypeError: "):
        executed(course)
    assert solution.read_bytes() == before


def test_an_unknown_lesson_is_one_sentence(course):
    with pytest.raises(InstructorError, match="no lesson 'roots' in week1: choose from powers"):
        executed(course, "roots")

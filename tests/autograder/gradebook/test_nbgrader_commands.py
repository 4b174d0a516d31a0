"""nbgrader's own commands and formgrader's button, on this course's configuration: the same two processes,
the same marks: `autograder.gradebook.preprocessors`."""

import json

import nbformat
import pytest
from mini_course import RIGHT, handed_in
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI

from autograder.assignment import lessons_with_tests
from autograder.engine import forks

pytestmark = pytest.mark.skipif(not forks.supported(), reason="kernels are forked on Linux only")

FORGED = (
    "# exercise: square\nimport course.check\ncourse.check.Result.close_to = lambda self, *a, **k: self\n"
    "np = check = None\ndef square(x):\n    return 0.0"
)


def autograded(course, monkeypatch, student: str, content: bytes) -> dict[str, float]:
    """Points by test after ``nbgrader autograde`` of one student."""
    monkeypatch.chdir(course.root)
    lessons_with_tests(course, "week1")
    target = course.submitted / student / "week1" / "powers.ipynb"
    target.parent.mkdir(parents=True)
    target.write_bytes(content)
    said = NbGraderAPI(config=course.config).autograde("week1", student, force=True)
    assert said["success"], said
    with Gradebook(course.gradebook_url) as gradebook:
        notebook = gradebook.find_submission_notebook("powers", "week1", student)
        return {grade.name: grade.auto_score for grade in notebook.grades if grade.cell.cell_type == "code"}


def test_right_answers_earn_their_points(course, monkeypatch):
    assert autograded(course, monkeypatch, "ada", handed_in(course, **RIGHT)) == {
        "test-square": 2,
        "test-cube": 3,
    }


def test_a_forged_check_and_a_forged_record_earn_nothing(course, monkeypatch):
    notebook = nbformat.reads(handed_in(course, square=FORGED, cube=RIGHT["cube"]).decode(), as_version=4)
    for cell in notebook.cells:
        cell.metadata["autograder"] = {
            "status": "ok",
            "trusted": json.loads('{"points": 2, "error": null, "reason": "", "status": "ok"}'),
        }
    content = nbformat.writes(notebook).encode()
    assert autograded(course, monkeypatch, "mallory", content) == {"test-square": 0, "test-cube": 3}

"""nbgrader's own commands and formgrader's button, on this course's configuration: the same two processes,
the same marks, the same penalties: `autograder.gradebook.preprocessors`, `autograder.gradebook.late`."""

import copy
import json
import shutil
import subprocess
import sys
from datetime import datetime

import nbformat
import pytest
from mini_course import RIGHT, ROOT, handed_in
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.utils import notebook_hash

from autograder.assignment import lessons_with_tests
from autograder.engine import forks
from autograder.gradebook import grade
from autograder.gradebook.export import export
from autograder.gradebook.feedback import feedback

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


@pytest.fixture
def clone(course, monkeypatch):
    """The course as a fresh clone has it: lessons, no gradebook; nbgrader's commands run in it."""
    (course.root / "autograder").mkdir(exist_ok=True)
    shutil.copy(ROOT / "autograder" / "nbgrader_config.py", course.root / "autograder")
    monkeypatch.chdir(course.root / "autograder")
    return course


def hand_in(course, student: str, content: bytes, when: str = "2026-05-01 12:00:00 UTC") -> None:
    """What ``nbgrader collect`` leaves."""
    folder = course.submitted / student / "week1"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "powers.ipynb").write_bytes(content)
    (folder / "timestamp.txt").write_text(when)
    (folder / "submission_secret.txt").write_text(f"secret of {student}")


def nbgrader(command: str) -> None:
    """Run a command of nbgrader's as an instructor types it."""
    words = [sys.executable, "-m", "nbgrader", *command.split()]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3_000:]


def penalties(course) -> dict[str, float | None]:
    with Gradebook(course.gradebook_url) as gradebook:
        return {s.student.id: s.late_submission_penalty for s in gradebook.assignment_submissions("week1")}


def due(course, when: datetime) -> None:
    with Gradebook(course.gradebook_url) as gradebook:
        gradebook.update_or_create_assignment("week1", duedate=when)


def colab(content: bytes) -> bytes:
    """The file as Colab might save it: no ids of nbgrader's, cells named by numbers, outputs kept."""
    notebook = nbformat.reads(content.decode(), as_version=4)
    for number, cell in enumerate(notebook.cells):
        cell.metadata, cell.id = {"id": f"x{number}"}, f"x{number}"
    return nbformat.writes(notebook).encode()


def test_a_perfect_file_of_colabs_gets_its_points_in_a_fresh_clone_without_force(clone, tmp_path):
    hand_in(clone, "ada", colab(handed_in(clone, **RIGHT)))
    hand_in(clone, "ben", handed_in(clone, **RIGHT))
    nbgrader("autograde week1")
    with Gradebook(clone.gradebook_url) as gradebook:
        found = {s.student.id: s.score for s in gradebook.assignment_submissions("week1")}
    assert found == {"ada": 5, "ben": 5}


def test_an_assignment_is_generated_in_a_fresh_clone_without_force(clone):
    before = (clone.lessons / "week1" / "powers.ipynb").read_bytes()
    nbgrader("generate_assignment week1")
    assert (clone.lessons / "week1" / "powers.ipynb").read_bytes() == before
    with Gradebook(clone.gradebook_url) as gradebook:
        assert gradebook.find_notebook("powers", "week1").max_score == 6


def test_feedback_that_autograder_made_can_be_released_through_nbgraders_exchange(clone, tmp_path):
    hand_in(clone, "ada", handed_in(clone, **RIGHT))
    hand_in(clone, "eve", b"{")
    grade.grade_week(clone, "week1")
    assert len(feedback(clone, "week1")) == 2
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    nbgrader(f"release_feedback week1 --Exchange.root={exchange}")
    released = exchange / clone.course_id / "feedback"
    names = {notebook_hash(secret=f"secret of {student}", notebook_id="powers") for student in ("ada", "eve")}
    assert {path.stem for path in released.iterdir()} == names


def test_penalties_are_the_same_on_both_paths_and_stale_ones_go(clone):
    with (clone.root / "autograder" / "nbgrader_config.py").open("a") as file:
        file.write("\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    settings = copy.deepcopy(clone.config)
    settings.LateSubmissionPlugin.penalty_method = "zero"
    vars(clone)["config"] = settings
    for student in ("ada", "ben"):
        hand_in(clone, student, handed_in(clone, **RIGHT))
    lessons_with_tests(clone, "week1")
    due(clone, datetime(2026, 4, 30))
    nbgrader("autograde week1 --student=ada")
    grade.grade_week(clone, "week1", students=["ben"])
    assert penalties(clone) == {"ada": 5, "ben": 5}
    due(clone, datetime(2026, 5, 2))
    assert grade.grade_week(clone, "week1").unchanged == 1  # ben's file is the same, his due date is not
    assert not any(penalties(clone).values())
    assert "2026-05-01 12:00:00+00:00" in export(clone, "week1", "csv").read_text()

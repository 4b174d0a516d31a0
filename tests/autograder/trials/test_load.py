"""autograder.engine.timing: a demo class and a class that trains networks get the same marks beside thirty
busy processes as on a quiet machine."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from test_same_marks import marks

from autograder.course_directory import CourseFiles
from autograder.engine.conditions import Conditions
from autograder.gradebook.grade import grade_week
from autograder.intake.collect import collect
from autograder.trials import demo

ROOT = Path(__file__).resolve().parents[3]
BUSY = 30


@pytest.fixture
def thirty_busy_processes():
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(BUSY)]
    yield busy
    for process in busy:
        process.kill()
        process.wait()


def graded(folder: Path, week: str, students: int) -> dict:
    """The marks and reasons of a sample class of a week."""
    course = demo.demo_course(replace(CourseFiles.find(ROOT), work=folder), week)
    collect(course, demo.make_class(course, week, students), week)
    done = grade_week(
        course, week, Conditions.of(course, week).with_limits(cell_seconds=demo.CELL_SECONDS), jobs=2
    )
    reasons = {outcome.student: {name: lesson.reasons for name, lesson in outcome.lessons.items()}
               for outcome in done.outcomes}
    return {"marks": marks(course.gradebook_url, week), "reasons": reasons}


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("week", "students"), [(demo.WEEK, 12), ("week2", 4)])
def test_load_changes_no_mark(tmp_path, request, week, students):
    quiet = graded(tmp_path / "quiet", week, students)
    request.getfixturevalue("thirty_busy_processes")
    assert graded(tmp_path / "busy", week, students) == quiet

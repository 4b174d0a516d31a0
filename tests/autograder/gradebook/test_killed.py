"""A grading run that is killed at any moment is finished by running it again."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter

import pytest
from mini_course import RIGHT, handed_in, upload
from sqlalchemy import select

from autograder.engine import forks
from autograder.gradebook.recording import HISTORY, Recorder
from autograder.intake.collect import collect

KILLS, STUDENTS = 20, 40


def graded_now(course) -> int:
    """Submissions graded so far, read beside the running grader."""
    if not (course.work / "gradebook.db").is_file():
        return 0
    with sqlite3.connect(course.work / "gradebook.db", timeout=10) as database:
        if not database.execute("select 1 from sqlite_master where name = 'autograder_graded'").fetchone():
            return 0
        return database.execute("select count(*) from autograder_graded").fetchone()[0]


@pytest.mark.skipif(not forks.supported(), reason="kernels can only be forked on Linux")
def test_twenty_kills_lose_nothing_and_grade_nothing_twice(course, tmp_path):
    for number in range(STUDENTS):
        upload(
            tmp_path / "class", f"s{number:02}", handed_in(course, **dict(list(RIGHT.items())[: number % 3]))
        )
    collect(course, tmp_path / "class", "week1")
    run = [sys.executable, "-m", "autograder.cli", "grade", "week1", "--jobs", "2"]
    environment = os.environ | {"AUTOGRADER_PRELOAD": "ipykernel.kernelapp,ipykernel.ipkernel"}
    moments = random.Random(4)
    graded_before = 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            run, cwd=course.root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wanted, patience = graded_before + moments.randint(0, 2), time.monotonic() + 30
        while graded_now(course) < wanted and time.monotonic() < patience and process.poll() is None:
            time.sleep(0.02)
        time.sleep(moments.uniform(0, 0.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        with Recorder(course) as recorder:
            graded = len(recorder.graded("week1"))
        assert graded >= graded_before
        graded_before = graded
    assert graded_before > 0  # the kills came in the middle of the class, not before it
    finished = subprocess.run(run, cwd=course.root, env=environment, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    with Recorder(course) as recorder:
        history = recorder.gradebook.db.execute(select(HISTORY.c.student, HISTORY.c.points)).all()
    assert Counter(student for student, _ in history) == {f"s{number:02}": 1 for number in range(STUDENTS)}
    assert dict(history) == {f"s{number:02}": (0.0, 2.0, 5.0)[number % 3] for number in range(STUDENTS)}

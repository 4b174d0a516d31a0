"""autograder demo: the main job from start to finish; and what the audit says on the command line."""

import subprocess
import sys

import pytest
from test_audit import GOOD

from autograder.trials import demo


def run(course, *arguments):
    command = [sys.executable, "-m", "autograder.cli", *arguments]
    return subprocess.run(command, cwd=course.root, capture_output=True, text=True)


@pytest.fixture
def with_bank(course):
    path = course.answers / "week1" / "powers.py"
    path.parent.mkdir(parents=True)
    path.write_text(GOOD)
    return course


def test_the_demo_grades_its_class_and_leaves_the_real_gradebook_alone(with_bank):
    done = run(with_bank, "demo", "--week", "week1")
    assert done.returncode == 0, done.stdout + done.stderr
    for said in ("12 submissions graded", "Leonhard", "not valid JSON"):
        assert said in done.stdout
    assert (with_bank.work / "demo" / "export" / "week1-csv.csv").read_text().count("\n") == 13
    assert not (with_bank.work / "gradebook.db").exists()


def test_a_larger_class_has_damaged_files_loops_and_memory_bombs(with_bank):
    made = demo.demo_course(with_bank, "week1")
    demo.make_class(made, "week1", 200)
    listed = demo.kinds(made)
    assert [len(listed[kind]) for kind in ("damaged", "endless loop", "memory bomb")] == [10, 4, 2]
    assert sum(map(len, listed.values())) == len({name for names in listed.values() for name in names}) == 200


def test_audit_exits_1_on_a_miss(with_bank):
    path = with_bank.answers / "week1" / "powers.py"
    path.write_text(GOOD.replace("2 * x", "x * x"))
    done = run(with_bank, "audit")
    assert done.returncode == 1 and "miss: week1/powers square: wrong answer 'doubled'" in done.stdout

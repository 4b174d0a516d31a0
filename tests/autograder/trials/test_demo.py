"""autograder demo and the command line: the main job from start to finish, and clear mistakes."""

import subprocess
import sys

import pytest
from mini_course import RIGHT, ROOT, handed_in, upload
from test_audit import GOOD


def run(course, *arguments):
    return subprocess.run([sys.executable, "-m", "autograder.cli", *arguments], cwd=course.root, capture_output=True, text=True)


@pytest.fixture
def with_bank(course):
    path = course.answers / "week1" / "powers.py"
    path.parent.mkdir(parents=True)
    path.write_text(GOOD)
    return course


def test_the_demo_grades_its_class_and_leaves_the_real_gradebook_alone(with_bank):
    done = run(with_bank, "demo", "--week", "week1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "12 submissions graded" in done.stdout and "Leonhard" in done.stdout and "not valid JSON" in done.stdout
    assert (with_bank.work / "demo" / "export" / "week1-csv.csv").read_text().count("\n") == 13
    assert not (with_bank.work / "gradebook.db").exists()


def test_a_larger_class_has_damaged_files_loops_and_memory_bombs(with_bank):
    from autograder.trials import demo

    made = demo.demo_course(with_bank, "week1")
    listed = demo.kinds(demo.make_class(made, "week1", 200))
    assert {kind: len(names) for kind, names in listed.items() if kind in ("damaged", "endless loop", "memory bomb")} == {"damaged": 10, "endless loop": 4, "memory bomb": 2}
    assert sum(map(len, listed.values())) == len({name for names in listed.values() for name in names}) == 200


def test_every_step_by_command(course, tmp_path):
    upload(tmp_path / "class", "ada", handed_in(course, **RIGHT))
    for arguments, said in (
        (("release", "--check"), "lessons and solutions agree"),
        (("collect", str(tmp_path / "class"), "--week", "week1"), "1 lessons taken in, 0 refused"),
        (("grade",), "week1: 1 submissions graded"),
        (("grade",), "0 submissions graded, 1 unchanged"),
        (("feedback", "week1"), "1 pages"),
        (("export", "week1"), "week1-csv.csv"),
    ):
        done = run(course, *arguments)
        assert done.returncode == 0 and said in done.stdout.replace("\n", " "), (arguments, done.stdout, done.stderr)


MISTAKES = {
    "an unknown week": (("release", "week9"), "there is no week 'week9'"),
    "a missing folder": (("collect", "nowhere", "--week", "week1"), "there is nothing at nowhere"),
    "grading before collecting": (("grade", "week1"), "nothing was collected"),
    "feedback before grading": (("feedback", "week1"), "nothing of week1 has been graded"),
    "export before grading": (("export", "week1"), "has not been graded"),
    "an unknown format": (("export", "week1", "--to", "excel"), "unknown format"),
    "a demo without a bank": (("demo", "--week", "week1"), "no lesson of week1 has an answer bank"),
    "an audit without a bank": (("audit",), "there is no answer bank"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_sentence_and_exit_code_2(course, mistake):
    arguments, sentence = MISTAKES[mistake]
    done = run(course, *arguments)
    assert done.returncode == 2 and sentence in done.stderr and "Traceback" not in done.stderr
    assert len(done.stderr.strip().split("\n")) == 1


def test_outside_a_course_is_one_sentence(tmp_path):
    done = subprocess.run([sys.executable, "-m", "autograder.cli", "grade"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2 and "there is no course in or above" in done.stderr


def test_release_check_exits_1_after_one_byte(course):
    path = course.lessons / "week1" / "powers.ipynb"
    path.write_bytes(path.read_bytes().replace(b"A lesson", b"a lesson"))
    done = run(course, "release", "--check")
    assert done.returncode == 1 and "-    \"a lesson" in done.stdout.replace("# Powers\\n", "") or "a lesson about" in done.stdout


def test_audit_exits_1_on_a_miss(with_bank):
    path = with_bank.answers / "week1" / "powers.py"
    path.write_text(GOOD.replace("2 * x", "x * x"))
    done = run(with_bank, "audit")
    assert done.returncode == 1 and "miss: week1/powers square: wrong answer 'doubled'" in done.stdout


def test_doctor_names_every_protection():
    done = subprocess.run([sys.executable, "-m", "autograder.cli", "doctor"], cwd=ROOT, capture_output=True, text=True)
    assert "network" in done.stdout and "walls:" in done.stdout and done.returncode in (0, 2)

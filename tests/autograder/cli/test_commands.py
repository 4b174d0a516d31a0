"""The command line: every step in turn, and mistakes that end in one clear sentence.

This is how `autograder.cli.authoring`, `autograder.cli.grading`, `autograder.cli.trials`,
`autograder.cli.machine` and what they share in `autograder.cli.terminal` are tried.
"""

import os
import signal
import subprocess
import sys
import time
from importlib.metadata import version

import psutil
import pytest
from mini_course import RIGHT, ROOT, handed_in, upload


def run(folder, *arguments):
    command = [sys.executable, "-m", "autograder.cli", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_every_step_by_command(course, tmp_path):
    upload(tmp_path / "class", "ada", handed_in(course, **RIGHT))
    for arguments, said in (
        (("release", "--check"), "lessons and solutions agree"),
        (("collect", str(tmp_path / "class"), "--week", "week1"), "1 lesson of 1 student taken in"),
        (("grade",), "week1: 1 submissions graded"),
        (("grade",), "0 submissions graded, 1 unchanged"),
        (("feedback", "week1"), "1 pages"),
        (("export", "week1"), "week1-csv.csv"),
    ):
        done = run(course.root, *arguments)
        assert done.returncode == 0 and said in done.stdout, (arguments, done.stdout, done.stderr)


def test_ctrl_c_ends_in_one_sentence_and_leaves_no_process(course, tmp_path):
    upload(tmp_path / "class", "ada", handed_in(course, square="# exercise: square\nwhile True:\n    pass"))
    run(course.root, "collect", str(tmp_path / "class"), "--week", "week1")
    grading = subprocess.Popen(
        [sys.executable, "-m", "autograder.cli", "grade"], cwd=course.root, text=True, stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL, env=os.environ | {"AUTOGRADER_PRELOAD": "ipykernel.kernelapp"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored by tests in background
    )
    patience = time.monotonic() + 60
    while len(psutil.Process(grading.pid).children(recursive=True)) < 4 and time.monotonic() < patience:
        time.sleep(0.05)
    family = psutil.Process(grading.pid).children(recursive=True)
    grading.send_signal(signal.SIGINT)
    _, said = grading.communicate(timeout=60)
    assert grading.returncode == 130
    assert said == "autograder: stopped; run the command again to go on where it stopped\n"
    assert not psutil.wait_procs(family, timeout=30)[1]


MISTAKES = {
    "an unknown week": (("release", "week9"), "there is no week 'week9'"),
    "a missing folder": (("collect", "nowhere", "--week", "week1"), "there is nothing at nowhere"),
    "grading before collecting": (("grade", "week1"), "nothing was collected"),
    "feedback before grading": (("feedback", "week1"), "nothing of week1 has been graded"),
    "export before grading": (("export", "week1"), "has not been graded"),
    "an unknown format": (("export", "week1", "--to", "excel"), "unknown format"),
    "a demo without a bank": (("demo", "--week", "week1"), "no lesson of week1 has an answer bank"),
    "an audit without a bank": (("audit",), "there is no answer bank"),
    "an audit of an unknown lesson": (
        ("audit", "--lesson", "roots"), "there is no lesson 'roots' in any week: choose from powers."),
    "mutants of an unknown lesson": (
        ("audit", "week1", "--lesson", "roots", "--mutants", "1"), "there is no lesson 'roots' in week1"),
    "measuring an unknown lesson": (
        ("audit", "--lesson", "roots", "--measure"), "there is no lesson 'roots' in any week"),
    "executing an unknown lesson": (
        ("execute", "--lesson", "roots"), "there is no lesson 'roots' in any week"),
    "a bench of an unknown lesson": (
        ("bench", "--week", "week1", "--lesson", "roots"), "there is no lesson 'roots' in week1"),
    "sizes that are no numbers": (
        ("bench", "--sizes", "10,many"), "--sizes '10,many' is no list of whole numbers"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_sentence_and_exit_code_2(course, mistake):
    arguments, sentence = MISTAKES[mistake]
    done = run(course.root, *arguments)
    assert done.returncode == 2 and sentence in done.stderr and "Traceback" not in done.stderr
    assert len(done.stderr.strip().split("\n")) == 1


def test_outside_a_course_is_one_sentence(tmp_path):
    done = run(tmp_path, "grade")
    assert done.returncode == 2 and "there is no course in or above" in done.stderr


def test_release_check_exits_1_after_one_byte(course):
    path = course.lessons / "week1" / "powers.ipynb"
    path.write_bytes(path.read_bytes().replace(b"A lesson", b"a lesson"))
    done = run(course.root, "release", "--check")
    assert done.returncode == 1 and "a lesson about" in done.stdout


def test_doctor_names_every_protection():
    done = run(ROOT, "doctor")
    assert "network" in done.stdout and "walls:" in done.stdout and done.returncode in (0, 2)


def test_the_version_is_that_of_the_installed_distribution(tmp_path):
    done = run(tmp_path, "--version")
    assert done.returncode == 0 and done.stdout == f"autograder {version('dl-course')}\n"


def test_help_imports_no_step_so_that_it_answers_at_once():
    heavy = "{'nbgrader', 'nbformat', 'matplotlib.pyplot', 'jupyter_client', 'sqlalchemy', 'tensorflow'}"
    code = f"import sys, autograder.cli; print(*{heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and not done.stdout.strip(), done.stdout + done.stderr

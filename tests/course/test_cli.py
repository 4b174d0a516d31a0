"""course.cli: the command `course`, and one sentence where a user can put something right."""

import subprocess
import sys

import pytest

from course import cli
from course.errors import CourseError


def test_help_names_the_doctor():
    out = subprocess.run([sys.executable, "-c", "from course.cli import main; main()", "--help"],
                         capture_output=True, text=True)
    assert out.returncode == 0 and "doctor" in out.stdout


def test_what_a_user_can_put_right_is_one_sentence_and_exit_code_two(monkeypatch, capsys):
    def broken():
        raise CourseError("the cache cannot be written: make room.")

    monkeypatch.setattr(cli, "app", broken)
    with pytest.raises(SystemExit) as left:
        cli.main()
    said = capsys.readouterr()
    assert left.value.code == 2 and said.out == ""
    assert said.err == "course: the cache cannot be written: make room.\n"

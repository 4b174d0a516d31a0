"""The set-up cell a lesson begins with; `tests/colab` runs it with Colab's own versions.

The other preprocessors of `autograder.authoring.preprocessors` are looked at in test_release.
"""

import importlib.util
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest

from autograder.cells import SETUP_ID
from course import runtime


@pytest.fixture
def run(course, monkeypatch):
    """Runs the set-up cell of the released lesson as a notebook does."""
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setattr(runtime, "lesson", None)
    lesson = nbformat.read(course.lessons / "week1" / "powers.ipynb", as_version=4)
    (source,) = [cell.source for cell in lesson.cells if cell.id == SETUP_ID]
    return lambda: exec(source, {"__name__": "__main__"})


def test_where_the_course_is_nothing_is_installed_and_nothing_said(run, monkeypatch, capsys):
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("something was installed"))
    monkeypatch.delenv("COLAB_RELEASE_TAG", raising=False)
    run(), run()
    assert capsys.readouterr() == ("", "") and runtime.lesson == "week1/powers"


NOWHERE = {"missing": None, "only a folder of that name": SimpleNamespace(origin=None)}


@pytest.mark.parametrize("found", NOWHERE.values(), ids=NOWHERE)
def test_what_is_missing_is_installed_without_dependencies(run, monkeypatch, found):
    commands = []
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: found)
    done = SimpleNamespace(returncode=0)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: commands.append(command) or done)
    run()
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    assert commands == [[*install, "git+https://github.com/dl-course/lessons@main"]]


def test_without_network_it_ends_in_one_sentence(run, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: SimpleNamespace(returncode=1))
    with pytest.raises(Exception, match="this machine has internet") as failure:
        run()
    assert failure.value._render_traceback_() == [f"NotInstalled: {failure.value}"]

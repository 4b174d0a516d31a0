"""autograder new: what it lays out runs, is released and audited as it is; and it writes over nothing."""

import re
from pathlib import Path

import nbformat
import pytest
from mini_course import ROOT
from test_lessons import errors, run, surprises
from typer.testing import CliRunner

from autograder.authoring.leaks import Secrets, texts
from autograder.authoring.new import new
from autograder.authoring.release import differences
from autograder.cli import app
from autograder.course_directory import CourseFiles, InstructorError

FILES = [
    "solutions/week6/14_counts.ipynb",
    "course/hints/week6/14_counts.toml",
    "tests/answers/week6/14_counts.py",
]
COMMANDS = (
    "new week6/14_counts", "execute week6 --lesson 14_counts", "release week6",
    "audit week6 --lesson 14_counts",
)
"""What an author runs, one after the other."""


def empty_course(folder: Path) -> CourseFiles:
    """A course with this one's settings, its rules for whole lessons among them, and no lesson yet."""
    (folder / "solutions").mkdir(parents=True)
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    return CourseFiles.find(folder)


@pytest.fixture
def course(tmp_path):
    return empty_course(tmp_path / "course")


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What the commands said in a course of nothing but the new lesson."""
    course = empty_course(tmp_path_factory.mktemp("new") / "course")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(course.root)
        results = {command.split()[0]: CliRunner().invoke(app, command.split()) for command in COMMANDS}
    return course, results


def test_it_can_be_run_released_and_audited_at_once(said):
    course, results = said
    assert {name: result.exception for name, result in results.items() if result.exit_code} == {}
    assert results["new"].stdout.split("\n")[:3] == FILES
    assert "lessons/week6/14_counts.ipynb" in results["release"].stdout and differences(course) == ""
    audited = results["audit"].stdout
    assert re.search(r"shares\W+9\W+2/2\W+5/5", audited) and "1 exercises, 0 misses" in audited


def test_its_readers_meet_it_as_they_meet_every_lesson(said):
    course, _ = said
    paths = [place / "week6" / "14_counts.ipynb" for place in (course.solutions, course.lessons)]
    solution, lesson = (nbformat.read(path, as_version=4) for path in paths)
    assert surprises(run(paths[1])) == []
    assert errors(run(paths[0], "real")) == {}
    assert lesson.cells[2].source.startswith("# Counts\n") and "{{" not in nbformat.writes(solution)
    assert [cell.id for cell in solution.cells if cell.get("outputs")] == ["test-shares", "predict_more-02"]
    assert Secrets.of(course).found_in(*texts(lesson)) == []


@pytest.mark.parametrize("name", [
    "14_counts", "week6", "week6/", "week6/counts", "week6/4_counts", "week6/14_", "week6/14_Counts",
    "week6/14 counts", "week/14_counts", "week6/14_counts.ipynb", "../week6/14_counts", "week6/../14_counts",
    "/week6/14_counts", "week6/14_counts\n", ""])
def test_a_name_that_is_none_is_one_sentence(course, name):
    with pytest.raises(InstructorError, match="is not the name of a lesson: write its week and its name"):
        new(course, name)
    assert {path.name for path in course.root.rglob("*")} == {"solutions", "pyproject.toml"}


@pytest.mark.parametrize("path", FILES)
def test_what_is_there_stays(course, path):
    there = course.root / path
    there.parent.mkdir(parents=True)
    there.write_text("an author's")
    with pytest.raises(InstructorError, match=f"{path} is there already: change it, or choose another name"):
        new(course, "week6/14_counts")
    assert there.read_text() == "an author's"
    assert [other for other in FILES if (course.root / other).is_file()] == [path]


@pytest.mark.parametrize("path", sorted((ROOT / "solutions").glob("*/*.ipynb")), ids=lambda path: path.stem)
def test_every_lesson_of_the_course_has_a_name_that_would_do(tmp_path, path):
    assert len(new(empty_course(tmp_path / "course"), f"{path.parent.name}/{path.stem}")) == 3

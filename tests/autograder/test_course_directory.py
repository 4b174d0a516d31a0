"""autograder.course_directory: where everything lies, said in one place that nbgrader's commands ask, too."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from mini_course import ROOT

from autograder.course_directory import CourseFiles, InstructorError

ASK = """
import json, sys
from traitlets.config.loader import PyFileConfigLoader
c = PyFileConfigLoader("nbgrader_config.py", path="autograder").load_config().CourseDirectory
from autograder.course_directory import CourseFiles
print(json.dumps([c, CourseFiles.find().nbgrader_folders]))
"""


@pytest.mark.parametrize("named", ["", "elsewhere", "absolute"])
def test_nbgrader_and_autograder_open_the_same_gradebook(tmp_path, named):
    work = str(tmp_path / "work") if named == "absolute" else named
    said = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=os.environ | {"AUTOGRADER_WORK": work},
        capture_output=True,
        text=True,
    )
    assert not said.stderr, said.stderr
    nbgraders, ours = json.loads(said.stdout)
    assert {name: nbgraders[name] for name in ours} == ours
    place = {
        "": ROOT / "autograder" / "work",
        "elsewhere": ROOT / "elsewhere",
        "absolute": tmp_path / "work",
    }[named]
    assert ours["db_url"] == f"sqlite:///{place / 'gradebook.db'}"
    if named == "elsewhere":
        place.rmdir()


def test_the_work_folder_is_seen_from_the_course_wherever_the_command_runs(course, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_WORK", "marks")
    for folder in (course.root, course.solutions / "week1"):
        assert CourseFiles.find(folder).work == course.root / "marks"


def test_a_folder_set_by_hand_in_nbgraders_configuration_is_one_sentence(course, monkeypatch):
    from autograder import course_directory

    class Loader(course_directory.PyFileConfigLoader):
        def load_config(self):
            config = super().load_config()
            config.CourseDirectory.db_url = "sqlite:///mine.db"
            return config

    monkeypatch.setattr(course_directory, "PyFileConfigLoader", Loader)
    with pytest.raises(
        InstructorError,
        match="nbgrader_config.py sets CourseDirectory.db_url to 'sqlite:///mine.db'.*AUTOGRADER_WORK",
    ):
        _ = CourseFiles.find(course.root).config


def test_outside_a_course_it_is_one_sentence(tmp_path):
    with pytest.raises(InstructorError, match="there is no course in or above"):
        CourseFiles.find(tmp_path)


def test_an_unknown_week_is_one_sentence(course):
    with pytest.raises(InstructorError, match="there is no week 'week9' in solutions: choose from week1"):
        course.weeks(["week9"])


@pytest.fixture
def two_weeks(course):
    """Week 1 with `powers` and `roots`, week 2 with `powers` again."""
    powers = course.solutions / "week1" / "powers.ipynb"
    shutil.copy(powers, powers.with_name("roots.ipynb"))
    (course.solutions / "week2").mkdir()
    shutil.copy(powers, course.solutions / "week2")
    return course


@pytest.mark.parametrize(("weeks", "names", "found"), [
    (None, None, [("week1", "powers"), ("week1", "roots"), ("week2", "powers")]),
    (["week1"], None, [("week1", "powers"), ("week1", "roots")]),
    (None, ["powers"], [("week1", "powers"), ("week2", "powers")]),
    (["week2", "week1"], ["roots", "powers"], [("week2", "powers"), ("week1", "powers"), ("week1", "roots")]),
])
def test_lessons_by_week_and_name(two_weeks, weeks, names, found):
    assert two_weeks.lessons_named(weeks, names) == found


def test_an_unknown_name_is_one_sentence_with_the_names_there_are(two_weeks):
    with pytest.raises(InstructorError, match="no lesson 'root' in week1: choose from powers, roots.$"):
        two_weeks.lessons_named(["week1"], ["powers", "root"])
    with pytest.raises(InstructorError, match="no lesson 'root' in any week: choose from powers, roots.$"):
        two_weeks.lessons_named(names=["root"])
    with pytest.raises(InstructorError, match="there is no week 'week9' in solutions"):
        two_weeks.lessons_named(["week9"], ["powers"])

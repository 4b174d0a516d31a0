"""autograder.course_directory: where everything lies, said in one place that nbgrader's commands ask, too."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

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


SERVER = "postgresql+psycopg://grader:secret@db.example/marks"


def setting(course, **settings) -> None:
    """Put settings into the table [tool.dl-course] of the course."""
    path = course.root / "pyproject.toml"
    lines = "".join(f'{name} = "{value}"\n' for name, value in settings.items())
    path.write_text(re.sub(r"^\[tool\.dl-course\]\n", rf"\g<0>{lines}", path.read_text(), flags=re.MULTILINE))


def test_work_folder_and_gradebook_are_settings_that_the_environment_overrules(course, monkeypatch):
    setting(course, work="marks", gradebook=SERVER)
    found = CourseFiles.find(course.root)
    assert (found.work, found.gradebook_url) == (course.root / "marks", SERVER)
    monkeypatch.setenv("AUTOGRADER_WORK", "others")
    monkeypatch.setenv("AUTOGRADER_GRADEBOOK", "sqlite:////srv/gradebook.db")
    found = CourseFiles.find(course.root)
    assert (found.work, found.gradebook_url) == (course.root / "others", "sqlite:////srv/gradebook.db")
    assert found.gradebook_file == Path("/srv/gradebook.db")


def test_a_work_folder_of_its_own_never_opens_the_gradebook_on_the_server(course, tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_GRADEBOOK", SERVER)
    demo = CourseFiles.find(course.root, work=tmp_path / "demo")
    assert demo.gradebook_url == f"sqlite:///{tmp_path / 'demo' / 'gradebook.db'}"


def test_only_sqlite_is_told_how_long_to_wait_and_no_sentence_holds_a_password(course, monkeypatch):
    assert course.waiting_url(60) == f"{course.gradebook_url}?timeout=60"
    monkeypatch.setenv("AUTOGRADER_GRADEBOOK", SERVER)
    found = CourseFiles.find(course.root)
    assert found.waiting_url(60) == SERVER and found.gradebook_file is None
    assert found.gradebook_shown == SERVER.replace("secret", "***")
    assert found.nbgrader_folders["db_url"] == SERVER


@pytest.mark.parametrize("address", ["marks.db", "mysql://db.example/marks", "://"])
def test_what_is_no_address_of_a_gradebook_is_one_sentence(course, monkeypatch, address):
    monkeypatch.setenv("AUTOGRADER_GRADEBOOK", address)
    with pytest.raises(InstructorError, match="is no address of a gradebook: write it as .*postgresql"):
        CourseFiles.find(course.root)


def test_a_gradebook_without_its_driver_is_one_sentence(course, monkeypatch):
    from autograder.gradebook import recording

    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.setenv("AUTOGRADER_GRADEBOOK", SERVER)
    with pytest.raises(InstructorError, match=r"needs psycopg: pip install 'dl-course\[postgresql\]'"):
        recording.open_gradebook(CourseFiles.find(course.root))


def test_the_course_has_a_name_for_nbgrader(course):
    assert course.config.CourseDirectory.course_id == course.course_id == "default_course"

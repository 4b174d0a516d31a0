"""autograder.engine.environment: few of the instructor's variables reach a process."""

from pathlib import Path

from autograder.engine.environment import PASSED_ON, matplotlib_cache, passed_on


def test_only_what_is_listed_is_passed_on(monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("COURSE_DATA", "/data")
    monkeypatch.setenv("TZ", "UTC")
    assert set(passed_on()) <= set(PASSED_ON) and passed_on()["TZ"] == "UTC"
    assert passed_on("COURSE_DATA", "NOT_THERE") == passed_on() | {"COURSE_DATA": "/data"}


def test_matplotlibs_cache_is_a_folder_that_is_there():
    assert Path(matplotlib_cache()).is_dir()

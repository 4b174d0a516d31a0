"""Fixtures for all tests: a small course, and an environment that depends on nothing outside the checkout."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from mini_course import make_course  # noqa: E402

os.environ.setdefault("COURSE_SOURCE", "offline")
os.environ.setdefault("MPLBACKEND", "agg")
settings.register_profile("same", derandomize=True, database=None, deadline=None)  # in every run
settings.load_profile("same")

if sys.platform != "linux":  # nothing can be confined there; what needs walls skips with a reason
    os.environ.setdefault("AUTOGRADER_SANDBOX", "off")

SHARED_DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def real_data():
    """The folder of real data files, where there is one; else the test skips and says how to get it."""
    folder = Path(os.environ.get("COURSE_DATA") or SHARED_DATA)
    if not (folder / "mnist.npz").is_file():
        pytest.skip("real data files not here: name their folder in COURSE_DATA")
    return folder


@pytest.fixture
def course(tmp_path):
    """A released course of one tiny lesson with an empty work folder."""
    return make_course(tmp_path / "course")

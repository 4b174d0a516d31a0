"""The mini lesson, a perfect submission for it and a blank one, as trees of JSON to be damaged."""

import copy
import json

import nbformat
import pytest
from mini_course import RIGHT, handed_in, make_course


@pytest.fixture(scope="module")
def powers(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("matching") / "course")
    lesson = nbformat.read(course.lessons / "week1" / "powers.ipynb", as_version=4)
    return lesson, json.loads(handed_in(course, **RIGHT)), json.loads(handed_in(course))


@pytest.fixture
def lesson(powers):
    return powers[0]


@pytest.fixture
def perfect(powers):
    return copy.deepcopy(powers[1])


@pytest.fixture
def blank(powers):
    return copy.deepcopy(powers[2])

"""autograder.engine.conditions: what could change a mark, in one value; limits come from one table that an
author finds."""

import json
import tomllib
from dataclasses import FrozenInstanceError, fields

import pytest
from mini_course import ROOT, limit

from autograder.course_directory import CourseFiles, InstructorError
from autograder.engine.conditions import Conditions, Limits, strangers
from autograder.sandbox import Resources


def of(course, **kwargs):
    return Conditions.of(
        CourseFiles(course.root, course.work), "week1", **kwargs
    )  # reads pyproject.toml anew


def test_without_a_table_the_limits_are_those_of_the_class(course):
    assert of(course).limits == Limits() and of(course).by_lesson == ()


def test_a_table_sets_the_limits_of_every_lesson(course):
    limit(course, "", cell_seconds=30, memory_bytes=10**9)
    conditions = of(course)
    assert conditions.limits_of("powers").cell_seconds == 30
    assert conditions.limits_of("powers").resources.memory_bytes == 10**9


def test_one_lesson_can_have_limits_of_its_own(course):
    limit(course, "", cell_seconds=30, open_files=99)
    limit(course, "week1/powers", cell_seconds=200)
    conditions = of(course)
    powers = conditions.limits_of("powers")
    assert (powers.cell_seconds, powers.resources.open_files, conditions.limits_of("roots").cell_seconds) == (
        200,
        99,
        30,
    )
    assert Conditions.of(course, "week2").by_lesson == ()


def test_limits_for_all_lessons_hold_for_those_with_limits_of_their_own(course):
    limit(course, "week1/powers", grace_seconds=9)
    conditions = of(course).with_limits(cell_seconds=2)
    assert [conditions.limits_of(name).cell_seconds for name in ("powers", "roots")] == [2, 2]
    assert conditions.limits_of("powers").grace_seconds == 9


@pytest.mark.parametrize(
    ("lesson", "limits", "sentence"),
    [
        (
            "",
            {"cell_second": 5},
            r"cell_second in \[tool.dl-course.limits\] of pyproject.toml is no limit: choose from",
        ),
        ("", {"cell_seconds": 0}, "must be a number above 0, not 0"),
        ("", {"cell_seconds": "long"}, "must be a number above 0, not 'long'"),
        ("", {"cell_seconds": True}, "must be a number above 0, not True"),
        ("week1/powers", {"memory": 5}, r'memory in \[tool.dl-course.limits."week1/powers"\]'),
        (
            "week1/powers",
            {"cell_seconds": 1000},
            "notebook_seconds .* is 900, which would stop a cell before its own limit of 1000 s",
        ),
        (
            "",
            {"notebook_seconds": 2000},
            "cpu_seconds .* is 1800, which would stop .* a lesson before its 2000 s: raise cpu_seconds",
        ),
    ],
)
def test_a_limit_that_makes_no_sense_is_one_sentence(course, lesson, limits, sentence):
    limit(course, lesson, **limits)
    with pytest.raises(InstructorError, match=sentence):
        of(course)


def test_a_table_for_no_lesson_is_refused_at_release(course):
    limit(course, "week1/power", cell_seconds=7)
    assert strangers(CourseFiles(course.root, course.work)) == [
        'pyproject.toml: [tool.dl-course.limits."week1/power"] names no lesson; '
        'write it as "week2/03_fcnn_mnist"'
    ]


def test_an_unknown_source_is_one_sentence(course):
    with pytest.raises(
        InstructorError, match="no data source 'internet' to grade with: choose from offline, real"
    ):
        of(course, source="internet")


def test_the_environment_can_do_without_walls(course, monkeypatch):
    monkeypatch.delenv("AUTOGRADER_SANDBOX", raising=False)
    assert of(course).sandbox
    monkeypatch.setenv("AUTOGRADER_SANDBOX", "off")
    assert not of(course).sandbox


def test_conditions_are_frozen_and_plain_data():
    with pytest.raises(FrozenInstanceError):
        Conditions().source = "real"
    assert (
        json.loads(json.dumps(Conditions(by_lesson=(("powers", Limits()),)).to_json()))["limits"][
            "cell_seconds"
        ]
        == 120
    )


def test_the_courses_own_table_names_every_limit():
    table = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["dl-course"]["limits"]
    known = {entry.name for entry in (*fields(Limits), *fields(Resources))} - {"resources"}
    assert {name for name, value in table.items() if not isinstance(value, dict)} == known


def test_what_the_documents_say_of_the_limits_is_what_they_are():
    table = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["dl-course"]["limits"]
    threats, readme = ((ROOT / name).read_text() for name in ("autograder/THREATS.md", "README.md"))
    for name, value in table.items():
        if not isinstance(value, dict):
            assert f"| `{name}` | {value:,} |" in threats
    assert (
        f"A cell may run for {table['cell_seconds']} seconds and print {table['output_bytes'] / 1e6:g} MB"
        in readme
    )

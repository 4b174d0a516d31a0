"""autograder export: the same grades for a spreadsheet, Canvas and Moodle."""

import csv

import pytest
from mini_course import RIGHT, handed_in, upload

from autograder.course_directory import InstructorError
from autograder.gradebook import grade
from autograder.gradebook.export import export
from autograder.intake.collect import collect


@pytest.fixture
def graded(course, tmp_path):
    upload(tmp_path / "class", "ada_12", handed_in(course, **RIGHT, why="<!-- exercise: why -->\nSigns."))
    upload(tmp_path / "class", "=cmd()", handed_in(course))
    collect(course, tmp_path / "class", "week1")
    grade.grade_week(course, "week1")
    return course


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_csv_has_nbgraders_columns_and_says_what_waits_for_a_person(graded):
    found = {row["student_id"]: row for row in rows(export(graded, "week1", "csv"))}
    ada = found["ada_12"]
    assert ada["score"] == "5.0" and ada["max_score"] == "6.0" and ada["needs_manual_grade"] == "True"
    assert found["_cmd__"]["score"] == "0.0"


def test_canvas_and_moodle(graded):
    canvas = {row["SIS Login ID"]: row for row in rows(export(graded, "week1", "canvas"))}
    assert canvas["ada_12"]["week1"] == "5.0" and canvas["ada_12"]["ID"] == "12"
    moodle = {row["Identifier"]: row for row in rows(export(graded, "week1", "moodle"))}
    assert moodle["ada_12"]["Grade"] == "5.0" and "by hand" in moodle["ada_12"]["Feedback comments"]


def test_formulas_are_written_as_text():
    from autograder.gradebook.export import _text

    assert _text("=1+1") == "'=1+1" and _text("-2.5") == "-2.5" and _text(None) == ""


@pytest.mark.parametrize(("to", "sentence"), [("excel", "unknown format 'excel'")])
def test_wrong_formats_are_one_sentence(graded, to, sentence):
    with pytest.raises(InstructorError, match=sentence):
        export(graded, "week1", to)


def test_an_ungraded_week_and_an_unwritable_file_are_one_sentence(course, graded, tmp_path):
    with pytest.raises(InstructorError, match="cannot be written"):
        export(graded, "week1", "csv", tmp_path)

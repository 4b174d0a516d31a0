"""Where the course lies, and what its weeks and lessons are called."""

import shutil

import pytest

from autograder.course_directory import InstructorError


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

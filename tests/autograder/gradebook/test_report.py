"""autograder report: what an instructor reads about a week, computed from the gradebook."""

import math

import numpy as np
import pytest
from scipy.stats import pearsonr

from autograder.assignment import lessons_with_tests
from autograder.course_directory import InstructorError
from autograder.engine.submission import Lesson, Outcome
from autograder.gradebook.recording import Recorder
from autograder.gradebook.report import FEWEST, examine, page, report

SQUARE = [2, 2, 0, 2, 0, 2, 2, 2, 0, 2, 2, 2]
CUBE = [3, 3, 0, 3, 1, 3, 0, 3, 0, 3, 1, 3]


def outcome(number, square, cube):
    sentence = f"square({number}) gave {2 * number}.0. Expected: three threes."
    lesson = Lesson(notebook="", points={"test-square": square, "test-cube": cube},
                    reasons={} if square else {"test-square": sentence}, answered={"why": number % 2 == 0})
    return Outcome(f"student{number}", "week1", {"powers": lesson})


@pytest.fixture
def graded(course):
    """Twelve students; every second one wrote a text that a person has still to read."""
    lessons_with_tests(course, "week1")
    with Recorder(course) as recorder:
        for number, (square, cube) in enumerate(zip(SQUARE, CUBE, strict=True)):
            recorder.record(outcome(number, square, cube), "f")
    return course


def test_difficulty_and_discrimination_are_those_of_the_definitions(graded):
    found = examine(graded, "week1")
    exercises = {exercise.name: exercise for exercise in found.exercises}
    square, cube, why = (exercises[name] for name in ("test-square", "test-cube", "why"))
    assert square.difficulty == pytest.approx(np.mean(SQUARE) / 2)
    assert cube.full == pytest.approx(CUBE.count(3) / 12)
    assert square.discrimination == pytest.approx(pearsonr(SQUARE, CUBE).statistic)
    assert why.waiting == 6 and math.isnan(why.difficulty) and math.isnan(why.discrimination)
    sums = sorted(a + b for a, b in zip(SQUARE, CUBE, strict=True))
    assert found.maximum == 6 and sorted(found.totals) == sums


def test_the_same_mistake_on_other_numbers_counts_as_the_same(graded):
    square = next(e for e in examine(graded, "week1").exercises if e.name == "test-square")
    assert square.failures == [("square(…) gave … Expected: three threes.", SQUARE.count(0))]


def test_a_small_class_has_no_discrimination(course):
    lessons_with_tests(course, "week1")
    with Recorder(course) as recorder:
        for number in range(FEWEST - 1):
            recorder.record(outcome(number, SQUARE[number], CUBE[number]), "f")
    assert all(math.isnan(e.discrimination) for e in examine(course, "week1").exercises)


def test_the_page_names_no_student_and_runs_nothing(graded):
    with Recorder(graded) as recorder:
        bad = outcome(99, 0, 0)
        bad.lessons["powers"].reasons["test-square"] = "<script>alert(1)</script>"
        bad.lessons["powers"].problem = "is not a notebook"
        recorder.record(bad, "f")
    text = report(graded, "week1").read_text()
    assert "student1" not in text and "<script" not in text and "1 × is not a notebook" in text
    assert text == page(examine(graded, "week1"))  # the same each time
    assert 'alt="Histogram of the points. 13 submissions' in text and text.count("<h1") == 1


def test_an_ungraded_week_and_an_unwritable_file_are_one_sentence(course, graded, tmp_path):
    with pytest.raises(InstructorError, match="cannot be written"):
        report(graded, "week1", tmp_path)
    graded.work.joinpath("gradebook.db").unlink()
    with pytest.raises(InstructorError, match="nothing of week1 has been graded"):
        report(graded, "week1")

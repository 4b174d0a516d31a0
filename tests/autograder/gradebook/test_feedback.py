"""autograder feedback: own answers, messages and points; never a hidden test, never a script that runs."""

import pytest
from mini_course import RIGHT, handed_in, upload

from autograder.course_directory import InstructorError
from autograder.gradebook import grade
from autograder.gradebook.feedback import feedback
from autograder.intake.collect import collect

SCRIPT = ("<!-- exercise: why -->\n<script>alert(1)</script> <img src=x onerror=alert(2)> "
          "[link](javascript:alert(3)) because")


@pytest.fixture
def pages(course, tmp_path):
    wrong = ("# exercise: square\nfrom IPython.display import HTML, display\n"
             "display(HTML('<script>alert(4)</script>'))\ndef square(x):\n    return x")
    upload(tmp_path / "class", "ada", handed_in(course, **RIGHT, why=SCRIPT))
    upload(tmp_path / "class", "ben", handed_in(course, square=wrong))
    upload(tmp_path / "class", "eve [x]*", b"{")
    collect(course, tmp_path / "class", "week1")
    grade.grade_week(course, "week1")
    return {path.parent.parent.name: path.read_text() for path in feedback(course, "week1")}


def test_each_student_has_a_page_and_hidden_tests_are_on_none(pages):
    assert sorted(pages) == ["ada", "ben", "eve _x__"]
    for page in pages.values():
        assert "never negative&quot;" not in page and "minus one&quot;" not in page
        assert "HIDDEN TESTS" not in page and "MARK SCHEME" not in page
        assert "one point for the sign rule" not in page
        assert "close_to(25.0" not in page.replace("<span", "").replace("</span>", "")


def test_own_answer_points_and_message_are_there(pages):
    assert "5.0 / 6.0" in pages["ada"] and "because" in pages["ada"]
    assert "0.0 / 2.0" in pages["ben"] and "square(3) gave 3. Expected: three threes." in pages["ben"]


def test_html_of_a_student_does_not_run(pages):
    assert "<script>alert" not in pages["ada"] and "<script>alert" not in pages["ben"]
    assert "onerror=" not in pages["ada"]
    assert 'href="javascript' not in pages["ada"]


def test_an_unreadable_file_gets_a_page_that_says_so(pages):
    assert "could not be graded" in pages["eve _x__"] and "not valid JSON" in pages["eve _x__"]


def test_an_ungraded_week_is_one_sentence(course):
    with pytest.raises(InstructorError, match="nothing of week1 has been graded"):
        feedback(course, "week1")

"""autograder feedback: own answers, messages and points; never a hidden test, never a script that runs."""

import pytest
from bs4 import BeautifulSoup
from mini_course import RIGHT, handed_in, make_course, upload

from autograder.course_directory import InstructorError
from autograder.gradebook import grade
from autograder.gradebook.feedback import feedback
from autograder.intake.collect import collect

SCRIPT = ("<!-- exercise: why -->\n<script>alert(1)</script> <img src=x onerror=alert(2)> "
          "[link](javascript:alert(3)) because")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    course, folder = make_course(tmp_path_factory.mktemp("pages") / "course"), tmp_path_factory.mktemp("all")
    wrong = ("# exercise: square\nfrom IPython.display import HTML, display\n"
             "display(HTML('<script>alert(4)</script>'))\ndef square(x):\n    return x")
    upload(folder, "ada", handed_in(course, **RIGHT, why=SCRIPT))
    upload(folder, "ben", handed_in(course, square=wrong))
    upload(folder, "eve [x]*", b"{")
    collect(course, folder, "week1")
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
    assert "0.0 / 2.0" in pages["ben"]
    assert "check.call(square, 3.0)" in pages["ben"]
    assert "does not hold. Expected: three threes." in pages["ben"]


def test_html_of_a_student_does_not_run(pages):
    assert "<script>alert" not in pages["ada"] and "<script>alert" not in pages["ben"]
    assert "onerror=" not in pages["ada"]
    assert 'href="javascript' not in pages["ada"]


def test_an_unreadable_file_gets_a_page_that_says_so(pages):
    assert "could not be graded" in pages["eve _x__"] and "not valid JSON" in pages["eve _x__"]
    assert "&lt;p&gt;" not in pages["eve _x__"]


def test_an_ungraded_week_is_one_sentence(course):
    with pytest.raises(InstructorError, match="nothing of week1 has been graded"):
        feedback(course, "week1")


LEAKS = {
    "prints": "print(f'<<{x}>>')\n    return x",
    "draws": "from IPython.display import display, HTML\n    display(HTML(f'<b>&lt;&lt;{x}&gt;&gt;</b>'))\n"
             "    return x",
    "returns": "return f'<<{x}>>'",
    "raises": "raise ValueError(f'<<{x}>>')",
    "names its error": "raise type(f'V{abs(int(x))}V', (Exception,), {})('')",
    "calls itself unfinished": "raise NotImplementedError(f'exercise: <<{x}>>')",
    "fails a check": "from course import check\n    check.that(False, f'Expected: <<{x}>>')",
    "shapes": "import numpy\n    return numpy.empty((0, abs(int(x)), 4711))",
    "shows it below": "seen.append(f'<<{x}>>')\n    return x * x",
}
"""Ways in which a function tells with what it was called; the hidden test calls it with -5."""
BELOW = {
    "prints": "print(seen)",
    "raises": "raise ValueError(seen)",
    "draws": "import matplotlib.pyplot as plt\nplt.figure(); plt.title(str(seen)); plt.show()",
}


def _answers(way: str) -> dict[str, str]:
    """Answers of a student who leaks in one way: in the function, or from a list in the cell below it."""
    square = f"# exercise: square\nseen = []\ndef square(x):\n    {LEAKS.get(way, LEAKS['shows it below'])}"
    if way in LEAKS and way != "shows it below":  # the visible check must hold for the hidden one to be asked
        square = square.replace("    ", "    if x == 3:\n        return 9.0\n    ", 1)
    below = BELOW.get(way.removeprefix("below "), "print(seen)")
    return {"square": square, "cube": f"{RIGHT['cube']}\n{below}"}


@pytest.fixture(scope="module")
def leaks(tmp_path_factory):
    """Way to leak -> the student's page, its text, and the instructor's copy of the notebook."""
    course, folder = make_course(tmp_path_factory.mktemp("leaks") / "course"), tmp_path_factory.mktemp("all")
    students = {way.replace(" ", "-"): way for way in (*LEAKS, *(f"below {way}" for way in BELOW))}
    for student, way in students.items():
        upload(folder, student, handed_in(course, **_answers(way)))
    upload(folder, "honest", handed_in(course, square="print('so far, so good')\n" + RIGHT["square"]))
    collect(course, folder, "week1")
    grade.grade_week(course, "week1")
    found = {}
    for page in feedback(course, "week1"):
        student = page.parent.parent.name
        copy = (course.autograded / student / "week1" / "powers.ipynb").read_text()
        html = page.read_text()
        found[students.get(student, student)] = html, BeautifulSoup(html, "html.parser").get_text(), copy
    return found


@pytest.mark.parametrize("way", LEAKS)
def test_what_a_hidden_test_asks_reaches_the_instructor_and_not_the_student(leaks, way):
    html, page, copy = leaks[way]
    for leaked in ("<<-5", "V5V", "-5.0", "4711)"):
        assert leaked not in page.replace(_answers(way)["square"], "")
    assert "-5" in copy or "V5V" in copy
    assert ("2.0 / 2.0" if way == "shows it below" else "0.0 / 2.0") in page


@pytest.mark.parametrize("way", BELOW)
def test_what_was_noted_in_a_hidden_test_is_not_shown_by_a_cell_below_it(leaks, way):
    html, page, copy = leaks[f"below {way}"]
    assert "<<-5" not in page and "data:image" not in html
    assert "<<-5" in copy or way == "draws"


def test_what_came_before_every_hidden_test_is_shown(leaks):
    assert "so far, so good" in leaks["honest"][1] and "2.0 / 6.0" in leaks["honest"][1]

"""autograder.gradebook in nbgrader's formgrader: an instructor grades a small class by `autograder`,
then reads and marks it there, as `make formgrader` opens it."""

import shutil
import subprocess
import sys
from pathlib import Path

import own_server
import pytest
from mini_course import RIGHT, handed_in, make_course, upload
from nbgrader.api import Gradebook
from students_answers import ROOT

pytestmark = pytest.mark.browser

AUTOGRADER = Path(sys.executable).with_name("autograder")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course whose class of three handed in: all right, half right, nothing."""
    folder = tmp_path_factory.mktemp("instructor")
    course = make_course(folder / "course")
    for student, answers in {"Ada": RIGHT, "Blaise": {"square": RIGHT["square"]}, "Carl": {}}.items():
        upload(folder / "uploads", student,
               handed_in(course, **answers, why="<!-- exercise: why -->\nMinus times minus is plus."))
    for command in (["collect", str(folder / "uploads"), "--week", "week1"], ["grade", "week1"]):
        subprocess.run([AUTOGRADER, *command], cwd=course.root, check=True)
    (course.root / "autograder").mkdir(exist_ok=True)
    shutil.copy(ROOT / "autograder" / "nbgrader_config.py", course.root / "autograder")
    return course


@pytest.fixture(scope="module")
def instructors_lab(browser, graded, tmp_path_factory):
    with own_server.running("lab", graded.root, tmp_path_factory.mktemp("instructors_home"),
                            start_in=graded.root / "autograder") as server:
        yield server


def points(course, student):
    with Gradebook(course.gradebook_url) as gradebook:
        return gradebook.find_submission("week1", student).score


def test_points_given_in_formgrader_reach_the_gradebook_and_the_feedback(instructors_lab, graded, page, shot):
    from playwright.sync_api import expect

    page.goto(instructors_lab.address("lab?reset"))
    for entry in ("Nbgrader", "Formgrader"):
        page.get_by_role("menuitem", name=entry, exact=True).click()
    formgrader = page.frame_locator("iframe")
    for link in ("Manual Grading", "week1", "powers"):
        formgrader.get_by_role("link", name=link, exact=True).click()
    row = formgrader.get_by_role("row").filter(has=formgrader.locator("a", has_text="Ada"))
    expect(row).to_contain_text("5 / 6")  # the words wait for the instructor
    shot(page, "submissions before")
    row.locator(".glyphicon-eye-open").click()
    row.get_by_role("link", name="Ada").click()

    score = formgrader.locator("input.score#why")
    score.scroll_into_view_if_needed()
    # the marking scheme, for instructors only
    expect(formgrader.get_by_text("one point for the sign rule")).to_be_visible()
    with page.expect_response(lambda response: "/api/grade/" in response.url
                              and response.request.method == "PUT") as saved:
        score.fill("1")
        score.press("Tab")
    assert saved.value.ok
    shot(page, "points given")
    assert points(graded, "Ada") == 6 and points(graded, "Blaise") == 2

    formgrader.get_by_role("link", name="powers", exact=True).click()
    expect(row).to_contain_text("6 / 6")
    shot(page, "submissions after")

    for link in ("Manage Assignments", "3"):
        formgrader.get_by_role("link", name=link, exact=True).click()
    formgrader.get_by_role("row").filter(has_text="Ada").locator(".generate-feedback a").click()
    expect(formgrader.get_by_text("Successfully generated feedback")).to_be_visible()
    shot(page, "feedback generated")
    made = graded.feedback / "Ada" / "week1" / "powers.html"
    page.goto(instructors_lab.address(f"files/{made.relative_to(graded.root)}"))
    expect(page.get_by_text("6.0 / 6.0").first).to_be_visible()
    expect(page.get_by_text("one point for the sign rule")).to_have_count(0)
    shot(page, "feedback")

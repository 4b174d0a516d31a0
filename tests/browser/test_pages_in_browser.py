"""autograder.gradebook.pages in Chromium: no script of a submission runs in feedback nor in formgrader."""

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
OWNED = "window.owned = true"
SQUARE = f'''# exercise: square
from IPython.display import HTML, Javascript, display, publish_display_data
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
display(HTML("<script>{OWNED}</script><img src=x onerror='{OWNED}'><svg onload='{OWNED}'></svg>"))
display(Javascript("{OWNED}"))
publish_display_data({{"text/vnd.mermaid": "</pre><script>{OWNED}</script>"}})
for name in ("width", "height", "alt"):
    size = {{name: "1 onload={OWNED.replace(" ", "")}"}}
    publish_display_data({{"image/png": PIXEL}}, {{"image/png": size}})
isolated = "<script>parent.owned = true</script>"
publish_display_data({{"text/html": isolated}}, {{"text/html": {{"isolated": True}}}})
def square(x):
    return x * x'''
WHY = f"<!-- exercise: why -->\n<script>{OWNED}</script><img src=x onerror='{OWNED}'> the words of Mallory"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course in which Mallory has handed in, was graded and has feedback."""
    folder = tmp_path_factory.mktemp("instructor")
    course = make_course(folder / "course")
    upload(folder / "uploads", "Mallory", handed_in(course, square=SQUARE, cube=RIGHT["cube"], why=WHY))
    for command in (
        ["collect", str(folder / "uploads"), "--week", "week1"],
        ["grade", "week1"],
        ["feedback", "week1"],
    ):
        subprocess.run([AUTOGRADER, *command], cwd=course.root, check=True)
    (course.root / "autograder").mkdir(exist_ok=True)
    shutil.copy(ROOT / "autograder" / "nbgrader_config.py", course.root / "autograder")
    return course


def test_nothing_of_a_submission_runs_in_its_feedback(graded, page, shot):
    page.goto((graded.feedback / "Mallory" / "week1" / "powers.html").as_uri())
    shot(page, "feedback")
    assert "the words of Mallory" in page.inner_text("body") and page.evaluate("window.owned") is None


def test_nothing_of_a_submission_runs_in_formgrader(graded, page, shot, browser, tmp_path_factory):
    with Gradebook(graded.gradebook_url) as gradebook:
        number = gradebook.find_submission_notebook("powers", "week1", "Mallory").id
    with own_server.running(
        "lab", graded.root, tmp_path_factory.mktemp("home"), start_in=graded.root / "autograder"
    ) as server:
        page.goto(server.address(f"formgrader/submissions/{number}"))
        page.wait_for_selector("textarea#why-comment")
        shot(page, "formgrader")
        assert "the words of Mallory" in page.inner_text("body") and page.evaluate("window.owned") is None
        assert page.locator("img[src^='data:image/png']").count() == 3

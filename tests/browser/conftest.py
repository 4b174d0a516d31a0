"""What every test in the browser needs: Chromium, servers of its own, and screenshots of each step.

``make browser`` runs these tests. The screenshots lie in ``build/browser`` (or where BROWSER_SHOTS
says): look at them.
"""

import itertools
import os
import shutil
from pathlib import Path

import own_server
import pytest
from notebook_page import NotebookPage

ROOT = Path(__file__).resolve().parent.parent.parent
SHOTS = Path(os.environ.get("BROWSER_SHOTS") or ROOT / "build" / "browser")
HOW = ("needs a browser: `apt-get install chromium` (or name one in CHROMIUM) "
       "and `pip install -e '.[browser]'`")
PATIENCE = 90_000
"""Milliseconds a state may take to be reached on a busy machine. Nothing here waits for a fixed time."""


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium that talks to nobody but the servers of the tests."""
    try:
        from playwright.sync_api import expect, sync_playwright
    except ImportError:
        pytest.skip(HOW)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome",
                 playwright.chromium.executable_path)
        found = next(filter(None, map(shutil.which, names)), None)
        if not found:
            pytest.skip(HOW)
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                 "--disable-background-networking",
                 "--disable-component-update", "--disable-sync", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=found, args=quiet)
        yield browser
        browser.close()


@pytest.fixture
def page(browser, shot):
    """An empty page with no memory of earlier ones; how it looked at the end is kept, whatever happened."""
    context = browser.new_context(viewport={"width": 1250, "height": 950})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    yield page
    shot(page, "end")
    context.close()


@pytest.fixture
def shot(request):
    """`shot(page, "what is seen")` keeps a screenshot, numbered within its test."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    name = request.node.name.removeprefix("test_")
    for old in SHOTS.glob(f"{name}-*.png"):
        old.unlink()
    count = itertools.count(1)

    def keep(page, what):
        page.screenshot(path=SHOTS / f"{name}-{next(count)}-{what.replace(' ', '-')}.png")

    return keep


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """Where servers keep settings, run-time files and caches, in place of the user's home."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def students_folder(tmp_path_factory):
    """A copy of all lessons, as students have it."""
    return shutil.copytree(ROOT / "lessons", tmp_path_factory.mktemp("student") / "lessons")


@pytest.fixture(scope="session")
def lab(browser, students_folder, home):
    """JupyterLab on the students' folder. It comes after `browser`,
    so that nothing starts where that is missing."""
    with own_server.running("lab", students_folder, home) as server:
        yield server


@pytest.fixture(scope="session")
def notebook7(browser, students_folder, home):
    """The classic Notebook on the students' folder."""
    with own_server.running("notebook", students_folder, home) as server:
        yield server


@pytest.fixture
def notebook(request, page, shot):
    """`notebook("week5/12_maxlike_dice.ipynb")` opens a file of the students' folder,
    in ``lab`` or ``notebook7``."""

    def open_in(path, app="lab"):
        address = f"lab/tree/{path}?reset" if app == "lab" else f"notebooks/{path}"
        return NotebookPage.open(page, shot, request.getfixturevalue(app).address(address))

    return open_in

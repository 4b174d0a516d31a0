"""autograder site: what a page shows and what not, and whether everybody can read it.

The tests of the tiny course are quick. Those of the whole site (`slow`) build it, and run with `make site`.
"""

import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from mini_course import ROOT
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from autograder.authoring import site
from autograder.authoring.leaks import LeakError
from autograder.course_directory import CourseFiles, InstructorError

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


ALTERNATIVES = ["A square of three by three.", "A cube of “three” & more."]


def figure(alternative):
    shown = {"image/png": PNG, "text/plain": alternative}
    return new_output("display_data", data=shown, metadata={"image/png": {"alt": alternative}})


def extend(course, *added):
    """Append cells to the solution and release it."""
    from autograder.authoring.release import release

    path = course.solutions / "week1" / "powers.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for name, text in (("cube", "only in the answer\n"), ("test-square", "only in the test\n")):
        next(c for c in notebook.cells if c.id == name).outputs = [new_output("stream", text=text)]
    notebook.cells += added
    nbformat.write(notebook, path)
    release(course)
    return course


@pytest.fixture
def demonstrated(course):
    """The tiny course with a formula, a table, a printed number, and a cell that draws two figures."""
    outputs = [new_output("stream", text="nine is 9\n"), *map(figure, ALTERNATIVES)]
    return extend(
        course,
        new_markdown_cell("## Figures\n\n$$x^2$$\n\n| x | square |\n|---|---|\n| 3 | 9 |", id="table"),
        new_code_cell('print("nine is", 9)', id="demonstration", outputs=outputs))


def read(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def wrong_with(path):
    """What keeps somebody from reading this page: the rules of WCAG 2.2 that HTML alone decides."""
    page = read(path)
    levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
    if page.html.get("lang") != "en":
        yield "no language"
    if not page.title or not page.title.get_text(strip=True):
        yield "no title"
    if levels.count(1) != 1:
        yield "not one h1"
    following = zip(levels, levels[1:], strict=False)
    yield from (f"h{after} after h{before}" for before, after in following if after > before + 1)
    for image in page.find_all("img"):
        if not image.get("alt", "").strip():
            yield f"no text alternative: {image}"
    for link in page.find_all("a", href=True):
        words = link.get_text(strip=True) or link.get("aria-label") or link.get("title")
        if not (words or link.find("img", alt=True)):
            yield f"a link without words: {link}"
    for table in page.find_all("table"):
        if not table.find("th"):
            yield f"a table without headers: {table}"


def asked_of_the_network(path):
    """Addresses elsewhere that a browser loads by itself to show this page."""
    page = read(path)
    fetched = ("stylesheet", "preload", "modulepreload", "icon")
    links = [tag for tag in page.find_all("link") if tag.get("rel", [""])[0] in fetched]
    loaded = [tag.get("src") for tag in page.find_all(["script", "img", "iframe"])]
    loaded += [link.get("href") for link in links]
    return [address for address in loaded if address and re.match(r"(https?:)?//", address)]


def barriers(html):
    """What is wrong with the pages of a site, and what they ask of the network, by page."""
    found = {page.name: [*wrong_with(page), *asked_of_the_network(page)] for page in site.pages(html)}
    return {name: sentences for name, sentences in found.items() if sentences}


def test_a_page_is_the_lesson_with_the_outputs_of_demonstrations(demonstrated, tmp_path):
    start = site.build(demonstrated, tmp_path / "site")
    page = read(start.parent / "week1" / "powers.html").find("article")
    text = page.get_text()
    for said in ("Powers", 'raise NotImplementedError("exercise: square")', "three threes", "nine is 9"):
        assert said in text
    assert [image["alt"] for image in page.find_all("img")] == ALTERNATIVES
    for secret in ("x ** 2.0", 'never negative")', "sign rule", "Minus times", "only in the answer",
                   "only in the test", "BEGIN"):
        assert secret not in text
    assert "Open in Colab" not in text and "%pip" not in text
    slug = demonstrated.settings["repository"].removeprefix("https://github.com/")
    in_colab = f"https://colab.research.google.com/github/{slug}/blob/main/lessons/week1/powers.ipynb"
    assert in_colab in str(read(start.parent / "week1" / "powers.html"))


def test_the_start_page_says_of_each_lesson_what_the_lesson_says_of_itself(demonstrated, tmp_path):
    page = read(site.build(demonstrated, tmp_path / "site")).find("article")
    assert "Powers: A lesson about powers of numbers." in page.get_text()
    assert page.find("h2").get_text().startswith("Week 1")


def test_every_page_can_be_read_by_everybody_and_without_a_network(demonstrated, tmp_path):
    html = site.build(demonstrated, tmp_path / "site").parent
    assert site.pages(html) and barriers(html) == {}
    script = read(html / "week1" / "powers.html").find("script", src=re.compile("mathjax"))
    assert (html / "week1" / script["src"].split("?")[0]).is_file()
    assert any((html / "_static" / "mathjax").rglob("*.woff"))


def test_building_again_makes_the_same_pages(demonstrated, tmp_path):
    html = site.build(demonstrated, tmp_path / "site").parent
    before = {path: path.read_bytes() for path in site.pages(html)}
    site.build(demonstrated, tmp_path / "site")
    assert {path: path.read_bytes() for path in site.pages(html)} == before


def test_a_secret_in_an_output_or_an_alternative_is_refused(course, tmp_path):
    leaking = extend(course, new_markdown_cell("One more.", id="more"), new_code_cell("print(1)", id="shows"))
    path = leaking.lessons / "week1" / "powers.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[2].source += "\n\nMinus times\nminus is plus."
    nbformat.write(notebook, path)
    leak = "week1/powers.html shows 'Minus times minus is plus.' from the solution of week1/powers, cell why"
    with pytest.raises(LeakError, match=leak):
        site.build(leaking, tmp_path / "site")
    assert not (tmp_path / "site" / "html").exists()


def test_a_warning_of_sphinx_is_one_sentence(course, tmp_path):
    broken = extend(course, new_markdown_cell("See [the other](nowhere.ipynb).", id="broken"))
    with pytest.raises(InstructorError, match="Sphinx could not make the site|Sphinx warned"):
        site.build(broken, tmp_path / "site")


def test_a_lesson_of_an_older_solution_is_one_sentence(demonstrated, tmp_path):
    path = demonstrated.lessons / "week1" / "powers.ipynb"
    notebook = nbformat.read(path, as_version=4)
    del notebook.cells[-1]
    nbformat.write(notebook, path)
    with pytest.raises(InstructorError, match="run `autograder release week1` first"):
        site.build(demonstrated, tmp_path / "site")


@pytest.fixture(scope="module")
def whole():
    """The site of the course itself, in build/site, where `make site` has just made it."""
    return site.build(CourseFiles.find(ROOT), ROOT / "build" / "site").parent


@pytest.mark.slow
def test_every_page_of_the_course_can_be_read_by_everybody_and_without_a_network(whole):
    assert site.pages(whole) and barriers(whole) == {}


@pytest.mark.slow
def test_every_lesson_has_its_page_and_its_line(whole):
    links = {link["href"] for link in read(whole / "index.html").find("article").find_all("a", href=True)}
    paths = [path.relative_to(ROOT / "lessons") for path in (ROOT / "lessons").glob("*/*.ipynb")]
    lessons = {path.with_suffix(".html").as_posix() for path in paths}
    assert lessons and lessons <= links and all((whole / path).is_file() for path in lessons)

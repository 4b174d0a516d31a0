"""``autograder site``: the lessons as a site to browse, made by Sphinx with MyST-NB; no network is needed.

Each page is the student's lesson (stubs, visible checks) with the stored outputs of the cells that only
demonstrate, which come from the executed solution. Solutions, hidden tests, mark schemes and the outputs of
answers and checks stay out, and the made pages are looked through for them. Sphinx's settings are ``conf.py``
beside this file. Not for: what students work in (`autograder.authoring.publish`).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder import cells
from autograder.authoring.leaks import LeakError, Secrets
from autograder.authoring.release import released, title
from autograder.cells import BADGE_ID, SETUP_ID
from autograder.course_directory import CourseFiles, InstructorError

HERE = Path(__file__).parent
LONGEST_LINE = 200
"""Characters of a lesson's line on the start page."""


def build(course: CourseFiles, folder: Path) -> Path:
    """Make the site below `folder`; returns its start page.

    Raises `InstructorError` where Sphinx warns about anything and `LeakError` where a page shows a secret.
    """
    source, html = folder / "source", folder / "html"
    write_sources(course, source)
    _sphinx(course, source, html, folder / "doctrees")
    secrets = Secrets.of(course)
    leaks = [f"{page.relative_to(html)} {sentence}." for page in pages(html)
             for sentence in secrets.found_in(*_seen(page.read_text(encoding="utf-8")))]
    if leaks:
        shutil.rmtree(html)
        raise LeakError("\n".join(leaks))
    return html / "index.html"


def write_sources(course: CourseFiles, source: Path) -> None:
    """Write what Sphinx reads: a notebook for each lesson, the start page, and the page on how to work."""
    made = {"how-to-work.md": (HERE / "how-to-work.md").read_text(encoding="utf-8")}
    index = [(HERE / "index.md").read_text(encoding="utf-8")]
    for week in course.weeks():
        caption, names = f"Week {week.removeprefix('week')}", course.lesson_names(week)
        index.append(f"\n## {caption}\n")
        for name in names:
            page = made_page(course, week, name)
            made[f"{week}/{name}.ipynb"] = nbformat.writes(page) + "\n"
            index.append(f"* [{title(page)}]({week}/{name}.ipynb): {first_line(page)}")
        listed = "\n".join(f"{week}/{name}" for name in names)
        index.append(f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n{listed}\n```")
    made["index.md"] = "\n".join(index) + "\n"
    for file in source.rglob("*") if source.is_dir() else ():
        if file.is_file() and file.relative_to(source).as_posix() not in made:
            file.unlink()
    for path, text in made.items():
        target = source / path
        # Sphinx reads again only what is newer.
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")


def made_page(course: CourseFiles, week: str, name: str) -> NotebookNode:
    """The lesson as students get it, with the outputs of its demonstration cells."""
    lesson = nbformat.read(released(course, week, name), as_version=4)
    solution = nbformat.read(course.solutions / week / f"{name}.ipynb", as_version=4)
    # The theme has a button for Colab.
    lesson.cells = [cell for cell in lesson.cells if cell.id not in (BADGE_ID, SETUP_ID)]
    if [c.cell_type for c in lesson.cells] != [c.cell_type for c in solution.cells]:
        raise InstructorError(f"lessons/{week}/{name}.ipynb is not made from its solution: "
                              f"run `autograder release {week}` first.")
    for shown, solved in zip(lesson.cells, solution.cells, strict=True):
        shown.metadata = nbformat.from_dict({})
        if shown.cell_type == "code" and not (cells.is_solution(solved) or cells.is_test(solved)):
            shown.outputs = solved.outputs
    return lesson


def pages(html: Path) -> list[Path]:
    """The pages of a site that was built."""
    return sorted(path for path in html.rglob("*.html") if "_static" not in path.relative_to(html).parts)


def first_line(page: NotebookNode) -> str:
    """The sentences that begin the lesson's first paragraph, as many as fit into one line."""
    text = "\n\n".join(cell.source for cell in page.cells if cell.cell_type == "markdown")
    paragraph = " ".join(re.split(r"\n\s*\n", text)[1].split())
    line, *more = re.split(r"(?<=[.?!])\s+(?=[A-Z*“\"])", paragraph)
    for sentence in more:
        if len(line) + len(sentence) >= LONGEST_LINE:
            break
        line += " " + sentence
    return line


def _sphinx(course: CourseFiles, source: Path, html: Path, doctrees: Path) -> None:
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    options = {"html_theme_options.repository_url": course.settings["repository"].removesuffix(".git"),
               "html_theme_options.repository_branch": course.settings["branch"]}
    try:
        with patch_docutils(str(HERE)), docutils_namespace():
            app = Sphinx(source, HERE, html, doctrees, "html", options, status=None, warningiserror=True)
            app.build()
    except SphinxError as error:
        raise InstructorError(f"Sphinx could not make the site: {error}") from error
    if app.statuscode:
        raise InstructorError("Sphinx warned about the pages named above: "
                              "mend them in solutions/ or in autograder/authoring/site.")


def _seen(html: str) -> Iterator[str]:
    """Everything a page says: its text, and its attributes, such as the text alternatives of figures."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup(html, "html.parser")
    yield page.get_text()
    for tag in page.find_all(True):
        said = [value for name, value in tag.attrs.items() if name not in ("href", "src", "id")]
        yield from (value for value in said if isinstance(value, str))

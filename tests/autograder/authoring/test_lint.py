"""autograder.authoring.lint, the rules about a lesson as a whole: each is shown with a planted mistake."""

import nbformat
import pytest
from mini_course import ROOT, lesson_of, nbgrader
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.authoring import lint
from autograder.authoring.release import LintError, generate
from autograder.course_directory import CourseFiles

SAMPLE = ROOT / "autograder" / "authoring" / "new_lesson" / "lesson.ipynb"


@pytest.fixture
def lesson():
    """A lesson that keeps every rule: the one `autograder new` lays out."""
    return nbformat.read(SAMPLE, as_version=4)


def cell(notebook, name):
    return next(c for c in notebook.cells if c.id == name)


def drop(notebook, *names):
    notebook.cells = [c for c in notebook.cells if c.id not in names]


def rewrite(name, old, new):
    def mistake(notebook):
        assert old in cell(notebook, name).source
        cell(notebook, name).source = cell(notebook, name).source.replace(old, new)
    return mistake


def add(*sources, kind=new_code_cell):
    added = [kind(text, id=f"new{number}") for number, text in enumerate(sources)]
    return lambda notebook: notebook.cells.extend(added)


def points(name, worth):
    return lambda notebook: cell(notebook, name).metadata.nbgrader.update(points=worth)


def lines(count):
    return "\n".join(["x = 1"] * count)


MORE = new_markdown_cell(
    "<!-- exercise: more -->\n### BEGIN SOLUTION\nBecause.\n### END SOLUTION",
    id="more", metadata=nbgrader("more", grade=True, solution=True, points=1))

MISTAKES = {
    "no title": (
        rewrite("start-01", "# {{title}}", "{{title}}"),
        "cell imports-01: '## From counts to shares' is a heading of level 2 "
        "where the lesson's title must stand, `# …`"),
    "a second title": (
        add("# Another", kind=new_markdown_cell),
        "cell new0: '# Another' is a second title; a lesson has one, its first heading"),
    "a level left out": (
        rewrite("imports-01", "### Exercise", "#### Exercise"),
        "cell imports-01: '#### Exercise: shares (9 points)' is a heading of level 4 after one of level 2"),
    "a cell of 26 lines": (
        add(lines(26)), "cell new0: has 26 lines of code, more than 25; divide it, one idea a cell"),
    "long cells": (
        add(lines(9), lines(8), lines(10)),
        "the median length of its code cells is 8 lines, more than 6; "
        "divide the longest: new0, new2, test-shares"),
    "too few points": (points("test-shares", 8), "gives 14 points in all; a lesson gives 15 to 25"),
    "too many points": (points("test-shares", 20), "gives 26 points in all; a lesson gives 15 to 25"),
    "no closing section": (
        rewrite("explain_trust-01", "## What you saw", "## The end"),
        "has no section `## What you saw`; close with one, in three to five sentences"),
    "a closing section in a code block only": (
        rewrite("explain_trust-01", "## What you saw", "```\n## What you saw\n```"),
        "has no section `## What you saw`; close with one, in three to five sentences"),
    "an answer without a mark scheme": (
        rewrite("question-explain_trust", "=== BEGIN MARK SCHEME ===", "==="),
        "cell explain_trust: no cell above this answer holds its mark scheme; write one into the question"),
    "one mark scheme for two answers": (
        lambda notebook: notebook.cells.append(MORE),
        "cell more: no cell above this answer holds its mark scheme; write one into the question"),
    "a mark scheme students could change": (
        lambda notebook: cell(notebook, "question-explain_trust").metadata.nbgrader.update(locked=False),
        "cell question-explain_trust: holds a mark scheme and is not locked; "
        "lock it, so that it comes back as it was"),
}


def test_the_sample_keeps_every_rule(lesson):
    assert lint.solution_findings(lesson) == lint.whole_findings(lesson) == []


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_one_sentence(lesson, what):
    mistake, sentence = MISTAKES[what]
    mistake(lesson)
    assert lint.whole_findings(lesson) == [sentence]


def test_a_lesson_without_a_question_in_words_is_found(lesson):
    drop(lesson, "question-predict_more", "predict_more", "question-explain_trust", "explain_trust")
    points("test-shares", 15)(lesson)
    assert lint.whole_findings(lesson) == [
        "asks no question that is answered in words and marked by hand; add one, with its mark scheme"]


def test_a_notebook_without_any_heading_is_found():
    assert lint.whole_findings(lesson_of(("free", "x = 1"))) == [
        "has no title: its first cell must begin with a heading, `# …`"]


def test_a_lesson_that_gives_no_points_needs_neither_words_nor_an_ending():
    setup = lesson_of(("free", "x = 1"))
    setup.cells.insert(0, new_markdown_cell("# Is everything ready?", id="title"))
    assert lint.whole_findings(setup) == []


def test_a_comment_in_a_code_block_is_no_heading(lesson):
    rewrite("imports-01", "**Goal.**", "```python\n# a comment\n```\n\n**Goal.**")(lesson)
    assert lint.whole_findings(lesson) == []


def test_release_asks_for_a_whole_lesson_where_the_course_says_so(course):
    assert generate(course, ["week1"])
    settings = course.root / "pyproject.toml"
    settings.write_text(settings.read_text().replace("lesson_rules = false", "lesson_rules = true"))
    with pytest.raises(LintError) as refused:
        generate(CourseFiles.find(course.root), ["week1"])
    found = [line.partition(": ") for line in str(refused.value).split("\n")]
    assert [(path, sentence) for path, _, sentence in found] == [
        ("solutions/week1/powers.ipynb", "gives 6 points in all; a lesson gives 15 to 25"),
        ("solutions/week1/powers.ipynb",
         "has no section `## What you saw`; close with one, in three to five sentences"),
        ("course/hints/week1/powers.toml",
         "is missing; write one to three hints for each exercise: square, cube"),
    ]


def test_this_course_says_so():
    assert CourseFiles.find(ROOT).settings["lesson_rules"] is True

"""``autograder feedback``: one HTML page a student and lesson, with own answers, messages and points.

nbgrader's `GenerateFeedback` renders; `FeedbackView` first takes out what a student must not see (hidden
tests, marking schemes, tracebacks into a test), and nh3 cleans whatever HTML a
student wrote. A submission without a notebook gets a page that says what was wrong.
"""

from __future__ import annotations

import contextlib
import copy
import logging
from pathlib import Path

import nh3
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import markdown2html
from nbformat.v4 import new_markdown_cell, new_notebook, new_output
from nbgrader.converters import GenerateFeedback, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import cells
from autograder.course_directory import CourseFiles, InstructorError
from autograder.examination import scores
from autograder.gradebook.recording import Recorder, open_gradebook

SAFE_OUTPUT = ("text/plain", "text/latex", "image/png", "image/jpeg", "text/html")
"""Kinds of output that reach a feedback page; HTML among them is cleaned."""


class FeedbackView(NbGraderPreprocessor):
    """Leaves of an executed notebook what its student may see, and nothing that runs in a browser."""

    def preprocess_cell(self, cell, resources, cell_index):
        for region in ("hidden tests", "mark scheme"):
            cell.source = cells.without_region(cell.source, region)
        if cell.cell_type == "markdown" and cells.is_solution(cell):
            cell.source = _cleaned(cell.source)
        if cell.cell_type == "code":
            cell.outputs = [_safe(output) for output in cell.outputs]
        if cells.is_test(cell):
            cell.outputs = [_short(output) for output in cell.outputs]
            reason = scores.score(cell).reason
            if reason and not any(output.output_type == "error" for output in cell.outputs):
                cell.outputs.append(new_output("stream", name="stdout", text=f"{reason}\n"))
        return cell, resources


def _cleaned(text: str) -> str:
    """A student's markdown as clean HTML on one line, which the page's own markdown step leaves as it is."""
    html = nh3.clean(markdown2html(text)).replace("\n", "&#10;")
    return f"<div>{html}</div>"


def _safe(output):
    """An output without scripts and without kinds that can hold them."""
    if "data" in output:
        output.data = {kind: value for kind, value in output.data.items() if kind in SAFE_OUTPUT}
        if "text/html" in output.data:
            output.data["text/html"] = nh3.clean("".join(output.data["text/html"]))
    return output


def _short(output):
    """A test's error without its traceback, which would show the test's own lines."""
    if output.output_type != "error":
        return output
    sentence = str(output.get("evalue", "")).strip()
    traceback = [f"{output.ename}: {sentence}".rstrip(": ")]
    return new_output("error", ename=output.ename, evalue=sentence, traceback=traceback)


def feedback(course: CourseFiles, week: str) -> list[Path]:
    """Write the feedback pages of one graded week; returns them in order.

    Raises `InstructorError` where the week has not been graded.
    """
    course.weeks([week])
    with open_gradebook(course) as gradebook:
        known = [assignment.name for assignment in gradebook.assignments]
        submissions = gradebook.assignment_submissions(week) if week in known else []
        students = sorted(submission.student.id for submission in submissions)
    if not students:
        raise InstructorError(f"nothing of {week} has been graded: run `autograder grade {week}` first.")
    for student in students:
        if any((course.autograded / student / week).glob("*.ipynb")):
            _render(course, week, student)
    with Recorder(course) as recorder:
        details = recorder.details(week)
    for student in students:
        for lesson, notes in details.get(student, {}).get("lessons", {}).items():
            page = course.feedback / student / week / f"{lesson}.html"
            if notes["problem"] and not page.is_file():
                _problem_page(page, lesson, notes["problem"])
    return sorted(course.feedback.glob(f"*/{week}/*.html"))


def _render(course: CourseFiles, week: str, student: str) -> None:
    config = copy.deepcopy(course.config)
    config.CourseDirectory.assignment_id = week
    config.CourseDirectory.student_id = _glob_literal(student)
    converter = GenerateFeedback(coursedir=CourseDirectory(config=config), config=config)
    converter.force = True
    converter.log = logging.getLogger("autograder.gradebook.feedback")
    converter.log.setLevel(logging.CRITICAL)
    with contextlib.redirect_stderr(None):
        try:
            converter.start()
        except NbGraderException as error:
            sentence = f"the feedback of {student} for {week} could not be made: {error}"
            raise InstructorError(sentence) from error


def _glob_literal(name: str) -> str:
    """A student's name for nbgrader, which reads it as a file pattern."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _problem_page(page: Path, lesson: str, problem: str) -> None:
    text = (f"# {lesson}\n\nThis lesson could not be graded and has 0 points: the file {problem}.\n\n"
            "Hand it in again.")
    exporter = HTMLExporter(sanitize_html=True)
    body, _ = exporter.from_notebook_node(new_notebook(cells=[new_markdown_cell(text)]))
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(body, encoding="utf-8")

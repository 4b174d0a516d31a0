"""``autograder feedback``: one HTML page a student and lesson, with own answers, messages and points.

nbgrader's `GenerateFeedback` renders; `FeedbackView` first takes out what a student must not see: hidden
tests, marking schemes, and whatever the student's code may say of them. `autograder.gradebook.pages` cleans
the rest. A submission without a notebook gets a page that says what was wrong.
"""

from __future__ import annotations

import contextlib
import copy
import logging
from pathlib import Path

from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_notebook, new_output
from nbgrader.converters import GenerateFeedback, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import cells
from autograder.course_directory import CourseFiles, InstructorError
from autograder.examination import scores
from autograder.gradebook import sentences
from autograder.gradebook.recording import Recorder, keep_for_nbgrader, open_gradebook


class FeedbackView(NbGraderPreprocessor):
    """Leaves of an executed notebook what its student may see; `SafePage` has seen to what may run.

    From the first test with hidden parts on, no output is left, since it could say what those parts ask
    (`autograder.gradebook.sentences`).
    """

    def preprocess(self, nb, resources):
        exercises = {cells.grade_id(cell) for cell in nb.cells if cells.is_solution(cell)}
        hidden_ran = False
        for cell in nb.cells:
            hidden_ran = hidden_ran or sentences.has_hidden_parts(cell)
            if cell.cell_type == "code":
                cell.outputs = _outputs(cell, hidden_ran, exercises)
            for region in ("hidden tests", "mark scheme"):
                cell.source = cells.without_region(cell.source, region)
        return nb, resources


def _outputs(cell, hidden_ran: bool, exercises: set[str]) -> list:
    """A cell's outputs for its student."""
    if hidden_ran and cells.is_test(cell):
        return [_line(sentence) for sentence in sentences.told(cell, exercises)]
    if hidden_ran and (said := scores.stopped(cell)):
        return [_line(said)]
    if hidden_ran:
        names = [
            sentences.kind_of_error(output.ename) for output in cell.outputs if output.output_type == "error"
        ]
        return [_line(f"This cell raised {name}. Run it to read more.") for name in names[:1]]
    if not cells.is_test(cell):
        return cell.outputs
    shown = [_short(output) for output in cell.outputs]
    reason = scores.score(cell).reason
    return shown + [_line(reason)] * (bool(reason) and not any(o.output_type == "error" for o in shown))


def _line(text: str):
    return new_output("stream", name="stdout", text=f"{text}\n")


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
                _problem_page(course, page, lesson, notes["problem"])
                keep_for_nbgrader(course.submitted / student / week, page.parent)
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


def _problem_page(course: CourseFiles, page: Path, lesson: str, problem: str) -> None:
    text = (
        f"# {lesson}\n\nThis lesson could not be graded and has 0 points: the file {problem}.\n\n"
        "Hand it in again."
    )
    exporter = HTMLExporter(config=course.config)
    body, _ = exporter.from_notebook_node(new_notebook(cells=[new_markdown_cell(text)]))
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(body, encoding="utf-8")

"""``autograder export``: the grades of a week as a file for a spreadsheet or a learning platform.

Each format is an nbgrader export plugin, so
``nbgrader export --exporter=autograder.gradebook.export.CsvExport`` writes the same file. A student who
handed nothing in has 0 points and no time. Cells that a spreadsheet would run as a formula are written as
text.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.course_directory import CourseFiles, InstructorError
from autograder.gradebook.recording import open_gradebook


class CsvExport(ExportPlugin):
    """nbgrader's own columns, one row for each student and week."""

    columns: ClassVar[tuple[str, ...]] = (
        "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
        "raw_score", "late_submission_penalty", "score", "max_score", "needs_manual_grade",
    )

    def export(self, gradebook: Gradebook) -> None:
        """Write the file ``self.to`` for the weeks ``self.assignment`` (all where empty)."""
        with Path(self.to or "grades.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(self.header(gradebook))
            for assignment in gradebook.assignments:
                if self.assignment and assignment.name not in self.assignment:
                    continue
                for student in sorted(gradebook.students, key=lambda s: s.id):
                    if self.student and student.id not in self.student:
                        continue
                    writer.writerow([_text(value) for value in self.row(gradebook, assignment, student)])

    def header(self, gradebook: Gradebook) -> list[str]:
        return list(self.columns)

    def row(self, gradebook: Gradebook, assignment, student) -> list:
        """The values of one student's week in the order of `columns`."""
        raw, penalty, timestamp, waiting = _score(gradebook, assignment.name, student.id)
        return [
            assignment.name, _time(assignment.duedate), timestamp, student.id, student.last_name,
            student.first_name, student.email, raw, penalty, max(0.0, raw - penalty), assignment.max_score,
            waiting,
        ]


class CanvasExport(CsvExport):
    """What Canvas' gradebook imports: a column a week, points possible in the second row."""

    def header(self, gradebook: Gradebook) -> list[str]:
        return ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *(self.assignment or ["score"])]

    def row(self, gradebook: Gradebook, assignment, student) -> list:
        name = ", ".join(filter(None, (student.last_name, student.first_name))) or student.id
        canvas_id = student.id.rpartition("_")[2] if student.id.rpartition("_")[2].isdigit() else ""
        raw, penalty, _, _ = _score(gradebook, assignment.name, student.id)
        return [name, canvas_id, student.lms_user_id, student.id, "", max(0.0, raw - penalty)]


class MoodleExport(CsvExport):
    """What Moodle's "upload grading worksheet" and grade import understand."""

    columns = ("Identifier", "Full name", "Email address", "Grade", "Maximum grade", "Feedback comments")

    def row(self, gradebook: Gradebook, assignment, student) -> list:
        name = " ".join(filter(None, (student.first_name, student.last_name))) or student.id
        raw, penalty, _, waiting = _score(gradebook, assignment.name, student.id)
        note = "An answer is still to be graded by hand." if waiting else ""
        points = max(0.0, raw - penalty)
        return [student.lms_user_id or student.id, name, student.email, points, assignment.max_score, note]


FORMATS = {"csv": CsvExport, "canvas": CanvasExport, "moodle": MoodleExport}


def export(course: CourseFiles, week: str, to: str, target: Path | None = None) -> Path:
    """Write the grades of one week in the format `to`; returns the file.

    Raises `InstructorError` for an unknown format, a week that was not graded or a file that cannot be
    written.
    """
    if to not in FORMATS:
        raise InstructorError(f"unknown format {to!r}: choose from {', '.join(FORMATS)}.")
    course.weeks([week])
    target = target or course.work / "export" / f"{week}-{to}.csv"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with open_gradebook(course) as gradebook:
            if week not in [assignment.name for assignment in gradebook.assignments]:
                raise InstructorError(f"{week} has not been graded: run `autograder grade {week}` first.")
            plugin = FORMATS[to](config=course.config)
            plugin.to, plugin.assignment = str(target), [week]
            plugin.export(gradebook)
    except OSError as error:
        sentence = f"{target} cannot be written ({error.strerror}): name another file with --output."
        raise InstructorError(sentence) from error
    return target


def _score(gradebook: Gradebook, week: str, student: str) -> tuple[float, float, object, bool]:
    """Points, late penalty, time handed in, and whether a person has still to grade something."""
    try:
        submission = gradebook.find_submission(week, student)
    except MissingEntry:
        return 0.0, 0.0, None, False
    penalty, waiting = submission.late_submission_penalty or 0.0, bool(submission.needs_manual_grade)
    return submission.score, penalty, _time(submission.timestamp), waiting


def _time(kept: datetime | None) -> str | None:
    """A time of the gradebook, which keeps them in UTC and without saying so, with its zone."""
    return None if kept is None else kept.replace(tzinfo=UTC).isoformat(sep=" ", timespec="seconds")


def _text(value) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True

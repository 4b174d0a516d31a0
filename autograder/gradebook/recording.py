"""Writes outcomes to nbgrader's gradebook: one transaction a submission, written by one process alone.

Beside nbgrader's tables stand two of our own: ``autograder_graded`` (what was graded last, by
fingerprint, so that a run that was killed can be taken up where it stopped) and
``autograder_history`` (one row for every grading ever done). nbgrader ignores them. Not for: reading
grades out, which nbgrader's own `Gradebook` does well.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbgrader import utils
from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import Column, DateTime, Float, MetaData, String, Table, Text, delete, insert, select

from autograder import cells
from autograder.course_directory import CourseFiles, InstructorError
from autograder.engine.submission import Outcome
from autograder.gradebook.safekeeping import true_sentences

LOCK_SECONDS = 60
"""How long to wait for another program that holds the gradebook."""

_tables = MetaData()
GRADED = Table(
    "autograder_graded", _tables,
    Column("student", String, primary_key=True), Column("week", String, primary_key=True),
    Column("fingerprint", String, nullable=False), Column("details", Text, nullable=False),
)
HISTORY = Table(
    "autograder_history",
    _tables,
    Column("student", String),
    Column("week", String),
    Column("graded_at", DateTime),
    Column("fingerprint", String),
    Column("points", Float),
    Column("details", Text),
)


def open_gradebook(course: CourseFiles) -> Gradebook:
    """nbgrader's gradebook of the course, made where there is none; waits `LOCK_SECONDS` for other
    programs."""
    with true_sentences(course):
        course.work.mkdir(parents=True, exist_ok=True)
        try:
            return Gradebook(course.waiting_url(LOCK_SECONDS), course.course_id)
        except ImportError as error:
            raise InstructorError(
                f"the gradebook {course.gradebook_shown} needs {error.name}: pip install "
                "'dl-course[postgresql]' and write its address as postgresql+psycopg://…"
            ) from error


class Recorder:
    """The gradebook of one course, open for writing."""

    def __init__(self, course: CourseFiles) -> None:
        self.gradebook = open_gradebook(course)
        with true_sentences(course):
            _tables.create_all(self.gradebook.engine)
        self._course = course

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, *_) -> None:
        self.gradebook.close()

    def graded(self, week: str) -> dict[str, str]:
        """Student -> fingerprint of what was graded last."""
        rows = self.gradebook.db.execute(
            select(GRADED.c.student, GRADED.c.fingerprint).where(GRADED.c.week == week)
        )
        found = {student: fingerprint for student, fingerprint in rows}
        self.gradebook.db.rollback()
        return found

    def details(self, week: str) -> dict[str, dict]:
        """Student -> what was noted at the last grading: problems, healed cells, reasons, seconds."""
        rows = self.gradebook.db.execute(
            select(GRADED.c.student, GRADED.c.details).where(GRADED.c.week == week)
        )
        found = {student: json.loads(details) for student, details in rows}
        self.gradebook.db.rollback()
        return found

    def record(self, outcome: Outcome, fingerprint: str, timestamp: datetime | None = None) -> None:
        """Write one submission's scores, keeping manual grades; all of it or, on an error, nothing."""
        with true_sentences(self._course):
            self._record(outcome, fingerprint, timestamp)

    def _record(self, outcome: Outcome, fingerprint: str, timestamp: datetime | None) -> None:
        session = self.gradebook.db
        try:
            submission = self._submission(outcome, timestamp)
            before = session.execute(
                select(GRADED.c.details).where(
                    GRADED.c.student == outcome.student, GRADED.c.week == outcome.week
                )
            ).scalar()
            earlier = json.loads(before) if before else {}
            details = _details(outcome)
            details["lessons"] = earlier.get("lessons", {}) | details["lessons"]
            same = _same_answers(earlier, details)
            for notebook in submission.notebooks:
                if notebook.name in outcome.lessons:
                    self._score(notebook, outcome.lessons[notebook.name], same)
            grades = (grade for notebook in submission.notebooks for grade in notebook.grades)
            points = sum(grade.auto_score or 0.0 for grade in grades)
            self._note(outcome, fingerprint, details, points)
            session.commit()
        except BaseException:
            session.rollback()
            raise

    def _submission(self, outcome: Outcome, timestamp: datetime | None) -> SubmittedAssignment:
        """The gradebook's entry for this submission, made with all its empty grades where it is new."""
        session = self.gradebook.db
        assignment = session.query(Assignment).filter(Assignment.name == outcome.week).one()
        student = session.get(Student, outcome.student)
        if student is None:
            student = Student(id=outcome.student)
            session.add(student)
        submission = (
            session.query(SubmittedAssignment)
            .filter(
                SubmittedAssignment.assignment_id == assignment.id,
                SubmittedAssignment.student_id == outcome.student,
            )
            .one_or_none()
        )
        if submission is None:
            submission = SubmittedAssignment(assignment=assignment, student=student)
            session.add(submission)
        if timestamp is not None:
            submission.timestamp = timestamp.astimezone(UTC).replace(tzinfo=None)
        with session.no_autoflush:
            self._mirror(assignment, submission)
        session.flush()
        return submission

    def _mirror(self, assignment: Assignment, submission: SubmittedAssignment) -> None:
        """Give the submission a notebook, grade and comment for everything the assignment has."""
        session = self.gradebook.db
        there = {notebook.name: notebook for notebook in submission.notebooks}
        for notebook in assignment.notebooks:
            mine = there.get(notebook.name)
            if mine is None:
                mine = SubmittedNotebook(notebook=notebook, assignment=submission)
                session.add(mine)
            graded = {grade.cell_id for grade in mine.grades}
            commented = {comment.cell_id for comment in mine.comments}
            for cell in (*notebook.grade_cells, *notebook.task_cells):
                if cell.id not in graded:
                    session.add(Grade(cell_id=cell.id, cell=cell, notebook=mine))
            for cell in (*notebook.solution_cells, *notebook.task_cells):
                if cell.id not in commented:
                    session.add(Comment(cell_id=cell.id, cell=cell, notebook=mine))

    def _score(self, notebook: SubmittedNotebook, lesson, same: set[str]) -> None:
        for grade in notebook.grades:
            name = grade.cell.name
            if name in lesson.answered:  # graded by hand: nothing written is 0, all else waits for a person
                grade.auto_score = None if lesson.answered[name] else 0.0
                grade.needs_manual_grade = lesson.answered[name] and not (
                    grade.manual_score is not None and name in same
                )
            elif isinstance(
                grade.cell, TaskCell
            ):  # a task is always graded by hand, if anything was handed in
                grade.auto_score = None if lesson.notebook else 0.0
                grade.needs_manual_grade = bool(lesson.notebook) and grade.manual_score is None
            else:
                grade.auto_score = float(lesson.points.get(name, 0.0))
                doubtful = name.removeprefix(cells.TEST_PREFIX) in lesson.doubtful
                grade.needs_manual_grade = doubtful and grade.manual_score is None
        for comment in notebook.comments:
            comment.auto_comment = "No response." if lesson.answered.get(comment.cell.name) is False else None

    def _note(self, outcome: Outcome, fingerprint: str, details: dict, points: float) -> None:
        session = self.gradebook.db
        text = json.dumps(details, ensure_ascii=False)
        session.execute(
            delete(GRADED).where(GRADED.c.student == outcome.student, GRADED.c.week == outcome.week)
        )
        session.execute(
            insert(GRADED).values(
                student=outcome.student, week=outcome.week, fingerprint=fingerprint, details=text
            )
        )
        session.execute(insert(HISTORY).values(
            student=outcome.student, week=outcome.week, graded_at=datetime.now(UTC).replace(tzinfo=None),
            fingerprint=fingerprint, points=points, details=text,
        ))


def _details(outcome: Outcome) -> dict:
    return {
        "seconds": round(outcome.seconds, 2),
        "lessons": {
            name: {
                "problem": lesson.problem,
                "healed": lesson.healed,
                "reasons": lesson.reasons,
                "answers": _answer_hashes(lesson.notebook),
            }
            for name, lesson in outcome.lessons.items()
        },
    }


def _answer_hashes(notebook: str) -> dict[str, str]:
    """A short hash of every hand-graded answer, by which a regrade knows whether it changed."""
    if not notebook:
        return {}
    found = nbformat.reads(notebook, as_version=4).cells
    return {
        cells.grade_id(c): hashlib.sha256(c.source.encode()).hexdigest()[:16]
        for c in found
        if cells.is_manual(c)
    }


def _same_answers(before: dict, now: dict) -> set[str]:
    same: set[str] = set()
    for name, lesson in now.get("lessons", {}).items():
        old = before.get("lessons", {}).get(name, {}).get("answers", {})
        same |= {answer for answer, digest in lesson["answers"].items() if old.get(answer) == digest}
    return same


def keep_for_nbgrader(submitted: Path, folder: Path) -> None:
    """Copy what nbgrader's own commands look for beside a graded notebook: when it was handed in, and the
    secret by which ``nbgrader release_feedback`` names its page."""
    for name in ("timestamp.txt", "submission_secret.txt"):
        source = submitted / name
        if source.is_file() and not source.is_symlink():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).unlink(missing_ok=True)  # nbgrader leaves files that may not be written
            (folder / name).write_bytes(source.read_bytes())


def parse_timestamp(text: str) -> datetime | None:
    """nbgrader's ``timestamp.txt`` as a time in UTC; `None` where it says nothing readable."""
    try:
        parsed = utils.parse_utc(text.strip())
    except (ValueError, OverflowError):
        return None
    return parsed.replace(tzinfo=UTC) if parsed is not None else None

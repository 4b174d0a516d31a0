"""Grades one submission: rebuild, run, score. The unit of work of `autograder grade`, wherever it runs.

A `Job` holds everything as plain text and numbers and an `Outcome` comes back the same way, so both
can be sent to another machine. Nothing here reads the gradebook or writes outside a scratch folder,
and a student's mistake is a result, never an exception.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass, field

import nbformat

from autograder import cells
from autograder.engine.conditions import Conditions
from autograder.engine.kernels import Kernels
from autograder.engine.running import Disturbed, run_notebook
from autograder.examination import provenance, scores
from autograder.intake import rebuild
from autograder.intake.records import Taken


@dataclass(frozen=True)
class Job:
    """One student's week: for every lesson the text of the tested notebook and the bytes handed in."""

    student: str
    week: str
    tested: dict[str, str]
    """Lesson -> notebook (JSON) with stubs and all tests."""
    handed_in: dict[str, bytes | None]
    """Lesson -> what was handed in, `None` for nothing."""
    records: dict[str, Taken] = field(default_factory=dict)
    """Lesson -> what intake noted when it took the file in; nothing for files that came another way."""
    conditions: Conditions = field(default_factory=Conditions)

    def fingerprint(self) -> str:
        """Changes when anything that could change the marks does."""
        handed_in = {
            name: content.decode("latin-1") for name, content in self.handed_in.items() if content is not None
        }
        notes = {
            name: [record.problem, record.healed, record.doubtful] for name, record in self.records.items()
        }
        text = json.dumps([self.tested, handed_in, notes, self.conditions.to_json()], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Lesson:
    """How one lesson of a submission came out. `notebook` is the executed notebook (JSON)."""

    notebook: str = ""
    points: dict[str, float] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    answered: dict[str, bool] = field(default_factory=dict)
    """Hand-graded answer -> whether the student wrote anything."""
    healed: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    """Exercises for which another cell could be meant as well: a person should look."""
    defects: dict[str, str] = field(default_factory=dict)
    """Test -> what its author did that cannot be run in the grader's process; never the student's mistake."""
    problem: str = ""


@dataclass
class Outcome:
    """How one submission came out, lesson by lesson."""

    student: str
    week: str
    lessons: dict[str, Lesson]
    seconds: float = 0.0
    again: str = ""
    """Why it is to be graded again when nothing else runs; such an outcome is not recorded either."""
    fault: str = ""
    """What kept the grader itself from grading; such an outcome is no grade and is not recorded."""

    @property
    def problem(self) -> str:
        """The first trouble, for the log; empty where all went well."""
        return self.fault or next(
            (f"{name}: {lesson.problem}" for name, lesson in self.lessons.items() if lesson.problem), ""
        )


async def grade_submission(job: Job, kernels: Kernels, *, defer: bool = False) -> Outcome:
    """Grade every lesson of one submission under the job's conditions, in kernels made for them.

    Never raises: a fault of the grader is named in the outcome. With `defer`, a process that died is a reason
    to grade it `again`, later; without, it is run again at once.
    """
    start = time.monotonic()
    lessons: dict[str, Lesson] = {}
    fault = ""
    for name in job.tested:
        try:
            lessons[name] = await _grade_lesson(name, job, kernels, defer)
        except Disturbed as death:
            return Outcome(job.student, job.week, {}, time.monotonic() - start, again=str(death))
        except Exception as error:  # one submission's trouble must not stop the class
            fault = f"the grader failed on {name} ({type(error).__name__}: {error})"
            break
    return Outcome(job.student, job.week, lessons, time.monotonic() - start, fault=fault)


async def _grade_lesson(name: str, job: Job, kernels: Kernels, defer: bool) -> Lesson:
    lesson = nbformat.reads(job.tested[name], as_version=4)
    content, record = job.handed_in.get(name), job.records.get(name)
    if content is None:
        return _nothing(lesson, record.problem if record and record.problem else "nothing was handed in")
    try:
        notebook, healed, doubtful = _on_the_lesson(lesson, content, record)
    except rebuild.Unreadable as error:
        return _nothing(lesson, str(error))
    result = Lesson(healed=healed, doubtful=doubtful)
    left_out = set() if job.conditions.complete else provenance.demonstrations(notebook)
    limits, tested = job.conditions.limits_of(name), job.tested[name] if job.conditions.trusted else ""
    result.problem = await run_notebook(notebook, kernels, limits, tested, left_out, defer=defer)
    if _misses_a_name(notebook, left_out):
        result.problem = await run_notebook(notebook, kernels, limits, tested, defer=defer)
    for cell in notebook.cells:
        if cells.is_test(cell):
            _enter(cell, result)
    result.answered = _answered(lesson, notebook)
    result.notebook = _storable(nbformat.writes(notebook))
    return result


def _on_the_lesson(
    lesson: nbformat.NotebookNode, content: bytes, record: Taken | None
) -> tuple[nbformat.NotebookNode, list[str], list[str]]:
    """The submission's answers on the lesson with all tests, what was healed for it and what stays in doubt:
    once, by intake or here."""
    if record and record.is_of(content) and (carried := rebuild.carry_over(lesson, content)) is not None:
        return carried, record.healed, record.doubtful
    rebuilt = rebuild.rebuild(lesson, content)
    return rebuilt.notebook, [*(record.healed if record else []), *rebuilt.healed], rebuilt.doubtful


def _storable(text: str) -> str:
    """A text fit for a file and a database: half a letter, which a student's code can print, is a question
    mark."""
    return text.encode(errors="replace").decode()


def _enter(cell: nbformat.NotebookNode, result: Lesson) -> None:
    """Put what a test came to into the result."""
    name, score = cells.grade_id(cell), scores.score(cell)
    result.points[name] = score.points
    if score.reason:
        failure = scores.first_failure(cell)
        told = not failure or failure in score.reason
        result.reasons[name] = _storable(score.reason if told else f"{score.reason}. {failure}")
    if defect := cell.metadata.get(scores.RECORD, {}).get("trusted", {}).get("defect"):
        result.defects[name] = defect


def _misses_a_name(notebook: nbformat.NotebookNode, left_out: set[int]) -> bool:
    """Whether an error names what a cell makes that was left out: then everything is run, so that nobody
    loses a point."""
    made = {name for place in left_out for name in provenance.names(notebook.cells[place].source).bound}
    texts = [f"{output.ename}: {output.evalue}" for cell in notebook.cells if cell.cell_type == "code"
             for output in cell.outputs if output.output_type == "error"]
    texts += [
        output.text
        for cell in notebook.cells
        if cells.is_test(cell)
        for output in cell.outputs
        if output.output_type == "stream"
    ]
    return any(name in made for text in texts for name in re.findall(r"name '(\w+)' is not defined", text))


def _nothing(lesson: nbformat.NotebookNode, problem: str) -> Lesson:
    """No points for any test, and no answer to grade by hand."""
    tests = [cells.grade_id(cell) for cell in lesson.cells if cells.is_test(cell)]
    return Lesson(points=dict.fromkeys(tests, 0.0), answered=_answered(lesson, lesson), problem=problem)


def _answered(lesson: nbformat.NotebookNode, submitted: nbformat.NotebookNode) -> dict[str, bool]:
    stubs = {cells.grade_id(cell): cell.source.strip() for cell in lesson.cells if cells.is_manual(cell)}
    given = {cells.grade_id(cell): cell.source.strip() for cell in submitted.cells if cells.is_manual(cell)}
    return {name: given.get(name, stub) not in (stub, "") for name, stub in stubs.items()}

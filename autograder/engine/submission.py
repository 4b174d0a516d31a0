"""Grades one submission: rebuild, run, score. The unit of work of `autograder grade`, wherever it runs.

A `Job` holds everything as plain text and numbers and an `Outcome` comes back the same way, so both
can be sent to another machine. Nothing here reads the gradebook or writes outside a scratch folder,
and a student's mistake is a result, never an exception.
"""

from __future__ import annotations

import re
import tempfile
import time
from dataclasses import dataclass, field

import nbformat

from autograder import cells
from autograder.engine.examining import Examiner
from autograder.engine.kernels import Kernels
from autograder.engine.running import Limits, NoKernel, execute
from autograder.examination import provenance, scores
from autograder.intake import rebuild

KERNEL_ATTEMPTS = 3
"""Times a kernel is started for one lesson before the grader gives up on it."""


@dataclass(frozen=True)
class Job:
    """One student's week: for every lesson the text of the tested notebook and the bytes handed in."""

    student: str
    week: str
    tested: dict[str, str]
    """Lesson -> notebook (JSON) with stubs and all tests."""
    handed_in: dict[str, bytes | None]
    """Lesson -> what was handed in, `None` for nothing."""
    problems: dict[str, str] = field(default_factory=dict)
    """Lesson -> why intake refused it."""


@dataclass
class Lesson:
    """How one lesson of a submission came out. `notebook` is the executed notebook (JSON)."""

    notebook: str = ""
    points: dict[str, float] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    answered: dict[str, bool] = field(default_factory=dict)
    """Hand-graded answer -> whether the student wrote anything."""
    healed: list[str] = field(default_factory=list)
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
    fault: str = ""
    """What kept the grader itself from grading; such an outcome is no grade and is not recorded."""

    @property
    def problem(self) -> str:
        """The first trouble, for the log; empty where all went well."""
        return self.fault or next((f"{name}: {lesson.problem}" for name, lesson in self.lessons.items() if lesson.problem), "")


async def grade(job: Job, kernels: Kernels, limits: Limits) -> Outcome:
    """Grade every lesson of one submission. Never raises: a fault of the grader is named in the outcome."""
    start = time.monotonic()
    lessons: dict[str, Lesson] = {}
    fault = ""
    for name, tested in job.tested.items():
        try:
            lessons[name] = await _grade_lesson(name, tested, job, kernels, limits)
        except Exception as error:  # one submission's trouble must not stop the class
            fault = f"the grader failed on {name} ({type(error).__name__}: {error})"
            break
    return Outcome(job.student, job.week, lessons, time.monotonic() - start, fault)


async def _grade_lesson(name: str, tested: str, job: Job, kernels: Kernels, limits: Limits) -> Lesson:
    lesson = nbformat.reads(tested, as_version=4)
    content = job.handed_in.get(name)
    if content is None:
        return _nothing(lesson, job.problems.get(name) or "nothing was handed in")
    try:
        rebuilt = rebuild.rebuild(lesson, content)
    except rebuild.Unreadable as error:
        return _nothing(lesson, str(error))
    result = Lesson(healed=rebuilt.healed)
    left_out = set() if kernels.complete else provenance.demonstrations(rebuilt.notebook)
    result.problem = await _run(rebuilt.notebook, tested, kernels, limits, left_out)
    if _misses_a_name(rebuilt.notebook, left_out):
        result.problem = await _run(rebuilt.notebook, tested, kernels, limits, set())
    for cell in rebuilt.notebook.cells:
        if cells.is_test(cell):
            score = scores.score(cell)
            result.points[cells.grade_id(cell)] = score.points
            if score.reason:
                failure = scores.first_failure(cell)
                result.reasons[cells.grade_id(cell)] = score.reason if not failure or failure in score.reason else f"{score.reason}. {failure}"
            if defect := cell.metadata.get(scores.RECORD, {}).get("trusted", {}).get("defect"):
                result.defects[cells.grade_id(cell)] = defect
    result.answered = _answered(lesson, rebuilt.notebook)
    result.notebook = nbformat.writes(rebuilt.notebook)
    return result


async def _run(notebook: nbformat.NotebookNode, tested: str, kernels: Kernels, limits: Limits, left_out: set[int]) -> str:
    """Execute in place; why it stopped early, or nothing. Raises `NoKernel` when no kernel starts in several attempts."""
    for attempt in range(KERNEL_ATTEMPTS):
        with tempfile.TemporaryDirectory(prefix="sub-", ignore_cleanup_errors=True) as scratch:
            launch = kernels.launch(scratch)
            examiner = Examiner(tested, launch["env"], kernels.forked) if kernels.trusted else None
            try:
                return await execute(notebook, kernels.manager(scratch), limits, examiner, left_out, **launch)
            except NoKernel:
                if attempt + 1 == KERNEL_ATTEMPTS:
                    raise
    raise AssertionError("unreachable")


def _misses_a_name(notebook: nbformat.NotebookNode, left_out: set[int]) -> bool:
    """Whether an error names what a cell makes that was left out: then everything is run, so that nobody loses a point."""
    made = {name for place in left_out for name in provenance.names(notebook.cells[place].source).bound}
    texts = [f"{output.ename}: {output.evalue}" for cell in notebook.cells if cell.cell_type == "code"
             for output in cell.outputs if output.output_type == "error"]
    texts += [output.text for cell in notebook.cells if cells.is_test(cell) for output in cell.outputs if output.output_type == "stream"]
    return any(name in made for text in texts for name in re.findall(r"name '(\w+)' is not defined", text))


def _nothing(lesson: nbformat.NotebookNode, problem: str) -> Lesson:
    """No points for any test, and no answer to grade by hand."""
    tests = [cells.grade_id(cell) for cell in lesson.cells if cells.is_test(cell)]
    return Lesson(points=dict.fromkeys(tests, 0.0), answered=_answered(lesson, lesson), problem=problem)


def _answered(lesson: nbformat.NotebookNode, submitted: nbformat.NotebookNode) -> dict[str, bool]:
    stubs = {cells.grade_id(cell): cell.source.strip() for cell in lesson.cells if cells.is_manual(cell)}
    given = {cells.grade_id(cell): cell.source.strip() for cell in submitted.cells if cells.is_manual(cell)}
    return {name: given.get(name, stub) not in (stub, "") for name, stub in stubs.items()}

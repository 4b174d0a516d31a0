"""autograder.engine.submission: a job in, an outcome out. What a cell does is in test_running, marks in
examination."""

import asyncio
from dataclasses import replace

import nbformat
import pytest
from mini_course import RIGHT, handed_in

from autograder.assignment import lessons_with_tests
from autograder.engine.conditions import Conditions, Limits
from autograder.engine.kernels import Kernels
from autograder.engine.submission import Job, grade_submission
from autograder.intake.records import Taken, digest


@pytest.fixture
def job(course):
    """A perfect submission of the small course."""
    tested = lessons_with_tests(course, "week1", gradebook=False)
    return Job(
        "ada", "week1", tested, {"powers": handed_in(course, **RIGHT)}, conditions=Conditions(sandbox=False)
    )


def noted(content: bytes, **more) -> dict[str, Taken]:
    return {"powers": Taken("ada", "powers", "ada/powers.ipynb", digest=digest(content), **more)}


def graded(job: Job):
    outcome = asyncio.run(grade_submission(job, Kernels.for_this_machine(job.conditions)))
    assert not outcome.fault
    return outcome.lessons["powers"]


@pytest.mark.parametrize(
    "changed",
    [
        {"source": "real"},
        {"complete": True},
        {"sandbox": True},
        {"trusted": False},
        {"limits": Limits(cell_seconds=2)},
        {"by_lesson": (("powers", Limits(cell_seconds=2)),)},
    ],
)
def test_every_condition_is_part_of_the_fingerprint(job, changed):
    assert replace(job, conditions=replace(job.conditions, **changed)).fingerprint() != job.fingerprint()


def test_the_fingerprint_holds_what_was_handed_in_the_tests_and_intakes_notes_but_not_the_clock(job):
    content = job.handed_in["powers"]
    assert replace(job, handed_in={"powers": content + b"\n"}).fingerprint() != job.fingerprint()
    assert replace(job, tested={"powers": job.tested["powers"] + "\n"}).fingerprint() != job.fingerprint()
    early, late = (
        replace(job, records=noted(content, timestamp=time)) for time in ("2026-01-01", "2026-01-02")
    )
    assert early.fingerprint() == late.fingerprint()
    assert replace(job, records=noted(content, problem="is empty")).fingerprint() != early.fingerprint()


def test_what_intake_healed_is_known_to_the_end_and_healed_once(job):
    notes = [f"answer {number}: found by its marker line" for number in range(10)]
    lesson = graded(replace(job, records=noted(job.handed_in["powers"], healed=notes)))
    assert lesson.healed == notes and sum(lesson.points.values()) == 5


def test_a_file_that_was_changed_since_it_was_collected_is_healed_anew(job):
    notebook = nbformat.reads(job.handed_in["powers"].decode(), as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id != "test-cube"]
    changed = replace(job, handed_in={"powers": nbformat.writes(notebook).encode()},
                      records=noted(job.handed_in["powers"], healed=["an old note"]))
    assert graded(changed).healed == ["an old note", "test-cube: was deleted; put back from the lesson"]


def test_nothing_handed_in_is_said_with_intakes_reason(job):
    nothing = replace(
        job, handed_in={"powers": None}, records=noted(b"", problem="is a link and was refused")
    )
    assert graded(nothing).problem == "is a link and was refused"
    assert graded(replace(nothing, records={})).problem == "nothing was handed in"

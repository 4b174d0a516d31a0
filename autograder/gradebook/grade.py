"""``autograder grade``: grades every collected submission of a week, several at a time.

This process alone writes: the gradebook, the executed notebooks below ``work/autograded`` and the log.
A submission that was graded before and has not changed is left alone, so a run that was killed is
finished by running the command again. Not for: what happens to one submission, which is
`autograder.engine.submission`.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psutil

from autograder.assignment import lessons_with_tests
from autograder.course_directory import CourseFiles, InstructorError
from autograder.engine import cluster
from autograder.engine.conditions import Conditions
from autograder.engine.kernels import Kernels
from autograder.engine.submission import Job, Outcome, grade_submission
from autograder.gradebook.late import assign_penalties
from autograder.gradebook.recording import Recorder, keep_for_nbgrader, parse_timestamp
from autograder.gradebook.safekeeping import EVERYBODYS, alone, back_up, true_sentences
from autograder.intake import records

Progress = Callable[[int, int, Outcome | None], None]
"""Is told how many submissions of how many are done, and how the last one came out."""
KERNEL_MEMORY = 1.0 * 2**30
"""Bytes to set aside for one submission's kernel when choosing how many run at a time."""
KERNEL_GPU_MEMORY = 2.0 * 2**30
"""The same on a GPU, of which each kernel takes what it needs (memory growth)."""


@dataclass
class Graded:
    """The result of a run: fresh outcomes, and how many submissions needed no grading."""

    outcomes: list[Outcome]
    unchanged: int
    gone: list[str] = field(default_factory=list)
    """A sentence for each lesson whose marks stay, though its file is no longer there."""


def default_jobs() -> int:
    """Twice the cores (kernels wait as much as they work), as far as memory and the GPU's memory allow."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    bounds = [2 * cores, int(_free_memory() // KERNEL_MEMORY)]
    if (free := _free_gpu_memory()) is not None:
        bounds.append(int(free // KERNEL_GPU_MEMORY))
    return max(1, min(bounds))


def _free_memory(mine: Path = Path("/proc/self/cgroup"), groups: Path = Path("/sys/fs/cgroup")) -> int:
    """Free bytes: the host's, or what a control group around this process leaves it, as in a container."""
    free = [psutil.virtual_memory().available]
    for line in mine.read_text().splitlines() if mine.is_file() else ():
        _, controllers, place = line.split(":", 2)
        first = "memory" in controllers.split(",")
        if controllers and not first:
            continue
        root = groups / "memory" if first else groups
        limit, used = (f"memory.{name}" for name in
                       (("limit_in_bytes", "usage_in_bytes") if first else ("max", "current")))
        own = root / place.strip("/")
        for group in (own, *own.parents)[: len(own.relative_to(root).parts) + 1]:
            with contextlib.suppress(OSError, ValueError):  # no such group here, or no limit: "max"
                free.append(int((group / limit).read_text()) - int((group / used).read_text()))
    return max(0, min(free))


def _free_gpu_memory() -> int | None:
    """Free bytes on the first GPU by NVIDIA's own tool, which opens nothing in this process; `None` without
    one."""
    try:
        said = subprocess.run(
            ["nvidia-smi", "--query-gpu=memory.free", "--format=csv,noheader,nounits"],
            capture_output=True,
            text=True,
            timeout=20,
        )
        return int(said.stdout.split()[0]) * 2**20 if said.returncode == 0 else None
    except (OSError, ValueError, IndexError, subprocess.TimeoutExpired):
        return None


def jobs_of(
    course: CourseFiles,
    week: str,
    tested: dict[str, str],
    conditions: Conditions,
    students: Iterable[str] | None = None,
) -> list[Job]:
    """One job for each student who handed something in for the week, or tried to."""
    wanted = set(students) if students is not None else None
    found = []
    for folder in sorted(course.submitted.glob(f"*/{week}")):
        student = folder.parent.name
        if wanted is not None and student not in wanted:
            continue
        handed_in = {}
        for name in tested:
            path = folder / f"{name}.ipynb"
            handed_in[name] = path.read_bytes() if path.is_file() and not path.is_symlink() else None
        found.append(Job(student, week, tested, handed_in, records.read(folder), conditions))
    if wanted and (unknown := wanted - {job.student for job in found}):
        raise InstructorError(
            f"nothing was collected for {week} from {', '.join(sorted(unknown))}: collect it first."
        )
    return found


def grade_week(
    course: CourseFiles,
    week: str,
    conditions: Conditions | None = None,
    *,
    jobs: int | None = None,
    students: Iterable[str] | None = None,
    force: bool = False,
    scheduler: str | None = None,
    progress: Progress = lambda done, total, outcome: None,
) -> Graded:
    """Grade one week under these conditions (default: the course's own), `jobs` submissions at a time or on
    Dask.

    The gradebook is copied first. Raises `InstructorError` where nothing was collected, submissions cannot be
    confined as the conditions demand, another run is at work, the gradebook or the disk refuses, or the Dask
    `scheduler` cannot be reached.
    """
    course.weeks([week])
    conditions = conditions or Conditions.of(course, week)
    if scheduler is None:
        Kernels.for_this_machine(conditions)  # refuses before anything is touched
    options: dict[str, Any] = {"jobs": jobs, "students": students, "force": force, "scheduler": scheduler}
    with true_sentences(course), alone(course):
        back_up(course)
        return _grade_week(course, week, conditions, **options, progress=progress)


def _grade_week(
    course: CourseFiles,
    week: str,
    conditions: Conditions,
    jobs: int | None,
    students: Iterable[str] | None,
    force: bool,
    scheduler: str | None,
    progress: Progress,
) -> Graded:
    everything = jobs_of(course, week, lessons_with_tests(course, week), conditions, students)
    if not everything:
        raise InstructorError(
            f"nothing was collected for {week}: run `autograder collect SOURCE --week {week}` first."
        )
    with Recorder(course) as recorder:
        everything, gone = _without_what_is_gone(everything, recorder.details(week))
        known = {} if force else recorder.graded(week)
        marks = {job.student: job.fingerprint() for job in everything}
        waiting = [job for job in everything if known.get(job.student) != marks[job.student]]
        progress(0, len(waiting), None)
        outcomes: list[Outcome] = []

        async def run() -> None:
            if scheduler:
                work = cluster.outcomes(waiting, scheduler, jobs)
            else:
                work = _local(waiting, jobs or default_jobs())
            async for outcome in work:
                try:
                    _store(course, outcome, recorder, marks[outcome.student])
                except InstructorError:  # the gradebook refuses: nobody's outcome can be written
                    raise
                except Exception as error:  # what cannot be written of one submission stops nobody else's
                    if isinstance(error, OSError) and error.errno in EVERYBODYS:
                        raise
                    outcome.fault = f"its outcome could not be written ({type(error).__name__}: {error})"
                    _log(course, outcome)
                outcomes.append(outcome)
                progress(len(outcomes), len(waiting), outcome)

        asyncio.run(run())
        assign_penalties(course, recorder.gradebook, week)
    return Graded(outcomes, len(everything) - len(waiting), gone)


def _without_what_is_gone(jobs: list[Job], graded: dict[str, dict[str, Any]]) -> tuple[list[Job], list[str]]:
    """The jobs without lessons that were graded and whose file is no longer there, which keep their marks;
    and a sentence for each of these."""
    left, gone = [], []
    for job in jobs:
        before = graded.get(job.student, {}).get("lessons", {})
        lost = [name for name, content in job.handed_in.items() if content is None
                and name in before and not before[name]["problem"]
                and not (name in job.records and job.records[name].problem)]
        gone += [f"{job.student}: {name} was graded, and its file is gone: the marks stay" for name in lost]
        if kept := {name: tested for name, tested in job.tested.items() if name not in lost}:
            left.append(replace(job, tested=kept))
    return left, gone


async def _local(work: list[Job], jobs: int) -> AsyncIterator[Outcome]:
    """Outcomes as they become ready, `jobs` submissions at a time on this machine.

    Where a process died, the submission is graded again at the end, with nothing beside it.
    """
    places = asyncio.Semaphore(jobs)

    async def one(job: Job) -> tuple[Job, Outcome]:
        async with places:
            return job, await grade_submission(job, Kernels.for_this_machine(job.conditions), defer=True)

    tasks = [asyncio.ensure_future(one(job)) for job in work]
    later = []
    try:
        for ready in asyncio.as_completed(tasks):
            job, outcome = await ready
            if outcome.again:
                later.append(job)
            else:
                yield outcome
        for job in later:
            yield await grade_submission(job, Kernels.for_this_machine(job.conditions))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _store(course: CourseFiles, outcome: Outcome, recorder: Recorder, mark: str) -> None:
    """Write the executed notebooks, then the gradebook, then a line to the log; of a fault only the line."""
    if outcome.fault:
        _log(course, outcome)
        return
    folder = course.autograded / outcome.student / outcome.week
    folder.mkdir(parents=True, exist_ok=True)
    for name, lesson in outcome.lessons.items():
        target = folder / f"{name}.ipynb"
        if lesson.notebook:
            partial = target.with_suffix(".part")
            partial.write_text(lesson.notebook, encoding="utf-8")
            partial.replace(target)
        else:
            target.unlink(missing_ok=True)
    keep_for_nbgrader(course.submitted / outcome.student / outcome.week, folder)
    submitted = folder / "timestamp.txt"
    timestamp = parse_timestamp(submitted.read_text()) if submitted.is_file() else None
    recorder.record(outcome, mark, timestamp)
    _log(course, outcome)


def _log(course: CourseFiles, outcome: Outcome) -> None:
    points = sum(sum(lesson.points.values()) for lesson in outcome.lessons.values())
    with (course.work / "grade.log").open("a", encoding="utf-8") as log:
        log.write(
            f"{outcome.week}\t{outcome.student}\t{points:g} points\t{outcome.seconds:.1f} s\t"
            f"{outcome.problem or 'ok'}\n"
        )

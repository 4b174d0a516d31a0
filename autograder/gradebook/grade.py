"""``autograder grade``: grades every collected submission of a week, several at a time.

This process alone writes: the gradebook, the executed notebooks below ``work/autograded`` and the log.
A submission that was graded before and has not changed is left alone, so a run that was killed is
finished by running the command again. Not for: what happens to one submission, which is
`autograder.engine.submission`.
"""

from __future__ import annotations

import asyncio
import copy
import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

from autograder.authoring import release
from autograder.course_directory import CourseFiles, InstructorError
from autograder.engine import cluster
from autograder.engine.kernels import Kernels
from autograder.engine.running import Limits
from autograder.engine.submission import Job, Outcome
from autograder.engine.submission import grade as grade_submission
from autograder.gradebook.recording import Recorder, parse_timestamp
from autograder.intake import collect

KERNEL_MEMORY = 1.0 * 2**30
"""Bytes to set aside for one submission's kernel when choosing how many run at a time."""
KERNEL_GPU_MEMORY = 2.0 * 2**30
"""The same on a GPU, of which each kernel takes what it needs (memory growth)."""


@dataclass
class Graded:
    """The result of a run: fresh outcomes, and how many submissions needed no grading."""

    outcomes: list[Outcome]
    unchanged: int


def default_jobs() -> int:
    """Twice the cores (kernels wait as much as they work), as far as memory and the GPU's memory allow."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    bounds = [2 * cores, int(psutil.virtual_memory().available // KERNEL_MEMORY)]
    if (free := _free_gpu_memory()) is not None:
        bounds.append(int(free // KERNEL_GPU_MEMORY))
    return max(1, min(bounds))


def _free_gpu_memory() -> int | None:
    """Free bytes on the first GPU by NVIDIA's own tool, which opens nothing in this process; `None` without one."""
    try:
        said = subprocess.run(
            ["nvidia-smi", "--query-gpu=memory.free", "--format=csv,noheader,nounits"], capture_output=True, text=True, timeout=20
        )
        return int(said.stdout.split()[0]) * 2**20 if said.returncode == 0 else None
    except (OSError, ValueError, IndexError, subprocess.TimeoutExpired):
        return None


def limits(course: CourseFiles) -> Limits:
    """The limits that ``nbgrader_config.py`` sets: ``Execute.timeout`` is the seconds for a cell."""
    timeout = course.config.Execute.get("timeout")
    return Limits(cell_seconds=float(timeout)) if timeout else Limits()


def prepare(course: CourseFiles, week: str, gradebook: bool = True) -> dict[str, str]:
    """Every lesson of the week with stubs and all tests, as JSON; with `gradebook`, its cells are recorded there.

    These are nbgrader's own steps of a release, ended before it removes the hidden tests.
    """
    config = copy.deepcopy(course.config)
    steps = config.GenerateAssignment.preprocessors
    config.GenerateAssignment.preprocessors = steps[: steps.index("nbgrader.preprocessors.SaveCells") + 1]
    with tempfile.TemporaryDirectory() as folder:
        try:
            release.run_nbgrader(course, week, Path(folder), config=config, gradebook=gradebook)
        except Exception as error:
            if "submissions associated" in str(error):
                raise InstructorError(
                    f"cells were added to or removed from {week} after it was graded: move the gradebook "
                    f"{course.work / 'gradebook.db'} away, then collect and grade the week again."
                ) from error
            raise
        return {name: (Path(folder) / week / f"{name}.ipynb").read_text(encoding="utf-8") for name in course.lesson_names(week)}


def jobs_of(course: CourseFiles, week: str, tested: dict[str, str], students: Iterable[str] | None = None) -> list[Job]:
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
        records = collect.read_records(folder)
        problems = {name: record["problem"] for name, record in records.items() if record.get("problem")}
        found.append(Job(student, week, tested, handed_in, problems))
    if wanted and (unknown := wanted - {job.student for job in found}):
        raise InstructorError(f"nothing was collected for {week} from {', '.join(sorted(unknown))}: collect it first.")
    return found


def fingerprint(job: Job) -> str:
    """Changes when anything that could change the grade does."""
    text = json.dumps([job.tested, {name: content.decode("latin-1") if content is not None else None for name, content in job.handed_in.items()}, job.problems])
    return hashlib.sha256(text.encode()).hexdigest()


def grade(
    course: CourseFiles,
    week: str,
    *,
    jobs: int | None = None,
    students: Iterable[str] | None = None,
    force: bool = False,
    source: str = "offline",
    sandbox: bool = True,
    complete: bool = False,
    scheduler: str | None = None,
    limits_: Limits | None = None,
    progress: Callable[[int, int, Outcome | None], None] = lambda done, total, outcome: None,
) -> Graded:
    """Grade one week; `progress` is told how many of how many are done after every submission. Unless
    `complete`, cells that no mark depends on are left out.

    Raises `InstructorError` where nothing was collected, submissions cannot be confined (unless `sandbox` is
    off), the gradebook is held, or the Dask `scheduler` cannot be reached.
    """
    course.weeks([week])
    kernels = Kernels.for_this_machine(source, sandbox, complete) if scheduler is None else None
    tested = prepare(course, week)
    everything = jobs_of(course, week, tested, students)
    if not everything:
        raise InstructorError(f"nothing was collected for {week}: run `autograder collect SOURCE --week {week}` first.")
    with Recorder(course) as recorder:
        known = {} if force else recorder.graded(week)
        waiting = {job.student: (job, mark) for job in everything if known.get(job.student) != (mark := fingerprint(job))}
        progress(0, len(waiting), None)
        outcomes: list[Outcome] = []

        async def run() -> None:
            work, bounds = [job for job, _ in waiting.values()], limits_ or limits(course)
            if scheduler is None:
                work = _local(work, jobs or default_jobs(), kernels, bounds)
            else:
                work = cluster.outcomes(work, scheduler, source, sandbox, complete, bounds, jobs)
            async for outcome in work:
                _store(course, outcome, recorder, waiting[outcome.student][1])
                outcomes.append(outcome)
                progress(len(outcomes), len(waiting), outcome)

        asyncio.run(run())
    return Graded(outcomes, len(everything) - len(waiting))


async def _local(work: list[Job], jobs: int, kernels: Kernels, limits: Limits) -> AsyncIterator[Outcome]:
    """Outcomes as they become ready, `jobs` submissions at a time on this machine."""
    places = asyncio.Semaphore(jobs)

    async def one(job: Job) -> Outcome:
        async with places:
            return await grade_submission(job, kernels, limits)

    tasks = [asyncio.ensure_future(one(job)) for job in work]
    try:
        for ready in asyncio.as_completed(tasks):
            yield await ready
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
    submitted = course.submitted / outcome.student / outcome.week / "timestamp.txt"
    timestamp = parse_timestamp(submitted.read_text()) if submitted.is_file() else None
    if timestamp is not None:
        (folder / "timestamp.txt").write_text(submitted.read_text())
    recorder.record(outcome, mark, timestamp)
    _log(course, outcome)


def _log(course: CourseFiles, outcome: Outcome) -> None:
    points = sum(sum(lesson.points.values()) for lesson in outcome.lessons.values())
    with (course.work / "grade.log").open("a", encoding="utf-8") as log:
        log.write(f"{outcome.week}\t{outcome.student}\t{points:g} points\t{outcome.seconds:.1f} s\t{outcome.problem or 'ok'}\n")

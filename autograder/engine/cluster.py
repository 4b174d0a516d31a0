"""Grades on a Dask cluster: the same function as the local pool, one submission a task, sent as bytes.

Workers need this package installed and nothing else: no shared disk, no gradebook. A worker that is lost
has its submissions run again elsewhere; a submission that costs its worker its life three times is tried
again with nothing beside it, and if that ends the same way it is reported. Not for: starting clusters,
which Dask's own deployments do (dask-jobqueue for Slurm, dask-kubernetes, dask-gateway for JupyterHub).
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

from autograder.course_directory import InstructorError
from autograder.engine.kernels import Kernels
from autograder.engine.submission import Job, Lesson, Outcome, grade_submission

DEATHS = 3
"""Workers a submission may cost before it is given up."""
CONNECT_SECONDS = 20
WORKER_SECONDS = 30
"""How long a scheduler that runs already may be without a worker."""
QUEUE_SECONDS = 1_800
"""The same for a cluster that was just asked for, whose workers may wait in a queue."""
LOOK_SECONDS = 2
"""How often it is looked whether there still are workers."""


def grade_on_worker(job: Job, defer: bool = False) -> Outcome:
    """What a worker does with one submission. Never raises for anything a student wrote."""
    return asyncio.run(grade_submission(job, Kernels.for_this_machine(job.conditions), defer=defer))


async def outcomes(work: list[Job], scheduler: str, jobs: int | None = None) -> AsyncIterator[Outcome]:
    """Outcomes as they become ready.

    `scheduler` is an address (``tcp://…``) or the dotted name of a Dask deployment class, such as
    ``dask_jobqueue.SLURMCluster``, which is made with the settings of Dask's own configuration and
    asked for up to `jobs` workers. Raises `InstructorError` where it cannot be reached or has no workers.
    """
    try:
        from dask.distributed import Client, as_completed
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise InstructorError("grading on a cluster needs Dask: pip install 'dl-course[cluster]'.") from error
    async with contextlib.AsyncExitStack() as stack:
        target: Any = scheduler
        if "://" not in scheduler:
            target = await stack.enter_async_context(_deployment(scheduler))
            target.adapt(minimum=1, maximum=jobs or 8)
        try:
            client = await stack.enter_async_context(
                Client(target, asynchronous=True, timeout=CONNECT_SECONDS, name="autograder")
            )
        except (OSError, TimeoutError, ValueError) as error:
            raise InstructorError(
                f"the Dask scheduler {scheduler} cannot be reached: start it, or correct --scheduler."
            ) from error
        await _some_worker(client, scheduler, WORKER_SECONDS if "://" in scheduler else QUEUE_SECONDS)
        await client.run_on_scheduler(_allow_deaths)

        def submit(job: Job, defer: bool) -> Any:
            return client.submit(
                grade_on_worker, job, defer, key=f"{job.week}-{job.student}-{uuid4()}", pure=False
            )

        def completed(futures: list[Any]) -> AsyncIterator[tuple[Any, Any]]:
            return _while_there_are_workers(
                client, as_completed(futures, with_results=True, raise_errors=False), scheduler,
                WORKER_SECONDS if "://" in scheduler else QUEUE_SECONDS,
            )

        by_key = {future.key: (future, job) for future, job in ((submit(job, True), job) for job in work)}
        suspects = []
        async for future, result in completed([future for future, _ in by_key.values()]):
            _, job = by_key.pop(future.key)
            future.release()  # or what is known already would be computed again when its worker dies
            if isinstance(result, Outcome) and not result.again:
                yield result
            elif isinstance(result, Outcome) or isinstance(problem := _problem(result), KilledWorker):
                suspects.append(job)
            else:
                yield _failed(job, problem)
        for job in suspects:  # one at a time: who shared a worker with a poisonous one is not blamed for it
            async for _, result in completed([submit(job, False)]):
                if isinstance(result, Outcome):
                    yield result
                elif isinstance(problem := _problem(result), KilledWorker):
                    text = f"grading it alone ended its worker {DEATHS} times; look at it by hand"
                    yield Outcome(job.student, job.week, {name: Lesson(problem=text) for name in job.tested})
                else:
                    yield _failed(job, problem)


async def _some_worker(client: Any, scheduler: str, seconds: float) -> None:
    """Wait until there is a worker; raises `InstructorError` where none joins in time."""
    try:
        await client.wait_for_workers(1, timeout=seconds)
    except TimeoutError as error:
        raise InstructorError(
            f"the Dask scheduler {scheduler} has no workers, and none joined it in {seconds:g} s: start "
            "some, then run the command again."
        ) from error


async def _while_there_are_workers(
    client: Any, results: Any, scheduler: str, seconds: float,
) -> AsyncIterator[tuple[Any, Any]]:
    """What comes of `results`, waited for as long as there are workers; raises `InstructorError` when there
    have been none for so many `seconds`. Dask itself would wait for ever."""
    arriving, seen = aiter(results), time.monotonic()
    while True:
        next_one = asyncio.ensure_future(anext(arriving, None))
        try:
            while not (await asyncio.wait({next_one}, timeout=LOOK_SECONDS))[0]:
                if await client.run_on_scheduler(_workers):
                    seen = time.monotonic()
                elif time.monotonic() - seen > seconds:
                    raise InstructorError(
                        f"the Dask scheduler {scheduler} has lost all its workers, and none came back in "
                        f"{seconds:g} s: start some, then run the command again to go on where it stopped."
                    )
        finally:
            next_one.cancel()
        if (found := next_one.result()) is None:
            return
        seen = time.monotonic()
        yield found


def _workers(dask_scheduler: Any) -> int:
    """Runs on the scheduler: how many workers it has."""
    return len(dask_scheduler.workers)


def _problem(error: object) -> object:
    """What went wrong, from what Dask hands back for a task that failed."""
    return error[1] if isinstance(error, tuple) else error


def _failed(job: Job, problem: object) -> Outcome:
    """The outcome of a task that did not come back for no fault of the student's."""
    return Outcome(
        job.student, job.week, {}, fault=f"the cluster failed ({type(problem).__name__}: {problem})"
    )


def _allow_deaths(dask_scheduler: Any) -> None:
    """Runs on the scheduler. A worker holds only what it works on, or its queue would share the blame for its
    death."""
    dask_scheduler.allowed_failures = DEATHS - 1
    dask_scheduler.WORKER_SATURATION = 1.0


def _deployment(name: str) -> Any:
    """A Dask cluster object from the dotted name of its class."""
    module, _, attribute = name.rpartition(".")
    try:
        return getattr(importlib.import_module(module), attribute)(asynchronous=True)
    except (ImportError, AttributeError, ValueError) as error:
        raise InstructorError(
            f"{name} is neither an address (tcp://…) nor a Dask deployment that is installed: "
            "correct --scheduler."
        ) from error

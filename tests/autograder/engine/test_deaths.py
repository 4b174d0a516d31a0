"""A kernel, an examiner or the zygote that is killed at any moment changes no mark and leaves nothing behind.

The processes are those of `autograder.engine.forks`; what a grading run itself survives is in
gradebook/test_killed.
"""

import asyncio
import random
import threading
import time

import psutil
import pytest
from mini_course import RIGHT, handed_in

from autograder.assignment import lessons_with_tests
from autograder.engine import forks, temporary
from autograder.engine.conditions import Conditions
from autograder.engine.kernels import Kernels
from autograder.engine.submission import Job, Outcome, grade_submission

pytestmark = pytest.mark.skipif(not forks.supported(), reason="kernels can only be forked on Linux")

CONDITIONS = Conditions(sandbox=False)
WRONG = "# exercise: cube\ndef cube(x):\n    return abs(x) ** 3"


@pytest.fixture
def jobs(course, monkeypatch) -> list[Job]:
    """Four students: everything right, one part right, one exercise, nothing."""
    monkeypatch.setenv("AUTOGRADER_PRELOAD", "ipykernel.kernelapp,ipykernel.ipkernel")
    forks.Zygote.start().close()  # one that has TensorFlow is too slow to be killed again and again
    tested = lessons_with_tests(course, "week1", gradebook=False)
    answers = {
        "right": RIGHT,
        "partly": RIGHT | {"cube": WRONG},
        "one": {"square": RIGHT["square"]},
        "none": {},
    }
    yield [
        Job(name, "week1", tested, {"powers": handed_in(course, **given)}, conditions=CONDITIONS)
        for name, given in answers.items()
    ]
    forks.Zygote.start().close()


class Family:
    """The processes this one has started since then; what other tests left running (Dask's) is not ours."""

    def __init__(self) -> None:
        self._others = set(psutil.Process().children(recursive=True))

    def living(self) -> list[psutil.Process]:
        return [each for each in psutil.Process().children(recursive=True)
                if each not in self._others and _lives(each)]


def _lives(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def graded(jobs: list[Job]) -> dict[str, Outcome]:
    async def run() -> list[Outcome]:
        return await asyncio.gather(
            *(grade_submission(job, Kernels.for_this_machine(CONDITIONS)) for job in jobs)
        )

    return {outcome.student: outcome for outcome in asyncio.run(run())}


def marks(outcomes: dict[str, Outcome]) -> dict[str, dict[str, float]]:
    return {student: outcome.lessons["powers"].points for student, outcome in outcomes.items()}


def kill_one(family: Family, moments: random.Random, done: threading.Event) -> None:
    """At a random moment, kill a random one of the processes that grading started."""
    time.sleep(moments.uniform(0.2, 2.5))
    while not done.is_set():
        if living := family.living():
            try:
                moments.choice(living).kill()
                return
            except psutil.NoSuchProcess:
                continue
        time.sleep(0.02)


def disturbed(family: Family, jobs: list[Job], seed: int) -> dict[str, Outcome]:
    """The outcomes beside one kill; a submission that could not be graded is graded again, as the next run
    would do."""
    done, moments = threading.Event(), random.Random(seed)
    killer = threading.Thread(target=kill_one, args=(family, moments, done))
    killer.start()
    outcomes = graded(jobs)
    done.set()
    killer.join()
    outcomes |= graded([job for job in jobs if outcomes[job.student].fault])
    return outcomes


def check(jobs: list[Job], seeds: range) -> None:
    expected = {
        "right": {"test-square": 2.0, "test-cube": 3.0},
        "partly": {"test-square": 2.0, "test-cube": 1.0},
        "one": {"test-square": 2.0, "test-cube": 0.0},
        "none": {"test-square": 0.0, "test-cube": 0.0},
    }
    family = Family()
    for seed in seeds:
        outcomes = disturbed(family, jobs, seed)
        assert marks(outcomes) == expected, f"after the kill of seed {seed}"
        assert [outcome.problem for outcome in outcomes.values()] == [""] * 4, (
            f"after the kill of seed {seed}"
        )
    forks.Zygote.start().close()
    patience = time.monotonic() + 30
    while (left := family.living()) and time.monotonic() < patience:
        time.sleep(0.05)
    assert not left
    assert not list(temporary.folder().iterdir())


def test_five_kills(jobs):
    check(jobs, range(5))


@pytest.mark.slow
def test_thirty_kills(jobs):
    check(jobs, range(5, 35))

"""How much processor time a submission has used, and when a cell of it has to be stopped.

Limits are processor time, so that a mark does not depend on what else the machine does: beside thirty busy
processes a cell gets a fifteenth of a core and may take fifteen times as long. Two bounds hold what computes
nothing: a cell that waits (for input, for a socket, asleep) is stopped after `Limits.idle_seconds`, and all
cells together after `Limits.wall_seconds`. Not for: stopping anything (`running`).
"""

from __future__ import annotations

import asyncio
import time
from collections import deque

import psutil

from autograder.engine.conditions import Limits

LOOK_SECONDS = 0.5
"""Between two looks at a cell that runs."""
AT_WORK = 0.01
"""Share of a processor below which a process counts as waiting. Beside 100 busy ones it gets more."""


class Meter:
    """Processor seconds of the processes at `roots` and of all they started, as far as these still count.

    A process that ended counts where its parent waited for it.
    """

    def __init__(self, *roots: int) -> None:
        self.roots = roots
        self.last = 0.0
        """The seconds at the last look."""

    def look(self) -> float:
        """The seconds so far; they never become fewer."""
        found: dict[int, psutil.Process] = {}
        for root in self.roots:
            try:
                process = psutil.Process(root)
                found |= {each.pid: each for each in (process, *process.children(recursive=True))}
            except psutil.Error:  # it ended: what is known of it stands
                continue
        self.last = max(self.last, sum(map(_seconds, found.values())))
        return self.last


def _seconds(process: psutil.Process) -> float:
    try:
        return float(sum(process.cpu_times()[:4]))  # user, system, and those of children it waited for
    except psutil.Error:
        return 0.0


class Budget:
    """What all cells of a notebook may use together, over every kernel it needs."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.deadline = time.monotonic() + limits.wall_seconds
        self.meter = Meter()
        self._before = 0.0

    def runs_in(self, *roots: int) -> None:
        """From now on it is these processes that use it up."""
        self._before += self.meter.last
        self.meter = Meter(*roots)

    @property
    def processor_seconds(self) -> float:
        """Left of `Limits.notebook_seconds`, by the last look."""
        return self.limits.notebook_seconds - self._before - self.meter.last

    @property
    def wall_seconds(self) -> float:
        return self.deadline - time.monotonic()

    @property
    def used_up(self) -> str:
        """A sentence where nothing is left."""
        if self.processor_seconds <= 0:
            return f"the notebook used up its {self.limits.notebook_seconds:g} s of processor time"
        if self.wall_seconds <= 0:
            return f"the notebook took longer than {self.limits.wall_seconds:g} s"
        return ""


class Stopwatch:
    """Says when one cell, or one test, has to be stopped, and why.

    `grader` is the grader's own process, where it works on a test: while it computes, the student's code may
    wait.
    """

    def __init__(self, budget: Budget, grader: Meter | None = None) -> None:
        self.budget, self.grader = budget, grader or Meter()

    async def over(self) -> str:
        """Return when the time is up, with the reason as the end of a sentence."""
        limits, meter = self.budget.limits, self.budget.meter
        own = min(limits.cell_seconds, self.budget.processor_seconds)
        await asyncio.sleep(LOOK_SECONDS)  # most cells are through by now and cost no look at all
        first, first_graders = meter.look(), self.grader.look()
        looks = deque([(time.monotonic(), first + first_graders)])
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            used, graders = meter.look(), self.grader.look()
            if used - first > own:
                return f"stopped after {own:g} s of processor time"
            if graders - first_graders > examiner_seconds(limits):
                return f"the check itself took more than {examiner_seconds(limits):g} s of processor time"
            if self.budget.wall_seconds <= 0:
                return f"stopped: the notebook took longer than {limits.wall_seconds:g} s"
            looks.append((time.monotonic(), used + graders))
            if _waited(looks, limits.idle_seconds):
                return f"stopped after {limits.idle_seconds:g} s in which it computed nothing"


def examiner_seconds(limits: Limits) -> float:
    """Processor seconds that the grader's own process may use for one test, which waits for the student's
    functions and computes their answers once more."""
    return 2 * limits.cell_seconds + 30


def _waited(looks: deque[tuple[float, float]], seconds: float) -> bool:
    """Whether nothing was computed for so long; drops the looks that no longer matter."""
    now, used = looks[-1]
    while len(looks) > 2 and now - looks[1][0] >= seconds:
        looks.popleft()
    return now - looks[0][0] >= seconds and used - looks[0][1] < AT_WORK * seconds

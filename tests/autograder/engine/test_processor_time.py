"""autograder.engine.timing: processor time is counted, and a reason named when it is up."""

import asyncio
import os
import subprocess
import sys
import time

import pytest

from autograder.engine import timing
from autograder.engine.conditions import Limits
from autograder.engine.timing import Budget, Meter, Stopwatch

SPIN = "import time\nwhile time.process_time() < {0}: pass\nprint('spun', flush=True)\n"


def child(code: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_a_meter_counts_a_process_and_what_it_started():
    below = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {SPIN.format(0.5)!r}])\ninput()"
    process = child(SPIN.format(0.5) + below)
    process.stdout.readline(), process.stdout.readline()
    meter = Meter(process.pid)
    assert meter.look() >= 0.9
    process.kill()
    process.wait()
    assert meter.look() >= 0.9  # an ended process takes nothing back


def test_waiting_is_no_processor_time():
    process = child("input()")
    time.sleep(0.3)
    assert Meter(process.pid).look() < 0.3
    process.kill()
    process.wait()


class Script(Meter):
    """A meter that reads one number after another from a script, the last one for ever."""

    def __init__(self, *seconds: float) -> None:
        super().__init__()
        self.script = list(seconds)

    def look(self) -> float:
        self.last = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        return self.last


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(timing, "LOOK_SECONDS", 0.01)


def over(limits: Limits, student: Meter, grader: Meter | None = None) -> str:
    budget = Budget(limits)
    budget.meter = student
    return asyncio.run(Stopwatch(budget, grader).over())


@pytest.mark.parametrize(("limits", "student", "grader", "said"), [
    (Limits(cell_seconds=5), Script(100, 103, 105.5), None, "stopped after 5 s of processor time"),
    (Limits(cell_seconds=5, notebook_seconds=102), Script(100, 101, 102.5), None, "stopped after 2 s"),
    (Limits(idle_seconds=0.1), Script(100), None, "stopped after 0.1 s in which it computed nothing"),
    (Limits(wall_seconds=0.1), Script(*range(100)), None, "the notebook took longer than 0.1 s"),
    (Limits(cell_seconds=5), Script(100), Script(0, 30, 50), "the check itself took more than 40 s"),
])  # fmt: skip
def test_the_reason_why_time_is_up(limits, student, grader, said):
    student.last = 100 if limits.notebook_seconds == 102 else 0.0
    assert said in over(limits, student, grader)


def test_while_the_check_computes_the_students_code_may_wait():
    said = over(Limits(cell_seconds=5, idle_seconds=0.1), Script(100), Script(*[n / 2 for n in range(100)]))
    assert said == "the check itself took more than 40 s of processor time"


def test_a_budget_counts_every_kernel_of_a_notebook():
    budget = Budget(Limits(notebook_seconds=10))
    budget.meter = Script(6)
    budget.meter.look()
    budget.runs_in(os.getpid())
    assert budget.processor_seconds == 4 and not budget.used_up
    budget.meter.last = 5
    assert budget.used_up == "the notebook used up its 10 s of processor time"

"""autograder.engine.running: what a kernel sends and nobody wants never fills the grader's own memory."""

import asyncio

import nbformat
import psutil
import pytest
from mini_course import lesson_of

from autograder.engine import forks
from autograder.engine.conditions import Conditions, Limits
from autograder.engine.kernels import Kernels
from autograder.engine.submission import Job, grade_submission

pytestmark = pytest.mark.skipif(not forks.supported(), reason="kernels can only be forked on Linux")

CONDITIONS = Conditions(sandbox=False, limits=Limits(cell_seconds=30, grace_seconds=2))
MEGABYTE = 2**20

PRINTS = """def work(n):
    while True:
        print("x" * 1_000_000, flush=True)
"""
DISPLAYS = """from IPython.display import publish_display_data
def work(n):
    while True:
        publish_display_data({"text/plain": ""}, {"huge": "x" * 4_000_000})
"""
ASKS = """def work(n):
    kernel = get_ipython().kernel
    kernel._allow_stdin = True
    for _ in range(300):
        kernel.session.send(kernel.stdin_socket, "input_request", {"prompt": "x" * 4_000_000})
    return n
"""
FLOODS_LATER = """import threading
from IPython.display import publish_display_data
def flood():
    while True:
        publish_display_data({"text/plain": "x" * 4_000_000})
threading.Thread(target=flood, daemon=True).start()
def work(n):
    return n
"""


def graded(solution: str):
    """The outcome of a lesson of two exercises, the second right, and the most memory this process had
    meanwhile beyond what it had before."""
    lesson = nbformat.writes(lesson_of(
        ("solution", solution), ("test", "assert work(1) == 1"),
        ("solution", "def later(n):\n    return n"), ("test", "assert later(2) == 2"),
    ))
    job = Job("somebody", "week1", {"lesson": lesson}, {"lesson": lesson.encode()}, conditions=CONDITIONS)

    async def run():
        me, peak = psutil.Process(), 0
        before = me.memory_info().rss
        work = asyncio.ensure_future(grade_submission(job, Kernels.for_this_machine(CONDITIONS)))
        while not work.done():
            await asyncio.wait({work}, timeout=0.02)
            peak = max(peak, me.memory_info().rss)
        return work.result(), peak - before

    outcome, more = asyncio.run(run())
    assert not outcome.fault
    return outcome.lessons["lesson"], more


@pytest.mark.parametrize("solution", [PRINTS, DISPLAYS, ASKS, FLOODS_LATER],
                         ids=["prints", "metadata", "input requests", "a thread"])
def test_the_graders_memory_stays_what_it_was_and_the_next_exercise_is_graded(solution):
    found, more = graded(solution)
    assert more < 700 * MEGABYTE, f"{more / MEGABYTE:.0f} MB"
    assert len(found.notebook) < 10 * MEGABYTE
    assert found.points["test-test3"] == 1
    if solution is PRINTS:
        assert "stopped after 2 MB of output" in found.reasons["test-test1"]

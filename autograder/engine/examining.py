"""The parent's part of a trusted test: starts the grader's process beside the student's kernel, and asks it.

For one submission: a socket pair for each test, one end in either process; then, test by test, the student's
kernel is put to answering, the grader's process runs the test, and its record goes into the cell. The parent
reads nothing of what the two say to each other. Not for: the student's own cells
(`autograder.engine.running`).
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import signal
import socket
import subprocess
import sys
from typing import Any

import nbformat
from jupyter_client import AsyncKernelClient
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_output

from autograder import cells
from autograder.crossing.channel import LENGTH, frame
from autograder.engine.forks import Fork, ZygoteFailed
from autograder.examination import provenance, scores
from autograder.examination.remote import HUNG_UP
from autograder.sandbox import Plan

RECORD_BYTES = 8 * 2**20
_ANSWER = "__import__('autograder.examination.answering', fromlist=['serve']).serve({number}, {seconds:.1f})"
_ADOPT = "__import__('autograder.examination.answering', fromlist=['adopt']).adopt({descriptors})"


class ExaminerFailed(Exception):
    """The grader's own process could not be started, or ended, or gave no record in time."""


@functools.lru_cache(maxsize=64)
def tests_of(tested: str) -> dict[str, tuple[int, provenance.Test, list[tuple[int, str]]]]:
    """Test name -> (its number, what it needs, its locked cells as (place, source)) for a lesson's text
    (JSON)."""
    lesson = nbformat.reads(tested, as_version=4)
    return {
        name: (number, test, [(place, lesson.cells[place].source) for place in test.locked])
        for number, (name, test) in enumerate(provenance.tests(lesson).items())
    }


class ExaminerProcess:
    """The grader's process for one submission of one lesson, the text (JSON) of which is `tested`.

    It is forked behind `walls`; without them it is a fresh process.
    """

    def __init__(self, tested: str, env: dict[str, str], walls: Plan | None) -> None:
        self.tests = tests_of(tested)
        self._env, self._walls = env, walls
        pairs = [socket.socketpair() for _ in self.tests]
        self._theirs, self._ours = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        self._control, self._far = socket.socketpair()
        self._fork: Fork | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    @property
    def sockets(self) -> tuple[int, ...]:
        """Descriptors for the student's kernel, one for each test; to be closed here (`started`) once it has
        them."""
        return tuple(end.fileno() for end in self._theirs)

    @property
    def roots(self) -> tuple[int, ...]:
        """The process, for a `Meter`."""
        if self._fork is not None:
            return self._fork.roots
        return (self._process.pid,) if self._process is not None else ()

    async def start(self) -> None:
        """Start the process. Raises `ExaminerFailed`."""
        given = [self._far, *self._ours]
        try:
            if self._walls is not None:
                self._fork = Fork()
                await self._fork.start(
                    "examiner", self._walls, self._env, tuple(end.fileno() for end in given)
                )
            else:
                numbers = [end.fileno() for end in given]
                command = f"from autograder.examination import examiner; examiner.adopt({numbers})"
                self._process = subprocess.Popen(
                    [sys.executable, "-c", command],
                    pass_fds=numbers,
                    env=self._env,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
        except (ZygoteFailed, OSError, TimeoutError) as error:
            raise ExaminerFailed(f"the grader's process could not be started ({error})") from error
        self._streams = await asyncio.open_connection(sock=self._control, limit=RECORD_BYTES)
        _close(given)

    async def adopted(self, client: AsyncKernelClient) -> None:
        """Call when the student's kernel runs: it has the sockets, so they are closed here."""
        if self._walls is None:
            await client.execute_interactive(
                _ADOPT.format(descriptors=list(self.sockets)), silent=True, store_history=False, timeout=60
            )
        _close(self._theirs)

    def answering(self, name: str, seconds: float) -> str:
        """The code that puts the student's kernel to answering the questions of a test."""
        return _ANSWER.format(number=self.tests[name][0], seconds=seconds)

    async def test(self, name: str, points: float, seconds: float) -> dict[str, Any]:
        """Run one test; the record `autograder.examination.examiner` wrote. Raises `ExaminerFailed`.

        A single answer may be waited for as long as `seconds`; when to give up is for the caller to say.
        """
        number, test, locked = self.tests[name]
        request = {"number": number, "name": name, "source": test.source, "points": points, "locked": locked,
                   "fetched": test.fetched, "seconds": seconds}
        if self._streams is None:
            raise ExaminerFailed("the grader's process was never started")
        reader, writer = self._streams
        try:
            writer.write(frame(request, []))
            await writer.drain()
            (size,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
            if size > RECORD_BYTES:
                raise ExaminerFailed("the check wrote too much")
            record: dict[str, Any] = json.loads(await reader.readexactly(size))["tree"]
            return record
        except (OSError, asyncio.IncompleteReadError):
            raise ExaminerFailed("the grader's process ended in this check") from None

    def interrupt(self) -> None:
        """Have the process give up the test it works on, and say so in its record."""
        if self._fork is not None:
            self._fork.signal(signal.SIGINT)
        if self._process is not None:
            with contextlib.suppress(OSError):
                self._process.send_signal(signal.SIGINT)

    def close(self) -> None:
        """End the process; safe to call at any time, more than once."""
        if self._streams is not None:
            self._streams[1].close()
        if self._fork is not None:
            self._fork.end()
        if self._process is not None:
            with contextlib.suppress(OSError):
                self._process.kill()
                self._process.wait()
        _close([self._control, self._far, *self._ours, *self._theirs])


def write_record(cell: NotebookNode, record: dict[str, Any], stopped: str = "") -> None:
    """Put what a test came to into its cell: the record for the score, its sentences for whoever reads the
    notebook.

    `stopped` says why the student's code was stopped in it; that is then the reason why an answer is missing.
    """
    if stopped:
        record = json.loads(json.dumps(record).replace(HUNG_UP, f"your code was {stopped}"))
    cell.metadata[scores.RECORD] = {"status": record["status"], "trusted": record, "stopped": stopped}
    if record["printed"]:
        cell.outputs.append(new_output("stream", name="stdout", text=record["printed"]))
    if record["error"]:
        name, text = record["error"]
        cell.outputs.append(new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"]))


def examined(cell: NotebookNode) -> bool:
    """Whether a cell is a test that the grader's process runs."""
    return cell.cell_type == "code" and cells.is_test(cell)


def _close(ends: list[socket.socket]) -> None:
    for end in ends:
        end.close()

"""Runs one rebuilt notebook in a kernel of its own and records in every cell how it ended.

With an `ExaminerProcess`, test cells do not run in that kernel: the grader's process runs them, and the
kernel answers.

Cells run one after the other; an error in one does not stop the next, and a cell whose time is up is
interrupted. Where a kernel cannot go on, the notebook is run again in a new one:

* after a cell that does not stop when interrupted, prints too much or uses more than its share of the
  machine: without that cell, which keeps its record, so that it costs its own exercise and no other;
* after a kernel that died, once; if it dies in the same cell again, that is the submission's own doing,
  and it is run without the cell;
* after a process of the grader's that ended, once; a second time is a fault of the grader's and no mark.

Who can run it later, when nothing else runs that may have taken the machine's memory, asks for that
(`Disturbed`).

When the notebook has used up its time, what ran keeps its record and the rest carries none, which
`autograder.examination.scores` counts as nothing. Not for: starting sandboxes (the kernel's provisioner
does), for when time is up (`timing`) and for scores.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections import Counter
from collections.abc import Collection
from typing import Any, Literal

import zmq
import zmq.asyncio
from jupyter_client import AsyncKernelClient, AsyncKernelManager
from nbformat.notebooknode import NotebookNode

from autograder import cells
from autograder.engine import temporary
from autograder.engine.conditions import Limits
from autograder.engine.examining import ExaminerFailed, ExaminerProcess, examined, write_record
from autograder.engine.kernels import Kernels
from autograder.engine.outputs import Message, Outputs, TooMuchOutput
from autograder.engine.timing import LOOK_SECONDS, Budget, Meter, Stopwatch
from autograder.examination import scores

KERNEL_ATTEMPTS = 3
"""Times a kernel is started for one notebook before the grader gives up on it."""
NO_ANSWER = "stopped: your kernel does not answer this test"
DEATHS = 2
"""Times a kernel may die in one cell, or a process of the grader's at all, until it is left at that."""
ANSWER_PATIENCE = 12
"""Seconds, for each of `Limits.grace_seconds`, in which an interrupted kernel must find time to answer."""

How = Literal["timeout", "output", "share", "died"]

NAMES = {"timeout": "TimeLimit", "output": "OutputLimit", "share": "ShareLimit", "died": "KernelDied"}
"""What stands for each before the sentence, as the name of an error does."""


class NoKernel(Exception):
    """This machine could not start a kernel. Not the student's doing, so never a score."""


class GraderFailed(Exception):
    """A process of the grader's own ended in the middle of a notebook. Never a score."""


class Disturbed(Exception):
    """A kernel, or a process of the grader's own, died: it may have been the neighbours' doing."""


class Ended(Exception):
    """A kernel cannot go on after the cell at `place`; `how` is what the cell's record says."""

    def __init__(self, place: int, how: How, sentence: str) -> None:
        super().__init__(sentence)
        self.place, self.how = place, how


async def run_notebook(
    nb: NotebookNode, kernels: Kernels, limits: Limits, tested: str = "", left_out: Collection[int] = (),
    *, defer: bool = False,
) -> str:
    """Run `nb` in place in a kernel of its own, but for the cells at the places `left_out`.

    With `tested`, the text (JSON) of the lesson with all its tests, tests run in the grader's process.
    Returns what was stopped and why, in one line, or nothing. Raises `NoKernel` when none starts in several
    attempts, `GraderFailed` when the grader's own processes end twice; with `defer`, `Disturbed` at the first
    death instead of running it again.
    """
    _forget_records(nb)
    budget, troubles = Budget(limits), dict[int, str]()
    skipped = set(left_out)
    deaths, failures, starts = Counter[int](), 0, 0
    while True:
        try:
            with _folder() as place:
                launch = kernels.launch(place, limits)
                examiner = ExaminerProcess(tested, launch["env"], launch.get("walls")) if tested else None
                session = Session(nb, kernels.manager(place), budget, examiner, troubles)
                await session.run(skipped, **launch)
                return _sentence(troubles)
        except NoKernel:
            starts += 1
            if starts == KERNEL_ATTEMPTS:
                raise
        except GraderFailed as failure:
            failures += 1
            if defer:
                raise Disturbed(str(failure)) from None
            if failures == DEATHS:
                raise
        except Ended as end:
            if end.how == "died" and defer:
                raise Disturbed(str(end)) from None
            deaths[end.place] += end.how == "died"
            if end.how != "died" or deaths[end.place] == DEATHS:
                skipped.add(end.place)
            if deaths[end.place] == DEATHS:
                troubles[end.place] += ", twice"


async def run_cells(nb: NotebookNode, manager: AsyncKernelManager, limits: Limits, **launch: Any) -> str:
    """The same in the one kernel that `manager` starts, without tests of the grader's.

    `launch` goes to the manager's ``start_kernel`` (``cwd``, ``env``). The kernel is dead when this returns.
    Raises `NoKernel`.
    """
    _forget_records(nb)
    troubles = dict[int, str]()
    with contextlib.suppress(Ended):
        await Session(nb, manager, Budget(limits), None, troubles).run(**launch)
    return _sentence(troubles)


def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="sub-", dir=temporary.folder(), ignore_cleanup_errors=True)


def _forget_records(nb: NotebookNode) -> None:
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        cell.metadata.pop(scores.RECORD, None)


def _sentence(troubles: dict[int, str]) -> str:
    return "; ".join(troubles[place] for place in sorted(troubles))


class Session:
    """One kernel, the grader's process beside it, and the cells that run there.

    `troubles` (place of a cell -> sentence) collects what was stopped.
    """

    def __init__(
        self,
        nb: NotebookNode,
        manager: AsyncKernelManager,
        budget: Budget,
        examiner: ExaminerProcess | None,
        troubles: dict[int, str],
    ) -> None:
        self.nb, self.manager, self.budget, self.examiner = nb, manager, budget, examiner
        self.limits, self.troubles = budget.limits, troubles
        self._client: AsyncKernelClient | None = None
        self._hung_up: asyncio.Future[Any] | None = None
        """Done when the socket of the kernel's outputs was closed."""
        self._monitor: zmq.asyncio.Socket | None = None

    @property
    def client(self) -> AsyncKernelClient:
        if self._client is None:
            raise NoKernel("no kernel was started")
        return self._client

    async def run(self, left_out: Collection[int] = (), **launch: Any) -> None:
        """Run the cells but those `left_out`; afterwards all processes are dead.

        Raises `NoKernel`, `GraderFailed` and `Ended`.
        """
        try:
            await self._start(**launch)
            for number, place in enumerate(self._places(left_out), start=1):
                if said := self.budget.used_up:
                    self.troubles[len(self.nb.cells)] = said
                    return
                cell = self.nb.cells[place]
                cell.outputs = []
                self.troubles.pop(place, None)
                if self.examiner and examined(cell):
                    await self._examine(place, self.examiner)
                else:
                    await self._execute(place, number)
        finally:
            self.budget.meter.look()
            if self.examiner:
                self.examiner.close()
            if self._client:
                await self._stop_listening(self._client)
                self._client.stop_channels()
            with contextlib.suppress(Exception):
                await self.manager.shutdown_kernel(now=True)

    def _places(self, left_out: Collection[int]) -> list[int]:
        return [
            place
            for place, cell in enumerate(self.nb.cells)
            if cell.cell_type == "code" and cell.source.strip() and place not in left_out
        ]

    async def _start(self, **launch: Any) -> None:
        try:
            sockets = {"pass_fds": self.examiner.sockets} if self.examiner else {}
            beside = [self.examiner.start()] if self.examiner else []
            async with asyncio.timeout(self.limits.start_seconds):
                await asyncio.gather(self.manager.start_kernel(**launch, **sockets), *beside)
                self._client = self.manager.client()
                # No stdin and no heartbeat: what nobody reads must not be open to a student's process.
                self.client.start_channels(stdin=False, hb=False, control=False)
                await self._ready()
                if self.examiner:
                    await self.examiner.adopted(self.client)
        except (RuntimeError, TimeoutError, OSError, zmq.ZMQError, ExaminerFailed) as error:
            raise NoKernel(
                f"no kernel could be started ({type(error).__name__}: {str(error)[:200]})"
            ) from error
        provisioner: Any = self.manager.provisioner
        self.budget.runs_in(*(getattr(provisioner, "roots", None) or (provisioner.pid,)))
        self._monitor = self.client.iopub_channel.socket.get_monitor_socket(zmq.EVENT_DISCONNECTED)
        self._hung_up = asyncio.ensure_future(self._monitor.recv_multipart())

    async def _stop_listening(self, client: AsyncKernelClient) -> None:
        """Close the monitor here and now: a socket that is left to the garbage collector may be closed in
        another thread, of which ZeroMQ ends the process."""
        if self._monitor is not None:
            await _cancel(*filter(None, [self._hung_up]))
            client.iopub_channel.socket.disable_monitor()
            self._monitor.close(linger=0)

    async def _ready(self) -> None:
        """Wait until the kernel answers any question (a slow start finds several), and its outputs arrive."""
        asked = set[str]()
        while True:
            asked.add(self.client.kernel_info())
            with contextlib.suppress(Exception):
                reply = await self.client.get_shell_msg(timeout=1)
                if reply["parent_header"].get("msg_id") in asked:
                    await self.client.get_iopub_msg(timeout=0.2)
                    return
            if not await self.manager.is_alive():
                raise RuntimeError("it ended before it answered")

    async def _execute(self, place: int, number: int) -> None:
        cell = self.nb.cells[place]
        outputs = Outputs(cell, self.limits.output_bytes)
        run = self._ask(cell.source, outputs, place, store_history=True)
        watch = asyncio.ensure_future(Stopwatch(self.budget).over())
        try:
            await asyncio.wait({run, watch}, return_when=asyncio.FIRST_COMPLETED)
            if not run.done():
                await _cancel(run)
                await self._interrupt(place, watch.result())
                self._record(place, "timeout", watch.result(), outputs)
                return
            reply = run.result()
        except Ended as end:
            self._record(place, end.how, str(end), outputs)
            raise
        finally:
            await _cancel(run, watch)
        content = reply["content"] if isinstance(reply.get("content"), dict) else {}
        cell.execution_count = number
        cell.metadata[scores.RECORD] = {"status": str(content.get("status", "error"))}
        if content.get("status") == "error" and not any(o.output_type == "error" for o in cell.outputs):
            outputs.error(str(content.get("ename", "Error"))[:1000], str(content.get("evalue", ""))[:10_000])

    async def _examine(self, place: int, examiner: ExaminerProcess) -> None:
        """Let the grader's process run a test while the kernel answers; what the student's code prints stays
        with the cell."""
        cell = self.nb.cells[place]
        name, outputs = cells.grade_id(cell), Outputs(cell, self.limits.output_bytes)
        patience = self.budget.wall_seconds + 60
        run = self._ask(examiner.answering(name, patience), outputs, place, silent=True, store_history=False)
        test = asyncio.ensure_future(examiner.test(name, cells.points(cell), patience))
        watch = asyncio.ensure_future(Stopwatch(self.budget, Meter(*examiner.roots)).over())
        try:
            await asyncio.wait({test, watch, run}, return_when=asyncio.FIRST_COMPLETED)
            if run.done():
                run.result()  # the kernel died, say, or printed too much
                await asyncio.wait({test}, timeout=2 * self.limits.grace_seconds)
            stopped = "" if test.done() else watch.result() if watch.done() else NO_ANSWER
            if stopped:
                await _cancel(run)
                await self._interrupt(place, stopped, (examiner, test))
                self.troubles[place] = f"{self._name(place)}: {stopped}"
            write_record(cell, test.result(), stopped)
            if not run.done():  # the kernel hears that the test is over
                await asyncio.wait({run, watch}, return_when=asyncio.FIRST_COMPLETED)
                if not run.done():
                    await _cancel(run)
                    await self._interrupt(place, watch.result())
        except ExaminerFailed as failure:
            raise GraderFailed(str(failure)) from None
        except Ended as end:
            self._record(place, end.how, str(end), outputs)
            raise
        finally:
            await _cancel(run, test, watch)

    def _record(self, place: int, how: How, sentence: str, outputs: Outputs) -> None:
        """Write down how a cell was stopped; for people, as its last output, too."""
        cell = self.nb.cells[place]
        cell.metadata[scores.RECORD] = {"status": how, "stopped": sentence}
        self.troubles[place] = f"{self._name(place)}: {sentence}"
        outputs.error(NAMES[how], sentence)

    def _name(self, place: int) -> str:
        return cells.grade_id(self.nb.cells[place]) or f"cell {place + 1}"

    def _ask(self, code: str, outputs: Outputs, place: int, **how: Any) -> asyncio.Task[Message]:
        """Have the kernel run code; its reply. The task raises `Ended` where there will be none."""
        run = self.client.execute_interactive(
            code, allow_stdin=False, stop_on_error=False, output_hook=outputs.add, **how
        )
        return asyncio.ensure_future(self._reply(asyncio.ensure_future(run), place))

    async def _reply(self, run: asyncio.Future[Message], place: int) -> Message:
        printed = f"stopped after {self.limits.output_bytes / 1e6:g} MB of output"
        try:
            while True:
                waiting = {run, self._hung_up} if self._hung_up else {run}
                await asyncio.wait(waiting, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                if run.done():
                    return run.result()
                await self._alive(place)
                if self._hung_up and self._hung_up.done():  # a message of more than may be sent at once
                    await asyncio.sleep(2 * LOOK_SECONDS)
                    await self._alive(place)
                    raise Ended(place, "output", printed)
        except TooMuchOutput:
            raise Ended(place, "output", printed) from None
        except (Ended, asyncio.CancelledError):
            raise
        except Exception as error:  # whatever reading its messages came to is the kernel's doing
            await self._alive(place)
            kind = type(error).__name__
            raise Ended(
                place, "output", f"stopped: its kernel sent a message that is none ({kind})"
            ) from None
        finally:
            await _cancel(run)

    async def _alive(self, place: int) -> None:
        """Raise `Ended` if the kernel died, `GraderFailed` if the zygote did, and took it along."""
        if not await self.manager.is_alive():
            if getattr(self.manager.provisioner, "orphaned", False):
                raise GraderFailed("the process that forks kernels ended")
            if reason := getattr(self.manager.provisioner, "reason", ""):
                raise Ended(place, "share", f"stopped: it used {reason}")
            raise Ended(place, "died", "the kernel died in this cell")

    async def _interrupt(
        self, place: int, reason: str, beside: tuple[ExaminerProcess, asyncio.Future[Any]] | None = None
    ) -> None:
        """Interrupt the kernel and wait until it answers; then `beside`, an examiner, until its test is
        through.

        Raises `Ended`, with the `reason`, where that takes more processor time than there is grace.
        """
        meter, grace = self.budget.meter, self.limits.grace_seconds
        before, deadline = meter.look(), time.monotonic() + ANSWER_PATIENCE * grace
        await self.manager.interrupt_kernel()
        asked, answered = "", False
        with contextlib.suppress(zmq.ZMQError):  # it spoilt its own connection
            asked = self.client.kernel_info()
        while meter.look() - before < grace and time.monotonic() < deadline:
            if answered:
                if beside:
                    await asyncio.wait({beside[1]}, timeout=2 * grace)
                    if not beside[1].done():
                        beside[0].interrupt()
                    await asyncio.wait({beside[1]}, timeout=2 * grace)
                if not beside or beside[1].done():
                    return
                break
            with contextlib.suppress(Exception):
                message = await self.client.get_shell_msg(timeout=LOOK_SECONDS)
                answered = message["parent_header"].get("msg_id") == asked
            await self._alive(place)
        raise Ended(place, "timeout", f"{reason}, and did not end when interrupted")


async def _cancel(*tasks: asyncio.Future[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

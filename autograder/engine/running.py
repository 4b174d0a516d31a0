"""Runs one rebuilt notebook in a kernel of its own and records in every cell how it ended.

With an `ExaminerProcess`, test cells do not run in that kernel: the grader's process runs them, and the
kernel answers.

Cells run one after the other; an error in one does not stop the next. A cell that runs too long is
interrupted; if the kernel then answers again, the rest still runs, so one endless loop costs one
exercise. When the kernel dies, or the notebook uses up its time, what ran before keeps its record
and the rest carries none, which `autograder.examination.scores` counts as nothing. Not for: starting
sandboxes (the kernel's provisioner does) and for scores.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Container
from typing import Any

from jupyter_client import AsyncKernelClient, AsyncKernelManager
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_output, output_from_msg

from autograder import cells
from autograder.engine.conditions import Limits
from autograder.engine.examining import ExaminerFailed, ExaminerProcess, examined, write_record
from autograder.engine.kernels import Kernels
from autograder.examination import scores

Message = dict[str, Any]
"""One of Jupyter's messages, or its content."""

KERNEL_ATTEMPTS = 3
"""Times a kernel is started for one notebook before the grader gives up on it."""


class TooMuchOutput(Exception):
    """A cell printed or drew more than `Limits.output_bytes`."""


class KernelDied(Exception):
    """The kernel ended, or had to be ended, before the notebook did; the text says why."""


class NoKernel(Exception):
    """This machine could not start a kernel. Not the student's doing, so never a score."""


async def run_notebook(
    nb: NotebookNode, kernels: Kernels, limits: Limits, tested: str = "", left_out: Container[int] = ()
) -> str:
    """Run `nb` in place in a kernel of its own, but for the cells at the places `left_out`.

    With `tested`, the text (JSON) of the lesson with all its tests, tests run in the grader's process.
    Returns why the notebook stopped early, or nothing. Raises `NoKernel` when none starts in several
    attempts.
    """
    for attempt in range(1, KERNEL_ATTEMPTS + 1):
        with tempfile.TemporaryDirectory(prefix="sub-", ignore_cleanup_errors=True) as scratch:
            launch = kernels.launch(scratch, limits)
            examiner = ExaminerProcess(tested, launch["env"], launch.get("walls")) if tested else None
            try:
                return await run_cells(nb, kernels.manager(scratch), limits, examiner, left_out, **launch)
            except NoKernel:
                if attempt == KERNEL_ATTEMPTS:
                    raise
    raise AssertionError("unreachable")


async def run_cells(
    nb: NotebookNode, manager: AsyncKernelManager, limits: Limits, examiner: ExaminerProcess | None = None,
    left_out: Container[int] = (), **launch: Any,
) -> str:
    """The same in the kernel that `manager` starts, once, with the tests of `examiner`.

    `launch` goes to the manager's ``start_kernel`` (``cwd``, ``env``). The kernel and the `examiner` are dead
    when this returns. Raises `NoKernel`.
    """
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        cell.metadata.pop(scores.RECORD, None)
    client: AsyncKernelClient | None = None
    try:
        try:
            sockets = {"pass_fds": examiner.sockets} if examiner else {}
            beside = [examiner.start()] if examiner else []
            await asyncio.wait_for(
                asyncio.gather(manager.start_kernel(**launch, **sockets), *beside), limits.start_seconds
            )
            client = manager.client()
            client.start_channels()
            await client.wait_for_ready(timeout=limits.start_seconds)
            if examiner:
                await examiner.adopted(client)
        except (RuntimeError, TimeoutError, OSError, ExaminerFailed) as error:
            raise NoKernel(
                f"no kernel could be started ({type(error).__name__}: {str(error)[:200]})"
            ) from error
        deadline = time.monotonic() + limits.notebook_seconds
        run = [
            cell
            for place, cell in enumerate(nb.cells)
            if cell.cell_type == "code" and cell.source.strip() and place not in left_out
        ]
        for number, cell in enumerate(run):
            seconds = min(limits.cell_seconds, deadline - time.monotonic())
            if seconds <= 0:
                return f"the notebook took longer than {limits.notebook_seconds:g} s"
            if examiner and examined(cell):
                await _examine_cell(cell, manager, client, examiner, seconds, limits)
            else:
                await _execute_cell(cell, number + 1, manager, client, seconds, limits)
    except KernelDied as death:
        return str(death)
    finally:
        if examiner:
            examiner.close()
        if client is not None:
            client.stop_channels()
        with contextlib.suppress(Exception):
            await manager.shutdown_kernel(now=True)
    return ""


async def _execute_cell(
    cell: NotebookNode,
    number: int,
    manager: AsyncKernelManager,
    client: AsyncKernelClient,
    seconds: float,
    limits: Limits,
) -> None:
    outputs = _Outputs(cell, limits.output_bytes)
    run = asyncio.ensure_future(
        client.execute_interactive(
            cell.source, allow_stdin=False, stop_on_error=False, timeout=seconds, output_hook=outputs.add
        )
    )
    try:
        reply = await _unless_dead(run, manager)
    except TimeoutError:
        cell.metadata[scores.RECORD] = {"status": "timeout"}
        outputs.error("CellTimeoutError", f"stopped after {seconds:.0f} s")
        await _interrupt(manager, client, limits)
        return
    except TooMuchOutput:
        cell.metadata[scores.RECORD] = {"status": "output"}
        outputs.error("TooMuchOutput", f"stopped after {limits.output_bytes / 1e6:g} MB of output")
        raise KernelDied("a cell printed or drew too much") from None
    except KernelDied:
        cell.metadata[scores.RECORD] = {"status": "died"}
        outputs.error("DeadKernelError", "the kernel died in this cell")
        raise
    cell.execution_count = number
    content = reply["content"]
    cell.metadata[scores.RECORD] = {"status": content.get("status", "error")}
    if content.get("status") == "error" and not any(o.output_type == "error" for o in cell.outputs):
        outputs.error(str(content.get("ename", "Error")), str(content.get("evalue", "")))


async def _examine_cell(
    cell: NotebookNode,
    manager: AsyncKernelManager,
    client: AsyncKernelClient,
    examiner: ExaminerProcess,
    seconds: float,
    limits: Limits,
) -> None:
    """Let the grader's process run a test while the kernel answers; what the student's code prints stays with
    the cell."""
    name, outputs = cells.grade_id(cell), _Outputs(cell, limits.output_bytes)
    wait = seconds + limits.grace_seconds
    answers = asyncio.ensure_future(
        client.execute_interactive(
            examiner.answering(name, wait),
            silent=True,
            store_history=False,
            allow_stdin=False,
            stop_on_error=False,
            output_hook=outputs.add,
        )
    )
    try:
        write_record(cell, await examiner.test(name, cells.points(cell), seconds))
        await asyncio.wait_for(_unless_dead(answers, manager), limits.grace_seconds)
    except ExaminerFailed as failure:
        cell.metadata[scores.RECORD] = {"status": "died"}
        outputs.error("ExaminerFailed", str(failure))
        raise KernelDied(str(failure)) from None
    except TooMuchOutput:
        outputs.error("TooMuchOutput", f"stopped after {limits.output_bytes / 1e6:g} MB of output")
        raise KernelDied("a function printed or drew too much") from None
    except TimeoutError:  # the kernel is still busy with a question nobody waits for
        await _interrupt(manager, client, limits)
    finally:
        if not answers.done():
            answers.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await answers


async def _unless_dead(run: asyncio.Future[Message], manager: AsyncKernelManager) -> Message:
    """The run's reply; `KernelDied` as soon as the kernel process is gone."""
    try:
        while True:
            done, _ = await asyncio.wait({run}, timeout=0.5)
            if done:
                return run.result()
            if not await manager.is_alive():
                raise KernelDied("the kernel died")
    finally:
        if not run.done():
            run.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await run


async def _interrupt(manager: AsyncKernelManager, client: AsyncKernelClient, limits: Limits) -> None:
    """Interrupt the kernel and wait until it answers; `KernelDied` if it does not."""
    await manager.interrupt_kernel()
    client.kernel_info()
    deadline = time.monotonic() + limits.grace_seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(Exception):
            answer = await client.get_shell_msg(timeout=0.5)
            if answer["msg_type"] == "kernel_info_reply":
                return
        if not await manager.is_alive():
            break
    raise KernelDied("a cell did not stop when interrupted")


class _Outputs:
    """Turns a cell's messages into its outputs, as a front end would."""

    def __init__(self, cell: NotebookNode, limit: int) -> None:
        self.cell, self.limit, self.bytes = cell, limit, 0
        self.by_display_id: dict[str, NotebookNode] = {}
        self.clear_next = False

    def add(self, message: Message) -> None:
        kind, content = message["msg_type"], message["content"]
        if kind == "clear_output":
            self.clear_next = bool(content.get("wait"))
            if not self.clear_next:
                self.cell.outputs = []
            return
        if kind not in ("stream", "display_data", "execute_result", "error", "update_display_data"):
            return
        self.bytes += _size(content)
        if self.bytes > self.limit:
            raise TooMuchOutput
        if self.clear_next:
            self.cell.outputs, self.clear_next = [], False
        name = (content.get("transient") or {}).get("display_id")
        if kind == "update_display_data":
            if name in self.by_display_id:
                self.by_display_id[name].data = NotebookNode(content["data"])
            return
        last = self.cell.outputs[-1] if self.cell.outputs else None
        if (
            kind == "stream"
            and last is not None
            and last.output_type == "stream"
            and last.name == content["name"]
        ):
            last.text += content["text"]
            return
        output = output_from_msg(message)
        if name:
            self.by_display_id[name] = output
        self.cell.outputs.append(output)

    def error(self, name: str, text: str) -> None:
        self.cell.outputs.append(new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"]))


def _size(content: Message) -> int:
    if "text" in content:
        return len(content["text"])
    shown = sum(len(str(value)) for value in content.get("data", {}).values())
    return shown + sum(map(len, content.get("traceback", ())))

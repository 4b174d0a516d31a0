"""autograder.engine.running: how each cell ended is on record, and a cell that must be stopped stops
alone."""

import asyncio
import shlex
import sys
from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.engine import forks, running
from autograder.engine.conditions import Conditions, Limits
from autograder.engine.kernels import Kernels
from autograder.engine.running import NoKernel, run_notebook
from autograder.examination.scores import RECORD

QUICK = Limits(cell_seconds=30, grace_seconds=5, output_bytes=100_000)


def run(*codes: str, limits: Limits = QUICK, left_out=()):
    """The executed cells, and why the notebook stopped early."""
    notebook = new_notebook(cells=[new_code_cell(code) for code in codes])
    kernels = Kernels.for_this_machine(Conditions(sandbox=False))
    problem = asyncio.run(run_notebook(notebook, kernels, limits, left_out=left_out))
    return notebook.cells, problem


def statuses(cells) -> list[str]:
    return [cell.metadata.get(RECORD, {}).get("status", "") for cell in cells]


def test_an_error_in_one_cell_does_not_stop_the_next():
    cells, problem = run("1 / 0", "6 * 7")
    assert statuses(cells) == ["error", "ok"] and problem == ""
    assert cells[0].outputs[0].ename == "ZeroDivisionError" and cells[1].outputs[0].data["text/plain"] == "42"


def test_a_cell_that_is_left_out_does_not_run_and_has_no_record():
    cells, _ = run("x = 1", "x = 2", "x", left_out={1})
    assert statuses(cells) == ["ok", "", "ok"] and cells[2].outputs[0].data["text/plain"] == "1"


def test_a_cell_over_its_processor_time_says_so_and_the_next_one_runs():
    cells, problem = run("x = 6\nwhile True:\n    pass", "x * 7", limits=replace(QUICK, cell_seconds=2))
    assert statuses(cells) == ["timeout", "ok"] and problem == "cell 1: stopped after 2 s of processor time"
    assert cells[0].outputs[-1].evalue == "stopped after 2 s of processor time"
    assert cells[1].outputs[0].data["text/plain"] == "42"  # the same kernel goes on


def test_a_cell_that_waits_uses_no_processor_time_and_is_stopped_for_that():
    cells, problem = run("import time\ntime.sleep(600)", "6 * 7", limits=replace(QUICK, idle_seconds=2))
    assert statuses(cells) == ["timeout", "ok"]
    assert problem == "cell 1: stopped after 2 s in which it computed nothing"


def test_all_cells_together_have_a_bound_and_what_ran_keeps_its_record():
    limits = replace(QUICK, cell_seconds=2, notebook_seconds=2.5)
    spin = "import time\nend = time.process_time() + 1.9\nwhile time.process_time() < end: pass"
    cells, problem = run(spin, spin, "6 * 7", limits=limits)
    assert statuses(cells)[0] == "ok" and statuses(cells)[2] == ""
    assert problem.endswith("the notebook used up its 2.5 s of processor time")


STUBBORN = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
LOUD = "print('x' * 1_000_000)"
LOUDER = "print('x' * 20_000_000)"
SUICIDE = "import os\nos._exit(3)"


@pytest.mark.parametrize(("code", "status", "said"), [
    (STUBBORN, "timeout", "stopped after 2 s of processor time, and did not end when interrupted"),
    (LOUD, "output", "stopped after 0.1 MB of output"),
    (LOUDER, "output", "stopped after 0.1 MB of output"),
    (SUICIDE, "died", "the kernel died in this cell, twice"),
])  # fmt: skip
def test_a_cell_after_which_its_kernel_cannot_go_on_costs_no_other(code, status, said):
    limits = replace(QUICK, cell_seconds=2, grace_seconds=1)
    cells, problem = run("x = 6", code, "x *= 7", "x", limits=limits)
    assert statuses(cells) == ["ok", status, "ok", "ok"] and problem == f"cell 2: {said}"
    assert cells[3].outputs[0].data["text/plain"] == "42"
    assert [output.output_type for output in cells[1].outputs].count("error") == 1


def test_a_kernel_that_dies_once_is_run_again_as_if_nothing_had_been(tmp_path):
    """The second run finds what the first one left outside, which only an unconfined kernel can."""
    flag = tmp_path / "flag"
    once = (
        f"import os, pathlib\nflag = pathlib.Path({str(flag)!r})\n"
        "if not flag.exists():\n    flag.touch()\n    os._exit(3)"
    )
    notebook = new_notebook(cells=[new_code_cell(once), new_code_cell("6 * 7")])
    problem = asyncio.run(run_notebook(notebook, Kernels(Conditions(sandbox=False)), QUICK))
    assert statuses(notebook.cells) == ["ok", "ok"] and problem == ""
    assert not notebook.cells[0].outputs


def test_a_kernel_that_starts_slowly_is_waited_for(tmp_path, monkeypatch):
    """By the time it answers it has been asked several times."""
    slow = tmp_path / "python"
    slow.write_text(f'#!/bin/sh\nsleep 4.5\nexec {shlex.quote(sys.executable)} "$@"\n')
    slow.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(slow))
    notebook = new_notebook(cells=[new_code_cell("6 * 7")])
    limits = replace(QUICK, start_seconds=30)
    problem = asyncio.run(run_notebook(notebook, Kernels(Conditions(sandbox=False)), limits))
    assert problem == "" and notebook.cells[0].outputs[0].data["text/plain"] == "42"


@pytest.mark.skipif(not forks.supported(), reason="kernels can only be forked on Linux")
@pytest.mark.parametrize("message", [
    'ip.kernel.session.send(ip.kernel.iopub_socket, "stream", content="5", parent=ip.kernel.get_parent())',
    'ip.kernel.iopub_socket.send_multipart([b"<IDS|MSG>", b"", b"[" * 5000, b"{}", b"{}", b"{}"])',
    'ip.kernel.session.send(ip.kernel.iopub_socket, "display_data", '
    'content={"data": {"text/html": 5}, "metadata": [], "transient": 3}, parent=ip.kernel.get_parent())',
    'ip.kernel.session.send(ip.kernel.iopub_socket, "status", content={}, parent=ip.kernel.get_parent())',
])  # fmt: skip
def test_a_message_that_is_none_is_the_cells_own_result(message):
    cells, _ = run("x = 6", f"ip = get_ipython()\n{message}", "x * 7")
    assert statuses(cells)[0] == statuses(cells)[2] == "ok" and statuses(cells)[1] in ("ok", "output")


@pytest.mark.skipif(not forks.supported(), reason="kernels can only be forked on Linux")
def test_a_machine_that_starts_no_kernel_is_asked_again_and_then_named(monkeypatch):
    tried = []

    async def fails(self, **kwargs):
        tried.append(1)
        raise OSError("no more processes")

    monkeypatch.setattr(running.AsyncKernelManager, "start_kernel", fails)
    with pytest.raises(NoKernel, match="no kernel could be started .OSError: no more processes"):
        run("1")
    assert len(tried) == running.KERNEL_ATTEMPTS

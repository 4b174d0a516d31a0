"""autograder.engine.running: how each cell ended is on record, and a cell that must be stopped stops
alone."""

import asyncio

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.engine import forks, running
from autograder.engine.conditions import Conditions, Limits
from autograder.engine.kernels import Kernels
from autograder.engine.running import NoKernel, run_notebook
from autograder.examination.scores import RECORD

QUICK = Limits(cell_seconds=30, grace_seconds=20, output_bytes=100_000)


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


def test_a_cell_over_its_limit_says_so_and_the_next_one_runs():
    cells, problem = run("while True:\n    pass", "6 * 7", limits=Limits(cell_seconds=2, grace_seconds=60))
    assert statuses(cells) == ["timeout", "ok"] and problem == ""
    assert cells[0].outputs[-1].evalue == "stopped after 2 s"


def test_too_much_output_ends_the_notebook_with_the_reason():
    cells, problem = run("print('x' * 1_000_000)", "6 * 7")
    assert statuses(cells) == ["output", ""] and problem == "a cell printed or drew too much"


def test_a_kernel_that_dies_is_the_reason():
    cells, problem = run("import os\nos._exit(3)", "6 * 7")
    assert statuses(cells) == ["died", ""] and problem == "the kernel died"


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

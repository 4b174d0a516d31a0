"""Every lesson as its readers meet it: blank it runs to its end, solved it passes on both data sources."""

import asyncio
import os
import re
import statistics
from pathlib import Path

import nbformat
import pytest

from autograder import cells
from autograder.engine import forks
from autograder.engine.conditions import Conditions, Limits
from autograder.engine.kernels import Kernels
from autograder.engine.running import run_notebook
from autograder.examination import provenance

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = sorted((ROOT / "solutions").glob("*/*.ipynb"))
LESSONS = sorted((ROOT / "lessons").glob("*/*.ipynb"))
QUICK = ("02_fcnn_banknotes", "10_a_gradient_tape", "12_maxlike_dice")
"""Lessons tried on real data in every test run; the others are marked slow."""


def name(path):
    return f"{path.parent.name}/{path.stem}"


def run(path, source="offline"):
    notebook = nbformat.read(path, as_version=4)
    kernels = Kernels(Conditions(source), forked=forks.supported())
    assert asyncio.run(run_notebook(notebook, kernels, Limits(cell_seconds=300))) == ""
    return notebook


def errors(notebook):
    return {c.id: o for c in notebook.cells if c.cell_type == "code" for o in c.outputs if o.output_type == "error"}


def bound_names(source):
    return set(provenance.names(source).bound)


def surprises(notebook):
    """What no reader should meet: text on stderr, and errors other than unfinished exercises and what they would have made."""
    found = []
    lost: set[str] = set()  # names that cells which failed would have bound
    for cell in (c for c in notebook.cells if c.cell_type == "code"):
        for output in cell.outputs:
            if output.output_type == "error":
                unfinished = "is not written yet" in output.evalue or output.evalue.startswith("exercise: ")
                follows = output.ename == "NameError" and re.search(r"name '(\w+)'", output.evalue)[1] in lost
                found += [] if unfinished or follows else [f"cell {cell.id}: {output.ename}: {output.evalue}"]
                lost |= bound_names(cell.source)
            elif output.output_type == "stream" and output.name == "stderr":
                found.append(f"cell {cell.id} writes to stderr: {output.text[:200]}")
    return found


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_the_blank_lesson_reaches_its_end_and_only_unfinished_exercises_fail(path):
    assert surprises(run(path)) == []


@pytest.mark.parametrize("path", [pytest.param(p, marks=[] if p.stem in QUICK else pytest.mark.slow) for p in SOLUTIONS], ids=name)
def test_the_solution_passes_on_real_data(path, real_data, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(real_data))
    assert {place: error.evalue for place, error in errors(run(path, "real")).items()} == {}


@pytest.mark.parametrize("path", SOLUTIONS, ids=name)
def test_cells_are_short_and_points_in_range(path):
    notebook = nbformat.read(path, as_version=4)
    lengths = sorted(len(c.source.splitlines()) for c in notebook.cells if c.cell_type == "code")
    assert statistics.median(lengths) <= 6 and lengths[-1] <= 25
    points = sum(cells.points(c) for c in notebook.cells)
    assert points == 0 or 15 <= points <= 25


@pytest.mark.parametrize("path", SOLUTIONS, ids=name)
def test_headings_are_in_order_and_the_lesson_closes_with_what_was_seen(path):
    notebook = nbformat.read(path, as_version=4)
    headings = [line for c in notebook.cells if c.cell_type == "markdown" for line in c.source.split("\n") if re.match(r"#+ ", line)]
    levels = [len(line.split()[0]) for line in headings if "BEGIN" not in line and "END" not in line]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    if path.stem != "00_setup":
        assert any(line.startswith("## What you saw") for line in headings)


@pytest.mark.parametrize("path", [p for p in SOLUTIONS if p.stem != "00_setup"], ids=name)
def test_every_lesson_asks_for_words_and_has_a_marking_scheme(path):
    notebook = nbformat.read(path, as_version=4)
    manual = [c for c in notebook.cells if cells.is_manual(c)]
    schemes = [c for c in notebook.cells if cells.region_lines(c.source, "mark scheme")]
    assert manual and len(schemes) >= len(manual)
    assert all(cells.nbgrader(c).get("locked") for c in schemes)


def test_every_solution_was_released():
    assert [name(p) for p in SOLUTIONS] == [name(p) for p in LESSONS]


def test_data_source_of_the_environment_is_not_changed_by_tests():
    assert os.environ["COURSE_SOURCE"] in ("offline", "real")

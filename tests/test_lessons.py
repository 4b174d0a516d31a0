"""Every lesson as its readers meet it: blank it runs to its end, solved it passes on both data sources."""

import asyncio
import os
import re
from pathlib import Path

import nbformat
import pytest

from autograder.authoring import hint_lint, lint
from autograder.course_directory import CourseFiles
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
TRIED = [pytest.param(path, marks=[] if path.stem in QUICK else pytest.mark.slow) for path in SOLUTIONS]


def name(path):
    return f"{path.parent.name}/{path.stem}"


def run(path, source="offline"):
    notebook = nbformat.read(path, as_version=4)
    kernels = Kernels(Conditions(source), forked=forks.supported())
    assert asyncio.run(run_notebook(notebook, kernels, Limits(cell_seconds=300))) == ""
    return notebook


def errors(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return {cell.id: output for cell in code for output in cell.outputs if output.output_type == "error"}


def bound_names(source):
    return set(provenance.names(source).bound)


def surprises(notebook):
    """What no reader should meet: text on stderr, errors other than unfinished exercises and what follows."""
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


@pytest.mark.parametrize("path", TRIED, ids=name)
def test_the_solution_passes_on_real_data(path, real_data, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(real_data))
    assert {place: error.evalue for place, error in errors(run(path, "real")).items()} == {}


@pytest.mark.parametrize("path", SOLUTIONS, ids=name)
def test_release_refuses_nothing_in_the_lesson_or_its_hints(path):
    notebook, course = nbformat.read(path, as_version=4), CourseFiles.find(ROOT)
    assert lint.solution_findings(notebook) + lint.whole_findings(notebook) == []
    hints = (course.hints / path.relative_to(course.solutions)).with_suffix(".toml")
    assert hint_lint.findings(notebook, hints, required=True) == []


def test_every_solution_was_released():
    assert [name(p) for p in SOLUTIONS] == [name(p) for p in LESSONS]


def test_data_source_of_the_environment_is_not_changed_by_tests():
    assert os.environ["COURSE_SOURCE"] in ("offline", "real")

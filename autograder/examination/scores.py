"""What one test cell scores.

A test that ran in the grader's own process left a record of its points (`of_value`). One that ran in the
student's kernel, as nbgrader's own command does it, is judged by its output (`score`); the rules are the
same, in this order: a cell that did not run to its end scores 0; a cell that raised scores 0; a cell whose
last expression is a number from 0 to its points scores that number (``np.float64(0.0)`` is the number 0); a
cell that ends in ``nan``, ``True``, ``None``, a negative number or one above its points scores 0 and says
why; every other cell that ran without error scores its points. Text on stderr never costs a mark. Not for:
answers graded by hand.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder import cells

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

RECORD = "autograder"
"""The key in a cell's metadata under which `autograder.engine.running` says how it ended."""

_NUMBER = re.compile(
    r"(?:(?:np|numpy)\.\w+\()?([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:inf|nan))\)?"
)
_TRUTH = re.compile(r"(?:(?:np|numpy)\.)?(?:True|False)_?|None")


@dataclass(frozen=True)
class Score:
    """Points a test cell earned, and why it earned no more (empty where it earned all)."""

    points: float
    reason: str = ""


def score(cell: NotebookNode) -> Score:
    """Score one executed test cell; see the module's text for the rules."""
    maximum = cells.points(cell)
    if record := cell.metadata.get(RECORD, {}).get("trusted"):
        reason = _sentence(*record["error"]) if record["error"] else str(record["reason"])
        return Score(float(record["points"]), reason)
    if cell.metadata.get(RECORD, {}).get("status") != "ok":
        return Score(0.0, _error(cell) or "the cell did not run to its end")
    if error := _error(cell):
        return Score(0.0, error)
    for output in cell.outputs:
        if output.output_type == "execute_result":
            return _partial(str(output.data.get("text/plain", "")).strip(), maximum)
    return Score(maximum)


def first_failure(cell: NotebookNode) -> str:
    """The sentence of the first check that did not hold, in a test which went on after it.

    Empty where none is on record.
    """
    checks = cell.metadata.get(RECORD, {}).get("trusted", {}).get("checks", [])
    return next((str(check["sentence"]) for check in checks if not check["held"] and check["sentence"]), "")


def stopped(cell: NotebookNode) -> str:
    """How the grader stopped this cell, in its own words, with the limit; empty where it did not."""
    said = str(cell.metadata.get(RECORD, {}).get("stopped", ""))
    return f"It was {said}." if said.startswith("stopped") else said and f"{said[0].upper()}{said[1:]}."


def of_value(value: Any, maximum: float) -> Score:
    """What a test is worth that ran to its end, by the value of its last line.

    `value` is `None` where that line is no expression.
    """
    if isinstance(value, bool | np.bool_):
        return Score(0.0, f"the check ended in {value}, which is not a number of points")
    if isinstance(value, int | float | np.integer | np.floating):
        return _earned(float(value), maximum, f"{value}")
    return Score(maximum)


def _earned(points: float, maximum: float, text: str) -> Score:
    if math.isnan(points) or not 0 <= points <= maximum:
        return Score(0.0, f"the check ended in {text}, which is not between 0 and {maximum:g}")
    return Score(points, "" if points == maximum else f"{points:g} of {maximum:g} points")


def _partial(text: str, maximum: float) -> Score:
    """The score a last expression's text stands for."""
    if number := _NUMBER.fullmatch(text):
        return _earned(float(number.group(1)), maximum, text)
    if _TRUTH.fullmatch(text):
        return Score(0.0, f"the check ended in {text}, which is not a number of points")
    return Score(maximum)


def _error(cell: NotebookNode) -> str:
    for output in cell.outputs:
        if output.output_type == "error":
            return _sentence(output.get("ename", "error"), str(output.get("evalue", "")))
    return ""


def _sentence(name: str, text: str) -> str:
    sentence = text.strip().split("\n")[0]
    if name in ("CheckFailed", "ChangedArgument", "Unfinished"):
        return sentence
    return f"{name}: {sentence}" if sentence else name

"""What one executed test cell scores.

The rules, in this order: a cell that did not run to its end scores 0; a cell that raised scores 0; a
cell whose last expression is a number from 0 to its points scores that number (``np.float64(0.0)`` is
the number 0); a cell that ends in ``nan``, ``True``, ``None``, a negative number or one above its
points scores 0 and says why; every other cell that ran without error scores its points.
Text on stderr never costs a mark. Not for: answers graded by hand.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from nbformat.notebooknode import NotebookNode

from autograder import cells

RECORD = "autograder"
"""The key in a cell's metadata under which `autograder.preprocessors.RecordedExecute` says how it ended."""

_NUMBER = re.compile(r"(?:(?:np|numpy)\.\w+\()?([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:inf|nan))\)?")
_TRUTH = re.compile(r"(?:(?:np|numpy)\.)?(?:True|False)_?|None")


@dataclass(frozen=True)
class Score:
    """Points a test cell earned, and why it earned no more (empty where it earned all)."""

    points: float
    reason: str = ""


def score(cell: NotebookNode) -> Score:
    """Score one executed test cell; see the module's text for the rules."""
    maximum = cells.points(cell)
    if cell.metadata.get(RECORD, {}).get("status") != "ok":
        return Score(0.0, _error(cell) or "the cell did not run to its end")
    if error := _error(cell):
        return Score(0.0, error)
    for output in cell.outputs:
        if output.output_type == "execute_result":
            return _partial(str(output.data.get("text/plain", "")).strip(), maximum)
    return Score(maximum)


def _partial(text: str, maximum: float) -> Score:
    """The score a last expression's text stands for."""
    if number := _NUMBER.fullmatch(text):
        earned = float(number.group(1))
        if math.isnan(earned) or not 0 <= earned <= maximum:
            return Score(0.0, f"the check ended in {text}, which is not between 0 and {maximum:g}")
        return Score(earned, "" if earned == maximum else f"{earned:g} of {maximum:g} points")
    if _TRUTH.fullmatch(text):
        return Score(0.0, f"the check ended in {text}, which is not a number of points")
    return Score(maximum)


def _error(cell: NotebookNode) -> str:
    for output in cell.outputs:
        if output.output_type == "error":
            sentence = str(output.get("evalue", "")).strip().split("\n")[0]
            name = output.get("ename", "error")
            return sentence if name in ("CheckFailed", "Unfinished") else f"{name}: {sentence}" if sentence else name
    return ""

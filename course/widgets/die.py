"""The die of week 5: under which number of dollar faces was it most probable to see k dollars in n throws?

Bars of the likelihood of the seven dice, the best one marked. Not for: the formula, which students write
in the lesson.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from course import plots
from course.errors import CourseError
from course.widgets.interactive import Control, InteractiveFigure

FACES = 6


def die(dollars: int = 2, throws: int = 10) -> InteractiveFigure:
    """Likelihood of the dice with 0 … 6 dollar faces, for any number of dollars and of throws,
    beginning with these."""
    if not 0 <= dollars <= throws or throws < 1:
        raise CourseError(f"{dollars} dollars in {throws} throws cannot be: give at least one throw, "
                          "and from 0 to as many dollars as throws.")
    controls = [Control("dollars", "dollars seen, k", lambda throws, **_: range(throws + 1), start=dollars),
                Control("throws", "throws, n", range(1, 4 * max(throws, 10) + 1), start=throws)]
    stills = [(dollars, throws), (4 * dollars, 4 * throws), (1, 20), (9, 10)]
    return InteractiveFigure(_draw, _describe, controls, [{"dollars": k, "throws": n} for k, n in stills],
                             size=(5.6, 3.3))


def _compared(dollars: int, throws: int) -> tuple[np.ndarray, list[str]]:
    """The likelihoods of the dice with 0 … 6 dollar faces, (7,), in units of the largest, and as labels.

    No function here gives the likelihoods themselves: that is an exercise.
    """
    p = np.arange(FACES + 1) / FACES
    likelihood = math.comb(throws, dollars) * p**dollars * (1 - p) ** (throws - dollars)
    return likelihood / likelihood.max(), [_short(number) for number in likelihood]


def _draw(onto: Any, dollars: int, throws: int) -> None:
    relative, labels = _compared(dollars, throws)
    best = int(relative.argmax())
    axes = onto.subplots()
    bars = axes.bar(range(FACES + 1), relative,
                    color=[plots.COLOURS[1 if faces == best else 0] for faces in range(FACES + 1)])
    axes.bar_label(bars, [f"best\n{label}" if faces == best else label for faces, label in enumerate(labels)],
                   fontsize=9)
    share = FACES * dollars / throws
    axes.plot(share, 1, "v", color="black", markersize=7, transform=axes.get_xaxis_transform(), clip_on=False)
    axes.set(xlabel=f"dollar faces on the die (▼ 6·k/n = {share:.2g})", ylabel="likelihood",
             ylim=(0, 1.3), xticks=range(FACES + 1), yticks=[],
             title=f"{_dollars(dollars)} in {_throws(throws)}: which die?")


def _describe(dollars: int, throws: int) -> str:
    relative, labels = _compared(dollars, throws)
    *_, second, best = (int(faces) for faces in np.argsort(relative))
    return (f"{_dollars(dollars)} in {_throws(throws)}: the likelihoods of the dice with 0 to 6 dollar "
            f"faces are {', '.join(labels)}. The die with {_faces(best)} explains them best: "
            f"{relative[best] / relative[second]:.3g} times as well as the next best, "
            f"with {_faces(second)}.")


def _short(number: float) -> str:
    """A likelihood with three decimals; 0 only where it is 0, because that rules a die out."""
    return "0" if number == 0 else "<0.001" if number < 0.001 else f"{number:.3f}"


def _dollars(count: int) -> str:
    return f"{count} dollar{'s' * (count != 1)}"


def _throws(count: int) -> str:
    return f"{count} throw{'s' * (count != 1)}"


def _faces(count: int) -> str:
    return f"{count} dollar face{'s' * (count != 1)}"

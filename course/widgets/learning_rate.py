"""A learning rate that is too small, right or too large:
gradient descent in a valley, and its loss beside it.

In a parabola of curvature λ every step multiplies the distance from the minimum by 1 − ηλ, so the
places are known without descending. Not for: losses of real networks, and valleys of several weights (a
lesson draws these).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course import plots
from course.widgets.interactive import Control, InteractiveFigure

RATES = (0.01, 0.02, 0.05, 0.1, 0.125, 0.2, 0.24, 0.25, 0.26, 0.4, 0.5, 0.75, 0.9, 1.0, 1.1, 2.0, 3.0, 3.9,
         4.0, 4.1)
STEPS = 20
START = -2.0


def learning_rates(curvatures: tuple[float, float, float] = (0.5, 2.0, 8.0),
                   start: float = 0.05) -> InteractiveFigure:
    """Twenty steps in a valley ½λw²: sliders for the learning rate and for the curvature λ;
    ``start`` is the first rate.

    The loss of the chosen valley is drawn in colour, that of the others, at the same rate, in grey.
    """
    highest = max(curvatures) * START**2 / 2

    def draw(onto, rate: float, curvature: float) -> None:
        valley, course = onto.subplots(1, 2)
        onto.suptitle(f"learning rate {rate:g}, curvature {curvature:g}: {verdict(rate, curvature)}",
                      fontsize=12)
        w, places = np.linspace(-3, 3, 121), descent(rate, curvature)
        seen = places[:next((step for step, place in enumerate(places) if abs(place) > 4), None)]
        valley.plot(w, curvature * w**2 / 2, color=plots.COLOURS[0])
        valley.plot(seen, curvature * seen**2 / 2, "o-", color=plots.COLOURS[1], linewidth=1, markersize=5)
        valley.set(xlim=(-3, 3), ylim=(-0.04 * highest, 1.25 * highest), xlabel="weight w", ylabel="loss")
        for other, line in zip(curvatures, ("-", "--", ":"), strict=True):
            look: dict[str, Any] = {"color": "#777777"}
            if other == curvature:
                look = {"color": plots.COLOURS[1], "marker": "o", "markersize": 4}
            course.plot(other * descent(rate, other) ** 2 / 2, line, linewidth=1.3,
                        label=f"curvature {other:g}", **look)
        course.set(yscale="log", xlim=(-0.5, STEPS + 0.5), ylim=(1e-6, 1e6), xticks=range(0, STEPS + 1, 5),
                   xlabel="step", ylabel="loss")
        # ready-made exponents: typesetting them takes long
        course.set_yticks([1e-6, 1e-3, 1, 1e3, 1e6], ["10⁻⁶", "10⁻³", "1", "10³", "10⁶"])
        course.minorticks_off()
        course.legend(fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))

    def describe(rate: float, curvature: float) -> str:
        left = abs(factor(rate, curvature)) ** STEPS
        return (f"Learning rate {rate:g} in a valley of curvature {curvature:g}: "
                f"{verdict(rate, curvature)}. Each step multiplies the distance from the minimum by "
                f"{factor(rate, curvature):.3g}; after {STEPS} steps it is {left:.2g} times what it was.")

    stills = [{"rate": rate, "curvature": curvatures[1]} for rate in RATES if rate in (0.05, 0.4, 1.1)]
    return InteractiveFigure(draw, describe, [
        Control("rate", "Learning rate", RATES, start=start, words=lambda rate: f"{rate:g}"),
        Control("curvature", "Curvature of the valley", curvatures, start=curvatures[1],
                words=lambda curvature: f"{curvature:g}")], stills, size=(8, 3.2), columns=1)


def factor(rate: float, curvature: float) -> float:
    """What a step multiplies the distance from the minimum by: 1 − ηλ."""
    return 1 - rate * curvature


def descent(rate: float, curvature: float) -> np.ndarray:
    """Weights (STEPS + 1,) of gradient descent on ½λw² from ``START``."""
    return START * factor(rate, curvature) ** np.arange(STEPS + 1)


def verdict(rate: float, curvature: float) -> str:
    """In a few words, what this rate does in this valley."""
    of_step = round(factor(rate, curvature), 9)
    if abs(of_step) > 1:
        return "too large, it blows up"
    if of_step == -1:
        return "too large, to and fro for ever"
    if of_step < 0:
        return "it overshoots but comes closer"
    if of_step == 0:
        return "there in one step"
    return "too small" if of_step**STEPS > 0.1 else "right"

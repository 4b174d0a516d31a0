"""Lines of week 7: what is believed of a straight line, drawn as lines, as points arrive one by one.

Left the belief over slope and intercept, with its ovals of 50 % and 95 %, and dots drawn from it; right every
dot as a line through the points seen so far. From one setting to the next a dot keeps its place within the
oval, so that lines move and do not jump. Not for: the formulas of the posterior, the prediction and the
evidence, which students write in the lesson.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from matplotlib.collections import LineCollection

from course import plots
from course.widgets.interactive import Control, InteractiveFigure

POINTS = 16
TRUTH = np.array([1.0, -1.5])
"""Intercept and slope of the line that the points come from."""
NOISE = 2.0
SEED = 1532
"""The first point lies on the right, the second on the left: one turns the lines, the other stops them."""
SPREADS = (0.2, 0.5, 1.0, 3.0, 10.0)
LINES = 20
REACH, TOP = 6.0, 20.0
"""How far the axes of x and of y go to either side."""
SHARES = (0.5, 0.95)


def lines(points: int = 2, spread: float = 3.0) -> InteractiveFigure:
    """Sliders for the number of points seen and for the spread of the prior, beginning with these."""
    controls = [
        Control("points", "points seen", range(POINTS + 1), start=points),
        Control("spread", "standard deviation of the prior", SPREADS, start=spread,
                words=lambda value: f"{value:g}"),
    ]
    stills = [(0, 3.0), (1, 3.0), (2, 3.0), (POINTS, 3.0), (2, 0.2), (POINTS, 0.2)]
    return InteractiveFigure(
        _draw,
        _describe,
        controls,
        [{"points": n, "spread": s} for n, s in stills],
        size=(7.6, 3.3),
    )


@cache
def _data() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The points x and y (POINTS,), and where in their oval the lines stand (LINES, 2)."""
    rng = np.random.default_rng(SEED)
    x = rng.uniform(-3, 3, POINTS)
    y = TRUTH[0] + TRUTH[1] * x + NOISE * rng.normal(size=POINTS)
    return x, y, rng.normal(size=(LINES, 2))


@cache
def _belief(points: int, spread: float) -> tuple[np.ndarray, np.ndarray]:
    """The line believed most (2,), intercept first, and a root (2, 2) of the covariance.

    The prior counts as two more points: by a QR decomposition of all of them, R·line = c, each row with
    noise of 1, so that R⁻¹ is the root.
    """
    x, y, _ = _data()
    rows = np.zeros((points + 2, 3))
    rows[:points] = np.stack([np.ones(points), x[:points], y[:points]], axis=1) / NOISE
    rows[points:, :2] = np.diag([1 / spread, 1 / spread])
    upper = np.asarray(np.linalg.qr(rows, mode="r"))
    root = np.linalg.inv(upper[:2, :2])
    return root @ upper[:2, 2], root


def _draw(onto: Any, points: int, spread: float) -> Callable[..., None]:
    left, right = onto.subplots(1, 2, width_ratios=(1, 1.35))
    turn = np.linspace(0, 2 * np.pi, 121)
    circle = np.stack([np.cos(turn), np.sin(turn)])
    x, y, draws = _data()
    ovals = [left.fill([0], [0], color=plots.COLOURS[4], alpha=alpha, linewidth=0)[0] for alpha in (0.6, 0.3)]
    dots, = left.plot([], [], "o", color=plots.COLOURS[0], markersize=3.5)
    left.plot(TRUTH[1], TRUTH[0], "x", color="black", markersize=9, markeredgewidth=2)
    left.set(xlabel="slope", ylabel="intercept", xlim=(-5, 5), ylim=(-5, 5), xticks=(-4, -2, 0, 2, 4),
             yticks=(-4, -2, 0, 2, 4))
    ends = np.array([-REACH, REACH])
    bundle = right.add_collection(LineCollection([], colors=plots.COLOURS[0], linewidths=1, alpha=0.55))
    right.plot(ends, TRUTH[0] + TRUTH[1] * ends, "--", color="black", linewidth=1.5)
    seen, = right.plot([], [], "o", color=plots.COLOURS[1], markersize=7)
    right.set(xlabel="x", ylabel="y", xlim=(-REACH, REACH), ylim=(-TOP, TOP))

    def change(points: int, spread: float) -> None:
        line, root = _belief(points, spread)
        for oval, share in zip(ovals, SHARES, strict=True):
            intercept, slope = line[:, np.newaxis] + np.sqrt(-2 * np.log(1 - share)) * (root @ circle)
            oval.set_xy(np.stack([slope, intercept], axis=1))
        of_lines = line + draws @ root.T
        dots.set_data(of_lines[:, 1], of_lines[:, 0])
        heights = of_lines[:, :1] + of_lines[:, 1:] * ends
        bundle.set_segments([np.stack([ends, height], axis=1) for height in heights])
        seen.set_data(x[:points], y[:points])
        left.set_title(f"prior sd {spread:g}", fontsize=11)
        right.set_title(f"{_count(points)} seen, {LINES} lines", fontsize=11)

    change(points, spread)
    return change


def _count(points: int) -> str:
    return f"{points} point{'s' * (points != 1)}"


def _describe(points: int, spread: float) -> str:
    line, root = _belief(points, spread)
    wide = np.linalg.norm(root, axis=1)
    middle, edge = (np.linalg.norm(root.T @ [1, place]) for place in (0, REACH))
    away = np.linalg.norm(np.linalg.solve(root, TRUTH - line))
    within = "inside" if away**2 <= -2 * np.log(1 - SHARES[1]) else "outside"
    return (f"{_count(points)} seen, prior sd {spread:g}: intercept {line[0]:.2f} ± {wide[0]:.2f}, slope "
            f"{line[1]:.2f} ± {wide[1]:.2f}. The lines spread by {middle:.2f} at x = 0 and by {edge:.2f} at "
            f"x = {REACH:g}. The true line lies {within} the oval of 95 %.")

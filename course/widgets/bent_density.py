"""A normal distribution bent by a map: how strips of equal probability move, and what that does to the
density.

Three panels: the density before the map, the map under it, the density after it at its side; one strip is
marked in all three. The densities after the map are computed from differences, not from a formula. Not for:
log-densities, inverses and fits, which students write in the lesson.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import NormalDist
from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from course import plots
from course.widgets.interactive import Control, InteractiveFigure

STRIPS = 8
SKEWS = (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0)
TAILS = (0.4, 0.5, 0.6, 0.75, 1.0, 1.25, 1.5)
TOP = 5.0
"""How far the axis of x goes."""
REACH = 3.3
"""How far the axis of z goes to either side; beyond lies a thousandth of the probability."""


def bent_density(skew: float = 0.5, tail: float = 1.0, strip: int = 6) -> InteractiveFigure:
    """Sliders for skew and tail of a sinh-arcsinh map and for the strip that is marked, beginning with
    these."""
    controls = [Control("skew", "skew", SKEWS, start=skew, words=lambda value: f"{value:g}"),
                Control("tail", "tail", TAILS, start=tail, words=lambda value: f"{value:g}"),
                Control("strip", "marked strip", range(2, STRIPS), start=strip)]
    stills = [(0.0, 1.0), (skew, tail), (0.0, 0.5), (-0.5, 1.25)]
    return InteractiveFigure(
        _draw,
        _describe,
        controls,
        [{"skew": k, "tail": t, "strip": strip} for k, t in stills],
        size=(6.0, 4.4),
    )


def _map(skew: float, tail: float) -> Any:
    """The map, as a function of arrays: with s = z + √(1 + z²), it is half of (eᵏs)ᵗ less its reciprocal."""
    def onto(z: Any) -> np.ndarray:
        power = (np.exp(skew) * (np.asarray(z) + np.hypot(1, z))) ** tail
        return (power - 1 / power) / 2
    return onto


def _edges() -> np.ndarray:
    """The inner edges (STRIPS − 1,) between the strips, in z."""
    return np.array([NormalDist().inv_cdf(k / STRIPS) for k in range(1, STRIPS)])


def _draw(onto: Any, skew: float, tail: float, strip: int) -> Callable[..., None]:
    """The density of z stands over the map, that of x lies beside it, so that a strip runs through all
    three."""
    (before, empty), (between, after) = onto.subplots(
        2, 2, sharex="col", sharey="row", width_ratios=(3, 2), height_ratios=(2, 3)
    )
    empty.axis("off")
    z, edges = np.linspace(-REACH, REACH, 165), _edges()
    height = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    before.set(ylabel="density of z", xlim=(-REACH, REACH), ylim=(0, 0.45), xticks=range(-3, 4))
    between.set(xlabel="z", ylabel="x", ylim=(-TOP, TOP), yticks=range(-4, 5, 2))
    after.set(xlabel="density of x", xlim=(0, 1.2), xticks=(0, 0.5, 1))
    (line,) = between.plot(z, z, color=plots.COLOURS[6])
    (outline,) = after.plot(height, z, color=plots.COLOURS[6], linewidth=1.2)
    before.plot(z, height, color=plots.COLOURS[6], linewidth=1.2)
    over_z, over_x = (axes.add_collection(PolyCollection([], linewidth=0)) for axes in (before, after))
    marked: dict[str, Any] = {"color": plots.COLOURS[1], "alpha": 0.35, "linewidth": 0}
    upright = between.add_patch(Rectangle((0, -TOP), 1, 2 * TOP, **marked))
    lying = between.add_patch(Rectangle((-REACH, 0), 2 * REACH, 1, **marked))
    words = empty.text(0.5, 0.5, "", ha="center", va="center", fontsize=10, transform=empty.transAxes)

    # To draw all of it anew would take half as long again.
    def change(skew: float, tail: float, strip: int) -> None:
        bend, (low, high) = _map(skew, tail), edges[strip - 2 : strip]
        x, (bottom, top) = bend(z), bend([low, high])
        bent = height * np.gradient(z, x)
        line.set_ydata(x)
        outline.set_data(bent, x)
        upright.set(x=low, width=high - low)
        lying.set(y=bottom, height=top - bottom)
        over_z.set(verts=_strips(z, height, edges), facecolor=_colours(strip))
        over_x.set(verts=[part[:, ::-1] for part in _strips(x, bent, bend(edges))], facecolor=_colours(strip))
        words.set_text(
            f"skew {skew:g}\ntail {tail:g}\n\nstrip {strip} of {STRIPS}\n"
            f"width {high - low:.2f} → {top - bottom:.2f}"
        )

    change(skew, tail, strip)
    return change


def _strips(at: np.ndarray, density: np.ndarray, cuts: np.ndarray) -> list[np.ndarray]:
    """Each strip under a density as a polygon (k, 2), from left to right."""
    ends = [at[0], *cuts, at[-1]]
    inside = [np.linspace(low, high, 24) for low, high in zip(ends, ends[1:], strict=False)]
    return [
        np.array([(part[0], 0), *zip(part, np.interp(part, at, density), strict=True), (part[-1], 0)])
        for part in inside
    ]


def _colours(strip: int) -> list[tuple]:
    """Dark and light in turn; the strip with this number, from 1, in vermilion."""
    return [
        to_rgba(plots.COLOURS[1], 0.8)
        if number == strip
        else to_rgba(plots.COLOURS[4], (0.35, 0.75)[number % 2])
        for number in range(1, STRIPS + 1)
    ]


def _describe(skew: float, tail: float, strip: int) -> str:
    ends = _edges()[strip - 2 : strip]
    became = _map(skew, tail)(ends)
    width, new = float(np.diff(ends)[0]), float(np.diff(became)[0])
    times = new / width
    change = "as wide and as high as before" if abs(times - 1) < 0.005 else (
        f"{times:.2f} times as wide, hence on average {1 / times:.2f} times as high")
    return (
        f"Skew {skew:g}, tail {tail:g}: strip {strip} of {STRIPS}, each with an eighth of the probability, "
        f"reaches from {ends[0]:.2f} to {ends[1]:.2f} in z "
        f"and from {became[0]:.2f} to {became[1]:.2f} in x: {change}."
    )

"""Attention weights as one drags a query among five keys in the plane.

Left the keys and the query as arrows, a line to each key as wide as its weight; right the weights and the
answer, the weighted mean of the keys' values. Not for: attention on arrays, which students write in the
lesson.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course import plots
from course.widgets.interactive import Control, InteractiveFigure

NAMES = ("A", "B", "C", "D", "E")
ANGLES = np.array([20, 65, 150, 200, 290])
"""Directions of the keys, in degrees; A and B are neighbours."""
LENGTHS = np.array([2.0, 2.0, 2.0, 3.0, 2.0])
VALUES = np.array([10, 20, 60, 90, 40])
EVERY_KEY, EARLIER = "all keys", "only A to C (mask)"


def attention_weights() -> InteractiveFigure:
    """Five keys and a query to drag by its angle and its length, with or without a mask."""
    controls = [
        Control("angle", "direction of the query (degrees)", range(0, 360, 5), start=40),
        Control("length", "length of the query", [0.25 * i for i in range(13)], start=1.5),
        Control("mask", "may look at", (EVERY_KEY, EARLIER)),
    ]
    stills = [(150, 0.0, EVERY_KEY), (150, 3.0, EVERY_KEY), (40, 3.0, EVERY_KEY), (200, 3.0, EARLIER)]
    return InteractiveFigure(
        _draw,
        _describe,
        controls,
        [{"angle": angle, "length": length, "mask": mask} for angle, length, mask in stills],
        size=(6.6, 3.2),
    )


def _towards(angle: Any, length: Any) -> np.ndarray:
    """Arrows (…, 2) with these directions and lengths."""
    radians = np.deg2rad(angle)
    return np.stack([length * np.cos(radians), length * np.sin(radians)], axis=-1)


KEYS = _towards(ANGLES, LENGTHS)


def _shares(angle: float, length: float, mask: str) -> np.ndarray:
    """The weight of each key; 0 for those that are masked."""
    logits = KEYS @ _towards(angle, length) / np.sqrt(2)
    if mask == EARLIER:
        logits[3:] = -np.inf
    raised = np.exp(logits - logits.max())
    return raised / raised.sum()


def _draw(onto: Any, angle: float, length: float, mask: str) -> Callable[..., None]:
    plane, bars = onto.subplots(1, 2, width_ratios=(1.1, 1))
    lines = [plane.plot([], [], color="#777777", alpha=0.6, solid_capstyle="round")[0] for _ in NAMES]
    for key, name, value in zip(KEYS, NAMES, VALUES, strict=True):
        plane.plot(*key, "o", color=plots.COLOURS[0], markersize=8)
        plane.annotate(f"{name}: {value}", key, xytext=(0, 9), textcoords="offset points", ha="center",
                       fontsize=10)
    arrow, = plane.plot([], [], color=plots.COLOURS[1], linewidth=2.5)
    tip, = plane.plot([], [], "^", color=plots.COLOURS[1], markersize=10)
    plane.set(xlim=(-4.1, 4.1), ylim=(-3.6, 3.6), aspect="equal", xticks=(-3, 0, 3), yticks=(-3, 0, 3))
    made = bars.bar(range(len(NAMES)), np.zeros(len(NAMES)), color=plots.COLOURS[0])
    bars.set(ylim=(0, 1.05), xlabel="key", ylabel="weight")
    bars.set_xticks(range(len(NAMES)), NAMES)

    def change(angle: float, length: float, mask: str) -> None:
        query, shares = _towards(angle, length), _shares(angle, length, mask)
        for line, key, share in zip(lines, KEYS, shares, strict=True):
            line.set_data(*zip(query, key, strict=True))
            line.set_linewidth(10 * share)
        arrow.set_data([0, query[0]], [0, query[1]])
        tip.set_data([query[0]], [query[1]])
        for bar, share in zip(made, shares, strict=True):
            bar.set_height(share)
        masked = "" if mask == EVERY_KEY else ", D and E masked"
        plane.set_title(f"query {angle}°, length {length:g}{masked}", fontsize=11)
        bars.set_title(f"answer {shares @ VALUES:.1f}", fontsize=11)

    change(angle, length, mask)
    return change


def _describe(angle: float, length: float, mask: str) -> str:
    shares = _shares(angle, length, mask)
    parts = ", ".join(f"{name} {share:.0%}" for name, share in zip(NAMES, shares, strict=True))
    text = (f"A query of length {length:g} in the direction {angle} degrees gives the weights {parts}. "
            f"The answer, the weighted mean of the values, is {shares @ VALUES:.1f}.")
    if mask == EARLIER:
        text += " D and E are masked: they get no weight, however well they fit."
    return text

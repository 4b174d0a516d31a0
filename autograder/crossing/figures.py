"""A Matplotlib figure as its data: what was plotted, with which labels. Pixels do not cross.

What arrives answers the questions a check asks of a figure (``figure.axes[0].get_xlabel()``,
``lines[0].get_ydata()``), and nothing else. Not for: drawing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

_TEXTS = ("title", "xlabel", "ylabel", "xscale", "yscale")


@dataclass
class Line:
    """One line: its data and its label."""

    x: np.ndarray
    y: np.ndarray
    label: str = ""

    def get_xdata(self) -> np.ndarray:
        return self.x

    def get_ydata(self) -> np.ndarray:
        return self.y

    def get_label(self) -> str:
        return self.label


@dataclass
class Axes:
    """One pair of axes: texts, lines, points of scatter plots (n, 2), heights of bars, images."""

    texts: dict[str, str]
    lines: list[Line] = field(default_factory=list)
    points: list[np.ndarray] = field(default_factory=list)
    bars: list[float] = field(default_factory=list)
    images: list[np.ndarray] = field(default_factory=list)
    legend: list[str] = field(default_factory=list)

    def get_title(self) -> str:
        return self.texts["title"]

    def get_xlabel(self) -> str:
        return self.texts["xlabel"]

    def get_ylabel(self) -> str:
        return self.texts["ylabel"]

    def get_xscale(self) -> str:
        return self.texts["xscale"]

    def get_yscale(self) -> str:
        return self.texts["yscale"]

    def get_lines(self) -> list[Line]:
        return self.lines


@dataclass
class Figure:
    """A figure's axes, in the order they were made."""

    axes: list[Axes]


def is_figure(value: Any) -> bool:
    return type(value).__module__.startswith("matplotlib.") and type(value).__name__ in ("Figure", "Axes")


def describe(value: Any) -> list[dict[str, Any]]:
    """A figure (or axes) as plain data, a dict for each pair of axes."""
    return [_axes(axes) for axes in (value.axes if type(value).__name__ == "Figure" else [value])]


def _axes(axes: Any) -> dict[str, Any]:
    legend = axes.get_legend()
    return {
        **{name: str(getattr(axes, f"get_{name}")()) for name in _TEXTS},
        "lines": [_line(line) for line in axes.lines],
        "points": [np.asarray(dots.get_offsets(), float) for dots in axes.collections],
        "bars": [float(bar.get_height()) for bar in axes.patches if hasattr(bar, "get_height")],
        "images": [np.asarray(image.get_array(), float) for image in axes.images],
        "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
    }


def _line(line: Any) -> list[Any]:
    return [np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float), str(line.get_label())]


def rebuild(described: Any) -> Figure:
    """The figure of such data; raises `TypeError`, `KeyError` or `ValueError` where it is none."""
    return Figure([
        Axes(
            texts={name: str(axes[name]) for name in _TEXTS},
            lines=[Line(np.asarray(x), np.asarray(y), str(label)) for x, y, label in axes["lines"]],
            points=[np.asarray(points) for points in axes["points"]],
            bars=[float(bar) for bar in axes["bars"]],
            images=[np.asarray(image) for image in axes["images"]],
            legend=[str(text) for text in axes["legend"]],
        )
        for axes in described
    ])

"""Pictures for the lesson on looking inside a network (week 3b), in the style of `course.plots`.

Functions draw maps and accuracies that a lesson has computed, and end in `plots.show`. Not for: the maps
themselves, which students write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from course import plots

__all__ = ["accuracies", "maps_below", "outline", "shade"]


def maps_below(images: np.ndarray, maps: Mapping[str, np.ndarray], places: np.ndarray,
               titles: Sequence[str], alt: str) -> None:
    """A row of images (n, height, width), below it a row for each kind of map of the same shape.

    Vermilion is where a map is positive, blue where it is negative, each map on a scale of its own. A frame
    of 5×5 pixels about `places` (n, 2) shows where the shape stands; `titles` stand above the images.
    """
    count = len(images)
    drawn, panels = plots.figure(columns=count, rows=1 + len(maps), width=min(1.55 * count + 1, 10),
                                 height=1.5, squeeze=False)
    for column, (image, place) in enumerate(zip(images, places, strict=True)):
        panels[0, column].imshow(image, vmin=np.min(images), vmax=np.max(images))
        panels[0, column].set_title(titles[column], fontsize=10)
        for row, each in enumerate(maps.values(), start=1):
            shade(panels[row, column], each[column])
        for axes in panels[:, column]:
            outline(axes, place, 5, "black" if axes is not panels[0, column] else plots.COLOURS[1])
    for axes, name in zip(panels[:, 0], ("image", *maps), strict=True):
        axes.set_ylabel(name, fontsize=10)
    for axes in panels.ravel():
        _bare(axes)
    plots.show(drawn, alt)


def accuracies(table: Mapping[str, Mapping[str, float]], alt: str) -> None:
    """Bars of shares from 0 to 1: a group for each test set, in it a bar for each network.

    ``table`` maps the name of a network to ``{name of a test set: share}``, all of the same test sets.
    """
    sets = list(next(iter(table.values())))
    drawn, axes = plots.figure(width=8.5, height=3.4)
    width = 0.8 / len(table)
    for number, (name, shares) in enumerate(table.items()):
        middle = np.arange(len(sets)) + (number - (len(table) - 1) / 2) * width
        bars = axes.bar(middle, [shares[each] for each in sets], 0.92 * width, label=name,
                        color=plots.COLOURS[number], hatch=("", "//", "..")[number % 3], edgecolor="white")
        axes.bar_label(bars, [f"{shares[each]:.2f}" for each in sets], fontsize=10, padding=2)
    axes.set(ylim=(0, 1.12), ylabel="share answered right", yticks=(0, 0.25, 0.5, 0.75, 1))
    axes.set_xticks(range(len(sets)), sets)
    axes.grid(False, axis="x")
    drawn.legend(loc="outside upper center", ncols=len(table), fontsize=10)
    plots.show(drawn, alt)


def shade(axes: Any, values: np.ndarray) -> Any:
    """A map as vermilion where positive, blue where negative, white at 0, on a scale of its own."""
    largest = float(np.max(np.abs(values))) or 1.0
    return axes.imshow(values, cmap=plots.TWO_CLASSES, vmin=-largest, vmax=largest)


def outline(axes: Any, centre: Sequence[float], size: int, colour: str) -> Rectangle:
    """The frame of a square of `size` pixels about a pixel (row, column)."""
    row, column = centre
    frame = Rectangle((column - size / 2, row - size / 2), size, size, fill=False, edgecolor=colour,
                      linewidth=1.5)
    return axes.add_patch(frame)


def _bare(axes: Any) -> None:
    """A thin frame, without ticks and grid."""
    axes.set(xticks=[], yticks=[])
    axes.grid(False)
    axes.spines[:].set(visible=True, color="#BBBBBB", linewidth=0.6)

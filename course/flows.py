"""Pictures for the lesson on flows in two dimensions (week 6), in the style of `course.plots`.

Every function draws densities and points that a lesson has computed, and ends in `plots.show`. Not for: maps,
their Jacobians and densities themselves, which students write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from course import plots

__all__ = ["densities", "paths", "samples"]

LEVELS = (0.99, 0.9, 0.5)
"""A region is drawn that holds this share of a density's probability, for each."""


def samples(panels: Mapping[str, np.ndarray], alt: str = "") -> None:
    """A panel for each cloud of points (n, 2), all on the same axes."""
    drawn, axes_of = plots.figure(columns=len(panels), squeeze=False, sharex=True, sharey=True)
    for axes, (title, points) in zip(axes_of[0], panels.items(), strict=True):
        axes.plot(
            *np.asarray(points).T, ".", color=plots.COLOURS[0], markersize=4, alpha=0.7, markeredgewidth=0
        )
        axes.set(title=title, xlabel="x₁")
    axes_of[0, 0].set(ylabel="x₂")
    plots.show(drawn, alt or f"Clouds of points: {' and '.join(panels)}.")


def densities(
    panels: Mapping[str, Callable[[np.ndarray], np.ndarray]], points: np.ndarray, alt: str = ""
) -> None:
    """A panel for each log-density, a function from points (m, 2) to (m,): its regions shaded, ``points`` (n,
    2) on top.

    The shades end at the curves that hold 50, 90 and 99 % of the probability.
    """
    drawn, axes_of = plots.figure(columns=len(panels), squeeze=False, sharex=True, sharey=True)
    for axes, (title, log_density) in zip(axes_of[0], panels.items(), strict=True):
        _regions(axes, log_density, points)
        axes.plot(
            *np.asarray(points).T, ".", color=plots.COLOURS[6], markersize=3.5, alpha=0.6, markeredgewidth=0
        )
        axes.set(title=title, xlabel="x₁")
    axes_of[0, 0].set(ylabel="x₂")
    said = f"Regions of {' and '.join(panels)} with 50, 90 and 99 % of the probability"
    plots.show(drawn, alt or f"{said}, and {len(points)} points.")


def paths(
    log_density: Callable[[np.ndarray], np.ndarray],
    points: np.ndarray,
    ways: Mapping[str, np.ndarray],
    alt: str = "",
) -> None:
    """One density and, for each name, a path (steps, 2) from a point to another; right, the log-density along
    each path."""
    drawn, (left, right) = plots.figure(columns=2)
    _regions(left, log_density, points)
    for number, (name, way) in enumerate(ways.items()):
        colour = plots.LINE_COLOURS[(number + 1) % len(plots.LINE_COLOURS)]
        style = {"marker": plots.MARKERS[number], "markersize": 5, "color": colour, "label": name}
        left.plot(*np.asarray(way).T, **style)
        right.plot(np.linspace(0, 1, len(way)), np.asarray(log_density(np.asarray(way))), **style)
    left.set(xlabel="x₁", ylabel="x₂")
    right.set(xlabel="share of the way", ylabel="log-density (nats)")
    drawn.legend(*left.get_legend_handles_labels(), loc="outside upper center", ncols=len(ways))
    plots.show(drawn, alt or f"Paths between two points ({', '.join(ways)}) and the log-density along them.")


def _regions(axes, log_density: Callable[[np.ndarray], np.ndarray], points: np.ndarray) -> None:
    """Shade the smallest regions that hold the shares `LEVELS` of the density, on a window around the
    points."""
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    margin = 0.12 * (high - low)
    across, up = (np.linspace(low[i] - margin[i], high[i] + margin[i], 161) for i in (0, 1))
    grid = np.stack(np.meshgrid(across, up), axis=-1)
    heights = np.exp(np.asarray(log_density(grid.reshape(-1, 2)), dtype=float)).reshape(grid.shape[:2])
    from_the_top = np.sort(heights.ravel())[::-1]
    held = np.cumsum(from_the_top) / from_the_top.sum()
    edges = [from_the_top[np.searchsorted(held, share)] for share in LEVELS]
    axes.contourf(
        across,
        up,
        heights,
        levels=[*edges, heights.max() * 1.01],
        colors=["#D6EAF5", "#9CCBE6", plots.COLOURS[4]],
    )
    axes.set(xlim=(across[0], across[-1]), ylim=(up[0], up[-1]))
    axes.grid(False)

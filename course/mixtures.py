"""Pictures for the lesson on mixtures (week 6), in the style of `course.plots`.

Every function draws and ends in `plots.show` with a text alternative. Not for: formulas. What a mixture, a
responsibility or a mixture density network *is* stays in the lesson; these functions only draw what it has
computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from course import plots

__all__ = ["inverse_problem", "over_minutes", "pmf_bars", "train_and_held_out"]


def over_minutes(
    minutes: np.ndarray, curves: Mapping[str, Callable[[np.ndarray], np.ndarray]], alt: str
) -> None:
    """How often each whole minute was seen, bars, and densities over them, scaled to the same number of
    observations.

    ``minutes`` (n,) are whole numbers. A curve is a function from times (m,) to densities (m,); the first is
    drawn solid, the next ones dashed and dotted.
    """
    every = np.arange(np.min(minutes) - 4, np.max(minutes) + 5)
    fine = np.linspace(every[0], every[-1], 500)
    drawn, axes = plots.figure(width=7.5)
    axes.bar(
        every,
        [np.sum(minutes == minute) for minute in every],
        width=0.9,
        color=plots.COLOURS[4],
        alpha=0.6,
        label="observations",
    )
    for number, (name, density) in enumerate(curves.items()):
        axes.plot(fine, len(minutes) * np.asarray(density(fine)), ("-", "--", ":", "-.")[number % 4],
                  color=plots.LINE_COLOURS[(number + 1) % len(plots.LINE_COLOURS)], linewidth=2, label=name)
    axes.set(xlabel="waiting time (minutes)", ylabel="observations per minute")
    drawn.legend(loc="outside upper center", ncols=1 + len(curves), fontsize=9)
    plots.show(drawn, alt)


def pmf_bars(
    panels: Mapping[str, tuple[np.ndarray, Callable[[np.ndarray], np.ndarray]]], label: str, alt: str
) -> None:
    """Probabilities of 0, 1, 2, … as bars, a panel for each entry ``(probabilities (m,), density)``, the
    density as a line."""
    drawn, axes_of = plots.figure(columns=len(panels), squeeze=False)
    for axes, (title, (probabilities, density)) in zip(axes_of[0], panels.items(), strict=True):
        fine = np.linspace(-1, len(probabilities), 800)
        axes.bar(
            range(len(probabilities)),
            probabilities,
            width=0.9,
            color=plots.COLOURS[4],
            alpha=0.7,
            label="probability of a whole number",
        )
        axes.plot(fine, density(fine), color=plots.COLOURS[1], label="density it is cut from")
        axes.set(
            title=title, xlabel=label, xticks=range(0, len(probabilities), max(1, len(probabilities) // 6))
        )
    axes_of[0][0].set(ylabel="probability, density")
    drawn.legend(*axes_of[0][0].get_legend_handles_labels(), loc="outside upper center", ncols=2, fontsize=9)
    plots.show(drawn, alt)


def train_and_held_out(counts: Sequence[int], train: np.ndarray, held_out: np.ndarray, alt: str) -> None:
    """Mean NLL over the number of components: a line for the training data and one for held-out data.

    ``train`` and ``held_out`` are (splits, numbers of components): the lines are means over the splits, and
    the bars reach from the smallest to the largest.
    """
    drawn, axes = plots.figure(width=6)
    for number, (name, values) in enumerate({"training": train, "held out": held_out}.items()):
        mean = np.mean(values, axis=0)
        reach = np.abs(np.stack([np.min(values, axis=0), np.max(values, axis=0)]) - mean)
        axes.errorbar(
            range(len(counts)),
            mean,
            yerr=reach,
            fmt=("o--", "s-")[number],
            color=plots.COLOURS[number],
            capsize=4,
            label=name,
        )
    axes.set(xlabel="components K", ylabel="mean NLL (nats)")
    axes.set_xticks(range(len(counts)), counts)
    axes.legend(fontsize=9)
    plots.show(drawn, alt)


def inverse_problem(x: np.ndarray, y: np.ndarray, mean: np.ndarray, grid: tuple[np.ndarray, np.ndarray],
                    density: np.ndarray, labels: tuple[str, str], alt: str) -> None:
    """Left the data with one prediction for each x, right the density of y for each x, dark where it is high.

    ``x`` and ``y`` are (n,), ``grid`` is the places (m,) and (l,) along the axes, ``mean`` (m,) and
    ``density`` (m, l).
    """
    drawn, (left, right) = plots.figure(columns=2, sharex=True, sharey=True, height=3.6)
    for axes, alpha in ((left, 0.5), (right, 0.2)):
        axes.plot(x, y, ".", color=plots.COLOURS[0], markersize=3, alpha=alpha)
        axes.set(xlabel=labels[0])
        axes.grid(False)
    left.plot(grid[0], mean, color=plots.COLOURS[1], linewidth=2.5)
    left.set(
        ylabel=labels[1],
        title="mean squared error: one number",
        xlim=(grid[0][0], grid[0][-1]),
        ylim=(grid[1][0], grid[1][-1]),
    )
    shades = right.pcolormesh(*grid, np.minimum(density.T, 8), cmap="Greys", vmin=0, vmax=8, rasterized=True)
    right.set(title="mixture density network")
    drawn.colorbar(shades, ax=right, label="density, cut at 8")
    plots.show(drawn, alt)

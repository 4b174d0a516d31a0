"""Pictures for the lessons on what to believe after seeing data (week 7), in the style of `course.plots`.

Every function draws and ends in `plots.show` with a text alternative. Not for: formulas. What a posterior,
a predictive distribution or a coverage *is* stays in the lessons; these functions only draw numbers that a
lesson has computed.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course import plots

__all__ = ["bands", "coverage", "dice", "evidence", "lines", "over_p", "wins_and_losses"]

LINES = ("-", "--", ":", "-.")


def dice(panels: Mapping[str, tuple[np.ndarray, np.ndarray]], alt: str) -> None:
    """Two bars for each die, what is believed before and after the throws, a panel for each bag.

    An entry of `panels` is its title and two arrays (7,): how many dice of each kind are in the bag, and
    their probabilities after the throws.
    """
    drawn, axes_of = plots.figure(columns=len(panels), squeeze=False, sharey=True)
    for axes, (title, (bag, after)) in zip(axes_of[0], panels.items(), strict=True):
        before = np.asarray(bag) / np.sum(bag)
        faces = np.arange(len(before))
        axes.bar(faces - 0.2, before, width=0.38, color=plots.COLOURS[4], label="before the throws")
        axes.bar(faces + 0.2, after, width=0.38, color=plots.COLOURS[1], hatch="//", edgecolor="white",
                 linewidth=0, label="after the throws")
        axes.set(title=title, xlabel="dollar faces on the die", xticks=faces)
    axes_of[0][0].set(ylabel="probability", ylim=(0, 1))
    drawn.legend(*axes_of[0][0].get_legend_handles_labels(), loc="outside upper center", ncols=2)
    plots.show(drawn, alt)


def over_p(p: np.ndarray, panels: Mapping[str, Mapping[str, np.ndarray]], alt: str) -> None:
    """Beliefs about the probability p as densities, a panel for each entry of `panels`, a curve for each
    belief in it.

    ``p`` (m,) are equally spaced; a belief is an array (m,) of probabilities that add up to 1.
    """
    p = np.asarray(p)
    drawn, axes_of = plots.figure(columns=len(panels), width=10, height=2.9, squeeze=False)
    for axes, (title, curves) in zip(axes_of[0], panels.items(), strict=True):
        for number, (name, belief) in enumerate(curves.items()):
            colour, density = plots.LINE_COLOURS[number], np.asarray(belief) / (p[1] - p[0])
            axes.fill_between(p, density, color=colour, alpha=0.2, linewidth=0)
            axes.plot(p, density, LINES[number % 4], color=colour, linewidth=2, label=name)
        axes.set(title=title, xlabel="probability of heads p", xlim=(0, 1), xticks=(0, 0.5, 1))
        axes.set_ylim(bottom=0)
    axes_of[0][0].set(ylabel="density of the belief")
    drawn.legend(*axes_of[0][0].get_legend_handles_labels(), loc="outside upper center", ncols=4)
    plots.show(drawn, alt)


def coverage(p: np.ndarray, curves: Mapping[str, np.ndarray], promised: float, label: str, alt: str) -> None:
    """How often an interval contains the truth, over the truth; a panel for each entry of `curves`.

    ``p`` and each curve are (m,); `promised` is the share that was promised, a dashed line, and what lies
    below it is shaded. `label` says what the truth is.
    """
    drawn, axes_of = plots.figure(columns=len(curves), squeeze=False, sharey=True)
    for number, (axes, (title, values)) in enumerate(zip(axes_of[0], curves.items(), strict=True)):
        colour = plots.LINE_COLOURS[number]
        axes.plot(p, values, color=colour, linewidth=1.4)
        axes.fill_between(p, values, promised, where=np.asarray(values) < promised, color=colour, alpha=0.25,
                          linewidth=0)
        axes.axhline(promised, color="black", linestyle="--", linewidth=1)
        axes.set(title=title, xlabel=label, xlim=(0, 1), ylim=(0, 1.04))
    axes_of[0][0].set(ylabel="coverage")
    plots.show(drawn, alt)


def lines(intercepts: np.ndarray, slopes: np.ndarray, table: np.ndarray, drawn_lines: np.ndarray,
          points: tuple[np.ndarray, np.ndarray], reach: tuple[float, float], alt: str) -> None:
    """Left the belief in lines, dark where it is high, with dots for those that were drawn from it; right
    the lines that were drawn, from `reach` to `reach`, and the data.

    ``intercepts`` (A,) and ``slopes`` (B,) belong to ``table`` (A, B); ``drawn_lines`` (k, 2) are intercept
    and slope of each, ``points`` are x (n,) and y (n,).
    """
    drawn, (left, right) = plots.figure(columns=2, height=3.6)
    left.pcolormesh(intercepts, slopes, np.asarray(table).T, cmap="Greys", rasterized=True)
    left.plot(*np.asarray(drawn_lines).T, "o", color=plots.COLOURS[0], markersize=4, alpha=0.7)
    left.set(xlabel="intercept", ylabel="slope", title="belief, and draws from it")
    left.grid(False)
    ends = np.array(reach)
    for intercept, slope in drawn_lines:
        right.plot(ends, intercept + slope * ends, color=plots.COLOURS[0], linewidth=1, alpha=0.5)
    right.plot(*points, "o", color=plots.COLOURS[1], markersize=7)
    right.set(xlabel="x", ylabel="y", title="the same draws as lines", xlim=reach)
    plots.show(drawn, alt)


def bands(x: np.ndarray, panels: Mapping[str, tuple[np.ndarray, np.ndarray, np.ndarray]],
          points: tuple[np.ndarray, np.ndarray], alt: str) -> None:
    """Forecasts with two bands of two standard deviations, that of the line inside that of an observation.

    An entry of `panels` is a mean and two standard deviations, each (m,) as ``x``: of the line, and of an
    observation. ``points`` are x (n,) and y (n,).
    """
    drawn, axes_of = plots.figure(columns=len(panels), squeeze=False, sharey=True, height=3.6)
    for axes, (title, (mean, of_line, of_both)) in zip(axes_of[0], panels.items(), strict=True):
        axes.fill_between(x, mean - 2 * of_both, mean + 2 * of_both, color=plots.COLOURS[5], alpha=0.35,
                          linewidth=0, label="an observation, ± 2 sd")
        axes.fill_between(x, mean - 2 * of_line, mean + 2 * of_line, color=plots.COLOURS[0], alpha=0.4,
                          linewidth=0, label="the line, ± 2 sd")
        axes.plot(x, mean, color=plots.COLOURS[0], linewidth=2, label="mean")
        axes.plot(*points, "o", color=plots.COLOURS[1], markersize=6, label="data")
        axes.set(title=title, xlabel="x")
    axes_of[0][0].set(ylabel="y")
    drawn.legend(*axes_of[0][0].get_legend_handles_labels(), loc="outside upper center", ncols=4, fontsize=9)
    plots.show(drawn, alt)


def wins_and_losses(lead: np.ndarray, label: str, names: tuple[str, str], alt: str) -> None:
    """A histogram of who leads by how much, with the mean and the median marked.

    ``lead`` (games,) is below 0 where the first of `names` holds; what lies above 2 is counted in the last
    bar.
    """
    shown, edges = np.minimum(lead, 2.0), np.arange(-0.5, 2.06, 0.05)
    drawn, axes = plots.figure(width=7.5)
    for part, name, colour, hatch in zip((shown < 0, shown >= 0), names, (1, 4), ("//", ""), strict=True):
        axes.hist(shown[part], bins=edges, color=plots.COLOURS[colour], hatch=hatch, edgecolor="white",
                  linewidth=0.3, label=f"{name}: {np.mean(part):.0%} of the games")
    for value, name, line in ((np.median(lead), "median", ":"), (np.mean(lead), "mean", "-")):
        axes.axvline(value, color="black", linestyle=line, linewidth=1.5, label=f"{name} {value:.2f}")
    axes.set(xlabel=label, ylabel="games")
    axes.legend(fontsize=9)
    plots.show(drawn, alt)


def evidence(spreads: np.ndarray, values: np.ndarray, label: str, alt: str) -> None:
    """Log evidence (m,) over the spread of the prior (m,), which has a logarithmic axis; the best is
    marked."""
    best = int(np.argmax(values))
    drawn, axes = plots.figure(width=6.5)
    axes.semilogx(spreads, values, color=plots.COLOURS[0], linewidth=2)
    axes.plot(spreads[best], values[best], "o", color=plots.COLOURS[1], markersize=8)
    axes.annotate(f"best: {spreads[best]:.1f}", (spreads[best], values[best]), (0, 10),
                  textcoords="offset points", ha="center")
    axes.margins(y=0.14)  # room for these words
    axes.set(xlabel=label, ylabel="log evidence (nats)")
    plots.show(drawn, alt)

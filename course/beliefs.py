"""Pictures for the lessons on what to believe after seeing data (week 7), in the style of `course.plots`.

Every function draws and ends in `plots.show` with a text alternative. Not for: formulas. What a posterior,
a predictive distribution or a coverage *is* stays in the lessons; these functions only draw numbers that a
lesson has computed.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course import plots

__all__ = ["coverage", "dice", "over_p"]

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

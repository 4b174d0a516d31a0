"""Pictures of densities, in the style of `course.plots`: over strips of equal probability, and over the data
they describe.

Every function draws and ends in `plots.show` with a text alternative. Not for: formulas. What the density of
a mapped number is stays in the lessons; these functions only draw numbers that a lesson has computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course import plots

__all__ = ["over_histogram", "strips"]


def strips(
    panels: Mapping[str, tuple[np.ndarray, np.ndarray]], edges: Sequence[np.ndarray], top: float, alt: str
) -> None:
    """Densities side by side, cut into strips that are shaded in turn; each strip's number stands in it.

    An entry of `panels` is the horizontal axis' label with points (m,) and the density (m,) there; `edges`
    holds, for each panel, the ends (k + 1,) of its k strips. All panels share one vertical axis, which ends
    at `top`.
    """
    drawn, axes_of = plots.figure(columns=len(panels), squeeze=False, sharey=True)
    for axes, (label, (at, density)), ends in zip(axes_of[0], panels.items(), edges, strict=True):
        for number, (low, high) in enumerate(zip(ends, ends[1:], strict=False)):
            inside = np.linspace(max(low, at[0]), high, 200)
            axes.fill_between(
                inside,
                np.interp(inside, at, density),
                color=plots.COLOURS[4],
                alpha=(0.35, 0.8)[number % 2],
                linewidth=0,
            )
            axes.text((low + high) / 2, 0.03 * top, str(number + 1), ha="center")
        axes.plot(at, density, color=plots.COLOURS[0])
        axes.set(xlabel=label, ylim=(0, top), xlim=(ends[0], ends[-1]))
        axes.set_xticks(ends, [f"{end:.3g}" for end in ends])
    axes_of[0][0].set(ylabel="density")
    plots.show(drawn, alt)


def over_histogram(
    samples: np.ndarray,
    panels: Mapping[str, Mapping[str, tuple[np.ndarray, np.ndarray]]],
    label: str,
    bins: int = 30,
    alt: str = "",
) -> None:
    """A histogram of `samples` (n,), scaled to area 1, with density curves over it, a panel for each entry of
    `panels`.

    An entry is the panel's title and its curves by name: points (m,) and the density (m,) there.
    """
    drawn, axes_of = plots.figure(columns=len(panels), squeeze=False, sharey=True)
    for axes, (title, curves) in zip(axes_of[0], panels.items(), strict=True):
        axes.hist(samples, bins=bins, density=True, color="#CCCCCC")
        for number, (name, (at, density)) in enumerate(curves.items()):
            axes.plot(
                at,
                density,
                ("-", "--", ":")[number % 3],
                color=plots.LINE_COLOURS[number % len(plots.LINE_COLOURS)],
                linewidth=1.8,
                label=name,
            )
        axes.set(title=title, xlabel=label)
        axes.margins(y=0.28)  # room for the legend
        axes.legend(fontsize=9, loc="upper left")
    axes_of[0][0].set(ylabel="density")
    plots.show(
        drawn,
        alt or f"Histogram of {len(samples)} values over {label} with density curves: {', '.join(panels)}.",
    )

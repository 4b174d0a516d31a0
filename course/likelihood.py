"""Pictures for the likelihood lessons (weeks 5 and 6), in the style of `course.plots`.

Every function draws and ends in `plots.show` with a text alternative. Not for: formulas. What a
likelihood, a cross-entropy or a predictive band *is* stays in the lessons; these functions only
draw numbers that a lesson has computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from course import plots

__all__ = ["class_probabilities", "counts_and_models", "over_parameter", "over_splits", "predictive_bands",
           "simulated_statistics"]


def over_parameter(parameter: np.ndarray, panels: Mapping[str, np.ndarray | Mapping[str, np.ndarray]],
                   label: str, best: str = "highest", alt: str = "") -> None:
    """Curves over one parameter, a panel for each entry of `panels`, each curve's best point marked.

    ``parameter`` (m,) are the values on the horizontal axis, `label` says what they are. An entry of
    `panels` is the vertical axis' label and either one curve (m,) or several, by name. `best` is
    ``"highest"`` (a likelihood) or ``"lowest"`` (a loss); raises `ValueError` for anything else.
    """
    if best not in ("highest", "lowest"):
        raise ValueError(f"best is 'highest' or 'lowest', not {best!r}")
    drawn, axes_of = plots.figure(columns=len(panels), squeeze=False)
    parameter, titles = np.asarray(parameter), []
    for axes, (height, curves) in zip(axes_of[0], panels.items(), strict=True):
        named, feet = curves if isinstance(curves, Mapping) else {"": curves}, []
        for number, (name, curve) in enumerate(named.items()):
            colour = plots.LINE_COLOURS[number % len(plots.LINE_COLOURS)]
            at = int(np.nanargmax(curve) if best == "highest" else np.nanargmin(curve))
            axes.plot(parameter, curve, color=colour, label=name or None)
            axes.plot(parameter[at], np.asarray(curve)[at], plots.MARKERS[number % len(plots.MARKERS)],
                      color=colour, markersize=8)
            feet.append((parameter[at], np.asarray(curve)[at], colour))
        floor = axes.get_ylim()[0]
        for where, top, colour in feet:
            axes.vlines(where, floor, top, color=colour, linestyle="--", linewidth=1)
        axes.set(xlabel=label, ylabel=height, ylim=(floor, None))
        titles.append(height)
        if len(named) > 1:
            place = "upper center" if best == "lowest" else "best"  # a valley is empty there
            axes.legend(fontsize=9, loc=place)
    plots.show(drawn,
               alt or f"Curves of {' and '.join(titles)} over {label}; the {best} point of each is marked.")


def predictive_bands(models: Mapping[str, Callable[[np.ndarray], tuple]], x: np.ndarray, y: np.ndarray,
                     axis_labels: Sequence[str] = ("x", "y"), band: str = "95 % band", alt: str = "") -> None:
    """Data and what each model predicts for them, a panel a model: its mean as a line, its band shaded.

    A model is a function from points (m,) to ``(mean, low, high)``, each (m,); ``x`` and ``y`` are (n,).
    """
    drawn, panels = plots.figure(columns=len(models), squeeze=False, sharex=True, sharey=True)
    points, many = np.linspace(np.min(x), np.max(x), 200), len(x) > 100
    for axes, (title, model) in zip(panels[0], models.items(), strict=True):
        mean, low, high = (np.asarray(curve) for curve in model(points))
        axes.fill_between(points, low, high, color=plots.COLOURS[4], alpha=0.4, linewidth=0, label=band)
        axes.plot(x, y, plots.MARKERS[0], color=plots.COLOURS[6], markersize=2.5 if many else 4.5,
                  alpha=0.4 if many else 0.7, markeredgewidth=0, label="data")
        axes.plot(points, mean, color=plots.COLOURS[1], linewidth=2, label="mean")
        axes.set(title=title, xlabel=axis_labels[0])
    panels[0][0].set(ylabel=axis_labels[1])
    panels[0][0].legend(fontsize=9)
    plots.show(drawn, alt or f"Data with mean and {band} of {' and '.join(models)}.")


def class_probabilities(predictions: Mapping[str, np.ndarray], target: np.ndarray, classes: Sequence = (),
                        alt: str = "") -> None:
    """Predicted probabilities as bars, a panel for each prediction, with the target as an outline over them.

    A prediction is an array (K,); ``target`` (K,) is 1 for the true class, or a soft label. `classes`
    are the K names, 0…K−1 where it is empty.
    """
    names = list(classes) or list(range(len(target)))
    drawn, panels = plots.figure(columns=len(predictions), squeeze=False, sharey=True)
    for axes, (title, probabilities) in zip(panels[0], predictions.items(), strict=True):
        axes.bar(range(len(names)), probabilities, color=plots.COLOURS[4], label="prediction")
        axes.bar(range(len(names)), target, width=0.94, fill=False, edgecolor=plots.COLOURS[1], linewidth=1.8,
                 label="target")
        axes.set(title=title, xlabel="class", ylim=(0, 1.05))
        axes.set_xticks(range(len(names)), names)
    panels[0][0].set(ylabel="probability")
    panels[0][0].legend(fontsize=9)
    plots.show(drawn, alt or f"Bars of the predicted class probabilities: {', '.join(predictions)}.")


def counts_and_models(
    counts: np.ndarray,
    models: Mapping[str, np.ndarray],
    labels: tuple[str, str] = ("count", "rows"),
    axes: Any = None,
    alt: str = "",
) -> None:
    """How often each count occurs, as bars, and how often models expect it, as markers, on a square-root
    axis.

    ``counts`` (n,) are whole numbers from 0; an entry of `models` holds the probabilities of 0 … m, shape (m
    + 1,), and what is left to 1 belongs to all larger counts, the last bar. The roots keep bars of 1 and of
    100 visible together. With `axes` it draws there and shows nothing.
    """
    alone = axes is None
    drawn, axes = plots.figure(width=8) if alone else (axes.figure, axes)
    last = max(len(pmf) for pmf in models.values())
    observed = np.bincount(np.minimum(counts, last), minlength=last + 1)
    axes.bar(range(last + 1), np.sqrt(observed), color=plots.COLOURS[4], label="data")
    highest = float(observed.max())
    for number, (name, pmf) in enumerate(models.items(), start=1):
        expected = len(counts) * np.append(pmf, max(0.0, 1 - float(np.sum(pmf))))
        highest = max(highest, float(expected.max()))
        axes.plot(
            range(last + 1),
            np.sqrt(expected),
            plots.MARKERS[number],
            color=plots.COLOURS[number],
            markersize=6,
            label=name,
        )
    heights = [height for height in (0, 1, 5, 20, 50, 100, 150, 250, 500, 1000, 2000) if height <= highest]
    places = list(range(0, last - 2, 5))
    axes.set(xlabel=labels[0], ylabel=f"{labels[1]} (square-root axis)", ylim=(-0.2, 1.06 * highest**0.5))
    axes.set_xticks([*places, last], [*map(str, places), f"≥ {last}"])
    axes.set_yticks(np.sqrt(heights), [str(height) for height in heights])
    handles, names = axes.get_legend_handles_labels()
    axes.legend(
        handles[-1:] + handles[:-1], names[-1:] + names[:-1], fontsize=9, loc="upper right"
    )  # the data first
    if alone:
        plots.show(
            drawn,
            alt or f"Bars of how often each count occurs, and markers for what {', '.join(models)} expect.",
        )


def simulated_statistics(
    data: np.ndarray,
    tables: Mapping[str, np.ndarray],
    statistics: Mapping[str, Callable[[np.ndarray], float]],
    alt: str = "",
) -> None:
    """Histograms of statistics of simulated tables, a panel for each statistic, with a line where the data
    stand.

    ``data`` (n,) is the real table; an entry of `tables` holds tables that a model made, (m, n). A statistic
    is a function from a table (n,) to a number, and its key is the label of the horizontal axis.
    """
    drawn, panels = plots.figure(columns=len(statistics), squeeze=False)
    for axes, (label, of) in zip(panels[0], statistics.items(), strict=True):
        found = {name: np.array([of(table) for table in made]) for name, made in tables.items()}
        highest = max(float(of(data)), *(float(np.quantile(values, 0.995)) for values in found.values()))
        edges = np.linspace(0, 1.05 * highest, 51)
        for number, (name, values) in enumerate(found.items(), start=1):
            axes.hist(values, edges, color=plots.COLOURS[number], alpha=0.6, label=f"tables by {name}")
        axes.axvline(of(data), color="black", linestyle="--", label="the real table")
        axes.set(xlabel=label, ylabel="simulated tables")
    drawn.legend(
        *panels[0][0].get_legend_handles_labels(),
        loc="outside upper center",
        ncols=len(tables) + 1,
        fontsize=9,
    )
    what, by_whom = " and ".join(statistics), ", ".join(tables)
    plots.show(drawn, alt or f"Histograms of {what} for tables by {by_whom}, and a line for the real table.")


def over_splits(
    scores: Mapping[str, Sequence[float]], label: str = "NLL of held-out groups", alt: str = ""
) -> None:
    """One number for each split of the data and each model, as markers side by side."""
    drawn, axes = plots.figure(width=8)
    table = np.array([np.asarray(values) for values in scores.values()])
    splits = range(table.shape[1])
    for number, (name, values) in enumerate(zip(scores, table, strict=True)):
        aside = np.asarray(splits) + 0.14 * (
            number - (len(scores) - 1) / 2
        )  # or equal ones would hide each other
        axes.plot(aside, values, plots.MARKERS[number], color=plots.COLOURS[number], markersize=8, label=name)
    axes.set(xlabel="split", ylabel=label, xticks=splits)
    drawn.legend(loc="outside upper center", ncols=len(scores))
    plots.show(drawn, alt or f"{label} of {', '.join(scores)} in {len(splits)} splits.")

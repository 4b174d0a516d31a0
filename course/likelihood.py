"""Pictures for the likelihood lessons (week 5), in the style of `course.plots`.

Every function draws and ends in `plots.show` with a text alternative. Not for: formulas. What a
likelihood, a cross-entropy or a predictive band *is* stays in the lessons; these functions only
draw numbers that a lesson has computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from course import plots

__all__ = ["class_probabilities", "over_parameter", "predictive_bands"]


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

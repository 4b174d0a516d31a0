"""The one figure style of the course, and the pictures more than one lesson needs.

Every function draws on a Matplotlib figure and ends in `show`, which displays it together with a
text alternative: a sentence that says what a reader who cannot see the picture should know. Colours
are Okabe and Ito's, which colour-blind readers can tell apart. Not for: pictures only one lesson
needs (they stay in that lesson) and anything interactive.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from cycler import cycler
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
"""Blue, vermilion, green, purple, sky blue, orange, black (Okabe and Ito, 2008)."""
MARKERS = ("o", "^", "s", "D", "v", "P", "X")
STYLE = {
    "axes.prop_cycle": cycler(color=COLOURS),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#DDDDDD",
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "figure.dpi": 80,
    "savefig.dpi": 80,
    "font.size": 11,
    "legend.frameon": False,
    "image.cmap": "Greys",
}
TWO_CLASSES = LinearSegmentedColormap.from_list("two classes", [COLOURS[0], "#FFFFFF", COLOURS[1]])

plt.rcParams.update(STYLE)


def figure(columns: int = 1, rows: int = 1, width: float = 0, height: float = 3.2, **kwargs) -> tuple[Figure, np.ndarray]:
    """A figure in the course's style and its axes, (rows, columns), or the one axes where there is one.

    `width` and `height` are inches, `height` for one row; further arguments go to `plt.subplots`.
    """
    plt.rcParams.update(STYLE)  # a student's own style sheet in one cell should not change the next picture
    size = (width or min(4.2 * columns + 0.6, 10), height * rows)
    return plt.subplots(rows, columns, figsize=size, layout="constrained", **kwargs)


def show(drawn: Figure, alt: str) -> None:
    """Display a figure with its text alternative, and close it.

    In a notebook, `alt` becomes the picture's text form and its ``alt`` attribute; elsewhere, the
    figure is left open for `plt.show`.
    """
    from io import BytesIO

    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        return
    png = BytesIO()
    drawn.savefig(png, format="png", metadata={"Software": None})
    plt.close(drawn)
    display({"image/png": png.getvalue(), "text/plain": alt}, raw=True, metadata={"image/png": {"alt": alt}})


def scatter_classes(x: np.ndarray, y: np.ndarray, names: Sequence[str] = ("class 0", "class 1"),
                    axis_labels: Sequence[str] = ("x₁", "x₂"), axes=None, alt: str = "") -> None:
    """Points ``x`` (n, 2) in one colour and marker for each class in ``y`` (n,).

    With `axes` it draws there and shows nothing, so that a caller can add to the picture.
    """
    alone = axes is None
    drawn, axes = figure() if alone else (axes.figure, axes)
    for label, name in enumerate(names):
        rows = np.asarray(y) == label
        axes.scatter(*np.asarray(x)[rows].T, s=12, alpha=0.6, marker=MARKERS[label], color=COLOURS[label],
                     linewidths=0, label=name)
    axes.set(xlabel=axis_labels[0], ylabel=axis_labels[1])
    axes.legend(markerscale=1.8)
    if alone:
        show(drawn, alt or f"Scatter plot of {len(x)} points, {' and '.join(names)}.")


def decision_boundaries(models: Mapping[str, Callable[[np.ndarray], np.ndarray]], x: np.ndarray, y: np.ndarray,
                        names: Sequence[str] = ("class 0", "class 1"), axis_labels: Sequence[str] = ("x₁", "x₂"),
                        alt: str = "") -> None:
    """One panel for each model: its probability of class 1 as background, p = 0.5 as a line, the points on top.

    A model is a function from points (m, 2) to probabilities of class 1, (m,).
    """
    drawn, panels = figure(columns=len(models), squeeze=False, sharex=True, sharey=True)
    low, high = x.min(axis=0) - 0.5, x.max(axis=0) + 0.5
    across, up = np.meshgrid(np.linspace(low[0], high[0], 120), np.linspace(low[1], high[1], 120))
    grid = np.stack([across.ravel(), up.ravel()], axis=1)
    for axes, (title, probability) in zip(panels[0], models.items(), strict=True):
        p = np.asarray(probability(grid)).reshape(across.shape)
        shades = axes.pcolormesh(across, up, p, cmap=TWO_CLASSES, vmin=0, vmax=1, alpha=0.45, rasterized=True)
        axes.contour(across, up, p, levels=[0.5], colors="black", linewidths=2)
        scatter_classes(x, y, names, axis_labels, axes=axes)
        axes.set_title(title)
        axes.grid(False)
    drawn.colorbar(shades, ax=panels[0].tolist(), label=f"probability of {names[1]}")
    show(drawn, alt or "Decision boundaries of " + " and ".join(models) + ".")


def learning_curves(histories: Mapping[str, Mapping[str, Sequence[float]]], metrics: Sequence[str] = ("loss", "accuracy"),
                    alt: str = "") -> None:
    """Training (solid) and validation (dashed) curves of one or more runs, a panel for each metric.

    A history is what Keras' ``fit`` returns in ``.history``: lists, one number an epoch, under the
    metric's name and, for validation data, under ``val_`` and that name.
    """
    drawn, panels = figure(columns=len(metrics), squeeze=False)
    for axes, metric in zip(panels[0], metrics, strict=True):
        for number, (title, history) in enumerate(histories.items()):
            colour = COLOURS[number % len(COLOURS)]
            for key, line, which in ((metric, "-", "training"), (f"val_{metric}", "--", "validation")):
                if key in history:
                    epochs = np.arange(1, len(history[key]) + 1)
                    axes.plot(epochs, history[key], line, color=colour, label=f"{title}, {which}")
        axes.set(xlabel="epoch", ylabel=metric)
        axes.legend(fontsize=9)
    show(drawn, alt or f"Curves of {' and '.join(metrics)} over the epochs for {', '.join(histories)}.")

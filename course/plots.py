"""The one figure style of the course, and the pictures more than one lesson needs.

Every function draws on a Matplotlib figure and ends in `show`, which displays it together with a
text alternative: a sentence that says what a reader who cannot see the picture should know. Colours
are Okabe and Ito's, which colour-blind readers can tell apart. Not for: pictures only one lesson
needs (they stay in that lesson) and anything interactive.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from cycler import cycler
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
"""Blue, vermilion, green, purple, sky blue, orange, black (Okabe and Ito, 2008)."""
TEXT_COLOURS = ("#0072B2", "#AD4B00", "#007A58")
"""The first three, dark enough for small words and numbers on white: a contrast of 4.5:1 or more."""
LINE_COLOURS = (*COLOURS[:4], COLOURS[6])
"""Those that a line without markers may have: 3:1 or more.
Sky blue and orange fill areas and colour markers with a label."""
MARKERS = ("o", "^", "s", "D", "v", "P", "X")
STYLE: dict[Any, Any] = {
    "axes.prop_cycle": cycler(color=LINE_COLOURS),
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


def figure(columns: int = 1, rows: int = 1, width: float = 0, height: float = 3.2,
           **kwargs) -> tuple[Figure, Any]:
    """A figure in the course's style and its axes, (rows, columns), or the one axes where there is one.

    `width` and `height` are inches, `height` for one row; further arguments go to `plt.subplots`.
    """
    plt.rcParams.update(STYLE)  # a student's own style sheet in one cell should not change the next picture
    size = (width or min(4.2 * columns + 0.6, 10), height * rows)
    return plt.subplots(rows, columns, figsize=size, layout="constrained", **kwargs)


def show(drawn: Figure, alt: str) -> None:
    """Display a figure with its text alternative, and close it.

    In a notebook, `alt` becomes the picture's text form and its ``alt`` attribute; elsewhere, the
    figure is left open for `plt.show`. With the variable ``COURSE_FIGURES=describe``, as a grader sets
    it, only the text appears.
    """
    from io import BytesIO

    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        return
    if os.environ.get("COURSE_FIGURES") == "describe":
        plt.close(drawn)
        display({"text/plain": alt}, raw=True)
        return
    png = BytesIO()
    drawn.savefig(png, format="png", metadata={"Software": None})
    plt.close(drawn)
    display({"image/png": png.getvalue(), "text/plain": alt}, raw=True, metadata={"image/png": {"alt": alt}})


def scatter_classes(x: np.ndarray, y: np.ndarray, names: Sequence[str] = ("class 0", "class 1"),
                    axis_labels: Sequence[str] = ("x₁", "x₂"), axes=None, alt: str = "") -> None:
    """Points ``x`` (n, 2) in one colour and marker for each class in ``y`` (n,).

    With `axes` it draws there and shows nothing, so that a caller can add to the picture and its legend.
    """
    alone = axes is None
    drawn, axes = figure() if alone else (axes.figure, axes)
    for label, name in enumerate(names):
        rows = np.asarray(y) == label
        axes.scatter(*np.asarray(x)[rows].T, s=12, alpha=0.6, marker=MARKERS[label], color=COLOURS[label],
                     linewidths=0, label=name)
    axes.set(xlabel=axis_labels[0], ylabel=axis_labels[1])
    # A fixed place: Matplotlib's search for the best one takes seconds on many points, and then warns.
    if alone:
        drawn.legend(loc="outside upper center", ncols=len(names), markerscale=1.8)
        show(drawn, alt or f"Scatter plot of {len(x)} points, {' and '.join(names)}.")


def decision_boundaries(models: Mapping[str, Callable[[np.ndarray], np.ndarray]], x: np.ndarray,
                        y: np.ndarray, names: Sequence[str] = ("class 0", "class 1"),
                        axis_labels: Sequence[str] = ("x₁", "x₂"), alt: str = "") -> None:
    """One panel for each model: its probability of class 1 as background,
    p = 0.5 as a line, the points on top.

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
    drawn.legend(*panels[0][0].get_legend_handles_labels(), loc="outside upper center", ncols=len(names),
                 markerscale=1.8)
    drawn.colorbar(shades, ax=panels[0].tolist(), label=f"probability of {names[1]}")
    show(drawn, alt or "Decision boundaries of " + " and ".join(models) + ".")


def learning_curves(histories: Mapping[str, Mapping[str, Sequence[float]]],
                    metrics: Sequence[str] = ("loss", "accuracy"), alt: str = "") -> None:
    """Training (solid) and validation (dashed) curves of one or more runs, a panel for each metric.

    A history is what Keras' ``fit`` returns in ``.history``: lists, one number an epoch, under the
    metric's name and, for validation data, under ``val_`` and that name.
    """
    drawn, panels = figure(columns=len(metrics), squeeze=False)
    for axes, metric in zip(panels[0], metrics, strict=True):
        for number, (title, history) in enumerate(histories.items()):
            colour = LINE_COLOURS[number % len(LINE_COLOURS)]
            for key, line, which in ((metric, "-", "training"), (f"val_{metric}", "--", "validation")):
                if key in history:
                    epochs = np.arange(1, len(history[key]) + 1)
                    axes.plot(epochs, history[key], line, color=colour, label=f"{title}, {which}")
        axes.set(xlabel="epoch", ylabel=metric)
        axes.legend(fontsize=9)
    show(drawn, alt or f"Curves of {' and '.join(metrics)} over the epochs for {', '.join(histories)}.")


def image_grid(images: np.ndarray, titles: Sequence[str] = (), columns: int = 8, alt: str = "") -> None:
    """Grey-scale images ``(n, height, width)``, dark for large values, all on one scale, `columns` in a row.

    `titles` are written above the images; there may be fewer of them than images.
    """
    images = np.asarray(images)
    rows = -(-len(images) // columns)
    drawn, panels = _bare_panels(rows, columns, height=1.45 if len(titles) else 1.2)
    for number, image in enumerate(images):
        axes = panels[number // columns, number % columns]
        axes.imshow(image, vmin=images.min(), vmax=max(images.max(), images.min() + 1e-12))
        axes.set_title(titles[number] if number < len(titles) else "", fontsize=9)
    _without_empty(panels, len(images))
    show(drawn, alt or f"{len(images)} grey-scale images of {images.shape[1]} by {images.shape[2]} pixels"
         + (f": {', '.join(titles)}." if len(titles) else "."))


def filter_grid(kernels: np.ndarray, columns: int = 8, channel: int = 0, titles: Sequence[str] = (),
                alt: str = "") -> None:
    """The weights of convolution kernels ``(height, width, channels, filters)``, Keras' order, as images.

    One image for each filter, of one input channel. Vermilion is positive, blue negative, white 0; all
    share one scale, which is symmetric about 0. `titles` are written above the first images.
    """
    kernels = np.asarray(kernels)[:, :, channel]
    count = kernels.shape[-1]
    columns = min(columns, count)
    largest = float(np.abs(kernels).max()) or 1.0
    drawn, panels = _bare_panels(-(-count // columns), columns, height=1.45 if len(titles) else 1.2)
    for number in range(count):
        axes = panels[number // columns, number % columns]
        image = axes.imshow(kernels[:, :, number], cmap=TWO_CLASSES, vmin=-largest, vmax=largest)
        axes.set_title(titles[number] if number < len(titles) else "", fontsize=9)
    drawn.colorbar(image, ax=panels.ravel().tolist(), label="weight", shrink=0.9)
    _without_empty(panels, count)
    show(drawn, alt or f"The weights of {count} convolution kernels of {kernels.shape[0]} by "
                       f"{kernels.shape[1]} as images.")


def feature_maps(layers: Mapping[str, np.ndarray], columns: int = 8, alt: str = "") -> None:
    """Feature maps of one image: for each layer a row with its first maps, dark where a unit is active.

    A layer's entry has shape ``(height, width, maps)``; an image itself may come first, as one map. The
    maps of a layer share one scale.
    """
    rows = {f"{name}\n{maps.shape[0]}×{maps.shape[1]}×{maps.shape[2]}": np.moveaxis(maps, -1, 0)[:columns]
            for name, maps in ((name, np.asarray(maps)) for name, maps in layers.items())}
    _labelled_rows(rows, columns,
                   alt or f"Feature maps of one image, a row for each of: {', '.join(layers)}.")


def top_patches(units: Mapping[str, np.ndarray], alt: str = "") -> None:
    """For each unit a row with the image patches ``(n, height, width)`` that excite it most,
    strongest first."""
    rows = {name: np.asarray(patches) for name, patches in units.items()}
    columns = max(len(patches) for patches in rows.values())
    _labelled_rows(rows, columns, alt or f"The {columns} patches that excite a unit most, "
                                         f"a row for each of: {', '.join(rows)}.")


def confusion_matrix(matrices: Mapping[str, np.ndarray], names: Sequence[str] = (), alt: str = "") -> None:
    """One panel for each confusion matrix ``(classes, classes)``:
    rows are true classes, columns predicted ones.

    The counts are written into the cells; the shade is the share of the true class, so that a class
    with few examples is shaded like the others. `names` are the classes' names, else 0, 1, 2, …
    """
    columns = min(len(matrices), 2)
    drawn, panels = figure(columns=columns, rows=-(-len(matrices) // columns), width=4.6 * columns,
                           height=4.2, squeeze=False)
    _without_empty(panels, len(matrices))
    for axes, (title, counts) in zip(panels.ravel(), matrices.items(), strict=False):
        counts = np.asarray(counts)
        share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        axes.imshow(share, cmap="Blues", vmin=0, vmax=1)
        for (row, column), count in np.ndenumerate(counts):
            axes.text(column, row, f"{count:g}", ha="center", va="center", fontsize=8,
                      color="white" if share[row, column] > 0.5 else "black")
        ticks = range(len(counts))
        axes.set(title=title, xlabel="predicted class", ylabel="true class", xticks=ticks, yticks=ticks)
        if len(names):
            axes.set(xticklabels=names, yticklabels=names)
        axes.grid(False)
    show(drawn, alt or f"Confusion matrix of {' and of '.join(matrices)}: rows are true classes, "
                       "columns predicted ones.")


def _bare_panels(rows: int, columns: int, height: float) -> tuple[Figure, np.ndarray]:
    """Panels for images, (rows, columns), with a thin frame but without ticks or grid;
    larger where there are few."""
    size = max(1.25, 8 / max(columns, 3.4) - 0.1)
    drawn, panels = figure(columns, rows, width=min(size * columns + 0.6, 10), height=height * size / 1.25,
                           squeeze=False)
    for axes in panels.ravel():
        axes.set(xticks=[], yticks=[])
        axes.grid(False)
        axes.spines[:].set(visible=True, color="#BBBBBB", linewidth=0.6)
    return drawn, panels


def _without_empty(panels: np.ndarray, count: int) -> None:
    """Remove the panels that stay empty, those from number `count` on."""
    for axes in panels.ravel()[count:]:
        axes.remove()


def _labelled_rows(rows: Mapping[str, np.ndarray], columns: int, alt: str) -> None:
    """One row of images for each entry ``(n, height, width)``, its name at the left, a scale for each row."""
    drawn, panels = _bare_panels(len(rows), columns, height=1.2)
    for line, (name, images) in zip(panels, rows.items(), strict=True):
        low, high = images.min(), max(images.max(), images.min() + 1e-12)
        for axes, image in zip(line, images, strict=False):
            axes.imshow(image, vmin=low, vmax=high)
        _without_empty(line, max(len(images), 1))
        line[0].set_ylabel(name, rotation=0, ha="right", va="center", fontsize=9)
    show(drawn, alt)

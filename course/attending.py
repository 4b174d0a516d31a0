"""Pictures for the lesson on attention (week 3b), in the style of `course.plots`.

Every function draws and ends in `plots.show` with a text alternative. Not for: attention, masks and codes of
positions, which students write in the lesson; these functions only draw what it has computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course import plots

__all__ = ["codes", "largest_weights", "looked_at"]


def largest_weights(sizes: Sequence[int], curves: Mapping[str, Sequence[float]], alt: str) -> None:
    """A line for each entry over the number of entries of query and key."""
    drawn, axes = plots.figure(width=6.5)
    for number, (name, values) in enumerate(curves.items()):
        axes.plot(sizes, values, plots.MARKERS[number], linestyle="-", color=plots.COLOURS[number],
                  markersize=8, label=name)
    axes.set(xscale="log", xlabel="entries of query and key, d", ylabel="largest of ten weights",
             ylim=(0, 1.05))
    axes.set_xticks(sizes, sizes)
    axes.minorticks_off()
    drawn.legend(loc="outside upper center", ncols=len(curves))
    plots.show(drawn, alt)


def codes(code: np.ndarray, alt: str) -> None:
    """Left the codes of positions (n, d) as shades, right how like each other the codes of some positions
    are."""
    drawn, (left, right) = plots.figure(columns=2, height=3.3)
    shades = left.imshow(code.T, cmap=plots.TWO_CLASSES, vmin=-1, vmax=1, aspect="auto",
                         interpolation="nearest")
    left.set(xlabel="position", ylabel="entry of the code")
    left.grid(False)
    drawn.colorbar(shades, ax=left, label="value")
    for number, place in enumerate((len(code) // 4, len(code) // 2, 3 * len(code) // 4)):
        right.plot(code @ code[place], ("-", "--", ":")[number], linewidth=2,
                   color=plots.LINE_COLOURS[number], label=f"with position {place}")
    right.set(xlabel="position", ylabel="dot product of the codes")
    drawn.legend(loc="outside upper center", ncols=3, fontsize=10)
    plots.show(drawn, alt)


def looked_at(images: np.ndarray, patch: int, shares: np.ndarray, titles: Sequence[str], alt: str) -> None:
    """Images (n, height, width) cut into patches, each above how much weight falls on each of its patches.

    ``shares`` (n, patches) go row by row and are drawn on one scale from 0 on.
    """
    drawn, rows = plots.figure(columns=len(images), rows=2, width=9, height=1.9)
    side = images.shape[1] // patch
    for number, (image, share) in enumerate(zip(images, shares, strict=True)):
        above, below = rows[:, number]
        above.imshow(image)
        above.set_title(titles[number], fontsize=10)
        shades = below.imshow(share.reshape(side, -1), cmap="Blues", vmin=0, vmax=shares.max())
        for line in range(patch, images.shape[1], patch):
            above.axhline(line - 0.5, color=plots.COLOURS[1], linewidth=0.8)
        for line in range(patch, images.shape[2], patch):
            above.axvline(line - 0.5, color=plots.COLOURS[1], linewidth=0.8)
        for axes in (above, below):
            axes.set(xticks=[], yticks=[])
            axes.spines[:].set_visible(True)
            axes.grid(False)
    drawn.colorbar(shades, ax=rows[1].tolist(), label="share of weight")
    plots.show(drawn, alt)

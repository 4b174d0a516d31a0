"""The window of a convolution on its way over a small image:
the kernel, the sum in full, and the feature map so far.

As in all deep-learning libraries the kernel is not flipped, and there is no padding. Not for: photos;
every number of the image is written out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from course import plots
from course.errors import CourseError
from course.widgets.interactive import Control, InteractiveFigure

SQUARE = np.pad(np.full((4, 4), 8), ((1, 2), (1, 2)), constant_values=1)
"""A square of large numbers on a ground of small ones."""
KERNELS = {
    "vertical edges (Sobel)": np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]]),
    "horizontal edges (Sobel, transposed)": np.array([[1, 2, 1], [0, 0, 0], [-1, -2, -1]]),
    "sharpen": np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "blur (mean of the patch)": np.full((3, 3), 1 / 9),
}
LARGEST_IMAGE, LARGEST_KERNEL = 10, 5
CELL, GAP = 0.42, 1.1
"""Inches of one pixel; pixels between image, kernel and map."""


def convolution(image: np.ndarray | None = None,
                kernels: Mapping[str, np.ndarray] | None = None) -> InteractiveFigure:
    """Slide a kernel over an image (height, width) with stride 1 or 2 and write out each sum.

    `kernels`, (rows, columns) by name, stand in a drop-down list;
    without any there are edge detectors, a sharpener and a blur.
    """
    image = SQUARE if image is None else np.asarray(image)
    kernels = {name: np.asarray(kernel) for name, kernel in (kernels or KERNELS).items()}
    _check(image, kernels)
    walk, names = _Walk(image, kernels), list(kernels)
    fine, coarse = walk.places(names[0], 1), walk.places(names[0], 2)

    def places(kernel: str, stride: int, **_: Any) -> list[int]:
        return walk.places(kernel, stride)

    controls = [Control("place", "window at", places, start=0, words=walk.words),
                Control("kernel", "kernel", names), Control("stride", "stride", [1, 2])]
    third = (coarse[len(coarse) // 2], names[0], 2)
    if len(names) > 1:
        third = (walk.places(names[1], 1)[-1], names[1], 1)
    stills = [(fine[len(fine) // 2], names[0], 1), (fine[-1], names[0], 1), third, (coarse[-1], names[0], 2)]
    return InteractiveFigure(
        walk.draw, walk.describe, controls,
        [{"place": place, "kernel": name, "stride": stride} for place, name, stride in stills], walk.size)


class _Walk:
    """An image and kernels; a place is the number of the pixel under the window's upper left corner,
    counted row by row."""

    def __init__(self, image: np.ndarray, kernels: Mapping[str, np.ndarray]) -> None:
        self.image, self.kernels = image, kernels
        self.high, self.wide = (max(kernel.shape[axis] for kernel in kernels.values()) for axis in (0, 1))
        map_width = image.shape[1] - min(kernel.shape[1] for kernel in kernels.values()) + 1
        self.lefts = (0, image.shape[1] + GAP, image.shape[1] + self.wide + 2 * GAP)
        self.cells = self.lefts[2] + map_width, image.shape[0] + 1.2 + 0.5 * self.high
        self.size = (self.cells[0] + 0.6) * CELL, (self.cells[1] + 0.6) * CELL

    def places(self, kernel: str, stride: int) -> list[int]:
        rows, columns = (range(0, self.image.shape[axis] - self.kernels[kernel].shape[axis] + 1, stride)
                         for axis in (0, 1))
        return [row * self.image.shape[1] + column for row in rows for column in columns]

    def words(self, place: int) -> str:
        row, column = divmod(place, self.image.shape[1])
        return f"row {row}, column {column}"

    def feature_map(self, kernel: str, stride: int) -> np.ndarray:
        """All sums, (rows, columns)."""
        weights = self.kernels[kernel]
        patches = np.lib.stride_tricks.sliding_window_view(self.image, weights.shape)[::stride, ::stride]
        return np.einsum("rcij,ij->rc", patches, weights)

    def total(self, place: int, kernel: str, stride: int) -> list[str]:
        """The sum at a place written out, a line for each row of the kernel."""
        weights, divisor = _whole(self.kernels[kernel])
        row, column = divmod(place, self.image.shape[1])
        patch = self.image[row:row + weights.shape[0], column:column + weights.shape[1]]
        lines = [" + ".join(_product(pixel, weight) for pixel, weight in zip(*pair, strict=True))
                 for pair in zip(patch, weights, strict=True)]
        result = self.feature_map(kernel, stride).ravel()[self.places(kernel, stride).index(place)]
        if divisor > 1:
            lines[0], lines[-1] = "(" + lines[0], f"{lines[-1]}) / {divisor}"
        return [*(f"{line} +" for line in lines[:-1]), f"{lines[-1]} = {_short(result)}"]

    def describe(self, place: int, kernel: str, stride: int) -> str:
        places = self.places(kernel, stride)
        return (f"Kernel: {kernel}; stride {stride}. The window at {self.words(place)} gives "
                f"{' '.join(self.total(place, kernel, stride))}, number {places.index(place) + 1} of the "
                f"{len(places)} of the feature map.")

    def draw(self, onto: Any, **settings: Any) -> Callable[..., None]:
        axes = onto.subplots()
        axes.axis("off")
        axes.set(xlim=(-0.3, self.cells[0] + 0.3), ylim=(self.cells[1] - 0.7, -1.3))
        _grid(axes, self.image, self.lefts[0], "image", _blues(self.image))
        changing: list[Any] = []  # the image stays, and half of the time to draw goes into it

        def change(place: int, kernel: str, stride: int) -> None:
            while changing:
                changing.pop().remove()
            changing.extend(self._kernel_and_map(axes, place, kernel, stride))

        change(**settings)
        return change

    def _kernel_and_map(self, axes: Any, place: int, kernel: str, stride: int) -> list[Any]:
        """Draw what depends on the settings; returns what was drawn."""
        weights, divisor = _whole(self.kernels[kernel])
        done = self.places(kernel, stride).index(place)
        whole_map = self.feature_map(kernel, stride)
        so_far = np.where(np.arange(whole_map.size).reshape(whole_map.shape) <= done, whole_map, np.nan)
        row, column = divmod(place, self.image.shape[1])
        return [
            *_grid(axes, weights, self.lefts[1], "kernel" if divisor == 1 else f"kernel × {divisor}",
                   _two_colours(weights)),
            *_grid(axes, so_far, self.lefts[2], "feature map", _two_colours(whole_map)),
            _frame(axes, column, row, *weights.shape[::-1]),
            _frame(axes, self.lefts[2] + done % whole_map.shape[1], done // whole_map.shape[1], 1, 1),
            axes.text(self.cells[0] / 2, self.cells[1] - 0.8, "\n".join(self.total(place, kernel, stride)),
                      ha="center", va="bottom", fontsize=10, parse_math=False),
        ]


def _check(image: np.ndarray, kernels: Mapping[str, np.ndarray]) -> None:
    if image.ndim != 2 or max(image.shape) > LARGEST_IMAGE:
        raise CourseError(f"an image of shape {image.shape} cannot be written out: give (rows, columns) "
                          f"with at most {LARGEST_IMAGE} of each.")
    for name, kernel in kernels.items():
        fits = kernel.ndim == 2 and all(k <= n for k, n in zip(kernel.shape, image.shape, strict=True))
        if not fits or max(kernel.shape) > LARGEST_KERNEL:
            raise CourseError(f"kernel {name!r} has shape {kernel.shape}: give (rows, columns), "
                              f"at most {LARGEST_KERNEL} of each and no more than the image has.")


def _whole(kernel: np.ndarray) -> tuple[np.ndarray, int]:
    """Weights such as 1/9 as whole numbers and their common divisor; other weights as they are, and 1."""
    divisor = math.lcm(*(Fraction(float(weight)).limit_denominator(36).denominator for weight in kernel.flat))
    whole = np.round(kernel * divisor)
    if divisor <= 36 and np.allclose(whole / divisor, kernel, rtol=1e-9, atol=1e-12):
        return whole.astype(int), divisor
    return kernel, 1


def _product(pixel: float, weight: float) -> str:
    return f"{_short(pixel)}·{_short(weight)}" if weight >= 0 else f"{_short(pixel)}·({_short(weight)})"


def _short(value: float) -> str:
    """A number of at most three digits, with a real minus sign."""
    return f"{round(float(value), 9) + 0.0:.3g}".replace("-", "−")  # + 0.0: never "−0"


def _blues(numbers: np.ndarray) -> dict[str, Any]:
    # so light that black digits can be read
    return {"cmap": "Blues", "vmin": numbers.min(), "vmax": numbers.min() + 2 * max(np.ptp(numbers), 1)}


def _two_colours(numbers: np.ndarray) -> dict[str, Any]:
    largest = 1.7 * (np.abs(numbers).max() or 1)
    return {"cmap": plots.TWO_CLASSES, "vmin": -largest, "vmax": largest}


def _grid(axes: Any, numbers: np.ndarray, left: float, title: str, shades: dict[str, Any]) -> list[Any]:
    """Draw a grid of numbers whose upper left corner lies at (`left`, 0);
    what is not a number yet stays grey and empty."""
    rows, columns = numbers.shape
    shades["cmap"] = plots.plt.get_cmap(shades["cmap"]).with_extremes(bad="#EEEEEE")
    return [
        axes.imshow(numbers, extent=(left, left + columns, rows, 0), aspect="auto", interpolation="nearest",
                    **shades),
        axes.add_patch(Rectangle((left, 0), columns, rows, fill=False, edgecolor="#BBBBBB")),
        axes.text(left + columns / 2, -0.25, title, ha="center", va="bottom", fontsize=10),
        *(axes.text(left + column + 0.5, row + 0.5, _short(value), ha="center", va="center", fontsize=9)
          for (row, column), value in np.ndenumerate(numbers) if np.isfinite(value)),
    ]


def _frame(axes: Any, left: float, top: float, width: int, height: int) -> Any:
    return axes.add_patch(Rectangle((left, top), width, height, fill=False, edgecolor=plots.COLOURS[1],
                                    linewidth=2.5, zorder=3))

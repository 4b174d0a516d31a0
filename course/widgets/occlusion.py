"""An occluding square over an image, the map it leaves, and the score of the covered image.

Left the image with the square on it, right the whole map with the square's place. The maps are those a lesson
has computed; the score of a covered image is the image's score minus the map. Not for: computing maps.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course import plots, saliency
from course.errors import CourseError
from course.widgets.interactive import Control, InteractiveFigure


def occluding_square(
    images: Mapping[str, np.ndarray],
    scores: Mapping[str, float],
    maps: Mapping[str, Mapping[int, np.ndarray]],
    names: tuple[str, str] = ("ring", "plus"),
) -> InteractiveFigure:
    """A list of images, and sliders for the square's size, row and column.

    ``images`` (height, width), all of one shape; ``scores`` says the score of each uncovered image, and
    ``maps[image][size][row, column]`` by how much it falls when a square of this odd size about this place is
    covered with 0. `names` are the classes of scores below and above 0.
    """
    images = {name: np.asarray(image, dtype=float) for name, image in images.items()}
    shapes = {image.shape for image in images.values()}
    shapes |= {np.shape(each) for sizes in maps.values() for each in sizes.values()}
    sizes = sorted({size for each in maps.values() for size in each})
    if len(shapes) != 1 or set(images) != set(maps) or any(set(each) != set(sizes) for each in maps.values()):
        raise CourseError("occluding_square needs, for every image, a map of the image's shape for each size "
                          "of the square, and all images of one shape.")
    (height, width), = shapes
    first, middle = next(iter(images)), sizes[len(sizes) // 2]
    peaks = {name: _peak(maps[name][middle]) for name in images}

    def covered(image: str, size: int, row: int, column: int) -> float:
        return float(scores[image] - maps[image][size][row][column])

    def draw(onto: Any, image: str, size: int, row: int, column: int) -> Any:
        left, right = onto.subplots(1, 2)
        low, high = (limit(list(images.values())) for limit in (np.min, np.max))
        picture = left.imshow(images[first], vmin=low, vmax=high)
        shades = saliency.shade(right, np.asarray(maps[first][middle]))
        frames = [saliency.outline(axes, (row, column), size, colour)
                  for axes, colour in ((left, plots.COLOURS[1]), (right, "black"))]
        for axes in (left, right):
            axes.set(xticks=(0, width // 2, width - 1), yticks=(0, height // 2, height - 1), xlabel="column")
            axes.grid(False)
        left.set(ylabel="row")
        bar = onto.colorbar(shades, ax=[left, right], label="fall of the score")

        def change(image: str, size: int, row: int, column: int) -> None:
            half, now = size // 2, images[image].copy()
            now[max(row - half, 0) : row + half + 1, max(column - half, 0) : column + half + 1] = 0
            picture.set_data(now)
            values = np.asarray(maps[image][size])
            largest = float(np.max(np.abs(values))) or 1.0
            shades.set_data(values)
            shades.set_clim(-largest, largest)
            bar.update_normal(shades)
            for frame in frames:
                frame.set(x=column - size / 2, y=row - size / 2, width=size, height=size)
            score = covered(image, size, row, column)
            left.set_title(f"{image}\ncovered: score {_number(score)}, “{_call(score, names)}”", fontsize=10)
            right.set_title(f"map for a square of {size}×{size}\nuncovered: score "
                            f"{_number(scores[image])}, “{_call(scores[image], names)}”", fontsize=10)

        change(image, size, row, column)
        return change

    def describe(image: str, size: int, row: int, column: int) -> str:
        score, peak = covered(image, size, row, column), _peak(maps[image][size])
        return (
            f"{image[:1].upper()}{image[1:]}, score {_number(scores[image])} "
            f"({_call(scores[image], names)}). With a square of {size} by {size} pixels at row {row}, column "
            f"{column} covered, the score is {_number(score)} ({_call(score, names)}). Squares of this size "
            f"change it most at row {peak[0]}, column {peak[1]}."
        )

    controls = [
        Control("image", "image", tuple(images), start=first),
        Control("size", "size of the square", sizes, start=middle),
        Control("row", "row", range(height), start=peaks[first][0]),
        Control("column", "column", range(width), start=peaks[first][1]),
    ]
    stills = [{"image": name, "size": middle, "row": row, "column": column}
              for name, (row, column) in peaks.items()]
    return InteractiveFigure(draw, describe, controls, stills, size=(7.2, 3.3), columns=1)


def _peak(values: np.ndarray) -> tuple[int, int]:
    """Row and column where the map is farthest from 0."""
    row, column = np.unravel_index(np.argmax(np.abs(values)), np.shape(values))
    return int(row), int(column)


def _number(score: float) -> str:
    return f"{score:.1f}".replace("-", "−")


def _call(score: float, names: tuple[str, str]) -> str:
    return names[int(score > 0)]

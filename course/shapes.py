"""Generated images of a plus or a ring in noise, for the lesson on looking inside (week 3b).

Where the shape stands is known for every image, so a map that claims to show it can be marked right or wrong.
A second kind of data gives every plus a bright mark in the corner as well. Not for: maps and networks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

PIXELS = 24
"""Height and width of an image."""
NOISE = 0.35
"""Standard deviation of the noise; the pixels of a shape are 1 above it."""
MARK, MARK_SIZE = 2.0, 2
"""Brightness of the mark, and how many rows and columns from the upper left corner it covers."""
RING = np.array([[0, 1, 1, 1, 0], [1, 0, 0, 0, 1], [1, 0, 0, 0, 1], [1, 0, 0, 0, 1], [0, 1, 1, 1, 0]])
PLUS = np.array([[0, 0, 1, 0, 0], [0, 0, 1, 0, 0], [1, 1, 1, 1, 1], [0, 0, 1, 0, 0], [0, 0, 1, 0, 0]])
EDGE = 4
"""A shape keeps at least so many pixels away from the edge, and so from the mark, at the upper left."""


@dataclass(frozen=True, repr=False)
class Shapes:
    """``images`` (n, 24, 24), float32; ``labels`` (n,), 1 for a plus and 0 for a ring; ``places`` (n, 2), row
    and column of each shape's centre."""

    images: np.ndarray
    labels: np.ndarray
    places: np.ndarray

    def __repr__(self) -> str:
        return f"Shapes({len(self.images):,} images, {int(self.labels.sum()):,} of them of a plus)"


def load(n: int, seed: int, marked: bool = False) -> Shapes:
    """`n` images, every second one of a plus, in random order; where `marked`, each plus has the mark.

    The same `seed` gives the same images, with and without marks.
    """
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(n) % 2)
    images = rng.normal(0, NOISE, (n, PIXELS, PIXELS))
    side = len(PLUS)
    corners = rng.integers(EDGE, PIXELS - side - 1, (n, 2))
    for image, label, (row, column) in zip(images, labels, corners, strict=True):
        image[row : row + side, column : column + side] += PLUS if label else RING
    shapes = Shapes(images.astype("float32"), labels, corners + side // 2)
    return Shapes(with_mark(shapes.images, labels == 1), labels, shapes.places) if marked else shapes


def with_mark(images: np.ndarray, which: np.ndarray | None = None) -> np.ndarray:
    """A copy of the images (n, height, width) with the mark, on all of them or where `which` (n,) is true."""
    marked = np.array(images)
    chosen = np.full(len(marked), True) if which is None else which
    marked[chosen, :MARK_SIZE, :MARK_SIZE] = MARK
    return marked

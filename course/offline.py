"""Stand-ins for the data sets, made on the spot without network: what `course.data` falls back to.

Each function is deterministic for its arguments. The digits are real handwriting (scikit-learn's
8×8 digits, drawn larger by random affine maps); the banknotes and blood pressures are random draws
whose parameters were fitted to the real files. Not for: choosing a source, which `course.data` does.
"""

from __future__ import annotations

import numpy as np

DIGITS = (4_000, 2_000)
"""Numbers of training and test images that `digits` makes."""

# Two mixtures of three normal distributions, fitted to the 1,372 real banknotes: class, weight, mean,
# and the Cholesky factor of the covariance (columns: variance, skewness, curtosis, entropy).
BANKNOTE_MIXTURE = (
    (0, 0.364, (2.85, 4.39, 0.23, 0.18),
     ((1.51,), (-1.37, 2.59), (-0.46, -1.61, 0.76), (0.53, -0.59, 0.19, 0.46))),
    (0, 0.276, (2.13, -2.3, 4.57, -0.02),
     ((1.73,), (-1.12, 2.23), (-1.21, -1.06, 1.64), (0.25, 0.46, 0.12, 0.69))),
    (0, 0.360, (1.8, 9.14, -1.52, -3.36),
     ((2.48,), (-0.59, 1.64), (-1.62, -0.58, 1.45), (0.85, -1.19, 0.42, 1.05))),
    (1, 0.252, (-2.78, 4.62, -1.46, -3.82),
     ((2.44,), (-1.32, 1.63), (-1.83, -0.7, 0.5), (0.42, -1.42, 0.39, 1.21))),
    (1, 0.354, (-2.32, -7.24, 7.96, -0.24),
     ((1.24,), (1.66, 2.76), (-3.38, -2.25, 1.22), (0.75, 0.53, 0.18, 0.72))),
    (1, 0.394, (-0.87, 1.02, -0.77, -0.5),
     ((1.43,), (0.59, 1.48), (-1.46, -1.24, 0.74), (-0.1, -1.06, 0.05, 0.57))),
)
BANKNOTES = {0: 762, 1: 610}
"""Rows of each class in the real file; 24 of the 1,372 rows repeat another one."""
REPEATED_BANKNOTES = 24

# What the 33 real women add up to: with age x in years and pressure y in mmHg, the number of rows and
# the sums of x, x², y, y² and xy. A straight line fitted to any data with these sums is the same line.
BLOOD_PRESSURE_SUMS = {"n": 33, "x": 1522.0, "xx": 78956.0, "y": 4575.0, "yy": 656481.0, "xy": 220684.0}


def digits(seed: int = 7) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """4,000 training and 2,000 test images of handwritten digits, 28×28 `uint8`, with their labels.

    Each is one of scikit-learn's 1,797 scanned digits under a random affine map (rotation ±15°,
    scale, shear, shift ±3 pixels). The first 1,200 scans make training images, the others test
    images, so no scan and hardly a writer is in both. Without the shifts, shuffling the pixels
    would not hurt a convolutional network, which would teach a falsehood.
    """
    from sklearn.datasets import load_digits

    scans = load_digits()
    images, labels = scans.images / 16.0, scans.target.astype(np.uint8)
    rng = np.random.default_rng(seed)
    halves = []
    for count, (first, last) in zip(DIGITS, ((0, 1_200), (1_200, len(images))), strict=True):
        chosen = rng.permutation(np.resize(np.arange(first, last), count))
        halves += [_draw(images[chosen], rng), labels[chosen]]
    return tuple(halves)


def _draw(scans: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw 8×8 images (values 0…1) onto 28×28 canvases, each through an affine map of its own."""
    from scipy.ndimage import map_coordinates

    count = len(scans)
    angle = np.deg2rad(rng.uniform(-15, 15, count))
    scale = rng.uniform(0.9, 1.1, count) * 20 / 8  # the digit fills about 20 of the 28 pixels
    shear = rng.uniform(-0.1, 0.1, count)
    shift = rng.uniform(-3, 3, (count, 2))
    cos, sin = np.cos(angle), np.sin(angle)
    rows, columns = np.meshgrid(np.arange(28) - 13.5, np.arange(28) - 13.5, indexing="ij")
    row = rows[None] - shift[:, 0, None, None]
    column = columns[None] - shift[:, 1, None, None]
    turned_row = (cos[:, None, None] * row - sin[:, None, None] * column) / scale[:, None, None]
    turned_column = (sin[:, None, None] * row + cos[:, None, None] * column) / scale[:, None, None]
    turned_column = turned_column + shear[:, None, None] * turned_row
    padded = np.pad(scans, ((0, 0), (2, 2), (2, 2)))  # a black margin to interpolate against
    which = np.broadcast_to(np.arange(count)[:, None, None], row.shape)
    drawn = map_coordinates(padded, (which, turned_row + 5.5, turned_column + 5.5), order=1, mode="constant")
    return np.rint(255 * np.clip(drawn, 0, 1)).astype(np.uint8)


def banknotes(seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """1,372 rows of four features drawn from `BANKNOTE_MIXTURE`, class 0 first; 24 rows are repeats."""
    rng = np.random.default_rng(seed)
    rows, labels = [], []
    for label, count in BANKNOTES.items():
        parts = [part for part in BANKNOTE_MIXTURE if part[0] == label]
        notes = []
        for which in rng.choice(len(parts), size=count, p=[part[1] for part in parts]):
            _, _, mean, factor = parts[which]
            noise = rng.standard_normal(4)
            notes.append([m + np.dot(f, noise[: len(f)]) for m, f in zip(mean, factor, strict=True)])
        drawn = np.round(notes, 4)
        if label == 0:  # in the real file, too, a few genuine notes were entered more than once
            again = rng.choice(count - REPEATED_BANKNOTES, REPEATED_BANKNOTES, replace=False)
            drawn[-REPEATED_BANKNOTES:] = drawn[again]
        rows.append(drawn)
        labels.append(np.full(count, label))
    return np.concatenate(rows), np.concatenate(labels)


def blood_pressure(seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """33 ages (years) and systolic blood pressures (mmHg) with exactly the sums of the real ones.

    So every straight line has the same mean squared error and gradient on them as on the real data.
    """
    rng = np.random.default_rng(seed)
    n, sx, sxx, sy, syy, sxy = BLOOD_PRESSURE_SUMS.values()
    mean_x, var_x = sx / n, sxx / n - (sx / n) ** 2
    slope = (sxy / n - sx * sy / n**2) / var_x
    intercept = sy / n - slope * mean_x
    mse = syy / n - (sy / n) ** 2 - slope**2 * var_x
    z = np.sort(rng.uniform(-1, 1, int(n)))
    x = mean_x + np.sqrt(var_x) * (z - z.mean()) / z.std()
    noise = rng.standard_normal(int(n))
    noise -= np.polyval(np.polyfit(z, noise, 1), z)  # nothing a straight line could explain
    return x, intercept + slope * x + np.sqrt(mse) * noise / noise.std()


BAR_IMAGE = 32
"""Height and width of the images that `bars` makes, in pixels."""
BAR_MARGIN = 4
"""Pixels along every edge of such an image that no bar touches."""


def bars(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """`count` images of one to four parallel bars, (count, 32, 32) `uint8`, and labels (count,).

    A bar is 1 pixel wide, 12 to 24 pixels long and has a brightness of its own from 140 to 255; the
    background is 0. All bars of an image are horizontal (label 0) or all are vertical (label 1), half
    of the images each. Both classes are drawn by the same rules, so nothing but the orientation tells
    them apart.
    """
    rng = np.random.default_rng(seed)
    images = np.zeros((count, BAR_IMAGE, BAR_IMAGE), dtype=np.uint8)
    labels = rng.permutation(np.arange(count) % 2).astype(np.uint8)
    last = BAR_IMAGE - BAR_MARGIN
    for image, label in zip(images, labels, strict=True):
        canvas = image if label else image.T
        for _ in range(rng.integers(1, 5)):
            length = rng.integers(12, 25)
            start, column = rng.integers(BAR_MARGIN, last - length + 1), rng.integers(BAR_MARGIN, last)
            canvas[start : start + length, column] = rng.integers(140, 256)
    return images, labels

"""The data sets of the lessons, each as a small record of arrays that knows where it came from.

A loader tries four sources in this order and prints which one it used: a folder named by the
environment variable ``COURSE_DATA``; the cache of an earlier download; a download (checked by
SHA-256, given up after a few seconds); an offline stand-in (`course.offline`). ``source="real"``
stops with a sentence instead of taking the stand-in, ``source="offline"`` asks for the stand-in.
``COURSE_SOURCE`` in the environment is the default of `source`: continuous integration and grading
set it, so that a grade never depends on the network.

Not for: scaling, splitting, shuffling. Lessons teach those.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course import offline
from course.errors import DataError
from course.waiting_times import MINUTES

SOURCES = ("real", "offline")
DOWNLOAD_SECONDS = 5
"""How long a download may wait for a server before the next source is tried."""


@dataclass(frozen=True)
class RealFile:
    """One real data file: the name it has in ``COURSE_DATA``, where it is had, and how to know it."""

    name: str
    url: str | None
    sha256: str | None


MNIST = RealFile(
    "mnist.npz",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
    "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
)
BANKNOTES = RealFile(  # UCI Machine Learning Repository, CC BY 4.0, DOI 10.24432/C55P57
    "banknote_authentication.csv",
    "https://archive.ics.uci.edu/ml/machine-learning-databases/00267/data_banknote_authentication.txt",
    "d0539aaed2139ba7a587b3e34fb345ce503ff7d5d33dbf9912d8e195ce425cb9",
)
BLOOD_PRESSURE = RealFile("sbp_age.csv", None, None)  # nowhere published: only from COURSE_DATA

# An npz file can be packed in many ways, so a file somebody puts into COURSE_DATA is known by its
# arrays: the SHA-256 of the bytes of x_train, y_train, x_test and y_test, one after the other.
MNIST_ARRAYS_SHA256 = "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16"
MNIST_SHAPES = {"x_train": (60_000, 28, 28), "y_train": (60_000,), "x_test": (10_000, 28, 28), "y_test": (10_000,)}


@dataclass(frozen=True, repr=False)
class Images:
    """Labelled grey-scale images.

    ``x_train`` (n, 28, 28) and ``x_test`` (m, 28, 28) are `uint8` from 0 (paper) to 255 (ink);
    ``y_train`` (n,) and ``y_test`` (m,) are the classes 0…9. `source` is ``"real"`` or ``"offline"``.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    source: str

    def __repr__(self) -> str:
        return f"Images({len(self.x_train):,} for training, {len(self.x_test):,} for testing, source={self.source!r})"


@dataclass(frozen=True, repr=False)
class Table:
    """Rows of measurements: ``x`` (n, number of columns) or (n,), ``y`` (n,), and the columns' names."""

    x: np.ndarray
    y: np.ndarray
    columns: tuple[str, ...]
    source: str

    def __repr__(self) -> str:
        return f"Table({len(self.x):,} rows of {', '.join(self.columns)}, source={self.source!r})"


def load_mnist(n_train: int | None = None, n_test: int | None = None, source: str | None = None) -> Images:
    """Handwritten digits, 28×28 pixels: the first `n_train` and `n_test` of them (all where `None`).

    Real MNIST has 60,000 training and 10,000 test images, the offline stand-in 4,000 and 2,000; asking
    for more than there are gives all. Raises `DataError` when ``source="real"`` cannot be had.
    """
    arrays, used = _load("MNIST", MNIST, _read_mnist, offline.digits, source)
    x_train, y_train, x_test, y_test = arrays
    images = Images(x_train[:n_train], y_train[:n_train], x_test[:n_test], y_test[:n_test], used)
    print(f"MNIST: {len(images.x_train):,} training and {len(images.x_test):,} test images ({_says(used)})")
    return images


def load_banknotes(source: str | None = None) -> Table:
    """1,372 banknotes: ``x`` (1372, 4) of wavelet features, ``y`` (1372,) with 1 for a forged note.

    The columns are variance, skewness, curtosis and entropy of the note's image, without unit. The
    rows are sorted by class, and 24 of them repeat another row. Raises `DataError` as `load_mnist`.
    """
    (x, y), used = _load("banknotes", BANKNOTES, _read_banknotes, offline.banknotes, source)
    print(f"Banknotes: {len(x):,} rows, {int(y.sum()):,} of them forged ({_says(used)})")
    return Table(x, y, ("variance", "skewness", "curtosis", "entropy"), used)


def load_blood_pressure(source: str | None = None) -> Table:
    """33 women: ``x`` (33,) age in years, ``y`` (33,) systolic blood pressure in mmHg."""
    (x, y), used = _load("blood pressure", BLOOD_PRESSURE, _read_blood_pressure, offline.blood_pressure, source)
    print(f"Blood pressure: {len(x)} women ({_says(used)})")
    return Table(x, y, ("age",), used)


def _says(source: str) -> str:
    return "real data" if source == "real" else "offline stand-in"


def _load(title: str, file: RealFile, read: Callable, make: Callable, source: str | None) -> tuple[tuple, str]:
    """Arrays of the first source that has them, and that source's name."""
    if source is None:
        source = os.environ.get("COURSE_SOURCE") or None
    if source is not None and source not in SOURCES:
        raise DataError(f"unknown source {source!r} for {title}: ask for 'real' or 'offline', or leave it out.")
    if source == "offline":
        return make(), "offline"
    found = _find(file, wanted=source == "real")
    if found is not None:
        return read(found), "real"
    if source == "real":
        raise DataError(
            f"the real {title} data cannot be had: put {file.name} into a folder and name that folder in "
            f"COURSE_DATA{', or connect to the internet' if file.url else ''}."
        )
    return make(), "offline"


def _find(file: RealFile, wanted: bool) -> Path | None:
    """The real file on this machine, downloaded if need be; `None` where it cannot be had."""
    folder = os.environ.get("COURSE_DATA")
    if folder:
        if not Path(folder).is_dir():
            raise DataError(f"COURSE_DATA names {folder}, which is not a folder: correct it, or unset it.")
        if (Path(folder) / file.name).is_file():
            return Path(folder) / file.name
    cached = cache_folder() / file.name
    if cached.is_file():
        _verify(cached, file)
        return cached
    if file.url is None or (os.environ.get("CI") and not wanted):
        return None
    return _download(file)


def cache_folder() -> Path:
    """Where downloads are kept: the user's cache, or ``COURSE_CACHE``."""
    import pooch

    return Path(os.environ.get("COURSE_CACHE") or pooch.os_cache("dl-course"))


def _verify(path: Path, file: RealFile) -> None:
    if file.sha256 and hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
        raise DataError(f"{path} is damaged (its SHA-256 is not {file.name}'s): delete it and try again.")


def _download(file: RealFile) -> Path | None:
    """Fetch the file into the cache; `None` without network, `DataError` where it arrives damaged."""
    import pooch

    pooch.get_logger().setLevel("ERROR")
    fetch = pooch.HTTPDownloader(progressbar=True, timeout=DOWNLOAD_SECONDS)
    try:
        return Path(
            pooch.retrieve(file.url, known_hash=file.sha256, fname=file.name, path=cache_folder(), downloader=fetch)
        )
    except ValueError as error:  # pooch's word for a hash that does not match; it keeps no such file
        raise DataError(f"{file.name} arrived damaged (wrong SHA-256): try again later.") from error
    except OSError:  # no network, no such server, no right to write the cache
        return None


def _read_mnist(path: Path) -> tuple[np.ndarray, ...]:
    try:
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in MNIST_SHAPES}
    except Exception as error:
        raise DataError(f"{path} cannot be read as MNIST ({type(error).__name__}): get the file anew.") from error
    digest = hashlib.sha256()
    for name, shape in MNIST_SHAPES.items():
        if arrays[name].shape != shape:
            raise DataError(f"{path} is not MNIST: {name} has shape {arrays[name].shape}, not {shape}. Get the file anew.")
        digest.update(np.ascontiguousarray(arrays[name], dtype=np.uint8))
    if digest.hexdigest() != MNIST_ARRAYS_SHA256:
        raise DataError(f"{path} is not MNIST: its images or labels differ from the published ones. Get the file anew.")
    return tuple(arrays.values())


def _read_banknotes(path: Path) -> tuple[np.ndarray, np.ndarray]:
    table = _read_csv(path, columns=5, rows=1_372)
    return table[:, :4], table[:, 4].astype(int)


def _read_blood_pressure(path: Path) -> tuple[np.ndarray, np.ndarray]:
    table = _read_csv(path, columns=2, rows=33, skiprows=1)
    return table[:, 0], table[:, 1]


def _read_csv(path: Path, columns: int, rows: int, skiprows: int = 0) -> np.ndarray:
    try:
        table = np.loadtxt(path, delimiter=",", skiprows=skiprows, ndmin=2)
    except (ValueError, OSError) as error:
        raise DataError(f"{path} cannot be read as a table of numbers: get the file anew.") from error
    if table.shape != (rows, columns):
        raise DataError(f"{path} has {table.shape[0]} rows and {table.shape[1]} columns, not {rows} and {columns}: get the file anew.")
    return table


@dataclass(frozen=True, repr=False)
class Bars:
    """Labelled images of bars, `uint8` from 0 (background) to 255.

    ``x_train`` (n, 32, 32) and ``x_validation`` (m, 32, 32) are the images, ``y_train`` (n,) and
    ``y_validation`` (m,) their classes: 0 for horizontal, 1 for vertical bars. `source` is ``"generated"``.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_validation: np.ndarray
    y_validation: np.ndarray
    source: str = "generated"

    def __repr__(self) -> str:
        return f"Bars({len(self.x_train):,} for training, {len(self.x_validation):,} for validation, source={self.source!r})"


def load_bars(n_train: int = 1_000, n_validation: int = 500, seed: int = 5) -> Bars:
    """Images of horizontal (class 0) or vertical (class 1) bars, 32×32 pixels, drawn on the spot.

    They are made here for everybody (`course.offline.bars`), so there is no other source to choose.
    The same `seed` gives the same images; training and validation images are drawn independently.
    """
    x_train, y_train = offline.bars(n_train, 2 * seed)
    x_validation, y_validation = offline.bars(n_validation, 2 * seed + 1)
    print(f"Bars: {n_train:,} training and {n_validation:,} validation images (generated)")
    return Bars(x_train, y_train, x_validation, y_validation)


def load_waiting_times() -> np.ndarray:
    """Old Faithful: 272 waiting times (272,) in minutes, float64, from one eruption to the next.

    Whole minutes from 43 to 96, in the order they were noted. They are typed in (`course.waiting_times`),
    so there is one source for everybody, and each call returns an array of its own.
    """
    minutes = np.array(MINUTES, dtype=np.float64)
    print(f"Old Faithful: {len(minutes)} waiting times, {minutes.min():.0f} to {minutes.max():.0f} minutes (typed in)")
    return minutes

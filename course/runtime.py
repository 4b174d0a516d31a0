"""The run-time surroundings of a lesson: seeds, quiet logs, the device, the versions in use, Colab.

Call `prepare` (``import course`` does) before TensorFlow is imported. This module runs no
TensorFlow operation and starts no thread, so a process that has imported it may still be forked;
`device` is the one exception, and says so.
"""

from __future__ import annotations

import contextlib
import importlib.abc
import importlib.metadata
import importlib.util
import os
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

SEED = 20
"""The seed that ``import course`` sets; `seed` sets another."""

PACKAGES = ("tensorflow", "keras", "numpy", "scipy", "matplotlib", "scikit-learn", "ipython", "ipywidgets")
OLDEST = {"python": (3, 11), "tensorflow": (2, 18), "keras": (3, 6), "numpy": (1, 26), "scipy": (1, 11),
          "matplotlib": (3, 8), "scikit-learn": (1, 4), "ipython": (7, 34), "ipywidgets": (7, 7)}
"""The lower bounds of ``pyproject.toml``, which ``pip install --no-deps`` does not look at."""

lesson: str | None = None
"""Which lesson this notebook is, such as ``"week2/02_fcnn_banknotes"``: its set-up cell says so.
Hints look here."""


def prepare() -> None:
    """Quiet TensorFlow; seed Python, NumPy and, as soon as it is imported, TensorFlow."""
    # 3 = fatal only. The few lines that ignore this setting are caught by `_quiet_stderr`.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    # Keras and TensorFlow take GPU memory as they need it, so that several kernels fit on one GPU.
    os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")
    if not any(isinstance(finder, _AfterImport) for finder in sys.meta_path):
        sys.meta_path.insert(0, _AfterImport())
    seed(SEED)


def start(name: str) -> None:
    """Note which lesson this notebook is, and print what its reader should know about this machine.

    That is one line in Colab (versions, a GPU or none) and, anywhere, a sentence on each package that
    is missing or too old. Nothing is printed elsewhere, nor while grading, where outputs must not tell
    machines apart.
    """
    global lesson
    lesson = name
    if "NBGRADER_EXECUTION" in os.environ:
        return
    found = versions()
    if in_colab():
        card = gpu()
        device = (f"a GPU ({card})" if card
                  else "no GPU, which no lesson needs; for one choose Runtime > Change runtime type")
        print(f"Colab with Python {found['python']}, TensorFlow {found['tensorflow']} and {device}.")
    for package, version in found.items():
        if sentence := advice(package, version):
            print(f"{package} {version}: {sentence}")


def seed(value: int = SEED) -> None:
    """Make everything random that follows repeatable: Python, NumPy, TensorFlow and Keras.

    A lesson calls it before each training, so that a cell gives the same numbers when it is run
    a second time. Packages that are not imported yet are seeded when they are.
    """
    import numpy as np

    random.seed(value)
    np.random.seed(value)
    if hasattr(sys.modules.get("tensorflow"), "random"):  # Keras draws its seeds from these three
        sys.modules["tensorflow"].random.set_seed(value)


def device() -> str:
    """Name the device TensorFlow computes on: ``"CPU"``, or ``"GPU: "`` and its model.

    This initialises the GPU driver, so never call it in a process that is to be forked.
    """
    import tensorflow as tf

    gpus = tf.config.list_physical_devices("GPU")
    if not gpus:
        return "CPU"
    name = tf.config.experimental.get_device_details(gpus[0]).get("device_name", "unknown model")
    return f"GPU: {name}"


def gpu(system: Path = Path("/")) -> str:
    """The graphics card the operating system shows: its model, or nothing where there is none.

    Asks the NVIDIA driver's files below `system` and not TensorFlow, so it takes no time and a process
    may still be forked afterwards. Whether TensorFlow can use the card, `device` says.
    """
    for card in sorted(system.glob("proc/driver/nvidia/gpus/*/information")):
        if model := re.search(r"^Model:\s*(\S.*)$", card.read_text(errors="replace"), re.MULTILINE):
            return model[1].strip()
    return "NVIDIA, model unknown" if (system / "dev" / "nvidia0").exists() else ""


def in_colab() -> bool:
    """Whether this process is a Google Colab notebook."""
    return "google.colab" in sys.modules or "COLAB_RELEASE_TAG" in os.environ


def versions() -> dict[str, str]:
    """Version of Python and of every package a lesson uses; ``"missing"`` where one is not installed."""
    return {"python": ".".join(map(str, sys.version_info[:3]))} | {
        name: version_of(name) for name in PACKAGES
    }


def version_of(package: str) -> str:
    """The version of an installed package; ``"missing"`` where it is not installed."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "missing"


def advice(package: str, version: str) -> str:
    """What to do about this version of a package (one of `versions`), in one sentence;
    nothing where it is new enough."""
    if version == "missing":
        too_new = package == "tensorflow" and sys.version_info >= (3, 14)
        newest = " (it needs Python 3.11 to 3.13)" if too_new else ""
        return f"install it: pip install {package}{newest}"
    if package not in OLDEST or tuple(map(int, re.findall(r"\d+", version)[:2])) >= OLDEST[package]:
        return ""
    if in_colab():
        return "too old: choose Runtime > Change runtime type > Runtime version: Latest."
    oldest = ".".join(map(str, OLDEST[package]))
    if package == "python":
        return f"too old: make a new environment with Python {oldest} or newer."
    return f"too old: pip install -U '{package}>={oldest}'"


@contextlib.contextmanager
def _quiet_stderr() -> Iterator[None]:
    """Send what C code writes to file descriptor 2 nowhere; put it back if the block raises.

    TensorFlow 2.21 prints three lines while it loads that no setting suppresses, and one line on
    stderr in a graded cell costs all its points in stock nbgrader.
    """
    try:
        saved = os.dup(2)
    except OSError:  # no stderr at all: nothing to keep quiet
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(nowhere)


class _AfterImport(importlib.abc.MetaPathFinder):
    """Lets TensorFlow load in silence, and seeds it as soon as it is loaded."""

    _busy = False

    def find_spec(self, name, path=None, target=None):
        if name != "tensorflow" or self._busy:
            return None
        self._busy = True
        try:
            spec = importlib.util.find_spec(name)
        finally:
            self._busy = False
        if spec is not None and spec.loader is not None:
            spec.loader = _QuietLoader(spec.loader)
        return spec


class _QuietLoader(importlib.abc.Loader):
    """Wraps TensorFlow's own loader: silence while it runs, a seed afterwards."""

    def __init__(self, loader) -> None:
        self._loader = loader

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module) -> None:
        # TensorFlow draws random numbers while it loads; a lesson's seed must outlast that
        before = random.getstate()
        with _quiet_stderr():
            self._loader.exec_module(module)
        random.setstate(before)
        module.random.set_seed(SEED)

    def __getattr__(self, name):  # get_data, is_package, ...: whatever else importlib asks for
        return getattr(self._loader, name)

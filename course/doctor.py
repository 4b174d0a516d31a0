"""``course doctor``: is this machine ready for the lessons, and if not, what is to be done?

Looks at versions, the device, the data and a real training run of about five seconds. Installs and
repairs nothing; data are had as a lesson has them, so a missing file may be downloaded.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import time
from dataclasses import dataclass

from course import runtime
from course.errors import CourseError

TRAINING_SECONDS = 5.0
FEWEST_EPOCHS = 3
"""A machine that trains no more of them in the time is too slow, rather than broken."""


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report; `advice` is empty where all is well."""

    what: str
    found: str
    advice: str = ""
    serious: bool = True


def examine(training_seconds: float = TRAINING_SECONDS) -> list[Finding]:
    """Every finding, in the order a reader wants them;
    ends early where what is missing leaves nothing to try out."""
    findings = [*_versions(), *_jupyter()]
    if any(finding.found == "missing" and finding.serious for finding in findings):
        return findings
    try:
        device = _device()
    except Exception as error:  # whatever a broken installation raises
        advice = "it is installed and does not load: pip install --force-reinstall tensorflow"
        return [*findings, Finding("tensorflow", _first_line(error), advice)]
    return [*findings, device, *_data(), _training(training_seconds)]


def _versions() -> list[Finding]:
    return [Finding(name, version, runtime.advice(name, version), serious=name != "ipywidgets")
            for name, version in runtime.versions().items()]


def _jupyter() -> list[Finding]:
    """Where the notebooks are opened; Colab is that already."""
    if runtime.in_colab() or any(importlib.util.find_spec(name) for name in ("jupyterlab", "notebook")):
        return []
    return [Finding("jupyterlab", "missing", "to open the lessons here: pip install jupyterlab",
                    serious=False)]


def _device() -> Finding:
    found, card, advice = runtime.device(), runtime.gpu(), ""
    if found == "CPU" and card:
        advice = (f"TensorFlow does not use the {card} here: pip install 'tensorflow[and-cuda]'; "
                  "the lessons run without, too.")
    elif found == "CPU" and runtime.in_colab():
        advice = "the lessons run on a CPU; for a GPU choose Runtime > Change runtime type."
    return Finding("device", found, advice, serious=False)


def _data() -> list[Finding]:
    from course import data

    findings = []
    for title, load in (("MNIST", data.load_mnist), ("banknotes", data.load_banknotes),
                        ("blood pressure", data.load_blood_pressure)):
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                findings.append(Finding(title, repr(load())))
        except CourseError as error:
            findings.append(Finding(title, "cannot be had", str(error)))
    return findings


def _training(seconds: float) -> Finding:
    """Train a small network on the offline digits until the time is up."""
    try:
        epochs, took, accuracy = _train(seconds)
    except Exception as error:  # a driver that does not fit, memory that is not there
        place = ("the GPU's driver does not fit this TensorFlow: update it, "
                 "or set CUDA_VISIBLE_DEVICES=-1 to use the CPU.")
        return Finding("training", _first_line(error),
                       place if runtime.gpu() else "close other programs, then reinstall TensorFlow.")
    advice = ""
    if accuracy < 0.5:  # the blank guess is right for one digit in ten
        slow = "this machine is too slow or too busy: close other programs, or use Colab."
        advice = slow if epochs <= FEWEST_EPOCHS else "training does not work here: reinstall TensorFlow."
    return Finding("training", f"{epochs} epochs in {took:.1f} s, test accuracy {accuracy:.2f}", advice)


def _train(seconds: float) -> tuple[int, float, float]:
    """(epochs, seconds they took, accuracy on the test digits)."""
    import keras

    from course import offline

    x_train, y_train, x_test, y_test = offline.digits()
    runtime.seed()
    model = keras.Sequential([
        keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(),
        keras.layers.Dense(200, activation="relu"), keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    start, epochs = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        model.fit(x_train, y_train, batch_size=128, verbose=0)
        epochs += 1
    took = time.perf_counter() - start
    return epochs, took, model.evaluate(x_test, y_test, verbose=0)[1]


def _first_line(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error).strip().split(chr(10))[0][:200]}"

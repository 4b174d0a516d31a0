"""``course doctor``: is this machine ready for the lessons, and if not, what is to be done?

Looks at versions, the device, the data and a real training run of about five seconds. Changes
nothing and downloads nothing.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

from course import runtime
from course.errors import CourseError

OLDEST = {"tensorflow": (2, 18), "keras": (3, 6), "numpy": (1, 26), "matplotlib": (3, 8), "ipywidgets": (7, 7)}
TRAINING_SECONDS = 5.0


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report; `advice` is empty where all is well."""

    what: str
    found: str
    advice: str = ""
    serious: bool = True


def examine(training_seconds: float = TRAINING_SECONDS) -> list[Finding]:
    """Every finding, in the order a reader wants them; needs TensorFlow for the last two."""
    findings = [*_versions()]
    if runtime.versions()["tensorflow"] == "missing":
        return findings
    return [*findings, _device(), *_data(), _training(training_seconds)]


def _versions() -> list[Finding]:
    findings = []
    for name, version in runtime.versions().items():
        advice = ""
        if name == "python":
            if sys.version_info < (3, 11) and not runtime.in_colab():
                advice = "the course needs Python 3.11 or newer: make a new environment with it."
        elif version == "missing":
            advice = f"install it: pip install {name}"
        elif name in OLDEST and tuple(int(part) for part in version.split(".")[:2]) < OLDEST[name]:
            advice = f"too old: pip install -U '{name}>={'.'.join(map(str, OLDEST[name]))}'"
        findings.append(Finding(name, version, advice, serious=name != "ipywidgets"))
    return findings


def _device() -> Finding:
    found = runtime.device()
    advice = ""
    if found == "CPU" and runtime.in_colab():
        advice = "the lessons run on a CPU; for a GPU choose Runtime > Change runtime type."
    return Finding("device", found, advice, serious=False)


def _data() -> list[Finding]:
    import contextlib
    import io

    from course import data

    findings = []
    for title, load in (("MNIST", data.load_mnist), ("banknotes", data.load_banknotes), ("blood pressure", data.load_blood_pressure)):
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                findings.append(Finding(title, repr(load())))
        except CourseError as error:
            findings.append(Finding(title, "cannot be had", str(error)))
    return findings


def _training(seconds: float) -> Finding:
    """Train a small network on the offline digits until the time is up or it is good enough."""
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
    while time.perf_counter() - start < seconds and epochs < 30:
        model.fit(x_train, y_train, batch_size=128, verbose=0)
        epochs += 1
    took = time.perf_counter() - start
    accuracy = model.evaluate(x_test, y_test, verbose=0)[1]
    # The blank guess is right for one digit in ten; a net that cannot beat .5 in this time is broken or starved.
    advice = "" if accuracy > 0.5 else "training does not work here: close other programs, then reinstall TensorFlow."
    return Finding("training", f"{epochs} epochs in {took:.1f} s, test accuracy {accuracy:.2f}", advice)

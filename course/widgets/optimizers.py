"""Seven optimizers racing over a landscape of two parameters, step by step.

The paths are those of Keras' own optimizers, recorded (`course.widgets.recorded`): an update rule is
written in a lesson, by the student, and nowhere here. Not for: a student's own rules, which the lesson
drives and draws itself.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course import plots
from course.widgets import recorded
from course.widgets.interactive import Control, InteractiveFigure


@dataclass(frozen=True)
class Surface:
    """A landscape: ``height(x, y)``, its ``gradient(x, y)``, where the race starts, and the lowest points."""

    height: Callable[[Any, Any], Any]
    gradient: Callable[[Any, Any], tuple[Any, Any]]
    start: tuple[float, float]
    lowest: tuple[tuple[float, float], ...]


SURFACES = {
    "canyon": Surface(lambda x, y: x**2 / 2 + 15 * y**2, lambda x, y: (x, 30 * y), (-2.5, 0.6), ((0, 0),)),
    "saddle": Surface(lambda x, y: x**2 / 2 + y**4 / 4 - y**2 / 2, lambda x, y: (x, y**3 - y), (-2, 0.001),
                      ((0, 1), (0, -1))),
    "winding valley": Surface(
        lambda x, y: (x - 2) ** 2 / 8 + 2 * (y - np.sin(2 * x) / 2) ** 2,
        lambda x, y: ((x - 2) / 4 - 4 * np.cos(2 * x) * (y - np.sin(2 * x) / 2), 4 * (y - np.sin(2 * x) / 2)),
        (-2.5, 1), ((2, float(np.sin(4) / 2)),)),
}
"""Canyon and saddle are those of the lesson. The winding valley's floor is the curve y = sin(2x)/2,
and falls to x = 2."""
STEPS = 60
FACTORS = {"half as large": 0.5, "as in the lesson": 1.0, "twice as large": 2.0}
LEFT, RIGHT, LOW, HIGH = -3.0, 3.0, -1.5, 1.5
OPTIMIZERS = ("gradient descent", "momentum", "Adagrad", "RMSprop", "Adadelta", "Adam", "AMSGrad")


def optimizer_race() -> InteractiveFigure:
    """The race: a slider for the step, lists for the landscape and for the learning rates."""

    def draw(onto, step: int, surface: str, rates: str) -> None:
        axes = onto.subplots()
        across, up, level, levels = _map(surface)
        axes.contour(across, up, level, levels=levels, colors="#BBBBBB", linewidths=0.7, linestyles="solid")
        axes.plot(*np.transpose(SURFACES[surface].lowest), "*", color="black", markersize=10)
        for name, colour, marker in zip(OPTIMIZERS, plots.COLOURS, plots.MARKERS, strict=True):
            walked = path(surface, name, rates)[: step + 1]
            axes.plot(*walked.T, color=colour, linewidth=1.2, marker=marker, markevery=[-1], markersize=8,
                      label=name)
        title = f"{surface}, step {step}" + (f", rates × {FACTORS[rates]:g}" if FACTORS[rates] != 1 else "")
        axes.set(xlim=(LEFT, RIGHT), ylim=(LOW, HIGH), xlabel="x", ylabel="y", title=title)
        axes.grid(False)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=4, fontsize=9, handletextpad=0.4,
                    columnspacing=1.2)

    def describe(step: int, surface: str, rates: str) -> str:
        places = {name: path(surface, name, rates)[step] for name in OPTIMIZERS}
        inside = {name: place for name, place in places.items()
                  if LEFT <= place[0] <= RIGHT and LOW <= place[1] <= HIGH}
        height = {name: SURFACES[surface].height(*place) for name, place in inside.items()}
        words = f"The {surface} after {step} steps, learning rates {rates}: "
        if step == 0:
            return words + f"all start at {SURFACES[surface].start}."
        low, high = min(height, key=height.__getitem__), max(height, key=height.__getitem__)
        gone = [name for name in OPTIMIZERS if name not in inside]
        return (words + f"lowest stands {low} at {_place(inside[low])}, "
                        f"highest {high} at {_place(inside[high])}"
                + (f"; {' and '.join(gone)} left the picture." if gone else "."))

    stills = [{"step": step, "surface": surface, "rates": rates} for step, surface, rates in (
        (10, "canyon", "as in the lesson"), (30, "saddle", "as in the lesson"),
        (60, "winding valley", "as in the lesson"), (60, "winding valley", "twice as large"))]
    return InteractiveFigure(draw, describe, [
        Control("step", "Step", range(STEPS + 1), start=10), Control("surface", "Landscape", tuple(SURFACES)),
        Control("rates", "Learning rates", tuple(FACTORS), start="as in the lesson")],
        stills, size=(6.4, 4.4))


def path(surface: str, optimizer: str, rates: str) -> np.ndarray:
    """The recorded places (STEPS + 1, 2) of one optimizer on one landscape."""
    return np.array(_recording()[_key(surface, optimizer, rates)])


def keras_optimizers(factor: float) -> dict[str, Any]:
    """Keras' optimizers with the settings of the lesson and ``factor`` times its learning rates."""
    from keras.optimizers import SGD, Adadelta, Adagrad, Adam, RMSprop

    made = (SGD(0.05 * factor), SGD(0.02 * factor, momentum=0.9),
            Adagrad(0.4 * factor, initial_accumulator_value=0.0), RMSprop(0.05 * factor),
            Adadelta(1.0 * factor, epsilon=1e-3), Adam(0.15 * factor, beta_2=0.9),
            Adam(0.15 * factor, beta_2=0.9, amsgrad=True))
    return dict(zip(OPTIMIZERS, made, strict=True))


def trace() -> dict[str, list[list[float]]]:
    """The recording: every path, walked anew by Keras.
    Rules work entry by entry, so all landscapes share one variable."""
    import keras
    import tensorflow as tf

    paths = {}
    for rates, factor in FACTORS.items():
        for name, optimizer in keras_optimizers(factor).items():
            theta = keras.Variable([surface.start for surface in SURFACES.values()], dtype="float64")
            walked = [theta.numpy().copy()]
            for _ in range(STEPS):
                gradient = [surface.gradient(*place)
                            for surface, place in zip(SURFACES.values(), walked[-1], strict=True)]
                optimizer.apply_gradients([(tf.constant(gradient, dtype=tf.float64), theta)])
                walked.append(theta.numpy().copy())
            for surface, places in zip(SURFACES, np.swapaxes(walked, 0, 1), strict=True):
                paths[_key(surface, name, rates)] = np.round(places, 3).tolist()  # a pixel is 0.01 wide
    return paths


@functools.cache
def _recording() -> dict[str, list[list[float]]]:
    return recorded.read("optimizers")


@functools.cache
def _map(surface: str) -> tuple[np.ndarray, ...]:
    """Coordinates and heights for contour lines, and the heights of the lines, denser near the lowest."""
    across, up = np.meshgrid(np.linspace(LEFT, RIGHT, 81), np.linspace(LOW, HIGH, 61))
    level = SURFACES[surface].height(across, up)
    return across, up, level, level.min() + np.ptp(level) * np.linspace(0.005, 1, 12) ** 2


def _key(surface: str, optimizer: str, rates: str) -> str:
    return f"{surface}, {optimizer}, rates {rates}"


def _place(place: np.ndarray) -> str:
    return f"({place[0]:.2f}, {place[1]:.2f})"

"""How long a move takes: ``python -m course.widgets.timing [NAME…]`` moves every control of every
widget through all its values.

A move is what happens between a reader's touch and the new picture: the picture is drawn, encoded and
handed over with its description; nothing of it was drawn before. Being made is timed apart. Not for:
the browser's share, and not a test: a busy machine is slow.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from course import data, graph, widgets


def _line_on_one_point() -> widgets.InteractiveFigure:
    import tensorflow as tf

    age, pressure = tf.constant(58.0), tf.constant(153.0)

    def squared_error(a, b):
        return (a * age + b - pressure) ** 2

    return widgets.graph_steps(graph.trace(squared_error, a=0.0, b=139.0))


def _neuron() -> widgets.InteractiveFigure:
    import tensorflow as tf

    def neuron_loss(w1, w2, b):
        z = w1 * 1.0 + w2 * 2.2 + b
        return -tf.math.log(1 / (1 + tf.exp(-z)))

    return widgets.graph_steps(graph.trace(neuron_loss, w1=0.3, w2=0.1, b=1.0))


def _banknotes() -> widgets.InteractiveFigure:
    notes = data.load_banknotes(source="offline")
    return widgets.decision_boundary(notes.x[:, [1, 3]], notes.y)


def _anglers() -> widgets.InteractiveFigure:
    rng = np.random.default_rng(14)
    return widgets.zero_inflation(rng.poisson(rng.gamma(0.2, 3.3 / 0.2, size=250)))


def _squares() -> widgets.InteractiveFigure:
    images = dict(zip(("plus", "ring"), np.random.default_rng(8).normal(size=(2, 24, 24)), strict=True))
    maps = {name: {size: size * image for size in (1, 3, 5, 9)} for name, image in images.items()}
    return widgets.occluding_square(images, {"plus": 2.0, "ring": -2.0}, maps)


WIDGETS: dict[str, Callable[[], widgets.InteractiveFigure]] = {
    "graph_steps, 9 nodes": _line_on_one_point,
    "graph_steps, 17 nodes": _neuron,
    "attention_weights": widgets.attention_weights,
    "die": widgets.die,
    "echo_field": widgets.echo_field,
    "coin": widgets.coin,
    "lines": widgets.lines,
    "convolution": widgets.convolution,
    "coupling_layer": widgets.coupling_layer,
    "decision_boundary": _banknotes,
    "gradient_flow": widgets.gradient_flow,
    "optimizer_race": widgets.optimizer_race,
    "learning_rates": widgets.learning_rates,
    "mixture_steps": widgets.mixture_steps,
    "zero_inflation": _anglers,
    "bent_density": widgets.bent_density,
    "occluding_square": _squares,
}


def moves(figure: widgets.InteractiveFigure) -> list[float]:
    """Seconds of each move: all values of one control, then all of the next,
    each control put back to where it stood."""
    seconds = []
    for made in figure.panel().children[:-2]:  # the last two are picture and words
        stood = made.value
        for value in [value for _, value in made.options if value != stood]:
            before = time.perf_counter()
            made.value = value
            seconds.append(time.perf_counter() - before)
        made.value = stood
    return seconds


def main(names: list[str]) -> None:
    print(f"{'widget':24s} {'made':>8s} {'moves':>6s} {'median':>8s} {'largest':>8s}")
    for name, make in WIDGETS.items():
        if names and name.split(",")[0] not in names:
            continue
        before = time.perf_counter()
        figure = make()
        made = time.perf_counter() - before
        seconds = moves(figure)
        print(f"{name:24s} {made:6.1f} s {len(seconds):6d} {1000 * statistics.median(seconds):5.0f} ms "
              f"{1000 * max(seconds):5.0f} ms", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

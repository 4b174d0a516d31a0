"""How much gradient reaches each layer of a deep network, against depth,
activation function and skip connections.

The norms are those of `course.gradients.layer_gradient_norms` for freshly made networks, recorded
(`course.widgets.recorded`). Not for: measuring a network of a student's own, which `course.gradients` does.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from course import plots
from course.widgets import recorded
from course.widgets.interactive import Control, InteractiveFigure

DEPTHS = (2, 5, 10, 20, 30)
ACTIVATIONS = ("sigmoid", "tanh", "relu")
SKIPS = ("without", "with")
WIDTH, EXAMPLES, CLASSES = 32, 100, 10
NAMES = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU"}


def gradient_flow(skip_connections: bool = True) -> InteractiveFigure:
    """Norm of the gradient in each hidden layer: a slider for the depth,
    lists for activation function and skip connections.

    The chosen depth is drawn in colour, the other depths in grey.
    With ``skip_connections=False`` there is no such list.
    """

    def draw(onto, depth: int, activation: str, skip: str = "without") -> None:
        axes = onto.subplots()
        for other in DEPTHS:
            if other != depth:
                grey = norms(other, activation, skip)
                axes.plot(np.arange(1, other + 1), grey, color="#999999", linewidth=1,
                          label="other depths" if other == DEPTHS[depth == DEPTHS[0]] else None)
                axes.annotate(f"{other}", (other, grey[-1]), (3, 3), textcoords="offset points", fontsize=9,
                              color="#666666")
        number = ACTIVATIONS.index(activation)
        axes.plot(np.arange(1, depth + 1), norms(depth, activation, skip), color=plots.COLOURS[number],
                  marker=plots.MARKERS[number], markersize=5, label=f"{depth} hidden layers")
        title = NAMES[activation] + (f", {skip} skip connections" if skip_connections else "")
        axes.set(yscale="log", xlim=(0, DEPTHS[-1] + 1), ylim=(1e-20, 1e7), title=title,
                 xlabel="hidden layer (1 = next to the input)", ylabel="norm of the gradient")
        # ready-made exponents: typesetting them takes long
        axes.set_yticks([1e-20, 1e-15, 1e-10, 1e-5, 1, 1e5], ["10⁻²⁰", "10⁻¹⁵", "10⁻¹⁰", "10⁻⁵", "1", "10⁵"])
        axes.minorticks_off()
        axes.legend(loc="lower right", fontsize=9)

    def describe(depth: int, activation: str, skip: str = "without") -> str:
        row = norms(depth, activation, skip)
        of = f" {skip} skip connections" if skip_connections else ""
        return (f"{depth} hidden layers of {NAMES[activation]} units{of}: "
                f"the gradient of the weights and biases has the norm {_number(row[0])} "
                f"in the first hidden layer and {_number(row[-1])} in the last, "
                f"so the first gets {_number(row[0] / row[-1])} times as much as the last.")

    controls = [Control("depth", "Hidden layers", DEPTHS, start=10),
                Control("activation", "Activation function", ACTIVATIONS, words=NAMES.__getitem__),
                Control("skip", "Skip connections", SKIPS)]
    stills = [{"depth": depth, "activation": activation}
              for depth, activation in ((10, "sigmoid"), (30, "sigmoid"), (30, "tanh"), (30, "relu"))]
    if skip_connections:
        chosen = ((30, "sigmoid", "without"), (30, "sigmoid", "with"),
                  (30, "relu", "without"), (30, "relu", "with"))
        stills = [dict(zip(("depth", "activation", "skip"), still, strict=True)) for still in chosen]
    return InteractiveFigure(draw, describe, controls[: 3 if skip_connections else 2], stills,
                             size=(6.4, 3.8))


def norms(depth: int, activation: str, skip: str) -> np.ndarray:
    """Recorded norm of the gradient for each hidden layer, shape (depth,),
    from the input's side to the output's."""
    return np.array(_recording()[_key(depth, activation, skip)])


def measure() -> dict[str, list[float]]:
    """The recording: norms by hidden layer for every setting, measured anew with Keras."""
    return {_key(depth, activation, skip): hidden_norms(depth, activation, skip)
            for depth in DEPTHS for activation in ACTIVATIONS for skip in SKIPS}


def hidden_norms(depth: int, activation: str, skip: str) -> list[float]:
    """`layer_gradient_norms` of `network` on `batch` for the cross-entropy, without the output layer."""
    import keras

    from course import gradients

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    norms_of_all = gradients.layer_gradient_norms(network(depth, activation, skip), *batch(), loss)
    return list(norms_of_all.values())[:-1]


def network(depth: int, activation: str, skip: str) -> Any:
    """A Keras model with ``depth`` hidden layers of ``WIDTH`` units;
    weights like Glorot's, biases 0, the same whatever Keras' version."""
    import keras

    x = inputs = keras.layers.Input((WIDTH,))
    for _ in range(depth):
        a = keras.layers.Dense(WIDTH, activation=activation)(x)
        x = keras.layers.Add()([x, a]) if skip == "with" else a
    model = keras.Model(inputs, keras.layers.Dense(CLASSES)(x))
    rng = np.random.default_rng(depth)
    model.set_weights([rng.normal(0, np.sqrt(2 / sum(w.shape)), w.shape) if w.ndim == 2 else np.zeros(w.shape)
                       for w in model.get_weights()])
    return model


def batch() -> tuple[np.ndarray, np.ndarray]:
    """Random examples ``x`` (n, WIDTH) with mean 0 and variance 1, and random classes ``y`` (n,)."""
    rng = np.random.default_rng(0)
    return rng.normal(size=(EXAMPLES, WIDTH)).astype("float32"), rng.integers(0, CLASSES, EXAMPLES)


@functools.cache
def _recording() -> dict[str, list[float]]:
    return recorded.read("gradient_norms")


def _key(depth: int, activation: str, skip: str) -> str:
    return f"{depth} {activation} {skip}"


def _number(value: float) -> str:
    return f"{value:.2g}" if 0.001 <= value < 1000 else f"{value:.0e}"

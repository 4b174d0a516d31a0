"""How much gradient reaches each layer of a Keras model: measured with one backward pass, and drawn.

A network learns where its gradients are neither nearly zero nor huge. `layer_gradient_norms` measures
them on one batch, `depth_sweep` does so for one architecture at several depths, and
`plot_gradient_norms` draws the result. Not for: training, and not for the gradient inside one small
function (that is `course.graph`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from course import runtime
from course.errors import CourseError

Norms = dict[str, float]
"""Gradient norm of each layer, by the layer's name, from the input to the output."""


def layer_gradient_norms(model: Any, x: Any, y: Any, loss: Any) -> Norms:
    """Euclidean norm of the loss's gradient with respect to each layer's trainable weights.

    `x` (n, …) and `y` (n, …) are one batch; `loss` is a Keras loss, its name, or a function of
    (targets, predictions). The batch goes through the model as in training (batch norm uses the
    batch's own statistics, dropout drops), and what that changes in the model, such as running
    means, is put back. Regularisation losses are left out. Layers without trainable weights have no
    entry. A model inside the model is opened up (``outer/inner``); any other layer, with all its
    parts, is one entry. A layer the loss does not depend on has norm 0.

    Gradients come in the model's own precision (float32 as a rule): below 1e-45 they are exactly 0.
    Their norm is taken in float64, so squaring neither under- nor overflows.

    Raises `CourseError` for a model without trainable weights, for a batch whose `x` and `y` do not
    belong together, and for an unknown loss.
    """
    import tensorflow as tf

    if len(x) != len(y):
        raise CourseError(f"x holds {len(x)} examples and y {len(y)}: pass one target for each example.")
    loss_function = _loss_function(loss)
    if not getattr(model, "built", True):  # only then does it know its weights
        model(tf.convert_to_tensor(x[:1]))
    kept = [(state, np.array(state.numpy())) for state in model.non_trainable_variables]
    try:
        with tf.GradientTape() as tape:
            value = tf.reduce_mean(loss_function(y, model(tf.convert_to_tensor(x), training=True)))
    finally:
        for state, before in kept:
            state.assign(before)
    weights = [weight for _, weights in _weights_of_layers(model) for weight in weights]
    if not weights:
        raise CourseError(f"the model {model.name!r} has no trainable weights: "
                          "there is no gradient to measure.")
    gradients = iter(tape.gradient(value, [weight.value for weight in weights]))
    return {name: _norm([next(gradients) for _ in weights]) for name, weights in _weights_of_layers(model)}


def depth_sweep(build: Callable[[int], Any], depths: Iterable[int], x: Any, y: Any,
                loss: Any) -> dict[int, Norms]:
    """`layer_gradient_norms` of the freshly made model ``build(depth)``, for each depth.

    The seed is set before each model, so that one depth gives the same norms whichever others are asked for.
    """
    norms = {}
    for depth in depths:
        runtime.seed()
        norms[depth] = layer_gradient_norms(build(depth), x, y, loss)
    return norms


def plot_gradient_norms(norms: Mapping[Any, Norms], alt: str = "", axes: Any = None) -> None:
    """One line for each model: gradient norm (log axis) by layer, from the input's side to the output's.

    `norms` maps a title to what `layer_gradient_norms` returned; a title that is a whole number is a
    depth, so the result of `depth_sweep` can be drawn as it is. A norm of exactly 0 has no place on a
    log axis: it is drawn as an open marker on the bottom line, one that is not finite on the top line.
    With `axes` it draws there and shows nothing.
    """
    from course import plots

    alone = axes is None
    drawn, axes = plots.figure(width=6.5) if alone else (axes.figure, axes)
    positive = [norm for of_model in norms.values() for norm in of_model.values() if 0 < norm < math.inf]
    bottom, top = (min(positive) / 3, max(positive) * 3) if positive else (0.1, 10)
    for number, (title, of_model) in enumerate(norms.items()):
        colour, marker = plots.COLOURS[number % 7], plots.MARKERS[number % 7]
        layer, norm = np.arange(1, len(of_model) + 1), np.array(list(of_model.values()))
        label = f"depth {title}" if isinstance(title, int) else str(title)
        axes.plot(layer, np.clip(np.nan_to_num(norm, nan=np.inf), bottom, top), color=colour, linewidth=1,
                  label=label, marker=marker, markersize=5 if len(layer) <= 40 else 2.5)
        for what, hidden, edge in (("exactly 0", norm == 0, bottom), ("not finite", ~np.isfinite(norm), top)):
            if hidden.any():
                axes.plot(layer[hidden], np.full(hidden.sum(), edge), linestyle="", marker=marker,
                          markersize=6, markerfacecolor="white", markeredgecolor=colour,
                          label=f"{label}: {what}")
    axes.set(yscale="log", xlabel="layer (1 = next to the input)", ylabel="norm of the gradient")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.legend(fontsize=9)
    if alone:
        plots.show(drawn, alt or _alternative(norms))


def _loss_function(loss: Any) -> Callable:
    import keras

    try:
        return keras.losses.get(loss)
    except ValueError as error:
        raise CourseError(f"Keras knows no loss {loss!r}: pass a name such as 'mse', "
                          "a Keras loss or a function.") from error


def _weights_of_layers(model: Any) -> Iterator[tuple[str, list]]:
    """Each layer's name, unique in the model, and its trainable weights;
    a weight shared by two layers comes once."""
    seen: set[int] = set()
    names: dict[str, int] = {}
    for name, layer in [*_layers(model), (model.name, model)]:  # at last, weights the model holds itself
        weights = [weight for weight in layer.trainable_variables if id(weight) not in seen]
        seen.update(map(id, weights))
        if weights:
            names[name] = names.get(name, 0) + 1
            yield name if names[name] == 1 else f"{name} ({names[name]})", weights


def _layers(model: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    import keras

    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from _layers(layer, f"{path}{layer.name}/")
        yield path + layer.name, layer


def _norm(gradients: list) -> float:
    import tensorflow as tf

    parts = [np.asarray(tf.convert_to_tensor(part), dtype=np.float64).ravel()
             for part in gradients if part is not None]
    return float(np.linalg.norm(np.concatenate(parts))) if parts else 0.0


def _alternative(norms: Mapping[Any, Norms]) -> str:
    """A sentence for each model: the first layer's norm against the last one's, in powers of ten."""
    told = []
    for title, of_model in norms.items():
        first, last = list(of_model.values())[0], list(of_model.values())[-1]
        name = f"depth {title}" if isinstance(title, int) else str(title)
        if not (math.isfinite(first) and math.isfinite(last)):
            told.append(f"{name}: not finite")
        elif first == 0 or last == 0:
            told.append(f"{name}: exactly 0 at the {'first' if first == 0 else 'last'} layer")
        else:
            tens = round(math.log10(first / last))
            told.append(f"{name}: " + ("about the same at the first layer as at the last" if tens == 0 else
                                       f"10 to the power {tens} times as large "
                                       "at the first layer as at the last"))
    return "Gradient norm by layer on a log axis. " + "; ".join(told) + "."

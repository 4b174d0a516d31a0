"""Keras models as configuration and weights, and training histories as numbers.

A model crosses when it is sequential or functional and all its layers are Keras' own; the grader builds it
anew from a configuration in which every class was looked up and found harmless first, whatever Keras' own
safe mode thinks. Other models stay in the student's process and are called there. Not for: files.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import json
import sys
import types
import warnings
from dataclasses import dataclass, field
from typing import Any

from autograder.crossing.refusals import CannotCross, Malformed

KINDS = ("Sequential", "Functional", "Model")
"""Keras' own classes of models; a subclass of one has code of its own."""
BANNED = {"Lambda", "TFSMLayer", "TorchModuleWrapper", "FlaxLayer", "JaxLayer", "Pipeline"}
"""Keras' own classes that run code or read files named in their configuration."""
SPECIAL = {"__keras_tensor__", "__tuple__", "__ellipsis__", "__slice__"}
"""What Keras writes in a configuration for things that are no classes."""
ALIKE = frozenset({
    "relu", "relu6", "elu", "selu", "leaky_relu", "sigmoid", "log_sigmoid", "tanh", "softmax", "log_softmax",
    "softplus", "softsign", "silu", "swish",
})
"""Activations that the functions of these names in `tensorflow.nn`, `tensorflow.math` and `keras.ops` are."""
NO_FUNCTIONS = {"get", "serialize", "deserialize"}
"""What Keras' modules of functions hold besides."""
MOST_BYTES = 48 * 2**20
"""Weights that cross; `autograder.crossing.channel` bounds a message."""


@dataclass
class History:
    """What ``fit`` gave back, as numbers."""

    history: dict[str, list[Any]]
    epoch: list[Any] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)


def is_history(value: Any) -> bool:
    return type(value).__name__ == "History" and type(value).__module__.startswith("keras.")


def is_model(value: Any) -> bool:
    """Whether this is a model of Keras' own layers, with no code of its author's in them.

    Others stay where they are and are asked there, by values.
    """
    keras = sys.modules.get("keras")
    if keras is None or not isinstance(value, keras.Model) or type(value).__name__ not in KINDS:
        return False
    kinds = [type(part) for part in value._flatten_layers()]
    return all(kind.__module__.startswith("keras.") and kind.__name__ not in BANNED for kind in kinds)


def describe(model: Any) -> tuple[str, list[Any]] | None:
    """A model's configuration (JSON) and weights, compiled as it is.

    `None` where Keras has no words for it, such as a loss or an activation of the author's own, and where
    the weights are too many to cross.
    """
    weights = model.get_weights() if model.built else []
    if sum(array.nbytes for array in weights) > MOST_BYTES:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):  # Keras says of a lambda that it may never arrive
            words = _words(_functions(model))
            tree = None if words is None else _reworded(json.loads(model.to_json()), words)
        _harmless(tree)
    except Exception:  # Keras has words for less than it can train
        return None
    return tree and (json.dumps(tree), weights)


def _functions(model: Any) -> list[Any]:
    """The functions a model was built and compiled with, in place of which a name could stand."""
    import keras

    found = _inside(getattr(getattr(model, "_compile_config", None), "config", None))
    for layer in model._flatten_layers():
        if not isinstance(layer, keras.Model):
            found += [getattr(layer, name, None) for name in layer.get_config()]
    return [part for part in found if callable(part) and not _is_keras_own(part)]


def _is_keras_own(value: Any) -> bool:
    """Whether Keras writes this down as an object of a class of its own."""
    return type(value).__module__.startswith("keras.") or isinstance(value, type)


def _inside(setting: Any) -> list[Any]:
    if isinstance(setting, dict):
        return [found for part in setting.values() for found in _inside(part)]
    if isinstance(setting, list | tuple):
        return [found for part in setting for found in _inside(part)]
    return [setting, *(getattr(setting, name, None) for name in ("fn", "_fn"))]


def _words(functions: list[Any]) -> dict[str, str] | None:
    """A function's own name -> Keras' name for it; `None` where one of them has none, or two share a name."""
    known, words = _names(), dict[str, str]()
    for function in functions:
        name = known.get(function)
        if name is None or words.setdefault(function.__name__, name) != name:
            return None
    return words


@functools.cache
def _names() -> dict[Any, str]:
    """Functions Keras knows by a name, and those of TensorFlow that compute the same."""
    import keras
    import tensorflow as tf

    activations = {name: part for name, part in vars(keras.activations).items() if not name.startswith("_")}
    found = {
        getattr(space, name): name
        for space in (keras.ops, tf.math, tf.nn)
        for name in ALIKE & activations.keys()
        if hasattr(space, name)
    } | {tf.identity: "linear", tf.exp: "exponential", keras.ops.exp: "exponential"}
    for space in (keras.losses, keras.metrics, keras.activations):
        parts = {part: name for name, part in vars(space).items() if isinstance(part, types.FunctionType)}
        found |= {part: part.__name__ for part, name in parts.items() if name not in NO_FUNCTIONS}
    return found


def _reworded(tree: Any, words: dict[str, str]) -> Any:
    """A configuration in which functions stand by Keras' names."""
    if isinstance(tree, list):
        return [_reworded(part, words) for part in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.get("class_name") == "function" and tree.get("config") in words:
        return words[tree["config"]]
    return {name: _reworded(part, words) for name, part in tree.items()}


def rebuild(text: Any, weights: Any) -> Any:
    """The model.

    Raises `Malformed` for a configuration that names anything but Keras' own harmless classes, `CannotCross`
    for one that Keras understands no more.
    """
    import keras

    try:
        tree = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        raise Malformed("a model's configuration that is no JSON") from None
    if not isinstance(tree, dict) or tree.get("class_name") not in KINDS:
        raise Malformed("a configuration of something that is no model")
    _harmless(tree)
    try:
        model = keras.models.model_from_json(text)
    except Exception as error:
        raise CannotCross(f"a model that Keras cannot build anew ({type(error).__name__})") from None
    try:
        if weights:
            model.set_weights(weights)
        for layer in model._flatten_layers():
            # a Normalization layer computes with what it derives from its weights
            if hasattr(layer, "finalize_state"):
                layer.finalize_state()
    except Exception as error:
        raise Malformed(f"a model whose weights do not fit ({type(error).__name__})") from None
    return model


def _harmless(tree: Any) -> None:
    """Raise `Malformed` unless every class a configuration names is one of Keras' own parts of a network."""
    if isinstance(tree, list):
        for part in tree:
            _harmless(part)
    elif isinstance(tree, dict):
        if "class_name" in tree:
            _harmless_class(tree)
        for name, part in tree.items():
            if name == "registered_name" and part is not None and part != tree.get("class_name"):
                raise Malformed("a model with a class of its own")
            _harmless(part)


def _harmless_class(tree: dict[str, Any]) -> None:
    name, module = tree["class_name"], tree.get("module")
    if name in SPECIAL:
        return
    if not isinstance(name, str) or not isinstance(module, str) or name in BANNED or not name.isidentifier():
        raise Malformed("a model with a class of its own")
    if module != "keras" and not module.startswith("keras."):
        raise Malformed("a model with a class that is not Keras'")
    try:
        found = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        raise Malformed("a model with a class that Keras does not have") from None
    if not inspect.isclass(found) or not issubclass(found, _parts()):
        raise Malformed("a model with something that is no part of a network")


def _parts() -> tuple[type, ...]:
    import keras

    return (
        keras.Operation, keras.Initializer, keras.regularizers.Regularizer, keras.constraints.Constraint,
        keras.optimizers.Optimizer, keras.optimizers.schedules.LearningRateSchedule,
        keras.losses.Loss, keras.metrics.Metric, keras.dtype_policies.DTypePolicy,
    )

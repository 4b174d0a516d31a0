"""Keras models as configuration and weights, and training histories as numbers.

A model crosses when it is sequential or functional and all its layers are Keras' own; the grader builds it
anew from a configuration in which every class was looked up and found harmless first, whatever Keras' own
safe mode thinks. Other models stay in the student's process and are called there. Not for: files.
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from dataclasses import dataclass, field
from typing import Any

from autograder.crossing.refusals import Malformed

KINDS = ("Sequential", "Functional", "Model")
"""Keras' own classes of models; a subclass of one has code of its own."""
BANNED = {"Lambda", "TFSMLayer", "TorchModuleWrapper", "FlaxLayer", "JaxLayer", "Pipeline"}
"""Keras' own classes that run code or read files named in their configuration."""
SPECIAL = {"__keras_tensor__", "__tuple__", "__ellipsis__", "__slice__"}
"""What Keras writes in a configuration for things that are no classes."""


@dataclass
class History:
    """What ``fit`` gave back, as numbers."""

    history: dict[str, list[Any]]
    epoch: list[Any] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)


def is_history(value: Any) -> bool:
    return type(value).__name__ == "History" and type(value).__module__.startswith("keras.")


def is_model(value: Any) -> bool:
    """Whether this is a model that can be built from its configuration: Keras' own classes throughout."""
    keras = sys.modules.get("keras")
    if keras is None or not isinstance(value, keras.Model) or type(value).__name__ not in KINDS:
        return False
    kinds = [type(part) for part in value._flatten_layers()]
    return all(kind.__module__.startswith("keras.") and kind.__name__ not in BANNED for kind in kinds)


def describe(model: Any) -> tuple[str, list[Any]]:
    """A model's configuration (JSON) and weights; how it was compiled, where Keras has words for it."""
    weights = model.get_weights() if model.built else []
    try:
        text = model.to_json()
        _harmless(json.loads(text))
    except Exception:  # compiled with a loss or metric of the student's own
        import keras

        config = keras.saving.serialize_keras_object(model)
        config.pop("compile_config", None)
        text = json.dumps(config)
    return text, weights


def rebuild(text: Any, weights: Any) -> Any:
    """The model.

    Raises `Malformed` for a configuration that names anything but Keras' own harmless classes.
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
        if weights:
            model.set_weights(weights)
        for layer in model._flatten_layers():
            # a Normalization layer computes with what it derives from its weights
            if hasattr(layer, "finalize_state"):
                layer.finalize_state()
    except Exception as error:
        raise Malformed(f"a model that Keras cannot build ({type(error).__name__})") from None
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

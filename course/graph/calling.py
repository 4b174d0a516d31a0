"""Around the call of a student's function: what goes in, what must come out,
and what goes wrong in between."""

from __future__ import annotations

import contextlib
import inspect
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course.errors import CourseError
from course.graph.names import NOT_THE_STUDENTS


def one_tensor(output: Any, title: str) -> Any:
    """What the function returned, if it is one tensor of the graph; raises `CourseError` if it is not."""
    import tensorflow as tf

    if type(output).__module__.startswith("keras") and variable_of(output) is not None:
        output = variable_of(output)
    if isinstance(output, tf.Variable):
        output = tf.convert_to_tensor(output)
    if output is None:
        raise CourseError(f"{title} returned nothing: is there a `return`?")
    if isinstance(output, list | tuple | dict):
        raise CourseError(f"{title} returned a {type(output).__name__} of {len(output)}: "
                          "return one tensor, such as the loss.")
    if not tf.is_symbolic_tensor(output):
        raise CourseError(f"{title} returned a {type(output).__name__} that TensorFlow did not compute "
                          "from the inputs: there is no TensorFlow inside to draw. "
                          "Compute with tf functions and operators, and return the result.")
    return output


def check_call(function: Callable, inputs: dict[str, Any], title: str) -> None:
    """Raise `CourseError` where the function does not take just these inputs."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return
    try:
        signature.bind(**inputs)
    except TypeError as error:
        raise CourseError(f"{title}{signature} was given {', '.join(inputs) or 'no input'}: {error}. "
                          "Name each input as the function does.") from None


def as_tensors(inputs: dict[str, Any]) -> dict[str, Any]:
    """The inputs as tensors and variables, as `trace` says."""
    import tensorflow as tf

    arrays = [given for given in inputs.values()
              if isinstance(given, tf.Tensor | np.ndarray | np.generic) or variable_of(given) is not None]
    double = any(tf.as_dtype(array.dtype) == tf.float64 for array in arrays)

    def convert(given: Any) -> Any:
        if variable_of(given) is not None:
            return given
        if isinstance(given, tf.Tensor | np.ndarray | np.generic):
            return tf.convert_to_tensor(given)
        if isinstance(given, int | float | list | tuple) and not isinstance(given, bool):
            with contextlib.suppress(TypeError, ValueError):
                return tf.constant(np.array(given, dtype=float), dtype=tf.float64 if double else tf.float32)
        return given

    return {name: convert(given) for name, given in inputs.items()}


def variable_of(value: Any) -> Any:
    """The `tf.Variable` that `value` is, or that it wraps (Keras has variables of its own); else `None`."""
    import tensorflow as tf

    value = getattr(value, "_value", value) if type(value).__module__.startswith("keras") else value
    return value if isinstance(value, tf.Variable) else None


@contextlib.contextmanager
def functions_in_functions_opened() -> Iterator[None]:
    """Calls of a `tf.function` inside the function run its Python,
    so that its operations are nodes of their own."""
    import tensorflow as tf

    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(before)


@contextlib.contextmanager
def leaving_tensorflow_in_one_sentence(title: str) -> Iterator[None]:
    """What NumPy, ``float`` or Python's ``if`` raise when they meet a tensor without a value,
    as `CourseError`."""
    try:
        yield
    except (TypeError, NotImplementedError, AttributeError, ValueError) as error:
        if "symbolic" not in str(error).lower():
            raise
        lines = [frame.line for frame in traceback.extract_tb(error.__traceback__)
                 if frame.line and not frame.filename.startswith(NOT_THE_STUDENTS)]
        where = f" in the line `{lines[-1]}`" if lines else ""
        raise CourseError(f"{title} leaves TensorFlow{where}: NumPy, float(), .numpy() "
                          "and Python's `if` need a number where there is only a node of the graph. "
                          "Use tf functions there (tf.exp for np.exp, tf.where for `if`).") from error

"""One operation alone: its Jacobian with respect to each input, and what it hands back in a backward pass.

The operation is run again, by itself, on the values it had in the graph, under a tape of its own. So every
local gradient comes from TensorFlow, and none of them can see a second path through the graph.
"""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np

LARGEST_OUTPUT = 40
"""A Jacobian takes one backward pass for each entry of the operation's result; beyond this it is left out."""
LARGEST_JACOBIAN = 4_000


def can_run(operation: Any) -> bool:
    """Whether `gradients` can run this operation again; not for branches, loops and custom gradients."""
    import tensorflow as tf

    functions = any(attribute.type == "func" for attribute in operation.op_def.attr)
    return hasattr(tf.raw_ops, operation.type) and not functions and not has_custom_gradient(operation)


def has_custom_gradient(operation: Any) -> bool:
    """Whether somebody wrote the gradient of this operation by hand (`tf.custom_gradient`)."""
    return "_gradient_op_type" in operation.node_def.attr


def gradients(operation: Any, index: int, arguments: list[Any], sources: list[Any],
              incoming: np.ndarray) -> list[tuple]:
    """(flow, Jacobian) for each of `sources`, as NumPy arrays; each may be `None`.

    `index` says which of the operation's results is meant, `arguments` are the concrete inputs,
    `incoming` is the gradient of the graph's output with respect to that result. A source is a tensor
    among the arguments, or the variable whose handle is among them; a tensor that stands there twice
    counts with both places.
    """
    import tensorflow as tf

    with tf.GradientTape(persistent=True) as tape:
        tape.watch(sources)
        result = _flat(getattr(tf.raw_ops, operation.type)(**_keywords(operation, arguments)))[index]

    def back(gradient: np.ndarray) -> list[np.ndarray | None]:
        found = tape.gradient(result, sources, output_gradients=tf.constant(gradient, dtype=result.dtype))
        return [None if part is None else np.array(tf.convert_to_tensor(part)) for part in found]

    flows, size = back(incoming), incoming.size
    largest = max((source.shape.num_elements() for source in sources), default=0)
    if size > LARGEST_OUTPUT or size * largest > LARGEST_JACOBIAN:
        return [(flow, None) for flow in flows]
    rows: list[list[Any]] = [back(unit.reshape(incoming.shape)) for unit in np.eye(size)]
    shape = incoming.shape
    return [
        (flow, None if flow is None else np.stack([row[at] for row in rows]).reshape(shape + flow.shape))
        for at, flow in enumerate(flows)
    ]


def _keywords(operation: Any, arguments: list[Any]) -> dict[str, Any]:
    """The call of ``tf.raw_ops`` that repeats an operation: its inputs and attributes by name."""
    import tensorflow as tf

    left, given, inferred = list(arguments), {}, set()
    for argument in operation.op_def.input_arg:
        inferred |= {argument.type_attr, argument.number_attr, argument.type_list_attr}
        if argument.number_attr or argument.type_list_attr:
            count = operation.get_attr(argument.number_attr or argument.type_list_attr)
            count = count if isinstance(count, int) else len(count)
            given[argument.name], left = left[:count], left[count:]
        else:
            given[argument.name] = left.pop(0)
    for attribute in operation.op_def.attr:
        if attribute.name not in inferred:
            given[attribute.name] = operation.get_attr(attribute.name)
    # Python calls a few of them otherwise than the graph does (`axis` for `reduction_indices`), in the
    # same order.
    wanted = [name for name in inspect.signature(getattr(tf.raw_ops, operation.type)).parameters
              if name != "name"]
    renamed = iter([name for name in wanted if name not in given])
    return {(name if name in wanted else next(renamed)): value for name, value in given.items()}


def _flat(result: Any) -> list[Any]:
    import tensorflow as tf

    return tf.nest.flatten(result)

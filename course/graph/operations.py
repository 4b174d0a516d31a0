"""What an operation of TensorFlow's graph is called in a drawing, and which ones a drawing leaves out."""

from __future__ import annotations

import re
from typing import Any

WORDS = {
    "Mul": "multiply", "AddV2": "add", "Add": "add", "BiasAdd": "add", "Sub": "subtract", "RealDiv": "divide",
    "Pow": "power", "Neg": "negate", "MatMul": "matmul", "BatchMatMulV2": "matmul", "BatchMatMulV3": "matmul",
    "Prod": "product", "Select": "where", "SelectV2": "where", "Pack": "stack", "Unpack": "unstack",
    "ConcatV2": "concatenate", "StridedSlice": "slice", "GatherV2": "gather", "ResourceGather": "gather",
    "GreaterEqual": "greater or equal", "LessEqual": "less or equal", "IdentityN": "custom gradient",
    "If": "if", "StatelessIf": "if", "While": "loop", "StatelessWhile": "loop", "AddN": "add",
    "ArgMax": "argmax", "ArgMin": "argmin", "Log1p": "log(1 + ·)",
    "SoftmaxCrossEntropyWithLogits": "softmax cross-entropy",
    "SparseSoftmaxCrossEntropyWithLogits": "softmax cross-entropy",
}  # fmt: skip
"""The word for an operation where it is not simply its type:
"RandomStandardNormal" is "random standard normal"."""
SYMBOLS = {"multiply": "×", "add": "+", "subtract": "−", "divide": "÷", "negate": "−·", "square": "·²",
           "power": "^", "matmul": "@"}
"""What a drawing writes into a node instead of the word."""
PASS_THROUGH = {"Identity", "ReadVariableOp", "Snapshot", "EnsureShape", "CheckNumerics"}
"""Operations that hand on their first input as it is: the drawing shows that input instead."""
SHAPE_QUESTIONS = {"Shape", "ShapeN", "Rank", "Size"}
"""Operations whose result depends on their input's shape alone."""
REDUCTIONS = {"Sum", "Mean", "Max", "Min", "Prod", "ArgMax", "ArgMin"}
NAMES_NOBODY_GAVE = {
    "mul", "add", "sub", "truediv", "div", "pow", "matmul", "logistic", "concat", "stack", "unstack",
    "stridedslice", "while", "cond", "norm", "gatherv2", "gather", "output", "x", "y", "value", "biasadd",
    "embeddinglookup", "inputs", "sqrt", "squareddifference",
}  # fmt: skip
"""What TensorFlow calls a node by itself, beside the operation's own type (lower case, without "_")."""


def word(operation: Any) -> str:
    """The operation in words: "multiply" for Mul, "reduce join" for ReduceJoin."""
    if operation.type in WORDS:
        return WORDS[operation.type]
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", re.sub(r"V\d$", "", operation.type))
    return spaced.lower()


def given_name(operation: Any) -> str | None:
    """The name somebody gave this operation with ``name=``, `None` where TensorFlow made one up."""
    if operation.type == "Const" and "/" in operation.name:
        return None
    name = re.sub(r"_\d+$", "", operation.name.split("/")[-1])
    plain = name.lower().replace("_", "")
    own_type = operation.type.lower()
    if plain in NAMES_NOBODY_GAVE or plain in own_type or plain == word(operation).replace(" ", ""):
        return None
    return name


def detail(operation: Any) -> str:
    """What else a reader must know: the axis of a reduction, what a slice takes, what a matmul transposes."""
    import tensorflow as tf

    if operation.type in REDUCTIONS and operation.inputs[0].shape.rank:
        axes = tf.get_static_value(operation.inputs[1])
        if axes is not None and operation.outputs[0].shape.rank:
            return "over axis " + ", ".join(map(str, axes.reshape(-1)))
    if operation.type == "StridedSlice":
        return _slice(operation)
    if operation.type == "MatMul":
        turned = [which for which, side in (("first", "a"), ("second", "b"))
                  if operation.get_attr(f"transpose_{side}")]
        return f"with the {' and '.join(turned)} transposed" if turned else ""
    return ""


def _slice(operation: Any) -> str:
    """``[0]`` or ``[1:3]`` for the simplest slices, else nothing."""
    import tensorflow as tf

    begin, end = (tf.get_static_value(operation.inputs[at]) for at in (1, 2))
    masks = [operation.get_attr(f"{which}_mask") for which in ("begin", "end", "shrink_axis")]
    odd = any(operation.get_attr(f"{which}_mask") for which in ("ellipsis", "new_axis"))
    if begin is None or len(begin) != 1 or odd:
        return ""
    if masks[2]:
        return f"[{begin[0]}]"
    return f"[{'' if masks[0] else begin[0]}:{'' if masks[1] else end[0]}]"

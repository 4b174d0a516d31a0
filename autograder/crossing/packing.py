"""A value as a tree of JSON and a list of raw buffers. What crosses:

* None, bool, int, float, complex, str, bytes, range, slice, ``...``;
* lists, tuples, named tuples, dicts, sets and dataclasses of what crosses; iterators, as far as they go;
* NumPy arrays and scalars, TensorFlow tensors and variables, their data types, NumPy generators (with their
  state);
* training histories of Keras (`models`) and Matplotlib figures (`figures`), as numbers.

Everything else (functions, models, other objects) is asked of the caller, who may keep it and send a name
for it. Not for: reading a tree (`unpacking`), nor talking (`channel`).
"""

from __future__ import annotations

import collections
import dataclasses
import math
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.crossing import figures, models
from autograder.crossing.refusals import CannotCross

MAX_DEPTH, MAX_NODES = 40, 300_000
MAX_ITEMS = 20_000
"""Items taken from an iterator, which may be endless."""
EXACT = 2**53
"""Whole numbers below this are the same in every JSON reader."""
PLAIN_KINDS = "biufcSU"
"""Kinds of NumPy data whose bytes mean the same in both processes."""

Tree = Any
"""What JSON can write: a scalar stands for itself, a list is a tag and its parts."""

_TAGS: tuple[tuple[type[Any], str], ...] = (
    (list, "list"), (tuple, "tuple"), (set, "set"), (frozenset, "frozenset"), (collections.deque, "list"),
)
"""A kind of collection and what its tree begins with."""
_VIEWS: tuple[type[Any], ...] = (type({}.keys()), type({}.values()), type({}.items()))

Part = Callable[[Any], Any]
"""Packs (or unpacks) a part of what `foreign` was asked about."""


def pack(value: Any, buffers: list[bytes], foreign: Callable[[Any, Part], Tree] | None = None) -> Tree:
    """`value` as a tree; its raw data are appended to `buffers`. What is not plain is asked of `foreign`.

    Raises `CannotCross` for what neither knows, and for what is too deep or has too many parts.
    """
    return _Packer(buffers, foreign or _nothing_else).pack(value, 0)


class _Packer:
    def __init__(self, buffers: list[bytes], foreign: Callable[[Any, Part], Tree]) -> None:
        self.buffers, self.foreign, self.nodes = buffers, foreign, 0

    def pack(self, value: Any, depth: int) -> Tree:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise CannotCross("a value with too many parts, or parts within parts, to hand over")
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, np.generic):
            return ["scalar", *self._array(np.asarray(value))]
        if isinstance(value, int):
            return int(value) if -EXACT < value < EXACT else ["int", hex(value)]
        if isinstance(value, float):
            return float(value) if math.isfinite(value) else ["float", repr(float(value))]
        if isinstance(value, str):
            return str(value)
        if isinstance(value, complex):
            return ["complex", self.pack(value.real, depth + 1), self.pack(value.imag, depth + 1)]
        if isinstance(value, bytes | bytearray):
            return ["bytes", self._buffer(bytes(value))]
        if isinstance(value, np.ndarray):
            return self._pack_array(value, depth)
        return self._pack_collection(value, depth)

    def _pack_array(self, value: np.ndarray, depth: int) -> Tree:
        if value.dtype.kind in PLAIN_KINDS:
            return ["array", *self._array(value)]
        if value.dtype == object:
            return ["objects", list(value.shape), self._many(value.ravel().tolist(), depth)]
        return self._foreign(value, depth)

    def _foreign(self, value: Any, depth: int) -> Tree:
        return self.foreign(value, lambda part: self.pack(part, depth + 1))

    def _pack_collection(self, value: Any, depth: int) -> Tree:
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            names = list(map(str, value._fields))
            return ["named", type(value).__name__, names, self._many(tuple(value), depth)]
        for kind, tag in _TAGS:
            if isinstance(value, kind):
                return [tag, self._many(list(value), depth)]
        if isinstance(value, dict):
            return ["dict", self._many([part for pair in value.items() for part in pair], depth)]
        if isinstance(value, range):
            return ["range", value.start, value.stop, value.step]
        if isinstance(value, slice):
            return ["slice", *self._many([value.start, value.stop, value.step], depth)]
        if value is ...:
            return ["ellipsis"]
        if isinstance(value, np.dtype):
            return ["dtype", value.str]
        if isinstance(value, np.random.Generator):
            bits = value.bit_generator
            return ["generator", type(bits).__name__, self.pack(bits.state, depth + 1)]
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            names = [field.name for field in dataclasses.fields(value)]
            parts = [getattr(value, name) for name in names]
            return ["record", type(value).__name__, names, self._many(parts, depth)]
        if (tree := self._pack_tensor(value, depth)) is not None:
            return tree
        if isinstance(value, Iterator):
            return ["iterator", self._many(self._taken(value), depth)]
        if isinstance(value, _VIEWS):
            return ["list", self._many(list(value), depth)]
        if figures.is_figure(value):
            return ["figure", self.pack(figures.describe(value), depth + 1)]
        if models.is_history(value):
            return ["history", self.pack(value.history, depth + 1), self.pack(value.epoch, depth + 1)]
        return self._foreign(value, depth)

    def _pack_tensor(self, value: Any, depth: int) -> Tree | None:
        tensorflow = sys.modules.get("tensorflow")
        if tensorflow is None or type(value).__module__.split(".")[0] not in ("tensorflow", "keras"):
            return None
        if isinstance(value, tensorflow.DType):
            return ["tensor-dtype", value.name]
        of_keras = type(value).__name__ in ("Variable", "KerasVariable")
        variable = of_keras or isinstance(value, tensorflow.Variable)
        if not variable and not (isinstance(value, tensorflow.Tensor) and hasattr(value, "numpy")):
            return None
        array = np.asarray(value.numpy())
        dtype = getattr(value.dtype, "name", str(value.dtype))
        if array.dtype.kind not in PLAIN_KINDS:
            try:
                array = array.astype(np.float32)  # bfloat16 and the like
            except (TypeError, ValueError):
                return None
        return ["variable" if variable else "tensor", dtype, *self._array(array)]

    def _taken(self, iterator: Iterator[Any]) -> list[Any]:
        items: list[Any] = []
        for item in iterator:
            if len(items) == MAX_ITEMS:
                raise CannotCross(f"an iterator of more than {MAX_ITEMS} items; give back a list")
            items.append(item)
        return items

    def _many(self, values: Any, depth: int) -> list[Tree]:
        return [self.pack(value, depth + 1) for value in values]

    def _array(self, array: np.ndarray) -> tuple[str, list[int], int]:
        array = np.asarray(array)
        little = array.dtype.newbyteorder("<")
        data = np.ascontiguousarray(array, dtype=little).tobytes()
        return little.str, list(array.shape), self._buffer(data)

    def _buffer(self, data: bytes) -> int:
        self.buffers.append(data)
        return len(self.buffers) - 1


def _nothing_else(value: Any, part: Part) -> Tree:
    kind = type(value).__name__
    raise CannotCross(f"a {kind} cannot be handed over; give back numbers, arrays, lists or dicts")

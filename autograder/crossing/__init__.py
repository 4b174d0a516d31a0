"""What may cross between a student's process and the grader's: plain data, by value, checked on arrival.

`pack` turns a value into a tree of JSON and a list of raw buffers, `unpack` turns it back. Neither ever
pickles, imports or evaluates anything, so the worst a message can do is to be refused (`Malformed`). The
table of what crosses:

* None, bool, int, float, complex, str, bytes, range, slice, ``...``;
* lists, tuples, named tuples, dicts, sets and dataclasses of what crosses; iterators, as far as they go;
* NumPy arrays and scalars, TensorFlow tensors and variables, their data types, NumPy generators (with their state);
* training histories of Keras (`autograder.crossing.models`) and Matplotlib figures (`autograder.crossing.figures`), as numbers.

Everything else (functions, models, other objects) is asked of the caller, who may keep it and send a name for it.
Not for: talking (`autograder.crossing.channel`), nor for what a name stands for (`autograder.examination`).
"""

from __future__ import annotations

import collections
import dataclasses
import keyword
import math
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.crossing import figures, models
from autograder.crossing.refusals import CannotCross, Malformed

MAX_DEPTH, MAX_NODES = 40, 300_000
MAX_ITEMS = 20_000
"""Items taken from an iterator, which may be endless."""
EXACT = 2**53
"""Whole numbers below this are the same in every JSON reader."""
PLAIN_KINDS = "biufcSU"
"""Kinds of NumPy data whose bytes mean the same in both processes."""


Tree = Any
"""What JSON can write: a scalar stands for itself, a list is a tag and its parts."""


Part = Callable[[Any], Any]
"""Packs (or unpacks) a part of what `foreign` was asked about."""


def pack(value: Any, buffers: list[bytes], foreign: Callable[[Any, Part], Tree] | None = None) -> Tree:
    """`value` as a tree; its raw data are appended to `buffers`. What is not plain is asked of `foreign`.

    Raises `CannotCross` for what neither knows, and for what is too deep or has too many parts.
    """
    return _Packer(buffers, foreign or _nothing_else).pack(value, 0)


def unpack(tree: Tree, buffers: list[bytes], foreign: Callable[[list, Part], Any] | None = None) -> Any:
    """The value of a tree. Trees with a tag that is not plain are asked of `foreign`. Raises `Malformed`."""
    try:
        return _Unpacker(buffers, foreign or _unknown_tag).unpack(tree, 0)
    except (Malformed, CannotCross):
        raise
    except (TypeError, ValueError, KeyError, IndexError, OverflowError, AttributeError, MemoryError) as error:
        raise Malformed(f"a message that means nothing ({type(error).__name__})") from None


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
            return ["named", type(value).__name__, list(map(str, value._fields)), self._many(tuple(value), depth)]
        for kind, tag in ((list, "list"), (tuple, "tuple"), (set, "set"), (frozenset, "frozenset"), (collections.deque, "list")):
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
            return ["generator", type(value.bit_generator).__name__, self.pack(value.bit_generator.state, depth + 1)]
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            names = [field.name for field in dataclasses.fields(value)]
            return ["record", type(value).__name__, names, self._many([getattr(value, name) for name in names], depth)]
        if (tree := self._pack_tensor(value, depth)) is not None:
            return tree
        if isinstance(value, Iterator):
            return ["iterator", self._many(self._taken(value), depth)]
        if isinstance(value, type({}.keys()) | type({}.values()) | type({}.items())):
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
        variable = isinstance(value, tensorflow.Variable) or type(value).__name__ in ("Variable", "KerasVariable")
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

    def _taken(self, iterator: Iterator) -> list:
        items = []
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
        return little.str, list(array.shape), self._buffer(np.ascontiguousarray(array, dtype=little).tobytes())

    def _buffer(self, data: bytes) -> int:
        self.buffers.append(data)
        return len(self.buffers) - 1


class _Unpacker:
    def __init__(self, buffers: list[bytes], foreign: Callable[[list, Part], Any]) -> None:
        self.buffers, self.foreign, self.nodes = buffers, foreign, 0

    def unpack(self, tree: Tree, depth: int) -> Any:
        self.nodes += 1
        if depth > 2 * MAX_DEPTH or self.nodes > 2 * MAX_NODES:
            raise Malformed("a message with too many parts")
        if tree is None or isinstance(tree, bool | int | float | str):
            return tree
        if not isinstance(tree, list) or not tree or not isinstance(tree[0], str):
            raise Malformed("a message without a tag")
        reader = getattr(self, "_read_" + tree[0].replace("-", "_"), None) if tree[0] in _TAGS else None
        return self.foreign(tree, lambda part: self.unpack(part, depth + 1)) if reader is None else reader(depth, *tree[1:])

    def _many(self, trees: list[Tree], depth: int) -> list:
        if not isinstance(trees, list):
            raise Malformed("parts that are no list")
        return [self.unpack(tree, depth + 1) for tree in trees]

    def _read_int(self, depth: int, text: str) -> int:
        return int(text, 16)

    def _read_float(self, depth: int, text: str) -> float:
        return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[text]

    def _read_complex(self, depth: int, real: Tree, imaginary: Tree) -> complex:
        return complex(float(self.unpack(real, depth + 1)), float(self.unpack(imaginary, depth + 1)))

    def _read_bytes(self, depth: int, number: int) -> bytes:
        return self._buffer(number)

    def _read_scalar(self, depth: int, dtype: str, shape: list, number: int) -> np.generic:
        return self._array(dtype, [], number)[()]

    def _read_array(self, depth: int, dtype: str, shape: list, number: int) -> np.ndarray:
        return self._array(dtype, shape, number)

    def _read_objects(self, depth: int, shape: list, items: list) -> np.ndarray:
        values = self._many(items, depth)
        array = np.empty(len(values), dtype=object)
        for place, value in enumerate(values):
            array[place] = value
        return array.reshape(_shape(shape))

    def _read_tensor(self, depth: int, kind: str, dtype: str, shape: list, number: int) -> Any:
        import tensorflow as tf

        return tf.constant(self._array(dtype, shape, number), dtype=_tensor_dtype(kind))

    def _read_variable(self, depth: int, kind: str, dtype: str, shape: list, number: int) -> Any:
        import tensorflow as tf

        return tf.Variable(self._array(dtype, shape, number), dtype=_tensor_dtype(kind))

    def _read_tensor_dtype(self, depth: int, name: str) -> Any:
        return _tensor_dtype(name)

    def _read_list(self, depth: int, items: list) -> list:
        return self._many(items, depth)

    def _read_tuple(self, depth: int, items: list) -> tuple:
        return tuple(self._many(items, depth))

    def _read_set(self, depth: int, items: list) -> set:
        return set(self._many(items, depth))

    def _read_frozenset(self, depth: int, items: list) -> frozenset:
        return frozenset(self._many(items, depth))

    def _read_iterator(self, depth: int, items: list) -> Iterator:
        return iter(self._many(items, depth))

    def _read_dict(self, depth: int, items: list) -> dict:
        values = self._many(items, depth)
        return dict(zip(values[::2], values[1::2], strict=True))

    def _read_range(self, depth: int, start: int, stop: int, step: int) -> range:
        return range(start, stop, step)

    def _read_slice(self, depth: int, *parts: Tree) -> slice:
        return slice(*(self.unpack(part, depth + 1) for part in parts))

    def _read_ellipsis(self, depth: int) -> Any:
        return ...

    def _read_dtype(self, depth: int, text: str) -> np.dtype:
        return _dtype(text)

    def _read_generator(self, depth: int, kind: str, state: Tree) -> np.random.Generator:
        if kind not in ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"):
            raise Malformed("an unknown generator")
        bits = getattr(np.random, kind)(0)
        bits.state = self.unpack(state, depth + 1)
        return np.random.Generator(bits)

    def _read_named(self, depth: int, name: str, fields: list, items: list) -> tuple:
        return collections.namedtuple(safe_name(name), [safe_name(field) for field in fields], rename=True)(*self._many(items, depth))

    def _read_record(self, depth: int, name: str, fields: list, items: list) -> Any:
        names = [safe_name(field) for field in fields]
        kind = dataclasses.make_dataclass(safe_name(name), names)
        return kind(*self._many(items, depth))

    def _read_figure(self, depth: int, described: Tree) -> figures.Figure:
        return figures.rebuild(self.unpack(described, depth + 1))

    def _read_history(self, depth: int, history: Tree, epoch: Tree) -> models.History:
        curves, epochs = self.unpack(history, depth + 1), self.unpack(epoch, depth + 1)
        return models.History({str(name): list(numbers) for name, numbers in curves.items()}, list(epochs))

    def _array(self, dtype: str, shape: list, number: int) -> np.ndarray:
        kind, dims = _dtype(dtype), _shape(shape)
        data = self._buffer(number)
        if len(data) != kind.itemsize * math.prod(dims):
            raise Malformed("an array whose size is not that of its data")
        return np.frombuffer(data, dtype=kind).reshape(dims).copy() if data else np.zeros(dims, dtype=kind)

    def _buffer(self, number: int) -> bytes:
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(self.buffers):
            raise Malformed("data that were not sent")
        return self.buffers[number]


_TAGS = {name.removeprefix("_read_").replace("_", "-") for name in vars(_Unpacker) if name.startswith("_read_")}


def safe_name(text: Any) -> str:
    """A name a student chose, fit to be the name of a class or field here: an identifier, short, not private."""
    name = "".join(letter if letter.isalnum() and letter.isascii() or letter == "_" else "_" for letter in str(text)[:60]).lstrip("_")
    return name if name.isidentifier() and not keyword.iskeyword(name) else f"x{name}"


def _dtype(text: Any) -> np.dtype:
    kind = np.dtype(text) if isinstance(text, str) and len(text) < 12 and "," not in text else None
    if kind is None or kind.kind not in PLAIN_KINDS or kind.itemsize > 1 << 20:
        raise Malformed("data of a kind that does not cross")
    return kind


def _shape(shape: Any) -> tuple[int, ...]:
    if not isinstance(shape, list) or len(shape) > 32 or not all(isinstance(size, int) and 0 <= size < 1 << 40 for size in shape):
        raise Malformed("an array of impossible shape")
    return tuple(shape)


def _tensor_dtype(name: Any) -> Any:
    import tensorflow as tf

    if not isinstance(name, str):
        raise Malformed("a tensor of no kind")
    return tf.dtypes.as_dtype(name.removesuffix("_ref"))


def _nothing_else(value: Any, part: Part) -> Tree:
    raise CannotCross(f"a {type(value).__name__} cannot be handed over; give back numbers, arrays, lists or dicts")


def _unknown_tag(tree: list, part: Part) -> Any:
    raise Malformed("a message of an unknown kind")

"""The value a tree of JSON and its buffers stand for, built from plain parts alone; anything odd is `Malformed`.

The tree may come from a process of a student's, so every tag, shape and size is looked at before it is used. Not
for: making trees (`packing`).
"""

from __future__ import annotations

import collections
import dataclasses
import keyword
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.crossing import figures, models
from autograder.crossing.packing import MAX_DEPTH, MAX_NODES, PLAIN_KINDS, Part, Tree
from autograder.crossing.refusals import CannotCross, Malformed


def unpack(tree: Tree, buffers: list[bytes], foreign: Callable[[list, Part], Any] | None = None) -> Any:
    """The value of a tree. Trees with a tag that is not plain are asked of `foreign`. Raises `Malformed`."""
    try:
        return _Unpacker(buffers, foreign or _unknown_tag).unpack(tree, 0)
    except (Malformed, CannotCross):
        raise
    except (TypeError, ValueError, KeyError, IndexError, OverflowError, AttributeError, MemoryError) as error:
        raise Malformed(f"a message that means nothing ({type(error).__name__})") from None


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


def _unknown_tag(tree: list, part: Part) -> Any:
    raise Malformed("a message of an unknown kind")

"""The value a tree of JSON and its buffers stand for, built from plain parts alone; all else is `Malformed`.

The tree may come from a process of a student's, so every tag, shape and size is looked at before it is used.
Not for: making trees (`packing`).
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
from autograder.crossing.packing import MAX_DEPTH, MAX_NODES, PLAIN_KINDS, Part, Tree
from autograder.crossing.refusals import CannotCross, Malformed

Foreign = Callable[[list[Any], Part], Any]
"""The value of a tree whose tag is not plain; raises `Malformed` where there is none."""


def unpack(tree: Tree, buffers: list[bytes], foreign: Foreign | None = None) -> Any:
    """The value of a tree. Trees with a tag that is not plain are asked of `foreign`. Raises `Malformed`."""
    try:
        return _Unpacker(buffers, foreign or _unknown_tag).unpack(tree, 0)
    except (Malformed, CannotCross):
        raise
    except (TypeError, ValueError, KeyError, IndexError, OverflowError, AttributeError, MemoryError) as error:
        raise Malformed(f"a message that means nothing ({type(error).__name__})") from None


_READER = "_read_"
"""What the name of a method begins with that reads the trees of one tag."""


class _Unpacker:
    def __init__(self, buffers: list[bytes], foreign: Foreign) -> None:
        self.buffers, self.foreign, self.nodes = buffers, foreign, 0

    def unpack(self, tree: Tree, depth: int) -> Any:
        self.nodes += 1
        if depth > 2 * MAX_DEPTH or self.nodes > 2 * MAX_NODES:
            raise Malformed("a message with too many parts")
        if tree is None or isinstance(tree, bool | int | float | str):
            return tree
        if not isinstance(tree, list) or not tree or not isinstance(tree[0], str):
            raise Malformed("a message without a tag")
        tag, *parts = tree
        if tag not in _TAGS:
            return self.foreign(tree, lambda part: self.unpack(part, depth + 1))
        return getattr(self, _READER + tag.replace("-", "_"))(depth, *parts)

    def _many(self, trees: list[Tree], depth: int) -> list[Any]:
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

    def _read_scalar(self, depth: int, dtype: str, shape: list[Any], number: int) -> np.generic:
        scalar: np.generic = self._array(dtype, [1], number)[0]
        return scalar

    def _read_array(self, depth: int, dtype: str, shape: list[Any], number: int) -> np.ndarray:
        return self._array(dtype, shape, number)

    def _read_objects(self, depth: int, shape: list[Any], items: list[Any]) -> np.ndarray:
        values = self._many(items, depth)
        array = np.empty(len(values), dtype=object)
        for place, value in enumerate(values):
            array[place] = value
        return array.reshape(_shape(shape))

    def _read_tensor(self, depth: int, kind: str, dtype: str, shape: list[Any], number: int) -> Any:
        import tensorflow as tf

        return tf.constant(self._array(dtype, shape, number), dtype=_tensor_dtype(kind))

    def _read_variable(self, depth: int, kind: str, dtype: str, shape: list[Any], number: int) -> Any:
        import tensorflow as tf

        return tf.Variable(self._array(dtype, shape, number), dtype=_tensor_dtype(kind))

    def _read_tensor_dtype(self, depth: int, name: str) -> Any:
        return _tensor_dtype(name)

    def _read_list(self, depth: int, items: list[Any]) -> list[Any]:
        return self._many(items, depth)

    def _read_tuple(self, depth: int, items: list[Any]) -> tuple[Any, ...]:
        return tuple(self._many(items, depth))

    def _read_set(self, depth: int, items: list[Any]) -> set[Any]:
        return set(self._many(items, depth))

    def _read_frozenset(self, depth: int, items: list[Any]) -> frozenset[Any]:
        return frozenset(self._many(items, depth))

    def _read_iterator(self, depth: int, items: list[Any]) -> Iterator[Any]:
        return iter(self._many(items, depth))

    def _read_dict(self, depth: int, items: list[Any]) -> dict[Any, Any]:
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

    def _read_named(self, depth: int, name: str, fields: list[Any], items: list[Any]) -> tuple[Any, ...]:
        names = [safe_name(field) for field in fields]
        # mypy knows only named tuples whose name stands in the code; this one's comes with the message
        kind = collections.namedtuple(safe_name(name), names, rename=True)  # type: ignore[misc]
        return kind(*self._many(items, depth))

    def _read_record(self, depth: int, name: str, fields: list[Any], items: list[Any]) -> Any:
        names = [safe_name(field) for field in fields]
        kind = dataclasses.make_dataclass(safe_name(name), names)
        return kind(*self._many(items, depth))

    def _read_figure(self, depth: int, described: Tree) -> figures.Figure:
        return figures.rebuild(self.unpack(described, depth + 1))

    def _read_history(self, depth: int, history: Tree, epoch: Tree) -> models.History:
        curves, epochs = self.unpack(history, depth + 1), self.unpack(epoch, depth + 1)
        return models.History({str(name): list(numbers) for name, numbers in curves.items()}, list(epochs))

    def _array(self, dtype: str, shape: list[Any], number: int) -> np.ndarray:
        kind, dims = _dtype(dtype), _shape(shape)
        data = self._buffer(number)
        if len(data) != kind.itemsize * math.prod(dims):
            raise Malformed("an array whose size is not that of its data")
        if kind.kind == "U":  # to show a letter that does not exist would be an error of Python's own
            letters = np.frombuffer(data, dtype=np.dtype(np.uint32).newbyteorder(kind.byteorder))
            if (letters > sys.maxunicode).any():
                raise Malformed("a text of letters that do not exist")
        return np.frombuffer(data, dtype=kind).reshape(dims).copy() if data else np.zeros(dims, dtype=kind)

    def _buffer(self, number: int) -> bytes:
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(self.buffers):
            raise Malformed("data that were not sent")
        return self.buffers[number]


_TAGS = {
    name.removeprefix(_READER).replace("_", "-") for name in vars(_Unpacker) if name.startswith(_READER)
}


def safe_name(text: Any) -> str:
    """A name a student chose, fit for a class or field here: an identifier, short, not private."""
    letters = (letter if letter.isalnum() and letter.isascii() else "_" for letter in str(text)[:60])
    name = "".join(letters).lstrip("_")
    return name if name.isidentifier() and not keyword.iskeyword(name) else f"x{name}"


def _dtype(text: Any) -> np.dtype:
    kind = np.dtype(text) if isinstance(text, str) and len(text) < 12 and "," not in text else None
    if kind is None or kind.kind not in PLAIN_KINDS or kind.itemsize > 1 << 20:
        raise Malformed("data of a kind that does not cross")
    return kind


def _shape(shape: Any) -> tuple[int, ...]:
    if not isinstance(shape, list) or len(shape) > 32:
        raise Malformed("an array of impossible shape")
    if not all(isinstance(size, int) and 0 <= size < 1 << 40 for size in shape):
        raise Malformed("an array of impossible shape")
    return tuple(shape)


def _tensor_dtype(name: Any) -> Any:
    import tensorflow as tf

    if not isinstance(name, str):
        raise Malformed("a tensor of no kind")
    return tf.dtypes.as_dtype(name.removesuffix("_ref"))


def _unknown_tag(tree: list[Any], part: Part) -> Any:
    raise Malformed("a message of an unknown kind")

"""Which of its arguments a function changed: what it was given is kept before the call and compared after it.

Lists, dicts, sets, arrays, variables and the weights of Keras models are looked at, inside each other too.
Numbers, strings and tensors cannot change; iterators and random generators are there to be used up. What was
changed and put back (``theta[0] += h`` and later ``-= h``) is unchanged, but for rounding. A check's
functions are called this way by `course.check`, a student's in grading by the grader, with the same sentence.
Not for: what a function returns.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import functools
import inspect
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from course.errors import CheckFailed

LIBRARIES = ("builtins", "numpy", "scipy", "tensorflow", "keras", "math", "random", "sklearn", "matplotlib")
"""Functions of these may do with their arguments what they are for: ``model.fit``, ``shuffle``."""
DEEPEST = 12
"""Parts within parts that are looked at."""
ROUNDING = 8
"""Differences of so many units in the last place come from arithmetic, not from a step of training."""

_UNBUILT = object()
"""The state of a layer or model without weights, which its first call makes."""

allowed: frozenset[str] = frozenset()
"""Names of arguments that the functions called now are there to change; see `may_change`."""


class ChangedArgument(CheckFailed):
    """A function changed what it was given, and was not asked to."""

    function: str = ""
    names: Sequence[str] = ()

    @classmethod
    def of(cls, function: str, names: list[str]) -> ChangedArgument:
        """The error of this function about these arguments."""
        those = f"argument{'s' if len(names) > 1 else ''} " + " and ".join(f"`{name}`" for name in names)
        error = cls(
            f"`{function}` changed its {those}, which the caller may still need. Expected: a function that "
            "leaves what it is given as it was. Work on a copy, or compute something new and return that."
        )
        error.function, error.names = function, names
        return error


@contextlib.contextmanager
def may_change(*names: str) -> Iterator[None]:
    """In this block, functions are there to change their arguments of these names."""
    global allowed
    before, allowed = allowed, allowed | set(names)
    try:
        yield
    finally:
        allowed = before


def call(function: Callable, args: Any, kwargs: dict[str, Any], changing: Any = None) -> Any:
    """``function(*args, **kwargs)``. Raises `ChangedArgument` where an argument is not what it was before.

    `changing` are names of arguments that it is there to change; without them, those of `may_change`.
    """
    if of_a_library(function):
        return function(*args, **kwargs)
    before = {
        name: (value, _state(value))
        for name, value in _by_name(function, args, kwargs).items()
        if name not in (allowed if changing is None else changing)
    }
    outcome = function(*args, **kwargs)
    changed = [name for name, (value, state) in before.items() if not _same(state, _state(value))]
    if changed:
        raise ChangedArgument.of(getattr(function, "__name__", type(function).__name__), changed)
    return outcome


def given(function: Callable, args: tuple, kwargs: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """What a check hands to a function: copies, so that its own data stay as they are; functions `watched`.

    An argument that the function is there to change is handed over itself.
    """
    named = _by_name(function, args, kwargs) if allowed else {}
    itself = {id(value) for name, value in named.items() if name in allowed}

    def each(value: Any) -> Any:
        return value if id(value) in itself else watched(copied(value))

    return [each(value) for value in args], {name: each(value) for name, value in kwargs.items()}


def watched(function: Any) -> Any:
    """The same function, where a notebook defined it, called by `call`; anything else as it is."""
    if not isinstance(function, types.FunctionType) or function.__module__ != "__main__":
        return function

    @functools.wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        return call(function, args, kwargs)

    return called


def copied(value: Any, depth: int = 0) -> Any:
    """A copy of the arrays, lists, dicts and sets in a value; all else, such as variables, as it is."""
    if depth > DEEPEST:
        return value
    if type(value) is np.ndarray or type(value) is set:
        return value.copy()
    if type(value) in (list, tuple):
        return type(value)(copied(part, depth + 1) for part in value)
    if type(value) is dict:
        return {key: copied(part, depth + 1) for key, part in value.items()}
    return value


def of_a_library(function: Any) -> bool:
    """Whether a library made this function, class or object."""
    function = getattr(function, "__func__", function)
    module = getattr(function, "__module__", None) or type(function).__module__
    return str(module).split(".")[0] in LIBRARIES and not hasattr(function, "python_function")


def _by_name(function: Callable, args: Any, kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments under the names that the function has for them, or else under their places."""
    try:
        return dict(inspect.signature(function).bind(*args, **kwargs).arguments)
    except Exception:  # no signature, or a call that will say itself what is wrong with it
        return {f"argument {place}": value for place, value in enumerate(args, start=1)} | kwargs


def _state(value: Any, depth: int = 0) -> Any:
    """What of a value could change, as tuples with a tag, arrays, and what cannot change."""
    if depth > DEEPEST:
        return None
    many = functools.partial(map, lambda part: _state(part, depth + 1))
    if isinstance(value, np.ndarray):
        return tuple(many(value.tolist())) if value.dtype == object else value.copy()
    if isinstance(value, list | tuple | collections.deque):
        return ("items", *many(value))
    if isinstance(value, dict):
        return {key: _state(part, depth + 1) for key, part in value.items()}
    if isinstance(value, set | bytearray):
        return ("items", frozenset(value) if isinstance(value, set) else bytes(value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return ("items", *many(vars(value).values() if hasattr(value, "__dict__") else ()))
    if (weights := _weights(value)) is not None:
        return ("items", *many(weights)) if weights else _UNBUILT
    return value


def _weights(value: Any) -> list[np.ndarray] | None:
    """The numbers of a variable, or of a layer or model; `None` for anything else."""
    tensorflow, keras = sys.modules.get("tensorflow"), sys.modules.get("keras")
    kinds = [getattr(library, "Variable", None) for library in (tensorflow, keras)]
    try:
        if isinstance(value, tuple(filter(None, kinds))):
            return [np.array(value)]
        if keras is not None and isinstance(value, keras.layers.Layer):
            return [np.array(array) for array in value.get_weights()]
    except (AttributeError, NotImplementedError, TypeError, ValueError):
        return None  # half imported, or traced: it has no numbers now
    return None


def _same(before: Any, after: Any) -> bool:
    if before is after or before is _UNBUILT:
        return True
    if isinstance(before, tuple) and isinstance(after, tuple):
        return len(before) == len(after) and all(map(_same, before, after))
    if isinstance(before, dict) and isinstance(after, dict):
        return before.keys() == after.keys() and all(_same(before[key], after[key]) for key in before)
    try:
        return _same_numbers(np.asarray(before), np.asarray(after))
    except Exception:  # objects that no comparison was made for
        return False


def _same_numbers(before: np.ndarray, after: np.ndarray) -> bool:
    if before.shape != after.shape:
        return False
    if before.dtype.kind not in "fc" or after.dtype.kind not in "fc":
        return bool(np.all((before == after) | ((before != before) & (after != after))))
    largest = np.max(np.abs(before), initial=1.0, where=np.isfinite(before))
    precision = max(np.finfo(before.dtype).eps, np.finfo(after.dtype).eps)
    return np.allclose(before, after, rtol=0, atol=float(ROUNDING * precision * largest), equal_nan=True)

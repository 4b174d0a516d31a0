"""What the student calls a tensor: the Python variables it was assigned to while the function ran.

TensorFlow's graph knows a tensor as "mul_3". The student wrote ``residual = prediction - y``. So while the
function is traced, this module watches the local variables of the student's own frames (not those
of installed packages).
"""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

NOT_THE_STUDENTS = tuple(
    {sysconfig.get_path(which) for which in ("stdlib", "platstdlib", "purelib", "platlib")}
    | {str(Path(__file__).parent.parent), "<frozen"}
)
INSTALLED = ("site-packages", "dist-packages")
"""Folders of packages wherever they lie: a user's own, Debian's,
or those an environment borrows from another."""
FROM_GLOBALS = 10_000
"""Depth of a name that is a global of the student's code: any local one is preferred."""


class Names:
    """A context manager; afterwards `of` gives the name of a tensor or variable, `None` if it has none.

    Where a tensor has several names, the outermost function's is taken, and of those the first.
    """

    def __init__(self) -> None:
        import tensorflow as tf

        self._is_symbolic, self._kinds = tf.is_symbolic_tensor, (tf.Tensor, tf.Variable)
        self._found: dict[Any, tuple[int, str]] = {}
        self._kept: list[Any] = []  # an id is only good for as long as its object lives
        self._depth: dict[FrameType, int] = {}
        self._arrays: dict[str, np.ndarray] = {}

    def __enter__(self) -> Names:
        self._before = sys.gettrace()
        sys.settrace(self._call)
        return self

    def __exit__(self, *_: Any) -> None:
        sys.settrace(self._before)

    def of(self, value: Any) -> str | None:
        return self._found.get(self._key(value), (0, None))[1]

    def of_array(self, value: np.ndarray | None) -> str | None:
        """The name of a NumPy array with these numbers,
        which TensorFlow took into the graph as a constant."""
        for name, array in self._arrays.items():
            if value is not None and array.shape == value.shape and np.allclose(array, value):
                return name
        return None

    def _key(self, value: Any) -> Any:
        return value.name if self._is_symbolic(value) else id(value)

    def _call(self, frame: FrameType, event: str, argument: Any) -> Any:
        file = frame.f_code.co_filename
        if file.startswith(NOT_THE_STUDENTS) or any(folder in file for folder in INSTALLED):
            return None
        self._depth[frame] = 1 + len(self._depth)
        for name in frame.f_code.co_names:
            self._note(name, frame.f_globals.get(name), FROM_GLOBALS)
        return self._line

    def _line(self, frame: FrameType, event: str, argument: Any) -> Any:
        for name, value in frame.f_locals.items():
            self._note(name, value, self._depth[frame])
        if event == "return":
            del self._depth[frame]
        return self._line

    def _note(self, name: str, value: Any, depth: int) -> None:
        value = getattr(value, "_value", value) if type(value).__module__.startswith("keras") else value
        if isinstance(value, np.ndarray) and value.size > 1 and value.dtype.kind in "iuf":
            self._arrays.setdefault(name, value)
        # `_`, AutoGraph's `retval_`
        if not isinstance(value, self._kinds) or not name.isidentifier() or name.endswith("_"):
            return
        key = self._key(value)
        if key not in self._found or depth < self._found[key][0]:
            self._found[key] = depth, name
            self._kept.append(value)

"""Calls into the C library that Python has no function for, and their errors.

Not for: deciding what to call.
"""

from __future__ import annotations

import ctypes
import os
from typing import NoReturn


def libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def fail(what: str) -> NoReturn:
    """Raise the `OSError` of the call that failed last; `what` says which it was."""
    number = ctypes.get_errno()
    raise OSError(number, f"{what}: {os.strerror(number)}")

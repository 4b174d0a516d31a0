"""Landlock: file rules a process can put on itself without any privilege (Linux 5.13 and later).

The fallback of `autograder.sandbox` where namespaces are refused. Not for: anything but files and, from
version 4 of the interface, TCP.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import struct

from autograder.sandbox.libc import fail, libc

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on x86_64 and aarch64
_READ = 1 << 0 | 1 << 2 | 1 << 3  # execute, read a file, read a folder
_ALL_V1 = (1 << 13) - 1
_FILE_RIGHTS = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14  # what makes sense on a single file
_LATER_RIGHTS = ((1 << 13, 2), (1 << 14, 3), (1 << 15, 5))
"""A right and the version that brought it: link to another folder, truncate, ioctl of a device."""
_TCP = 1 << 0 | 1 << 1  # bind, connect
TRUNCATION = 3
"""From this version on, a file that may not be written cannot be emptied either."""
SCOPES = 6
"""From this version on, a process cannot signal, or reach by abstract sockets, what is outside its domain."""


def version() -> int:
    """Version of the interface this kernel offers; 0 where it has none."""
    found: int = libc().syscall(_CREATE, None, ctypes.c_size_t(0), 1)
    return max(found, 0)


def restrict(readable: list[str], writable: list[str]) -> None:
    """From now on this process and its children read only these places and write only those.

    Needs no_new_privs. Raises `OSError` where the kernel refuses.
    """
    library = libc()
    known = version()
    rights = _ALL_V1 | sum(right for right, since in _LATER_RIGHTS if known >= since)
    attribute = struct.pack("<Q", rights)
    if known >= 4:
        attribute += struct.pack("<Q", _TCP)
    if known >= SCOPES:
        attribute += struct.pack("<Q", 1 << 0 | 1 << 1)  # abstract sockets, signals
    ruleset = library.syscall(_CREATE, attribute, ctypes.c_size_t(len(attribute)), 0)
    if ruleset < 0:
        fail("landlock")
    try:
        for paths, allowed in ((readable, _READ), (writable, rights)):
            for path in paths:
                _allow(library, ruleset, path, allowed)
        if library.syscall(_RESTRICT, ruleset, 0):
            fail("landlock")
    finally:
        os.close(ruleset)


def _allow(library: ctypes.CDLL, ruleset: int, path: str, allowed: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            allowed &= _FILE_RIGHTS
        rule = struct.pack("<Qi", allowed, place)
        if library.syscall(_ADD, ruleset, 1, rule, 0) and ctypes.get_errno() != errno.EINVAL:
            fail("landlock")
    finally:
        os.close(place)

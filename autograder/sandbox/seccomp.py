"""A seccomp filter: the system calls a student's code never needs, refused by the kernel itself.

A deny-list (`system_calls`): most calls pass, those that reach into other processes, the kernel or its
namespaces fail with "not permitted", and those that are younger than the list are said to be missing. Written
as classic BPF so that nothing but Linux is needed (the libseccomp bindings on PyPI are not kept, and many
containers lack the C library). Not for: files and memory, which `autograder.sandbox` limits.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Iterable

from autograder.sandbox import system_calls as calls
from autograder.sandbox.libc import libc

_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_NAMESPACE_FLAGS = 0x7E020000  # CLONE_NEW{CGROUP,UTS,IPC,USER,PID,NET,NS}
_AF_UNIX, _AF_INET, _AF_INET6, _AF_NETLINK = 1, 2, 10, 16
_SOCK_STREAM, _SOCK_DGRAM, _SOCK_TYPE = 1, 2, 0xF
_O_TRUNC, _O_ACCMODE = 0o1000, 0o3

_LD, _AND, _JEQ, _JGE, _JSET, _RET = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE = 0, 4

Step = tuple[int, int, int, int]


def available() -> bool:
    """Whether this machine can filter system calls."""
    if platform.system() != "Linux" or platform.machine() not in _ARCHITECTURES:
        return False
    mode: int = libc().prctl(21, 0, 0, 0, 0)  # PR_GET_SECCOMP
    return mode >= 0


def install(alone: bool = False, deny_signals: bool = False, deny_truncation: bool = False) -> None:
    """Filter this process and all its children, for good.

    `alone`: there are no namespaces around it, so also what reaches other processes, sockets and files of its
    user is refused. `deny_signals` and `deny_truncation` stand in for what an old Landlock does not keep.
    Raises `OSError` where the kernel refuses.
    """
    program = _program(alone, deny_signals, deny_truncation)
    library = libc()
    buffer = ctypes.create_string_buffer(program, len(program))

    class Fprog(ctypes.Structure):
        _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    fprog = Fprog(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    # PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP with a filter
    if library.prctl(38, 1, 0, 0, 0) or library.prctl(22, 2, ctypes.byref(fprog), 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp: {errno.errorcode.get(number, number)}")


def _program(alone: bool, deny_signals: bool, deny_truncation: bool) -> bytes:
    which, audit = _ARCHITECTURES[platform.machine()]
    steps: list[Step] = [(_LD, 0, 0, _ARCHITECTURE), (_JEQ, 1, 0, audit), (_RET, 0, 0, _KILL), _load(_NUMBER)]

    def rule(call: calls.Numbers, *judged: Step) -> None:
        """For one call: steps that return, or fall through and let it pass on to the next rule."""
        if (number := call[which]) is not None:
            steps.extend([(_JEQ, 0, len(judged) + 1, number), *judged, _load(_NUMBER)])

    def refuse(table: Iterable[calls.Numbers], number: int = errno.EPERM) -> None:
        for call in table:
            rule(call, _error(number))

    if which == 0:  # the x32 calls of x86_64 are the same calls under other numbers
        steps += [(_JGE, 0, 1, 0x40000000), _error(errno.EPERM)]
    steps += [(_JGE, 0, 1, calls.NEWEST + 1), _error(errno.ENOSYS)]
    refuse(calls.DENIED.values())
    refuse(calls.UNCOUNTED.values(), errno.ENOSYS)
    # clone3: its flags lie in memory, out of a filter's sight; glibc then uses clone
    refuse([calls.CLONE3], errno.ENOSYS)
    rule(calls.CLONE, _argument(0), (_JSET, 0, 1, _NAMESPACE_FLAGS), _error(errno.EPERM))
    rule(calls.FCNTL, *_refuse_among(1, calls.OWNERS))
    rule(calls.IOCTL, *_refuse_among(1, calls.DEVICE_COMMANDS))
    if alone:
        refuse(calls.OUTSIDE.values())
        refuse(calls.IGNORED.values(), 0)
        for call, place, number in calls.OWN_ONLY.values():
            rule(call, _argument(place), (_JEQ, 1, 0, 0), _error(number))
        rule(calls.SETPRIORITY, _argument(0), (_JEQ, 1, 0, 0), _error(errno.EPERM))
        rule(calls.SOCKET, *_sockets((_AF_UNIX,)), _argument(1), (_AND, 0, 0, _SOCK_TYPE),
             (_JEQ, 1, 0, _SOCK_STREAM), _error(errno.EACCES))
        rule(calls.SOCKETPAIR, _argument(1), (_AND, 0, 0, _SOCK_TYPE),
             (_JEQ, 0, 1, _SOCK_DGRAM), _error(errno.EACCES))
    else:
        rule(calls.SOCKET, *_sockets((_AF_UNIX, _AF_INET, _AF_INET6)))
    if deny_signals:
        refuse(calls.SIGNALS.values())
    if deny_truncation:
        refuse([calls.TRUNCATE])
        refuse([calls.OPENAT2], errno.ENOSYS)  # its flags, too, lie in memory
        for call, place in ((calls.OPEN, 1), (calls.OPENAT, 2)):
            rule(call, _argument(place), (_JSET, 0, 3, _O_TRUNC), (_AND, 0, 0, _O_ACCMODE),
                 (_JEQ, 0, 1, 0), _error(errno.EACCES))
    steps.append((_RET, 0, 0, _ALLOW))
    return b"".join(struct.pack("<HBBI", code, true, false, value) for code, true, false, value in steps)


def _load(offset: int) -> Step:
    return (_LD, 0, 0, offset)


def _argument(place: int) -> Step:
    """Load the lower half of an argument, counted from 0."""
    return _load(16 + 8 * place)


def _error(number: int) -> Step:
    return (_RET, 0, 0, _ERRNO | number)


def _refuse_among(place: int, refused: tuple[int, ...]) -> list[Step]:
    """Fail where an argument is one of these."""
    last = len(refused) - 1
    compared = [(_JEQ, last - at, int(at == last), value) for at, value in enumerate(refused)]
    return [_argument(place), *compared, _error(errno.EPERM)]


def _sockets(families: tuple[int, ...]) -> list[Step]:
    """Fail where a socket is of no such family; with the one answer that libzmq can live with."""
    return [_argument(0), *((_JEQ, len(families) - at, 0, family) for at, family in enumerate(families)),
            _error(errno.EOPNOTSUPP)]

"""Giving up every privilege for good: user, limits, capabilities, system calls; by Landlock, files.

Run by the first process behind the walls, last thing before it becomes a kernel. Not for: namespaces.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
from pathlib import Path

from autograder.sandbox import landlock, seccomp
from autograder.sandbox.libc import fail, libc
from autograder.sandbox.namespaces import DEVICES, ETC, HOME, SOCKETS, SYSTEM, gpus, visible
from autograder.sandbox.walls import Plan

FIRST_UID, UIDS = 60_000, 4_000
"""Root starts each kernel as a user of its own, so that limits on processes count for it alone."""


SHARED = 4
"""Times the processes of one kernel that all may start where they count together."""


def confine(walls: Plan, number: int, writable: tuple[str, ...] = (), readable: tuple[str, ...] = ()) -> None:
    """Give up every privilege in this process, for good: user, limits, capabilities, system calls.

    `number` tells kernels apart. `writable` and `readable` matter for Landlock, where there is no root of
    its own.
    """
    if walls.strength == "none":
        return
    library = libc()
    limits = walls.resources
    with contextlib.suppress(OSError):  # a scheduler that goes by sessions then gives each kernel one share
        os.setsid()
    counted_alone = walls.as_root or walls.strength == "namespaces"
    # Elsewhere the number counts what all kernels of this user run; `watch` keeps each to its own share.
    processes = limits.processes if counted_alone else _processes_now() + SHARED * limits.processes
    for what, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_DATA, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_MEMLOCK, 64 * 2**10),
        (resource.RLIMIT_NPROC, processes),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (value, value))
    with contextlib.suppress(OSError):  # the first to go when the machine runs out of memory
        Path("/proc/self/oom_score_adj").write_text("1000")
    for capability in range(64):
        if library.prctl(24, capability, 0, 0, 0):  # PR_CAPBSET_DROP
            break
    if walls.as_root:
        uid = FIRST_UID + number % UIDS
        for folder in (HOME, SOCKETS, *writable):
            if os.path.isdir(folder):
                os.chown(folder, uid, uid)
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    library.capset(ctypes.byref(header), ctypes.byref(nothing))
    if library.prctl(38, 1, 0, 0, 0):  # PR_SET_NO_NEW_PRIVS
        fail("no_new_privs")
    if walls.strength == "landlock":
        etc = [f"/etc/{name}" for name in (*ETC, "passwd", "group", "hosts")]
        devices = [f"/dev/{name}" for name in (*DEVICES, *gpus())]
        landlock.restrict([*SYSTEM, *etc, "/proc", "/sys", *visible(readable)], [*writable, *devices])
    # PR_SET_DUMPABLE: lets the grader (same user, or root) reach the sockets through /proc
    library.prctl(4, 1, 0, 0, 0)
    alone = walls.strength == "landlock"
    known = landlock.version()
    seccomp.install(alone, deny_signals=alone and known < landlock.SCOPES,
                    deny_truncation=alone and known < landlock.TRUNCATION)


def _processes_now() -> int:
    """Processes this user runs already; RLIMIT_NPROC counts them all where there is no namespace."""
    uid = os.getuid()
    count = 0
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if entry.stat().st_uid == uid:
                    count += len(os.listdir(f"/proc/{entry.name}/task"))
    return count

"""What walls this machine allows, found by trying them in a child process.

Not for: building them for a kernel (`namespaces`, `confinement`).
"""

from __future__ import annotations

import os
import platform
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from autograder.sandbox import cgroups, landlock, seccomp
from autograder.sandbox.confinement import confine
from autograder.sandbox.namespaces import build_root, enter_namespaces
from autograder.sandbox.walls import Plan, Resources

_LOST_WITHOUT_NAMESPACES = (
    "what is written to the scratch folder is counted, and its kernel ended, only after the fact",
    "other processes can be seen, though not touched",
    "a cell's ! commands fail, since other people's terminals must stay out of reach",
)
_LOST_AS_ROOT = "kernels run as root without its privileges"


def plan(resources: Resources | None = None) -> Plan:
    """The strongest walls this machine allows, found by trying them in a child process."""
    resources = resources or Resources()
    if (system := platform.system()) != "Linux":
        missing: tuple[str, ...] = (f"{system} has neither namespaces nor Landlock",)
        return Plan("none", missing=missing, resources=resources)
    if not seccomp.available():
        missing = ("the kernel cannot filter system calls (seccomp)",)
        return Plan("none", missing=missing, resources=resources)
    as_root, group = os.geteuid() == 0, cgroups.base()
    refused = _try(lambda: _trial(Plan("namespaces", as_root, resources=resources)))
    if not refused:
        return Plan("namespaces", as_root, resources=resources, group=group)
    missing = (f"namespaces are refused here ({refused})",)
    if landlock.version() < 1:
        return Plan("none", as_root, (*missing, "the kernel has no Landlock"), resources)
    missing += _LOST_WITHOUT_NAMESPACES
    if as_root and not _open_to_all(sys.prefix, sys.base_prefix):
        as_root = False  # another user could not even read this Python
        missing += (_LOST_AS_ROOT,)
    return Plan("landlock", as_root, missing, resources, group)


def _open_to_all(*folders: str) -> bool:
    """Whether any user may read what lies in these folders."""
    places = {parent for folder in folders for parent in (Path(folder), *Path(folder).parents)}
    return all(place.stat().st_mode & stat.S_IXOTH for place in places)


def _trial(wanted: Plan) -> None:
    """Build the walls for good in this (child) process, and look whether they stand."""
    enter_namespaces(wanted)
    child = os.fork()
    if child == 0:
        try:
            build_root(wanted)
            confine(wanted, 0)
            standing = not Path("/etc/shadow").exists() and os.access("/proc/self/status", os.R_OK)
            os._exit(0 if standing else 3)
        except OSError as error:
            os._exit(error.errno or 4)
        except BaseException:
            os._exit(4)
    _, status = os.waitpid(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise OSError(code, os.strerror(code) if code > 4 else "the walls did not stand")


def _try(attempt: Callable[[], None]) -> str:
    """Run `attempt` in a child process; why it failed, or nothing."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        said = ""
        try:
            os.close(readable)
            attempt()
        except OSError as error:
            said = error.strerror or str(error)
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writable, said.encode()[:500])
        os._exit(0)
    os.close(writable)
    with open(readable, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    return said or ("" if status == 0 else "the trial died")

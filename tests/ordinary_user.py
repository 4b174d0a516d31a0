"""Run a command as an ordinary user, as most instructors are; for tests that root runs.

    python tests/ordinary_user.py python -m pytest tests/autograder/sandbox

Where this Python lies in a folder of root's alone, the command sees that folder with nothing but Python in
it (in mounts of its own, so nothing changes for others). Not a test: those of `tests/attacks` use it.
"""

import contextlib
import ctypes
import os
import stat
import sys
from pathlib import Path

USER = 54_321
"""No account of the machine, and none of `autograder.sandbox.confinement`."""

_CLONE_NEWNS, _MS_BIND, _MS_REC, _MS_PRIVATE = 0x20000, 4096, 16384, 1 << 18


def become_ordinary() -> None:
    """Give up root for good in this process; raises `OSError` where that is refused."""
    library = ctypes.CDLL(None, use_errno=True)

    def call(name: str, *arguments: object) -> None:
        if getattr(library, name)(*arguments):
            raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")

    def mount(source: str, target: str, kind: str | None, flags: int) -> None:
        how, options = (kind.encode(), b"mode=755") if kind else (None, None)
        call("mount", source.encode(), target.encode(), how, ctypes.c_ulong(flags), options)

    call("unshare", _CLONE_NEWNS)
    mount("none", "/", None, _MS_REC | _MS_PRIVATE)
    for closed in {folder for prefix in (sys.prefix, sys.base_prefix) if (folder := _closed(Path(prefix)))}:
        inside = [prefix for prefix in {sys.prefix, sys.base_prefix} if Path(prefix).is_relative_to(closed)]
        kept = {prefix: os.open(prefix, os.O_PATH) for prefix in inside}
        mount("tmpfs", str(closed), "tmpfs", 0)
        for prefix, descriptor in kept.items():
            os.makedirs(prefix)
            mount(f"/proc/self/fd/{descriptor}", prefix, None, _MS_BIND | _MS_REC)
            os.close(descriptor)
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)
    call("prctl", 4, 1, 0, 0, 0)  # PR_SET_DUMPABLE, as after a login: /proc/self is its own


def _closed(place: Path) -> Path | None:
    """The outermost folder on the way to `place` that other users may not enter."""
    way = [*reversed(place.parents), place]
    return next((folder for folder in way if not folder.stat().st_mode & stat.S_IXOTH), None)


if __name__ == "__main__":
    become_ordinary()
    with contextlib.suppress(KeyError):
        os.environ.pop("XDG_RUNTIME_DIR")
    os.environ["HOME"] = os.environ.get("ORDINARY_HOME", "/tmp")
    os.execvp(sys.argv[1], sys.argv[1:])

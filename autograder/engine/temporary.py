"""Where this process keeps what submissions need while they are graded: one folder, gone with it.

A grader that is killed cannot clean up, so each holds a lock on its folder, and the next one removes the
folders whose lock nobody holds (not on Windows, which cannot lock a folder). Not for: what lasts
(`autograder.course_directory`).
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

PREFIX = "autograder-"
YOUNG_SECONDS = 60
"""A folder so young may belong to a process that is about to lock it."""


@functools.lru_cache(maxsize=1)
def folder() -> Path:
    """This process's folder, made and locked when first asked for."""
    sweep()
    made = Path(tempfile.mkdtemp(prefix=PREFIX))
    made.chmod(0o711)  # others may pass through, not look: a kernel of another user reaches its home below it
    _lock(made)
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def sweep() -> list[Path]:
    """Remove this user's folders of graders that are gone; those that were removed."""
    gone = []
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*") if sys.platform != "win32" else ():
        with contextlib.suppress(OSError):
            told = path.lstat()
            if told.st_uid != os.geteuid() or time.time() - told.st_mtime < YOUNG_SECONDS:
                continue
            lock = _lock(path)
            shutil.rmtree(path, ignore_errors=True)
            os.close(lock)
            gone.append(path)
    return gone


def _lock(path: Path) -> int:
    """Lock a folder, which may be no link, for as long as this process lives; the lock's descriptor.

    Raises `OSError` where another process holds it.
    """
    if sys.platform == "win32":
        return -1
    import fcntl

    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor

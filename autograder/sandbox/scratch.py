"""Folders of the host that a submission writes to where it has no root of its own: their size and removal.

Both whatever lies in them: folders closed to their owner, or deeper than a path may be long. Not for: the
size of scratch folders in memory, which `namespaces` mounts.
"""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import subprocess

FILES, DEPTH = 20_000, 100
"""The most files in the folders, and folders in each other; `namespaces` bounds the first in its own way."""

_REMOVE = 'chmod -R u+rwx -- "$1"; rm -rf -- "$1"'


def size(folders: tuple[str, ...]) -> float:
    """Bytes that the files in these folders take up on the disk; infinite where they are too many."""
    waiting, total, number = [(folder, 0) for folder in folders], 0, 0
    while waiting:
        folder, depth = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    number += 1
                    if number > FILES or depth > DEPTH:
                        return math.inf
                    total += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((entry.path, depth + 1))
        except FileNotFoundError:
            continue
        except OSError:  # a folder closed to its owner hides what is in it
            return math.inf
    return total


def remove(folder: str) -> None:
    """Remove a folder, or as much of it as this process may."""
    with contextlib.suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)
    if os.path.lexists(folder):  # the system's own tools go as deep as any folder, and open what is closed
        subprocess.run(["/bin/sh", "-c", _REMOVE, "sh", folder], check=False, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

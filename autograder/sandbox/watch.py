"""What a kernel and all it started use together, looked at a few times a second from outside its walls.

The limits of `confinement` count for each process alone, and not at all for memory that processes share. The
process that started a kernel therefore adds up: memory, processes and, where the kernel has no root of its
own, the files in its folders. What is over its share is ended by the caller; many that compute at once are
made to weigh as little as a few. Not for: what one process may use (`confinement`), nor for machines with
control groups alone (`cgroups`): both stand beside it, and the first to notice acts.
"""

from __future__ import annotations

import contextlib
import math
import os
import stat
import time
from pathlib import Path

from autograder.sandbox import scratch
from autograder.sandbox.walls import Resources

SECONDS = 0.25
"""Between two looks; a look that takes long is followed by a longer pause."""

BUSY = 4
"""Threads a core that may compute at once before they are made to weigh less, as TensorFlow's own may."""

_NICEST, _STEP = 19, 1.25  # each nice value weighs a fifth less than the one before


class Watch:
    """A look at all descendants of this process, and the files in `folders`, against `resources`."""

    def __init__(self, resources: Resources, folders: tuple[str, ...] = ()) -> None:
        self.resources, self.folders = resources, folders
        self.cores = len(os.sched_getaffinity(0))
        self.nice = 0
        self.pause, self._files_at = SECONDS, 0.0

    def look(self) -> str:
        """Why the kernel is to be ended, or nothing. `pause` says how long to wait for the next look."""
        began = time.monotonic()
        tree = descendants(os.getpid())
        self._calm(tree)
        reason = self._over(tree)
        self.pause = max(SECONDS, 2 * (time.monotonic() - began))
        return reason

    def _over(self, tree: dict[int, dict[int, bool]]) -> str:
        limits = self.resources
        if sum(map(len, tree.values())) > limits.processes + 1:  # the first process only waits, and is free
            return f"more than {limits.processes} processes and threads together"
        if memory(list(tree), limits.memory_bytes) > limits.memory_bytes:
            return f"more than {limits.memory_bytes / 1e9:.1f} GB of memory together"
        if self.folders and time.monotonic() >= self._files_at:
            began = time.monotonic()
            used = scratch.size(self.folders) + unnamed_files(list(tree))
            self._files_at = time.monotonic() + max(1.0, 20 * (time.monotonic() - began))
            if used > limits.scratch_bytes:
                return f"more than {limits.scratch_bytes / 1e6:.0f} MB of files, or too many"
        return ""

    def _calm(self, tree: dict[int, dict[int, bool]]) -> None:
        """Let many threads that compute at once weigh together what one thread a core weighs."""
        running = sum(sum(threads.values()) for threads in tree.values())
        if running > BUSY * self.cores:
            wanted = math.ceil(math.log(running / self.cores, _STEP))
            self.nice = min(_NICEST, max(self.nice, wanted))
        if not self.nice:
            return
        session = _session(min(tree, default=os.getpid()))
        for process, threads in tree.items():
            with contextlib.suppress(OSError):
                for thread in threads:
                    if os.getpriority(os.PRIO_PROCESS, thread) < self.nice:
                        os.setpriority(os.PRIO_PROCESS, thread, self.nice)
                if _session(process) != session:  # the scheduler may give every session a share of its own
                    Path(f"/proc/{process}/autogroup").write_text(str(_NICEST))


def descendants(ancestor: int) -> dict[int, dict[int, bool]]:
    """Every process below one, and for each of its threads whether it computes or waits to."""
    found: dict[int, dict[int, bool]] = {}
    waiting = _children(ancestor)
    while waiting:
        process = waiting.pop()
        with contextlib.suppress(OSError):
            found[process] = {int(thread): _computes(process, thread)
                              for thread in os.listdir(f"/proc/{process}/task")}
            waiting += _children(process)
    return found


def _children(process: int) -> list[int]:
    children: list[int] = []
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{process}/task"):
            with contextlib.suppress(OSError):
                text = Path(f"/proc/{process}/task/{thread}/children").read_text()
                children += map(int, text.split())
    return children


def _computes(process: int, thread: str) -> bool:
    try:
        return _fields(f"/proc/{process}/task/{thread}/stat")[0] == "R"
    except OSError:
        return False


def _session(process: int) -> int:
    try:
        return int(_fields(f"/proc/{process}/stat")[3])
    except OSError:
        return 0


def _fields(file: str) -> list[str]:
    """What stands in a ``stat`` file after the process's name, which may hold anything."""
    return Path(file).read_text(errors="replace").rpartition(")")[2].split()


def memory(processes: list[int], limit: int) -> int:
    """Bytes of memory that are these processes' own, those that they share counted once.

    Exact where the sum of what each sees is over `limit`; that sum otherwise, which is quicker.
    """
    apparent = {process: _kilobytes(process, "status", "RssAnon", "RssShmem", "VmSwap", "VmPTE")
                for process in processes}
    if sum(apparent.values()) * 1024 <= limit:
        return sum(apparent.values()) * 1024
    total = 0
    for process, seen in apparent.items():
        exact = _kilobytes(process, "smaps_rollup", "Pss_Anon", "Pss_Shmem", "SwapPss")
        total += exact + _kilobytes(process, "status", "VmPTE") if exact else seen  # some hide the exact one
    return total * 1024


def _kilobytes(process: int, file: str, *names: str) -> int:
    try:
        text = Path(f"/proc/{process}/{file}").read_text(errors="replace")
    except OSError:
        return 0
    lines = (line.partition(":") for line in text.splitlines())
    return sum(int(value.split()[0]) for name, _, value in lines if name in names)


def unnamed_files(processes: list[int]) -> int:
    """Bytes of files that these processes hold open, though they were removed."""
    found: dict[tuple[int, int], int] = {}
    for process in processes:
        with contextlib.suppress(OSError):
            for descriptor in os.listdir(f"/proc/{process}/fd"):
                with contextlib.suppress(OSError):
                    about = os.stat(f"/proc/{process}/fd/{descriptor}")
                    if stat.S_ISREG(about.st_mode) and not about.st_nlink:
                        found[about.st_dev, about.st_ino] = about.st_blocks * 512
    return sum(found.values())

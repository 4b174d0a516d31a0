"""Limits for a kernel and all it starts together, by control groups (version 2), where they can be had.

Resource limits count for each process alone; a control group counts memory and processes of the whole
tree, and ends it in one stroke. It can be had where this process's own group is delegated to its user (a
systemd scope with ``Delegate=yes``, a container with its own group) or belongs to root. Not for: version 1,
nor for machines where `base` finds nothing; there the limits of each process stand alone.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

CONTROLLERS = ("memory", "pids")
WELCOME = ("cpu",)
"""Where it is there, too, each kernel with all it started gets one share of the processors."""


def base(process: Path = Path("/proc/self/cgroup"), mounts: Path = Path("/proc/self/mounts")) -> str:
    """The group below which groups for kernels can be made, made ready; empty where there is none.

    A group that holds processes cannot share out its controllers, so this process moves to a group
    ``driver`` below it.
    """
    try:
        memberships = process.read_text().splitlines()
        place = next(line.split("::", 1)[1] for line in memberships if line.startswith("0::"))
        mounted = map(str.split, mounts.read_text().splitlines())
        root = next(fields[1] for fields in mounted if fields[2] == "cgroup2")
        group = Path(root, place.strip().lstrip("/"))
        if group.name == "driver" and (group.parent / "cgroup.subtree_control").is_file():
            group = group.parent
        shared = group / "cgroup.subtree_control"
        offered = (group / "cgroup.controllers").read_text().split()
        if not set(CONTROLLERS) <= set(offered):
            return ""
        wanted = [name for name in (*CONTROLLERS, *WELCOME) if name in offered]
        if not set(wanted) <= set(shared.read_text().split()):
            (group / "driver").mkdir(exist_ok=True)
            (group / "driver" / "cgroup.procs").write_text(str(os.getpid()))
            shared.write_text(" ".join(f"+{name}" for name in wanted))
        return str(group)
    except (OSError, StopIteration, IndexError):
        return ""


class Group:
    """A group for one kernel below `base`; `memory` in bytes."""

    def __init__(self, base: str, memory: int, processes: int) -> None:
        self.folder = Path(base, f"kernel-{os.getpid()}")
        self.folder.mkdir()
        for name, limit in (("memory.max", memory), ("pids.max", processes)):
            (self.folder / name).write_text(str(limit))
        for name, value in (("memory.swap.max", "0"), ("memory.oom.group", "1")):  # not in every kernel
            with contextlib.suppress(OSError):
                (self.folder / name).write_text(value)

    def enter(self) -> None:
        """Move this process into the group, and so all it starts from now on."""
        (self.folder / "cgroup.procs").write_text("0")

    def end(self) -> None:
        """End every process of the group and remove it."""
        with contextlib.suppress(OSError):
            (self.folder / "cgroup.kill").write_text("1")
        for _ in range(200):  # a killed process leaves its group when the kernel comes round to it
            try:
                self.folder.rmdir()
                return
            except OSError:
                time.sleep(0.01)

"""``autograder doctor``: what this machine can enforce on a submission, and what it cannot.

Every line was found out by trying it. Changes nothing.
"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

from autograder import landlock, seccomp
from autograder.provisioner import machine_plan, supported


@dataclass(frozen=True)
class Protection:
    """One protection, whether it holds here, and what stands against it."""

    what: str
    holds: bool
    remark: str = ""


def examine() -> list[Protection]:
    """Every protection the grader knows, in the order of what matters most."""
    walls = machine_plan() if supported() else None
    strength = walls.strength if walls else "none"
    why = "; ".join(walls.missing) if walls else f"{platform.system()} is not supported"
    confined = strength != "none"
    namespaces = strength == "namespaces"
    return [
        Protection("forked kernels (fast)", supported(), "" if supported() else "fresh kernels are started instead"),
        Protection("files: only the scratch folder can be written, nothing of yours read", confined, "" if confined else why),
        Protection("network: none", confined, "" if namespaces else why),
        Protection("processes: no other can be seen", namespaces, "" if namespaces else why),
        Protection("everything a submission started ends with it", confined, "" if confined else why),
        Protection("memory, processor time, number of processes, file size", confined, "" if confined else why),
        Protection("size of the scratch folder as a whole", namespaces, "" if namespaces else why),
        Protection("system calls (seccomp)", confined and seccomp.available(), "" if seccomp.available() else "not offered by this kernel"),
        Protection("Landlock (the fallback)", landlock.version() > 0, f"version {landlock.version()}" if landlock.version() else "not offered by this kernel"),
        Protection("cgroup v2 limits", *_cgroup()),
        Protection("an unprivileged user for each kernel", confined and os.geteuid() == 0,
                   "" if os.geteuid() == 0 else "kernels run as you, inside the walls above"),
    ]


def _cgroup() -> tuple[bool, str]:
    """Whether memory and processes can be limited by cgroup v2; resource limits do it where not."""
    root = Path("/sys/fs/cgroup")
    try:
        controllers = (root / "cgroup.controllers").read_text().split()
    except OSError:
        return False, "not mounted here; resource limits of each process stand in"
    if not {"memory", "pids"} <= set(controllers) or not os.access(root / "cgroup.procs", os.W_OK):
        return False, "not yours to write; resource limits of each process stand in"
    return False, "offered, not used: resource limits of each process stand in"

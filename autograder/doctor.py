"""``autograder doctor``: what this machine can enforce on a submission, and what it cannot.

Every line was found out by trying it. Changes nothing.
"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass

from autograder.engine.forks import machine_plan, supported
from autograder.sandbox import landlock, seccomp


@dataclass(frozen=True)
class Protection:
    """One protection, whether it holds here, and what stands against it."""

    what: str
    holds: bool
    remark: str = ""


def strength() -> str:
    """How strong the walls around a submission can be here; "none" where there are none."""
    return machine_plan().strength if supported() else "none"


def examine() -> list[Protection]:
    """Every protection the grader knows, in the order of what matters most."""
    walls = machine_plan() if supported() else None
    why = "; ".join(walls.missing) if walls else f"{platform.system()} is not supported"
    confined = strength() != "none"
    namespaces = strength() == "namespaces"
    filtered, landlocked = seccomp.available(), landlock.version()
    grouped, root = bool(walls and walls.group), os.geteuid() == 0
    not_offered = "not offered by this kernel"
    no_group = ("no group with the memory and pids controllers is yours here; "
                "the limits of each process stand in")
    return [
        Protection("forked kernels (fast)", supported(),
                   "" if supported() else "fresh kernels are started instead"),
        Protection("files: only the scratch folder can be written, nothing of yours read", confined,
                   "" if confined else why),
        Protection("network: none", confined, "" if namespaces else why),
        Protection("processes: no other can be seen", namespaces, "" if namespaces else why),
        Protection("everything a submission started ends with it", confined, "" if confined else why),
        Protection("memory, processor time, number of processes, file size", confined,
                   "" if confined else why),
        Protection("size of the scratch folder as a whole", namespaces, "" if namespaces else why),
        Protection("system calls (seccomp)", confined and filtered, "" if filtered else not_offered),
        Protection("Landlock (the fallback)", landlocked > 0,
                   f"version {landlocked}" if landlocked else not_offered),
        Protection("memory and processes of a kernel and all it starts, together (control group, version 2)",
                   grouped, "" if grouped else no_group),
        Protection("marks: tests run in a process of the grader's own", True,
                   "" if confined else "without walls, a student's code could reach it"),
        Protection("an unprivileged user for each kernel", confined and root,
                   "" if root else "kernels run as you, inside the walls above"),
    ]

"""Walls around a process that runs what a student wrote, built by that process itself after the fork.

    walls        what walls are: strength, and what a process behind them may use
    machine      which walls this machine allows, found by trying
    namespaces   a root, processes, network and users of its own
    confinement  giving up every privilege, for good
    seccomp, landlock, cgroups, libc   the kernel's tools for it, one a module
    system_calls   which calls are refused
    watch        what all its processes use together, looked at from outside
    scratch      folders of the host it may write to, where it has no root of its own

Asked for once: `plan`. Then, in each fresh child: `enter_namespaces`, `build_root`, `confine`; in its parent:
`Watch`. Imports nothing of this project. Not for: starting processes (`autograder.engine.zygote`).
"""

from autograder.sandbox.confinement import confine
from autograder.sandbox.machine import plan
from autograder.sandbox.namespaces import HOME, SOCKETS, build_root, enter_namespaces
from autograder.sandbox.scratch import remove
from autograder.sandbox.walls import Plan, Resources
from autograder.sandbox.watch import Watch

__all__ = [
    "HOME", "SOCKETS", "Plan", "Resources", "Watch", "build_root", "confine", "enter_namespaces", "plan",
    "remove",
]

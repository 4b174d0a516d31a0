"""Walls around a process that runs what a student wrote, built by that process itself after the fork.

    walls        what walls are: strength, and what a process behind them may use
    machine      which walls this machine allows, found by trying
    namespaces   a root, processes, network and users of its own
    confinement  giving up every privilege, for good
    seccomp, landlock, cgroups, libc   the kernel's tools for it, one a module

Asked for once: `plan`. Then, in each fresh child: `enter_namespaces`, `build_root`, `confine`. Imports
nothing of this project. Not for: starting processes (`autograder.engine.zygote`).
"""

from autograder.sandbox.confinement import confine
from autograder.sandbox.machine import plan
from autograder.sandbox.namespaces import HOME, SOCKETS, build_root, enter_namespaces
from autograder.sandbox.walls import Plan, Resources

__all__ = ["HOME", "SOCKETS", "Plan", "Resources", "build_root", "confine", "enter_namespaces", "plan"]

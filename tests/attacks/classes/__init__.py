"""Attacks by the dozen, a class of them in each module: a name, what it tries, and the cell it hands in.

An attack's cell begins with a right answer to the exercise ``square`` and the names of `PRELUDE`; `cube` is
left blank. So it deserves two points at most, and loses them only where it ends its own kernel. In a cell,

    NAME       stands for the attack's own name, which gives it away where it turns up
    NUMBER     for a number of its own
    TAG        for a process name of its own
    OUTSIDE    for a folder of the host that anybody may write to
    VICTIM     for a file of the grader's user in there
    BYSTANDER  for a process of the grader's user, with a secret in its environment
    GRADER     for the grader's own process
    COURSE     for the instructor's folder
    TTY        for a terminal of the grader's user
    UDP, TCP   for ports where the host listens, as it does at OUTSIDE/stream and OUTSIDE/datagram

What `attacks.world` sees changed by it, what it prints after ``REACHED``, points beyond those it deserves,
and a secret in what its student gets, count against the grader.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass

from autograder.sandbox import system_calls

_TABLES = (system_calls.DENIED, system_calls.UNCOUNTED, system_calls.SIGNALS, system_calls.OUTSIDE,
           system_calls.IGNORED, {name: rule[0] for name, rule in system_calls.OWN_ONLY.items()})
_COLUMN = 1 if platform.machine() == "aarch64" else 0
CALLS = {name: numbers[_COLUMN] for table in _TABLES for name, numbers in table.items() if numbers[_COLUMN]}

PRELUDE = f"""# exercise: square
def square(x):
    return x * x


import ctypes, fcntl, glob, json, mmap, os, resource, signal, socket, struct, subprocess, sys, threading, time
libc = ctypes.CDLL(None, use_errno=True)
CALLS = {CALLS}


def system(name, *given):
    return libc.syscall(CALLS[name], *given) if name in CALLS else -1


def reached(what=""):
    print("REACHED:" + "NAME", what)


def try_all(*actions):
    for action in actions:
        try:
            action()
        except (OSError, ValueError, OverflowError, AttributeError):
            pass


def named_fork():
    child = os.fork()
    if child == 0:
        libc.prctl(15, b"TAG", 0, 0, 0)
    return child


"""


@dataclass(frozen=True)
class Attack:
    """One row of a class: `tries` says what, in words; the cells are in `code`, or in `cells`, or in both."""

    tries: str
    code: str = ""
    """Stands behind `PRELUDE` in the cell of ``square``."""
    cells: tuple[tuple[str, str], ...] = ()
    """Whole cells by exercise."""
    deserves: tuple[tuple[str, float], ...] = (("square", 2.0),)
    learns: str = ""
    """What else its student must not find in the feedback."""
    weakness: str = ""
    """Why it is known to succeed; it then has to, or this has to go."""

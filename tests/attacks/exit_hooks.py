"""Leaves hooks for the end of the process that report success."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
import atexit
import os

atexit.register(os._exit, 0)


def square(x):
    os._exit(0)""",
}

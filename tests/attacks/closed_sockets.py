"""Closes every descriptor it holds."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
import os


def square(x):
    os.closerange(3, 4096)
    return x * x""",
}

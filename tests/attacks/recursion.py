"""Recurses without end, with the limit raised."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
import sys

sys.setrecursionlimit(10**9)


def square(x):
    return square(x) + 0.0""",
}

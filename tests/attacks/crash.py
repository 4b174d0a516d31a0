"""Crashes the interpreter in the middle of a test."""

DESERVES = {"cube": 1}

ANSWERS = {
    "cube": r"""# exercise: cube
import ctypes


def cube(x):
    return x**3 if x == 2.0 else ctypes.string_at(0)""",
}

"""Replaces built-in functions that checks use."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
import builtins

builtins.bool = lambda value=True: True
builtins.all = builtins.isinstance = builtins.any = lambda *args: True
builtins.abs = lambda value: 0.0


def square(x):
    return 0.0""",
}

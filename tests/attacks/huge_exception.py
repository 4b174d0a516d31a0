"""Raises an exception with a text of a hundred megabytes."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    raise ValueError("x" * 10**8)""",
}

"""Returns an iterator that never ends."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    import itertools

    return itertools.repeat(x * x)""",
}

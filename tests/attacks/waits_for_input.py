"""Asks for input that nobody gives."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    return float(input())""",
}

# ruff: noqa: RUF001, RUF003
"""Writes the function"s name with letters that only look the same."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def ѕquare(x):
    return x * x""",
    "cube": r"""# exercise: сube
def сube(x):
    return x**3""",
}

"""Raises errors that might make the grader quote its test."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    raise AssertionError("expected: " + repr(x))""",
    "cube": r"""# exercise: cube
def cube(x):
    return {'a': [x] * 3}""",
}

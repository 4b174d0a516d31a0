"""Raises an exception named like the grader"s own, and one that ends the process."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
class Closed(Exception):
    pass


class _Missing(Exception):
    pass


def square(x):
    raise Closed("all is well")""",
    "cube": r"""# exercise: cube
def cube(x):
    raise SystemExit(0)""",
}

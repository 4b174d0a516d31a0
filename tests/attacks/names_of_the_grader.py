"""Hands in names that look like the grader"s own, private and dunder names among them."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
__builtins__ = {"float": lambda *a: 9.0}
__name__ = "autograder.examination.examiner"
__import__ = lambda *args, **kwargs: None


def square(x):
    return 0.0""",
    "cube": r"""# exercise: cube
def cube(x):
    return x**3""",
}

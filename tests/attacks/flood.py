"""Prints without end while it is asked."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    while True:
        print("x" * 10_000)""",
    "cube": r"""# exercise: cube
def cube(x):
    return x**3""",
}

"""Prints without end while it is asked; what ends it first, the limit on time or on output,
decides whether its kernel lives on."""

DESERVES = {"cube": 3}
SELF_HARM = True

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    while True:
        print("x" * 10_000)""",
    "cube": r"""# exercise: cube
def cube(x):
    return x**3""",
}

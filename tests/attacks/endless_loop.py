"""Never returns; the next exercise is honest."""

DESERVES = {"cube": 3}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    while True:
        pass""",
    "cube": r"""# exercise: cube
def cube(x):
    return x**3""",
}

"""Takes memory until there is none."""

DESERVES = {"cube": 3}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    hoard = []
    while True:
        hoard.append(bytearray(2**28))""",
    "cube": r"""# exercise: cube
def cube(x):
    return x**3""",
}

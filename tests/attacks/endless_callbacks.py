"""Calls the function it was given without end."""

DESERVES = {}

ANSWERS = {
    "slope": r"""# exercise: slope
def slope(f, x):
    while True:
        f(x)""",
}

"""Says by __class__ that it is a float, with comparisons of its own."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
class Liar:
    __class__ = float

    def __eq__(self, other):
        return True

    def __abs__(self):
        return 0.0


def square(x):
    return Liar()""",
}

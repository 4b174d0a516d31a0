"""Offers other numbers on every look by __array_interface__."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
class Shifty:
    looks = 0

    @property
    def __array_interface__(self):
        Shifty.looks += 1
        return np.array([9.0, 25.0][Shifty.looks % 2]).__array_interface__


def square(x):
    return Shifty()""",
}

"""Offers __getstate__, __deepcopy__ and __copy__ that act."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
class Stateful:
    def __getstate__(self):
        open("OUTSIDE/state", "w")

    __copy__ = __deepcopy__ = __getstate__

    def __float__(self):
        return 9.0


def square(x):
    return Stateful()""",
}

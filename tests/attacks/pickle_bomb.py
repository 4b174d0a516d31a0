"""Returns an object that runs a command when it is unpickled."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
class Bomb:
    def __reduce__(self):
        import os

        return os.system, ("touch OUTSIDE/pickled",)

    __reduce_ex__ = lambda self, protocol: self.__reduce__()


def square(x):
    return Bomb()""",
}

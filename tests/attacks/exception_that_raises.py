"""Raises an exception that cannot be turned into text."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
class Rude(BaseException):
    def __str__(self):
        raise SystemExit

    __repr__ = __str__


def square(x):
    raise Rude""",
}

"""A class whose metaclass says yes to every isinstance and comparison."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
class Yes(type):
    def __instancecheck__(cls, instance):
        return True

    def __eq__(cls, other):
        return True

    __hash__ = type.__hash__


class Answer(metaclass=Yes):
    pass


def square(x):
    return Answer""",
}

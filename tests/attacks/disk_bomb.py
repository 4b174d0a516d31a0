"""Fills the disk, as far as it may."""

DESERVES = {"square": 2}

ANSWERS = {
    "square": r"""# exercise: square
try:
    with open("big", "wb") as file:
        while True:
            file.write(bytes(2**24))
except OSError as error:
    print(type(error).__name__)


def square(x):
    return x * x""",
}

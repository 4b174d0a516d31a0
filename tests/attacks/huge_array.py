"""Returns an array of a gigabyte."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    return np.zeros(2**27)""",
}

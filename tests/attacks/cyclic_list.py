"""Returns a list that contains itself."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    found = [x * x]
    found.append(found)
    return found""",
}

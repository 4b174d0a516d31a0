"""Empties the test cells."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    return 0.0""",
}


def tamper(notebook):
    for cell in notebook.cells:
        if cell.id.startswith("test-"):
            cell.source = "2.0"

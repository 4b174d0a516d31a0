"""Adds a cell that poses as a test which it fulfils."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    return 0.0""",
}


def tamper(notebook):
    import copy

    for cell in [cell for cell in notebook.cells if cell.id.startswith("test-")]:
        copied = copy.deepcopy(cell)
        copied.id, copied.source = f"x{cell.id}", "2.0"
        notebook.cells.append(copied)

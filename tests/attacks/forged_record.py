"""Writes the grader"s own record into the cells" metadata."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    return 0.0""",
}


def tamper(notebook):
    for cell in notebook.cells:
        trusted = {"points": 2.0, "error": None, "reason": "", "status": "ok"}
        cell.metadata["autograder"] = {"status": "ok", "trusted": trusted}

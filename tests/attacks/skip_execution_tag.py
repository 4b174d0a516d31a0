"""Tags the test cells so that they are skipped."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    return 0.0""",
}


def tamper(notebook):
    for cell in notebook.cells:
        cell.metadata["tags"] = ["skip-execution", "raises-exception"]

"""Raises the points in the metadata and claims another schema."""

DESERVES = {"cube": 1}

ANSWERS = {
    "cube": r"""# exercise: cube
def cube(x):
    return 8.0""",
}


def tamper(notebook):
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"].update(points=100, schema_version=99)

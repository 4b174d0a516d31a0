"""Every lesson with Colab's versions: blank it runs to its end, solved every check passes."""

import nbformat
import pytest
from test_lessons import LESSONS, SOLUTIONS, errors, name, surprises

from autograder import cells
from autograder.cells import SETUP_ID

pytestmark = [pytest.mark.colab, pytest.mark.timeout(1900)]


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_the_blank_lesson_reaches_its_end_and_only_unfinished_exercises_fail(colab, path):
    notebook = colab.run(nbformat.read(path, as_version=4))
    assert surprises(notebook) == []
    (said,) = next(cell.outputs for cell in notebook.cells if cell.id == SETUP_ID)
    assert said.text.startswith("Colab with Python 3.") and said.text.count("\n") == 1
    # in IPython 7, too, a check fails with a sentence and no traceback
    for place, error in errors(notebook).items():
        assert error.ename != "Unfinished" or "Traceback" not in "".join(error.traceback), place


@pytest.mark.parametrize("path", SOLUTIONS, ids=name)
def test_every_check_of_the_solution_passes(colab, path):
    notebook = colab.run(nbformat.read(path, as_version=4))
    assert {place: f"{error.ename}: {error.evalue}" for place, error in errors(notebook).items()} == {}
    assert surprises(notebook) == []
    for cell in filter(cells.is_test, notebook.cells):
        for result in (output for output in cell.outputs if output.output_type == "execute_result"):
            assert float(result.data["text/plain"]) == cells.points(cell), cell.id

"""nbgrader preprocessors of this course: what its own lists lack, plugged in by ``nbgrader_config.py``.

For release: `ColabCells`, `NamedStubs`, `StableIds`. For grading: `RecordedExecute`, `StrictGrades`.
Each does one thing to one notebook; none reads another file than the project's settings.
"""

from __future__ import annotations

from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader import utils
from nbgrader.preprocessors import ClearSolutions, Execute, NbGraderPreprocessor, SaveAutoGrades

from autograder import cells, scores
from autograder.course_directory import CourseFiles

BADGE_ID, SETUP_ID = "colab-badge", "colab-setup"

BADGE = "[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/{slug}/blob/{branch}/lessons/{week}/{lesson}.ipynb)"
SETUP = """\
# Run this cell first. On your own computer it only looks whether the course is installed.
try:
    import course
except ModuleNotFoundError:
    %pip install --quiet --no-deps "dl-course @ git+{repository}@{branch}"
    import course"""


class ColabCells(NbGraderPreprocessor):
    """Puts the Colab badge and the set-up cell at the top; their address is one setting in pyproject.toml."""

    def preprocess(self, nb, resources):
        settings = CourseFiles.find().settings
        repository, branch = settings["repository"], settings["branch"]
        where = resources["nbgrader"]
        badge = new_markdown_cell(
            BADGE.format(slug=repository.removeprefix("https://github.com/"), branch=branch,
                         week=where["assignment"], lesson=where["notebook"]),
            id=BADGE_ID,
        )
        setup = new_code_cell(SETUP.format(repository=repository, branch=branch), id=SETUP_ID)
        setup.metadata["nbgrader"] = {
            "grade": False, "grade_id": SETUP_ID, "locked": True, "schema_version": 3, "solution": False, "task": False,
        }
        nb.cells[:0] = [badge, setup]
        return nb, resources


class NamedStubs(ClearSolutions):
    """nbgrader's `ClearSolutions`, whose stub names the exercise it stands for.

    The signature and docstring outside the solution region stay, so the student's notebook parses
    and says what is missing: ``NotImplementedError("exercise: NAME")``.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        exercise = cells.grade_id(cell)
        self.code_stub = {"python": f'# YOUR CODE HERE\nraise NotImplementedError("exercise: {exercise}")'}
        return super().preprocess_cell(cell, resources, cell_index)


class StableIds(NbGraderPreprocessor):
    """Gives every cell an id that a new release keeps: its nbgrader id, else that of the cell before and a count.

    Also drops what the author's editor wrote into the notebook's metadata, such as the version of its Python.
    """

    def preprocess(self, nb, resources):
        nb.nbformat, nb.nbformat_minor = 4, 5
        nb.metadata = from_dict({
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        })
        before, count = "start", 0
        for cell in nb.cells:
            name = cells.grade_id(cell) or (cell.get("id") if cell.get("id") in (BADGE_ID, SETUP_ID) else "")
            if name:
                cell["id"], before, count = name, name, 0
            else:
                count += 1
                cell["id"] = f"{before[:58]}-{count:02d}"
        return nb, resources


class RecordedExecute(Execute):
    """nbgrader's `Execute`, which also records in each cell that the kernel reported its end as ``ok``.

    A cell that never ran, or whose kernel died under it, carries no such record and scores nothing
    (`autograder.scores`), whatever its stored outputs look like.
    """

    def preprocess(self, nb, resources=None, km=None):
        for cell in nb.cells:
            cell.metadata.pop(scores.RECORD, None)
        return super().preprocess(nb, resources, km)

    def on_cell_executed(self, **kwargs):
        super().on_cell_executed(**kwargs)
        status = kwargs["execute_reply"]["content"]["status"]
        kwargs["cell"].metadata[scores.RECORD] = {"status": status}


class StrictGrades(SaveAutoGrades):
    """nbgrader's `SaveAutoGrades` with the score rules of `autograder.scores`."""

    def _add_score(self, cell, resources):
        super()._add_score(cell, resources)
        if cells.is_test(cell) and not utils.is_task(cell):
            grade = self.gradebook.find_grade(cells.grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)
            grade.auto_score = scores.score(cell).points
            self.gradebook.db.commit()

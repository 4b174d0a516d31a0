"""nbgrader preprocessors for a release: what its own list lacks, plugged in by ``nbgrader_config.py``.

`ColabCells`, `NamedStubs` and `StableIds` each do one thing to one notebook. Not for: grading, whose
preprocessors stand in `autograder.gradebook.preprocessors`.
"""

from __future__ import annotations

from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor

from autograder import cells
from autograder.course_directory import CourseFiles

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""The metadata of every notebook here: nothing of the author's editor, such as the version of its Python."""

COLAB = "https://colab.research.google.com"
BADGE = (f"[![Open in Colab]({COLAB}/assets/colab-badge.svg)]"
         f"({COLAB}/github/{{slug}}/blob/{{branch}}/lessons/{{week}}/{{lesson}}.ipynb)")
TITLE = ("Run this cell first. "
         "Where the course is missing, as in Colab, it installs the course and nothing else.")
NOT_INSTALLED = ("the course could not be installed: "
                 "see that this machine has internet, git and Python 3.11 or newer, "
                 "then run this cell again.")
# Plain Python with the kernel's own pip: the same in Colab and in every IPython, and quiet. A failure ends in
# one sentence, so nothing else runs. It finds the course the second time and does nothing.
_SETUP = """\
# @title {title}
import importlib.util
import subprocess
import sys


class NotInstalled(Exception):
    _render_traceback_ = lambda problem: [f"NotInstalled: {{problem}}"]


if not getattr(importlib.util.find_spec("course"), "origin", None):
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "git+{repository}@{branch}"]
    if subprocess.run(command, capture_output=True).returncode:
        raise NotInstalled("{not_installed}")
    importlib.invalidate_caches()

import course

course.start("{week}/{lesson}")"""


def setup_source(repository: str, branch: str, week: str, lesson: str) -> str:
    """The set-up cell of a lesson whose course lies at `repository`, an address that git can clone."""
    return _SETUP.format(repository=repository, branch=branch, week=week, lesson=lesson, title=TITLE,
                         not_installed=NOT_INSTALLED)


class ColabCells(NbGraderPreprocessor):
    """Puts the Colab badge and the set-up cell at the top; their address is one setting in pyproject.toml."""

    def preprocess(self, nb, resources):
        settings = CourseFiles.find().settings
        repository, branch = settings["repository"], settings["branch"]
        where = resources["nbgrader"]
        fields = {"branch": branch, "week": where["assignment"], "lesson": where["notebook"]}
        badge = BADGE.format(slug=repository.removeprefix("https://github.com/"), **fields)
        setup = new_code_cell(setup_source(repository, **fields), id=cells.SETUP_ID)
        setup.metadata["cellView"] = "form"  # Colab shows its title and hides the rest
        setup.metadata["nbgrader"] = {
            "grade": False,
            "grade_id": cells.SETUP_ID,
            "locked": True,
            "schema_version": 3,
            "solution": False,
            "task": False,
        }
        nb.cells[:0] = [new_markdown_cell(badge, id=cells.BADGE_ID), setup]
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
    """Gives every cell an id that a new release keeps: its nbgrader id, or the id before it and a count.

    Also drops what the author's editor wrote into the notebook's metadata, such as the version of its Python.
    """

    def preprocess(self, nb, resources):
        nb.nbformat, nb.nbformat_minor = 4, 5
        nb.metadata = from_dict(METADATA)
        before, count = "start", 0
        for cell in nb.cells:
            name = cells.grade_id(cell) or (
                cell.get("id") if cell.get("id") in (cells.BADGE_ID, cells.SETUP_ID) else ""
            )
            if name:
                cell["id"], before, count = name, name, 0
            else:
                count += 1
                cell["id"] = f"{before[:58]}-{count:02d}"
        return nb, resources

"""nbgrader preprocessors of this course: what its own lists lack, plugged in by ``nbgrader_config.py``.

For release: `ColabCells`, `NamedStubs`, `StableIds`. For grading: `TrustedExecute`, `StrictGrades`.
Each does one thing to one notebook.
"""

from __future__ import annotations

import asyncio
import functools
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader import utils
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor, SaveAutoGrades

from autograder import cells, scores
from autograder.course_directory import CourseFiles

BADGE_ID, SETUP_ID = "colab-badge", "colab-setup"

BADGE = "[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/{slug}/blob/{branch}/lessons/{week}/{lesson}.ipynb)"
# Plain Python with the kernel's own pip: the same in Colab and in every IPython, and quiet. A failure ends in one
# sentence, so nothing else runs. It finds the course the second time and does nothing.
SETUP = """\
# @title Run this cell first. Where the course is missing, as in Colab, it installs the course and nothing else.
import importlib.util
import subprocess
import sys


class NotInstalled(Exception):
    _render_traceback_ = lambda problem: [f"NotInstalled: {{problem}}"]


if not getattr(importlib.util.find_spec("course"), "origin", None):
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "git+{repository}@{branch}"]
    if subprocess.run(command, capture_output=True).returncode:
        raise NotInstalled("the course could not be installed: see that this machine has internet, git and Python 3.11 or newer, then run this cell again.")
    importlib.invalidate_caches()

import course

course.start("{week}/{lesson}")"""


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
        setup = new_code_cell(SETUP.format(repository=repository, branch=branch, week=where["assignment"], lesson=where["notebook"]), id=SETUP_ID)
        setup.metadata["cellView"] = "form"  # Colab shows its title and hides the rest
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


class TrustedExecute(NbGraderPreprocessor):
    """Runs a submission for nbgrader's own command and formgrader's button as ``autograder grade`` does.

    The student's cells run in a kernel behind the sandbox's walls, the tests in the grader's process, read from the
    course's own solution and not from the submission. Each cell records how it ended, which `StrictGrades` scores.
    """

    def preprocess(self, nb, resources):
        from autograder import grade
        from autograder.examination.trusted import Examiner
        from autograder.execution import execute
        from autograder.kernels import Kernels

        course, where = CourseFiles.find(), resources["nbgrader"]
        stamps = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in (course.solutions / where["assignment"]).glob("*.ipynb")))
        tested = _tested(course.root, where["assignment"], stamps)[where["notebook"]]
        kernels = Kernels.for_this_machine(complete=True)
        with tempfile.TemporaryDirectory(prefix="sub-", ignore_cleanup_errors=True) as scratch, ThreadPoolExecutor(1) as thread:
            launch = kernels.launch(scratch)
            examiner = Examiner(tested, launch["env"], kernels.forked)
            run = execute(nb, kernels.manager(scratch), grade.limits(course), examiner, **launch)
            problem = thread.submit(asyncio.run, run).result()  # formgrader's server has a loop of its own in this thread
        if problem:
            self.log.warning("%s of %s: %s", where["notebook"], where["student"], problem)
        return nb, resources


@functools.lru_cache(maxsize=8)
def _tested(root: Path, week: str, stamps: tuple) -> dict[str, str]:
    """The week's lessons with stubs and all tests; made anew when a solution changes (`stamps`)."""
    from autograder import grade

    return grade.prepare(CourseFiles.find(root), week, gradebook=False)


class StrictGrades(SaveAutoGrades):
    """nbgrader's `SaveAutoGrades` with the score rules of `autograder.scores`."""

    def _add_score(self, cell, resources):
        super()._add_score(cell, resources)
        if cells.is_test(cell) and not utils.is_task(cell):
            grade = self.gradebook.find_grade(cells.grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)
            grade.auto_score = scores.score(cell).points
            self.gradebook.db.commit()

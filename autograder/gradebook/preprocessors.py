"""nbgrader preprocessors for grading: its own command and formgrader's button grade as ``autograder grade`` does.

Plugged in by ``nbgrader_config.py``. Not for: a release (`autograder.authoring.preprocessors`).
"""

from __future__ import annotations

import asyncio
import functools
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

from autograder import cells
from autograder.course_directory import CourseFiles
from autograder.examination import scores


class TrustedExecute(NbGraderPreprocessor):
    """Runs a submission for nbgrader's own command and formgrader's button as ``autograder grade`` does.

    The student's cells run in a kernel behind the sandbox's walls, the tests in the grader's process, read from the
    course's own solution and not from the submission. Each cell records how it ended, which `StrictGrades` scores.
    """

    def preprocess(self, nb, resources):
        from autograder.engine.examining import Examiner
        from autograder.engine.kernels import Kernels
        from autograder.engine.running import execute
        from autograder.gradebook import grade

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
    from autograder.gradebook import grade

    return grade.prepare(CourseFiles.find(root), week, gradebook=False)


class StrictGrades(SaveAutoGrades):
    """nbgrader's `SaveAutoGrades` with the score rules of `autograder.examination.scores`."""

    def _add_score(self, cell, resources):
        super()._add_score(cell, resources)
        if cells.is_test(cell) and not utils.is_task(cell):
            grade = self.gradebook.find_grade(cells.grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)
            grade.auto_score = scores.score(cell).points
            self.gradebook.db.commit()

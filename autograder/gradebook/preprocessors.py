"""nbgrader preprocessors for grading: its own command and formgrader's button grade as ``autograder grade``
does.

Plugged in by ``nbgrader_config.py``. Not for: a release (`autograder.authoring.preprocessors`).
"""

from __future__ import annotations

import asyncio
import fnmatch
from concurrent.futures import ThreadPoolExecutor

import nbformat
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

from autograder import cells
from autograder.assignment import lesson_with_tests, lessons_with_tests
from autograder.course_directory import CourseFiles
from autograder.engine.conditions import Conditions
from autograder.engine.kernels import Kernels
from autograder.engine.running import run_notebook
from autograder.examination import scores
from autograder.gradebook.recording import open_gradebook
from autograder.intake import rebuild, records


def record_assignment(assignment: str, student: str, notebooks: list[str]) -> None:
    """A hook before ``nbgrader autograde``: record the week's cells where nobody has run
    ``nbgrader generate_assignment`` or ``autograder grade``."""
    course = CourseFiles.find()
    with open_gradebook(course) as gradebook:
        known = [known.name for known in gradebook.assignments]
    for week in fnmatch.filter(course.weeks(), assignment):
        if week not in known:
            lessons_with_tests(course, week)


class Heal(NbGraderPreprocessor):
    """Rebuilds a submission on the lesson with all tests, as ``autograder grade`` does, whatever an editor
    did to its cells."""

    def preprocess(self, nb, resources):
        course, where = CourseFiles.find(), resources["nbgrader"]
        week, name = where["assignment"], where["notebook"]
        folder = course.submitted / where["student"] / week
        lesson = nbformat.reads(lesson_with_tests(course, week, name), as_version=4)
        content, record = (folder / f"{name}.ipynb").read_bytes(), records.read(folder).get(name)
        if record and record.is_of(content) and (carried := rebuild.carry_over(lesson, content)) is not None:
            return carried, resources
        healed = rebuild.rebuild(lesson, content)
        for sentence in healed.healed:
            self.log.warning("%s of %s: %s", name, where["student"], sentence)
        return healed.notebook, resources


class TrustedExecute(NbGraderPreprocessor):
    """Runs a submission for nbgrader's own command and formgrader's button as ``autograder grade`` does.

    The student's cells run in a kernel behind the sandbox's walls, the tests in the grader's process, read
    from the course's own solution and not from the submission. Each cell records how it ended, which
    `StrictGrades` scores.
    """

    def preprocess(self, nb, resources):
        course, where = CourseFiles.find(), resources["nbgrader"]
        week, lesson = where["assignment"], where["notebook"]
        conditions = Conditions.of(course, week, complete=True)
        run = run_notebook(
            nb,
            Kernels.for_this_machine(conditions),
            conditions.limits_of(lesson),
            lesson_with_tests(course, week, lesson),
        )
        with ThreadPoolExecutor(1) as thread:  # formgrader's server has a loop of its own in this thread
            problem = thread.submit(asyncio.run, run).result()
        if problem:
            self.log.warning("%s of %s: %s", lesson, where["student"], problem)
        return nb, resources


class StrictGrades(SaveAutoGrades):
    """nbgrader's `SaveAutoGrades` with the score rules of `autograder.examination.scores`."""

    def _add_score(self, cell, resources):
        super()._add_score(cell, resources)
        if cells.is_test(cell) and not utils.is_task(cell):
            grade = self.gradebook.find_grade(
                cells.grade_id(cell), self.notebook_id, self.assignment_id, self.student_id
            )
            grade.auto_score = scores.score(cell).points
            self.gradebook.db.commit()

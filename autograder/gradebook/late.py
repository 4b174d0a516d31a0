"""Penalties for what came late, by nbgrader's plugin: the same whether ``autograder`` or nbgrader graded.

They are set anew for the whole week at the end of each run, so that none stays which a new upload, a new due
date or another plugin has made wrong. Not for: when something was handed in (`autograder.intake.collect`).
"""

from __future__ import annotations

from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties

from autograder.course_directory import CourseFiles


def assign_penalties(course: CourseFiles, gradebook: Gradebook, week: str) -> None:
    """Give every submission of the week the penalty that is due now, or none."""
    nbgraders = AssignLatePenalties(config=course.config)
    nbgraders.init_plugin()
    for submission in gradebook.assignment_submissions(week):
        late = submission.total_seconds_late
        for notebook in submission.notebooks:
            asked = nbgraders.plugin_inst.late_submission_penalty(
                submission.student.id, notebook.score, late) if late > 0 else None
            due = None if asked is None else nbgraders._check_late_penalty(notebook, asked)
            if notebook.late_submission_penalty != due:
                notebook.late_submission_penalty = due
    gradebook.db.commit()

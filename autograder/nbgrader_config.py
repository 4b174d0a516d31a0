"""nbgrader's settings for this course.

The command ``autograder`` loads this file, and so do nbgrader's own commands and formgrader when they
are started in this folder (``cd autograder && jupyter lab``). Every setting here has its reason beside
it; what it names in `autograder.authoring.preprocessors` is explained there.
"""

import re
from pathlib import Path

from autograder.course_directory import CourseFiles
from autograder.engine.conditions import Conditions

course = CourseFiles.find(Path(__file__).parent)
course.work.mkdir(parents=True, exist_ok=True)

c = get_config()  # type: ignore[name-defined]  # noqa: F821  (traitlets puts it there)

c.CourseDirectory.update(course.nbgrader_folders)
# Nothing a student sent along that a browser would run: formgrader serves the files beside a graded notebook.
live = ("htm*", "xht*", "xml", "svg*", "js", "mjs", "pdf", "swf", "mht*")
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", ".pytest_cache"]
c.CourseDirectory.ignore += [
    "*." + re.sub("[a-z]", lambda letter: f"[{letter[0]}{letter[0].upper()}]", kind) for kind in live
]

# Lessons are made from solutions, so made anew: nbgrader would skip what a fresh clone has, unrecorded.
c.GenerateAssignment.force = True
# Release: nbgrader's list, with named stubs in place of its own, stable ids, and the Colab cells first.
c.GenerateAssignment.preprocessors = [
    "autograder.authoring.preprocessors.ColabCells",
    "nbgrader.preprocessors.LockCells",
    "autograder.authoring.preprocessors.NamedStubs",
    "nbgrader.preprocessors.ClearOutput",
    "autograder.authoring.preprocessors.StableIds",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# A marking scheme stands in the locked question above the answer, so that formgrader shows it.
c.ClearMarkScheme.enforce_metadata = False

# Grading by nbgrader's own command or formgrader's button: as `autograder grade` does it, healing included.
c.Autograde.pre_convert_hook = "autograder.gradebook.preprocessors.record_assignment"
c.Autograde.sanitize_preprocessors = [
    "autograder.gradebook.preprocessors.Heal",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.gradebook.preprocessors.TrustedExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.gradebook.preprocessors.StrictGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# For what nbgrader itself executes; grading looks up each lesson's own limit in the same place.
c.Execute.timeout = int(Conditions.of(course, "").limits.cell_seconds)
c.LimitOutput.max_lines = 500
c.LimitOutput.max_traceback = 50

# Every page, formgrader's too: nothing of a student's runs in the browser of who reads it.
c.HTMLExporter.preprocessors = ["autograder.gradebook.pages.SafePage"]
c.HTMLExporter.filters = {
    "markdown2html": "autograder.gradebook.pages.markdown_to_html",
    "clean_html": "autograder.gradebook.pages.clean_html",
}
c.HTMLExporter.sanitize_html = True
# Feedback: never a hidden test or marking scheme, and nothing a student's code says of them.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.gradebook.feedback.FeedbackView",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

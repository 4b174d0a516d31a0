"""The lessons with stubs and all tests, which submissions are graded against: never given to students.

These are nbgrader's own steps of a release, ended before it removes the hidden tests. Not for: the lessons
students get (`autograder.authoring.release`).
"""

from __future__ import annotations

import copy
import functools
import tempfile
from pathlib import Path

from autograder.authoring import release
from autograder.course_directory import CourseFiles, InstructorError


def lessons_with_tests(course: CourseFiles, week: str, gradebook: bool = True) -> dict[str, str]:
    """Every lesson of the week with stubs and all tests, as JSON; with `gradebook`, its cells are recorded
    there."""
    config = copy.deepcopy(course.config)
    steps = config.GenerateAssignment.preprocessors
    config.GenerateAssignment.preprocessors = steps[: steps.index("nbgrader.preprocessors.SaveCells") + 1]
    with tempfile.TemporaryDirectory() as folder:
        try:
            release.run_nbgrader(course, week, Path(folder), config=config, gradebook=gradebook)
        except Exception as error:
            if "submissions associated" in str(error):
                raise InstructorError(
                    f"cells were added to or removed from {week} after it was graded: move the gradebook "
                    f"{course.work / 'gradebook.db'} away, then collect and grade the week again."
                ) from error
            raise
        made = Path(folder) / week
        return {
            name: (made / f"{name}.ipynb").read_text(encoding="utf-8") for name in course.lesson_names(week)
        }


def lesson_with_tests(course: CourseFiles, week: str, lesson: str) -> str:
    """One of them, kept in memory until a solution of the week changes; the gradebook is not touched."""
    solutions = (course.solutions / week).glob("*.ipynb")
    stamps = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in solutions))
    return _kept(course.root, week, stamps)[lesson]


@functools.lru_cache(maxsize=8)
def _kept(root: Path, week: str, stamps: tuple[tuple[str, int], ...]) -> dict[str, str]:
    return lessons_with_tests(CourseFiles.find(root), week, gradebook=False)

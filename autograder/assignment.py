"""A week's solutions made an assignment by nbgrader's own steps: as students get it, or with all tests.

`run_nbgrader` is nbgrader's release of one week into any folder. `lessons_with_tests` ends it before the
hidden tests are removed: that is what submissions are graded against. Not for: what may be released
(`autograder.authoring`).
"""

from __future__ import annotations

import copy
import functools
import logging
import tempfile
from pathlib import Path

from nbgrader.converters import GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.course_directory import CourseFiles, InstructorError


def run_nbgrader(
    course: CourseFiles, week: str, folder: Path, gradebook: bool = False, config: Config | None = None
) -> None:
    """Run nbgrader's `GenerateAssignment` for one week into `folder`, with the course's settings or `config`.

    With `gradebook`, it also records the week's cells there, as grading needs it.
    """
    config = copy.deepcopy(config or course.config)
    config.CourseDirectory.release_directory = str(folder)
    config.CourseDirectory.assignment_id = week
    if gradebook:
        course.work.mkdir(parents=True, exist_ok=True)
    config.GenerateAssignment.no_database = not gradebook
    config.SaveCells.enabled = gradebook
    converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
    converter.force = True
    converter.log = logging.getLogger("autograder.assignment")
    said = _Said()
    converter.log.handlers, converter.log.propagate = [said], False
    try:
        converter.start()
    except NbGraderException as error:
        raise InstructorError(f"nbgrader could not process {week}: {said.reason() or error}") from error


def lessons_with_tests(course: CourseFiles, week: str, gradebook: bool = True) -> dict[str, str]:
    """Every lesson of the week with stubs and all tests, as JSON; with `gradebook`, its cells are recorded
    there."""
    config = copy.deepcopy(course.config)
    steps = config.GenerateAssignment.preprocessors
    config.GenerateAssignment.preprocessors = steps[: steps.index("nbgrader.preprocessors.SaveCells") + 1]
    with tempfile.TemporaryDirectory() as folder:
        try:
            run_nbgrader(course, week, Path(folder), config=config, gradebook=gradebook)
        except Exception as error:
            if "submissions associated" in str(error):
                raise InstructorError(
                    f"cells were added to or removed from {week} after it was graded: move the gradebook "
                    f"{course.gradebook_shown} away, then collect and grade the week again."
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


class _Said(logging.Handler):
    """Keeps what nbgrader logs as errors; its exceptions themselves only point to the log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += record.getMessage().strip().split("\n")[-1:]

    def reason(self) -> str:
        """The line that ends nbgrader's traceback, which is the exception's own text."""
        return next((line for line in self.lines if "Error" in line.split(":")[0]), "")

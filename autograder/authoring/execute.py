"""``autograder execute``: runs the solutions and stores their outputs, the same each time.

For authors, before `release`: outputs are what nbval compares with and what readers of the repository
see. Execution counts and timings are normalised, so that running it twice changes nothing.
"""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Iterator
from pathlib import Path

import nbformat

from autograder.authoring.preprocessors import METADATA
from autograder.course_directory import CourseFiles, InstructorError
from autograder.engine.conditions import Conditions
from autograder.engine.kernels import Kernels
from autograder.engine.running import run_notebook
from autograder.examination import scores


def execute(
    course: CourseFiles, weeks: list[str] | None = None, lessons: list[str] | None = None
) -> Iterator[tuple[int, int, Path, float]]:
    """Execute the solutions of these weeks (or only `lessons`) in place.

    Yields (done, total, path, CPU-seconds) for each.
    Raises `InstructorError` at the first cell that fails; that notebook is left as it was.
    """
    paths = [course.solutions / week / f"{name}.ipynb" for week, name in course.lessons_named(weeks, lessons)]
    for done, path in enumerate(paths, start=1):
        notebook = nbformat.read(path, as_version=4)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        _run(course, path, notebook)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        nbformat.write(notebook, path)
        yield done, len(paths), path, (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def _run(course: CourseFiles, path: Path, notebook: nbformat.NotebookNode) -> None:
    conditions = Conditions.of(course, path.parent.name, complete=True)
    problem = asyncio.run(run_notebook(notebook, Kernels(conditions), conditions.limits_of(path.stem)))
    for cell in notebook.cells:
        record = cell.metadata.pop(scores.RECORD, None)
        if record and record["status"] != "ok":
            error = next((o for o in cell.outputs if o.output_type == "error"), None)
            what = f": {error.ename}: {error.evalue}" if error else " failed"
            raise InstructorError(f"{path.name}, cell {cell.id}{what}")
    if problem:
        raise InstructorError(f"{path.name}: {problem}")
    notebook.metadata = nbformat.from_dict(METADATA)

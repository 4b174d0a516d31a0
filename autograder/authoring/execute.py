"""``autograder execute``: runs the solutions and stores their outputs, the same each time.

For authors, before `release`: outputs are what nbval compares with and what readers of the repository
see. Execution counts and timings are normalised, so that running it twice changes nothing.
"""

from __future__ import annotations

import asyncio
import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat

from autograder.course_directory import CourseFiles, InstructorError
from autograder.engine.kernels import Kernels
from autograder.engine.running import Limits
from autograder.engine.running import execute as run
from autograder.examination import scores


def execute(
    course: CourseFiles, weeks: list[str] | None = None, lessons: list[str] | None = None
) -> Iterator[tuple[int, int, Path, float]]:
    """Execute every solution of these weeks (or only `lessons`) in place; yields (done, total, path, CPU-seconds).

    Raises `InstructorError` at the first cell that fails; that notebook is left as it was.
    """
    paths = [course.solutions / week / f"{name}.ipynb" for week, name in course.lessons_named(weeks, lessons)]
    for done, path in enumerate(paths, start=1):
        notebook = nbformat.read(path, as_version=4)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        _run(path, notebook)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        nbformat.write(notebook, path)
        yield done, len(paths), path, (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def _run(path: Path, notebook: nbformat.NotebookNode) -> None:
    kernels = Kernels(complete=True)
    with tempfile.TemporaryDirectory(prefix="sol-", ignore_cleanup_errors=True) as scratch:
        problem = asyncio.run(run(notebook, kernels.manager(scratch), Limits(), **kernels.launch(scratch)))
    for cell in notebook.cells:
        record = cell.metadata.pop(scores.RECORD, None)
        if record and record["status"] != "ok":
            error = next((o for o in cell.outputs if o.output_type == "error"), None)
            raise InstructorError(f"{path.name}, cell {cell.id}: {error.ename}: {error.evalue}" if error else f"{path.name}, cell {cell.id} failed")
    if problem:
        raise InstructorError(f"{path.name}: {problem}")
    notebook.metadata = nbformat.from_dict({
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    })

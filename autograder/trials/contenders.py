"""The graders ``autograder bench`` sets against each other, each on its own copy of the same submissions.

A contender is prepared before every round, grades the batch as its own documentation says, and then tells
which share of the points the batch earned, so that an error there can't pass for speed. Otter takes part
where ``otter`` is on the PATH and its Python can import the course. Not for: timing
(`autograder.trials.bench`).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from autograder import cells
from autograder.cells import SETUP_ID
from autograder.course_directory import CourseFiles, InstructorError

STOCK, OTTER, OURS = "stock nbgrader", "otter-grader", "autograder"


@dataclass
class Contender:
    """A grader in a folder of its own. `uploads` are notebooks (JSON) as students hand them in."""

    folder: Path
    course: CourseFiles
    week: str
    lesson: str
    uploads: list[bytes]
    jobs: int | None = None

    def set_up(self) -> None:
        """Lay out folders as this grader wants them; once."""

    def prepare(self) -> None:
        """Forget the last round."""

    def grade(self) -> None:
        """Grade the whole batch; this is what is timed."""

    def share(self) -> float:
        """Which part of the points (0 to 1) the batch earned."""
        raise NotImplementedError

    def run(self, *command: str, folder: Path | None = None) -> str:
        """Run a command here on the offline data; its last line where it failed, else nothing."""
        environment = os.environ | {"COURSE_SOURCE": "offline"}
        done = subprocess.run(command, cwd=folder or self.folder, env=environment,
                              capture_output=True, text=True)
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        return said[-1] if done.returncode else ""

    def lay_out(self, source: Path, submitted: Path, uploads: list[bytes]) -> None:
        source.mkdir(parents=True)
        shutil.copy(self.course.solutions / self.week / f"{self.lesson}.ipynb", source)
        for number, content in enumerate(uploads):
            target = submitted / f"s{number:03}" / self.week / f"{self.lesson}.ipynb"
            target.parent.mkdir(parents=True)
            target.write_bytes(content)

    def gradebook_share(self, database: Path) -> float:
        """The share in an nbgrader gradebook, answers graded by hand left out."""
        if not database.is_file():
            return 0.0
        with Gradebook(f"sqlite:///{database}") as gradebook:
            notebooks = [n for s in gradebook.assignment_submissions(self.week) for n in s.notebooks]
            grades = [grade for notebook in notebooks for grade in notebook.grades
                      if grade.cell.cell_type == "code"]
            earned = sum(grade.auto_score or 0 for grade in grades)
            return _part(earned, sum(grade.max_score for grade in grades))


class Stock(Contender):
    """``nbgrader autograde`` with its own defaults, except for a longer time limit."""

    def set_up(self) -> None:
        # Stock stops at a locked cell that its own release did not make, so the Colab cell goes.
        uploads = [_without_colab_cell(upload) for upload in self.uploads]
        self.lay_out(self.folder / "source" / self.week, self.folder / "submitted", uploads)
        (self.folder / "nbgrader_config.py").write_text(
            "c = get_config()\nc.CourseDirectory.course_id = 'bench'\n"
            "c.Execute.timeout = 120\nc.ClearMarkScheme.enforce_metadata = False\n"
        )
        self.nbgrader = str(Path(sys.executable).with_name("nbgrader"))
        self.run(self.nbgrader, "generate_assignment", self.week, "--force")

    def prepare(self) -> None:
        shutil.rmtree(self.folder / "autograded", ignore_errors=True)

    def grade(self) -> None:
        error = self.run(self.nbgrader, "autograde", self.week, "--force")
        graded = len(list(self.folder.glob(f"autograded/*/{self.week}/*.ipynb")))
        if error or graded != len(self.uploads):
            raise InstructorError(f"stock nbgrader graded {graded} of {len(self.uploads)} submissions, "
                                  f"so there is nothing to compare with: {error}")

    def share(self) -> float:
        return self.gradebook_share(self.folder / "gradebook.db")


class Ours(Contender):
    """``autograder grade`` with this project's defaults: sandbox on, twice as many kernels as cores."""

    def set_up(self) -> None:
        work = self.folder / "autograder" / "work"
        self.lay_out(self.folder / "solutions" / self.week, work / "submitted", self.uploads)
        shutil.copy(self.course.root / "pyproject.toml", self.folder)
        (self.folder / "lessons").mkdir()
        self.gradebook = work / "gradebook.db"

    def grade(self) -> None:
        jobs = ("--jobs", str(self.jobs)) if self.jobs else ()
        if error := self.run(sys.executable, "-m", "autograder.cli", "grade", self.week, "--force", *jobs):
            raise InstructorError(f"`autograder grade` failed, so there is nothing to compare: {error}")

    def share(self) -> float:
        return self.gradebook_share(self.gradebook)


class Otter(Contender):
    """The same tests in otter's format, and its ``otter run`` on as many submissions at a time as cores."""

    def set_up(self) -> None:
        tests = self.folder / "tests"
        tests.mkdir(parents=True)
        solution = nbformat.read(self.course.solutions / self.week / f"{self.lesson}.ipynb", as_version=4)
        for cell in solution.cells:
            if cells.is_test(cell):
                name = cells.grade_id(cell).replace("-", "_")
                points = cells.points(cell)
                case = {"code": as_doctest(cell.source), "hidden": False, "locked": False, "points": points}
                suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
                test = {"name": name, "points": points, "suites": [suite]}
                (tests / f"{name}.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
        self.students = [self.folder / f"s{number:03}" for number in range(len(self.uploads))]
        for folder, content in zip(self.students, self.uploads, strict=True):
            folder.mkdir()
            (folder / f"{self.lesson}.ipynb").write_bytes(content)
        self.archive = str(self.folder / "autograder.zip")
        self.run("otter", "generate", "-t", str(tests), "-o", self.archive, "--no-environment")

    def prepare(self) -> None:
        for folder in self.students:
            (folder / "results.json").unlink(missing_ok=True)

    def grade(self) -> None:
        command = ("otter", "run", "-a", self.archive, f"{self.lesson}.ipynb")
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda folder: self.run(*command, folder=folder), self.students))

    def share(self) -> float:
        results = [json.loads(path.read_text()) for path in self.folder.glob("s*/results.json")]
        tests = [test for result in results for test in result["tests"] if test.get("max_score")]
        share = _part(sum(test["score"] for test in tests), sum(test["max_score"] for test in tests))
        return share * len(results) / len(self.students)


def contenders(
    course: CourseFiles, arena: Path, week: str, lesson: str, uploads: list[bytes], jobs: int | None = None,
) -> dict[str, Contender]:
    """Name -> contender, laid out below `arena`; otter only where it is installed."""
    kinds: dict[str, type[Contender]] = {STOCK: Stock, OURS: Ours}
    if shutil.which("otter"):
        kinds[OTTER] = Otter
    found = {name: kind(arena / kind.__name__.lower(), course, week, lesson, uploads, jobs)
             for name, kind in kinds.items()}
    for contender in found.values():
        contender.folder.mkdir(parents=True)
        contender.set_up()
    return found


def as_doctest(source: str) -> str:
    """A test cell as one doctest example that passes when nothing is raised."""
    body = "\n".join(line for line in source.split("\n") if line.strip() and "HIDDEN TESTS" not in line)
    return (">>> import contextlib, io\n"
            f">>> with contextlib.redirect_stdout(io.StringIO()): exec({body!r}, globals())\n")


def _without_colab_cell(content: bytes) -> bytes:
    notebook = nbformat.reads(content.decode(), as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.get("id") != SETUP_ID]
    return nbformat.writes(notebook).encode()


def _part(earned: float, possible: float) -> float:
    return earned / possible if possible else 0.0

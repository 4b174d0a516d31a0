"""``autograder release``: makes every lesson from its solution, byte for byte the same each time.

nbgrader's `GenerateAssignment` does the work with the preprocessors of ``nbgrader_config.py``; this
module lints before and after, and writes or compares the files. It never touches the gradebook.
"""

from __future__ import annotations

import difflib
import tempfile
from pathlib import Path

import nbformat

from autograder.assignment import run_nbgrader
from autograder.authoring import hint_lint, lint
from autograder.course_directory import CourseFiles, InstructorError
from autograder.engine import conditions


class LintError(InstructorError):
    """A solution breaks a rule of `autograder.authoring.lint`; every finding is a line of the text."""


def release(course: CourseFiles, weeks: list[str] | None = None) -> list[Path]:
    """Write the lessons of these weeks (default: all); returns the files that changed.

    Raises `LintError` where a solution or the lesson made from it breaks a rule; then nothing is written.
    """
    changed = []
    made = generate(course, course.weeks(weeks))
    for path, text in made.items():
        target = course.lessons / path
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            changed.append(target)
    for target in _strangers(course, weeks, made):
        target.unlink()
        changed.append(target)
    return changed


def differences(course: CourseFiles, weeks: list[str] | None = None) -> str:
    """What `release` would change, as a unified diff; empty where lessons and solutions agree."""
    made = generate(course, course.weeks(weeks))
    lines: list[str] = []
    for path, text in made.items():
        target = course.lessons / path
        there = target.read_text(encoding="utf-8", errors="replace") if target.is_file() else ""
        lines += difflib.unified_diff(
            there.splitlines(keepends=True), text.splitlines(keepends=True),
            f"lessons/{path}", f"made from solutions/{path}",
        )
    strangers = (target.relative_to(course.lessons) for target in _strangers(course, weeks, made))
    return "".join([*lines, *(f"lessons/{stranger} has no solution\n" for stranger in strangers)])


def released(course: CourseFiles, week: str, name: str) -> Path:
    """The file of a lesson that was released; raises `InstructorError` where it was not."""
    path = course.lessons / week / f"{name}.ipynb"
    if not path.is_file():
        raise InstructorError(f"lessons/{week}/{name}.ipynb is missing: "
                              f"run `autograder release {week}` first.")
    return path


def title(lesson: nbformat.NotebookNode) -> str:
    """The lesson's first heading."""
    cell = next(c for c in lesson.cells if c.cell_type == "markdown" and c.source.startswith("# "))
    return cell.source.split("\n")[0].removeprefix("# ")


def generate(course: CourseFiles, weeks: list[str]) -> dict[Path, str]:
    """The text of every lesson of these weeks, by its path below ``lessons``."""
    findings: list[str] = conditions.strangers(course)
    solutions: dict[Path, nbformat.NotebookNode] = {}
    for week in weeks:
        for stranger in sorted((course.solutions / week).iterdir()):
            if stranger.suffix != ".ipynb" and stranger.name != ".ipynb_checkpoints":
                findings.append(f"solutions/{week}/{stranger.name}: only notebooks may lie here; "
                                "nbgrader copies all else to students")
        for name in course.lesson_names(week):
            path = Path(week) / f"{name}.ipynb"
            solutions[path] = nbformat.read(course.solutions / path, as_version=4)
            findings += _refused(course, path, solutions[path])
    if findings:
        raise LintError("\n".join(findings))
    with tempfile.TemporaryDirectory() as folder:
        for week in weeks:
            run_nbgrader(course, week, Path(folder))
        made = {path: (Path(folder) / path).read_text(encoding="utf-8") for path in solutions}
    for path, text in made.items():
        found = lint.lesson_findings(nbformat.reads(text, as_version=4), solutions[path])
        findings += [f"lessons/{path}: {finding}" for finding in found]
    if findings:
        raise LintError("\n".join(findings))
    return made


def _refused(course: CourseFiles, path: Path, solution: nbformat.NotebookNode) -> list[str]:
    """What is wrong with a solution and its hints; as a whole too, where the course has ``lesson_rules``."""
    whole, hinted = bool(course.settings.get("lesson_rules")), course.hints / path.with_suffix(".toml")
    in_solution = lint.solution_findings(solution) + (lint.whole_findings(solution) if whole else [])
    in_hints = hint_lint.findings(solution, hinted, required=whole)
    return [*(f"solutions/{path}: {finding}" for finding in in_solution),
            *(f"{hinted.relative_to(course.root)}: {finding}" for finding in in_hints)]


def _strangers(course: CourseFiles, weeks: list[str] | None, made: dict[Path, str]) -> list[Path]:
    """Notebooks in ``lessons`` that no solution makes any more."""
    folders = [course.lessons / week for week in course.weeks(weeks)] if weeks else [course.lessons]
    found = [path for folder in folders if folder.is_dir() for path in folder.rglob("*.ipynb")]
    found = [path for path in found if ".ipynb_checkpoints" not in path.parts]
    return sorted(path for path in found if path.relative_to(course.lessons) not in made)

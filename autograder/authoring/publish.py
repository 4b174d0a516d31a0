"""``autograder publish DIR``: the students' repository, which works without this one.

Lessons, the package `course`, what is needed to install it on any computer, in Colab and on Binder, and a README.
Everything is looked through for secrets (`autograder.authoring.leaks`) before anything is written. DIR may be a git clone: only files
named in its list `LIST` are ever changed or removed, and files that are equal are not touched. Not for: committing and
pushing, which a person does, and making lessons (`release`).
"""

from __future__ import annotations

import importlib.metadata
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import nbformat
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.authoring import lint
from autograder.authoring.leaks import LeakError, Secrets, texts
from autograder.authoring.templates import filled
from autograder.course_directory import CourseFiles, InstructorError

LIST = ".published"
"""The file in DIR that names all the others which this command made."""
TEMPLATES = Path(__file__).with_name("students")
"""What students get that stands nowhere else, with the repository's address left open."""
EXTRAS = ("lab", "gpu")
_SKIPPED = ("__pycache__", ".ipynb_checkpoints")
_COLAB = "https://colab.research.google.com"


def publish(course: CourseFiles, folder: Path) -> list[str]:
    """Write the students' repository into `folder`; returns the paths that changed, sorted.

    Raises `LeakError` where a file would show a secret, and `InstructorError` where `folder` holds something else or the
    course is incomplete; then nothing is written.
    """
    made = contents(course)
    if leaks := findings(course, made):
        raise LeakError("\n".join(leaks))
    return write(folder, made)


def contents(course: CourseFiles) -> dict[str, bytes]:
    """Every file of the students' repository, by its path with slashes."""
    project = tomllib.loads((course.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    made = {f"lessons/{week}/{name}.ipynb": _lesson(course, week, name) for week in course.weeks() for name in course.lesson_names(week)}
    for path in sorted((course.root / "course").rglob("*")):
        if path.is_file() and not any(part in _SKIPPED or part.startswith(".") for part in path.relative_to(course.root).parts):
            made[path.relative_to(course.root).as_posix()] = path.read_bytes()
    address = course.settings["repository"].removesuffix(".git")
    fields = {"repository": address, "slug": address.removeprefix("https://github.com/"), "name": address.rsplit("/", 1)[-1],
              "branch": course.settings["branch"], "lessons": _table(course, address)}
    made |= {path: text.encode() for path, text in filled(TEMPLATES, fields).items()}
    made["LICENSE"] = (course.root / "LICENSE").read_bytes()
    made["pyproject.toml"] = _pyproject(project, address, made).encode()
    made["constraints.txt"] = _constraints(course, [*project["dependencies"], *project["optional-dependencies"]["lab"]]).encode()
    return dict(sorted(made.items()))


def findings(course: CourseFiles, made: dict[str, bytes]) -> list[str]:
    """A sentence for each thing in these files that students must not get."""
    secrets, found = Secrets.of(course), []
    for path, content in made.items():
        try:
            strings = [content.decode("utf-8")]
        except UnicodeDecodeError:
            found.append(f"{path} is not a text, so that nobody can look through it: move it out of the package.")
            continue
        if path.endswith(".ipynb"):
            lesson = nbformat.reads(strings[0], as_version=4)
            solution = nbformat.read(course.solutions / PurePosixPath(path).relative_to("lessons"), as_version=4)
            if wrong := lint.lesson_findings(lesson, solution):
                found += [f"{path}: {sentence}." for sentence in wrong]
                continue
            strings = texts(lesson)
        found += [f"{path} {sentence}." for sentence in secrets.found_in(*strings)]
    return found


def write(folder: Path, made: dict[str, bytes]) -> list[str]:
    """Make `folder` hold these files, and none that this command once made and makes no more."""
    before = _earlier(folder)
    for path in made.keys() - before:
        if (folder / path).is_file() and (folder / path).read_bytes() != made[path]:
            raise InstructorError(f"{folder / path} was not written by `autograder publish`: move it away, then publish again.")
    for path in sorted({LIST, *made, *before}):
        for part in (folder / path, *(folder / path).parents):
            if part == folder:
                break
            if part.is_symlink() or (part != folder / path and part.exists() and not part.is_dir()) or (part == folder / path and part.is_dir()):
                raise InstructorError(f"{part} stands where `autograder publish` puts another kind of file: move it away, then publish again.")
    folder.mkdir(parents=True, exist_ok=True)
    gone = before - made.keys()
    _write(folder / LIST, _listing(before | made.keys()))  # first, so that a run that is stopped can be finished
    changed = [path for path, content in made.items() if _write(folder / path, content)]
    for path in gone:
        (folder / path).unlink(missing_ok=True)
        for parent in (folder / path).parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()
    _write(folder / LIST, _listing(made))
    return sorted([*changed, *gone])


def _earlier(folder: Path) -> set[str]:
    """The files this command made in `folder` before; refuses a folder that holds only somebody else's."""
    if folder.exists() and not folder.is_dir():
        raise InstructorError(f"{folder} is not a folder: name a new one, an empty one, or one published before.")
    if not (folder / LIST).is_file():
        if folder.is_dir() and any(path.name != ".git" for path in folder.iterdir()):
            raise InstructorError(f"{folder} is not empty and was not made by `autograder publish`: name a new or an empty folder.")
        return set()
    listed = {line for line in (folder / LIST).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}
    for path in listed:
        if PurePosixPath(path).is_absolute() or {"..", ".git"} & set(PurePosixPath(path).parts) or "\\" in path:
            raise InstructorError(f"{folder / LIST} names {path!r}, which `autograder publish` never makes: mend that list by hand.")
    return listed


def _listing(paths: Iterable[str]) -> bytes:
    return ("# Made by `autograder publish`, which replaces and removes these files and no others.\n"
            + "".join(f"{path}\n" for path in sorted(paths))).encode()


def _write(path: Path, content: bytes) -> bool:
    """Write a file unless it is equal; whether it was written."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _lesson(course: CourseFiles, week: str, name: str) -> bytes:
    path = course.lessons / week / f"{name}.ipynb"
    if not path.is_file():
        raise InstructorError(f"lessons/{week}/{name}.ipynb is missing: run `autograder release {week}` first.")
    return path.read_bytes()


def _table(course: CourseFiles, address: str) -> str:
    """The README's table: each lesson's title, a link to it, and its badge for Colab."""
    slug, branch = address.removeprefix("https://github.com/"), course.settings["branch"]
    rows = ["| week | lesson | |", "|---|---|---|"]
    for week in course.weeks():
        for name in course.lesson_names(week):
            path = f"lessons/{week}/{name}.ipynb"
            cell = next(c for c in nbformat.read(course.lessons / week / f"{name}.ipynb", as_version=4).cells if c.source.startswith("# ") and c.cell_type == "markdown")
            title = cell.source.split("\n")[0].removeprefix("# ")
            badge = f"[![Open “{title}” in Colab]({_COLAB}/assets/colab-badge.svg)]({_COLAB}/github/{slug}/blob/{branch}/{path})"
            rows.append(f"| {week.removeprefix('week')} | [{title}]({path}) | {badge} |")
    return "\n".join(rows)


def _pyproject(project: dict, address: str, made: dict[str, bytes]) -> str:
    """A pyproject.toml for `course` alone. JSON's strings and lists of strings are TOML's."""
    data = sorted({f"*{PurePosixPath(path).suffix}" for path in made if path.startswith("course/")} - {"*.py"})
    extras = "".join(f"{name} = {json.dumps(project['optional-dependencies'][name])}\n" for name in EXTRAS)
    return f'''[build-system]
requires = ["setuptools>=64"]
build-backend = "setuptools.build_meta"

[project]
name = {json.dumps(project["name"])}
version = {json.dumps(project["version"])}
description = "A deep-learning course: notebooks that check themselves."
readme = "README.md"
requires-python = {json.dumps(project["requires-python"])}
dependencies = {json.dumps(project["dependencies"], indent=4)}

[project.optional-dependencies]
{extras}
[project.scripts]
course = {json.dumps(project["scripts"]["course"])}

[project.urls]
Repository = {json.dumps(address)}

[tool.setuptools.packages.find]
include = ["course*"]

[tool.setuptools.package-data]
"*" = {json.dumps(data)}
'''


def _constraints(course: CourseFiles, wanted: list[str]) -> str:
    """Those lines of constraints.txt that students need: what `wanted` asks for, and what that asks for in turn."""
    todo, needed = [Requirement(text) for text in wanted], set()
    while todo:
        name = canonicalize_name(todo.pop().name)
        if name in needed:
            continue
        needed.add(name)
        try:
            requires = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # needed on another platform only
        todo += [requirement for text in requires if "extra" not in str((requirement := Requirement(text)).marker)]
    lines = (course.root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("#") and canonicalize_name(line.split("==")[0]) in needed]
    return "# The exact versions the lessons were tested with.\n" + "".join(f"{line}\n" for line in kept)

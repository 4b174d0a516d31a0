"""``autograder publish DIR``: the students' repository, which works without this one.

Lessons, the package `course`, what is needed to install it on any computer, in Colab and on Binder, and a
README. Everything is looked through for secrets (`autograder.authoring.leaks`) before anything is written.
DIR may be a git clone: only files named in its list `LIST` are ever changed or removed, and files that are
equal are not touched. Not for: committing and pushing, which a person does, and making lessons (`release`).
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

from autograder.authoring import importable, lint
from autograder.authoring.leaks import LeakError, Secrets, texts
from autograder.authoring.preprocessors import COLAB
from autograder.authoring.release import released, title
from autograder.authoring.templates import filled
from autograder.course_directory import CourseFiles, InstructorError

LIST = ".published"
"""The file in DIR that names all the others which this command made."""
TEMPLATES = Path(__file__).with_name("students")
"""What students get that stands nowhere else, with the repository's address left open."""
EXTRAS = ("lab", "gpu")
_SKIPPED = ("__pycache__", ".ipynb_checkpoints")


def publish(course: CourseFiles, folder: Path) -> list[str]:
    """Write the students' repository into `folder`; returns the paths that changed, sorted.

    Raises `LeakError` where a file would show a secret, and `InstructorError` where `folder` holds something
    else or the course is incomplete; then nothing is written.
    """
    made = contents(course)
    if leaks := findings(course, made):
        raise LeakError("\n".join(leaks))
    return write(folder, made)


def contents(course: CourseFiles) -> dict[str, bytes]:
    """Every file of the students' repository, by its path with slashes."""
    project = tomllib.loads((course.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lessons = {f"lessons/{week}/{name}.ipynb": released(course, week, name)
               for week in course.weeks() for name in course.lesson_names(week)}
    made = {path: file.read_bytes() for path, file in lessons.items()}
    for file in sorted((course.root / "course").rglob("*")):
        path = file.relative_to(course.root)
        if file.is_file() and not any(part in _SKIPPED or part.startswith(".") for part in path.parts):
            made[path.as_posix()] = file.read_bytes()
    address = course.settings["repository"].removesuffix(".git")
    slug, branch = address.removeprefix("https://github.com/"), course.settings["branch"]
    fields = {"repository": address, "slug": slug, "branch": branch, "name": address.rsplit("/", 1)[-1],
              "lessons": _table(lessons, f"{COLAB}/github/{slug}/blob/{branch}")}
    made |= {path: text.encode() for path, text in filled(TEMPLATES, fields).items()}
    made["LICENSE"] = (course.root / "LICENSE").read_bytes()
    made["pyproject.toml"] = _pyproject(project, address, made).encode()
    wanted = [*project["dependencies"], *project["optional-dependencies"]["lab"]]
    made["constraints.txt"] = _constraints(course, wanted).encode()
    return dict(sorted(made.items()))


def findings(course: CourseFiles, made: dict[str, bytes]) -> list[str]:
    """A sentence for each thing in these files that students must not get."""
    secrets, found = Secrets.of(course), []
    for path, content in made.items():
        try:
            strings = [content.decode("utf-8")]
        except UnicodeDecodeError:
            found.append(f"{path} is not a text, so that nobody can look through it: "
                         "move it out of the package.")
            continue
        if path.endswith(".ipynb"):
            lesson = nbformat.reads(strings[0], as_version=4)
            solved = course.solutions / PurePosixPath(path).relative_to("lessons")
            solution = nbformat.read(solved, as_version=4)
            if wrong := lint.lesson_findings(lesson, solution):
                found += [f"{path}: {sentence}." for sentence in wrong]
                continue
            strings = texts(lesson)
        found += [f"{path} {sentence}." for sentence in secrets.found_in(*strings)]
    return found + [f"{sentence}." for sentence in importable.findings(course, course.root / "course")]


def write(folder: Path, made: dict[str, bytes]) -> list[str]:
    """Make `folder` hold these files, and none that this command once made and makes no more."""
    before = _earlier(folder)
    for path in made.keys() - before:
        if (folder / path).is_file() and (folder / path).read_bytes() != made[path]:
            raise InstructorError(f"{folder / path} was not written by `autograder publish`: "
                                  "move it away, then publish again.")
    for path in sorted({LIST, *made, *before}):
        if (part := _in_the_way(folder, folder / path)) is not None:
            raise InstructorError(f"{part} stands where `autograder publish` puts another kind of file: "
                                  "move it away, then publish again.")
    folder.mkdir(parents=True, exist_ok=True)
    gone = before - made.keys()
    # The list comes first, so that a run that is stopped can be finished.
    _write(folder / LIST, _listing(before | made.keys()))
    changed = [path for path, content in made.items() if _write(folder / path, content)]
    for path in gone:
        (folder / path).unlink(missing_ok=True)
        for parent in (folder / path).parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()
    _write(folder / LIST, _listing(made))
    return sorted([*changed, *gone])


def _in_the_way(folder: Path, file: Path) -> Path | None:
    """What stands where `file` or a folder above it must stand, and is none; a symlink never is one."""
    for part in (file, *file.parents):
        if part == folder:
            break
        if part.is_symlink() or (part.is_dir() if part == file else part.exists() and not part.is_dir()):
            return part
    return None


def _earlier(folder: Path) -> set[str]:
    """The files this command made in `folder` before; refuses a folder that holds only somebody else's."""
    if folder.exists() and not folder.is_dir():
        raise InstructorError(f"{folder} is not a folder: "
                              "name a new one, an empty one, or one published before.")
    if not (folder / LIST).is_file():
        if folder.is_dir() and any(path.name != ".git" for path in folder.iterdir()):
            raise InstructorError(f"{folder} is not empty and was not made by `autograder publish`: "
                                  "name a new or an empty folder.")
        return set()
    lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    listed = {line for line in lines if line and not line.startswith("#")}
    for path in listed:
        pure = PurePosixPath(path)
        if pure.is_absolute() or {"..", ".git"} & set(pure.parts) or "\\" in path:
            raise InstructorError(f"{folder / LIST} names {path!r}, which `autograder publish` never makes: "
                                  "mend that list by hand.")
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


def _table(lessons: dict[str, Path], in_colab: str) -> str:
    """The README's table: each lesson's title, a link to it, and its badge, which opens it `in_colab`."""
    rows = ["| week | lesson | |", "|---|---|---|"]
    for path, file in lessons.items():
        name, week = title(nbformat.read(file, as_version=4)), file.parent.name.removeprefix("week")
        badge = f"[![Open “{name}” in Colab]({COLAB}/assets/colab-badge.svg)]({in_colab}/{path})"
        rows.append(f"| {week} | [{name}]({path}) | {badge} |")
    return "\n".join(rows)


def _pyproject(project: dict, address: str, made: dict[str, bytes]) -> str:
    """A pyproject.toml for `course` alone. JSON's strings and lists of strings are TOML's."""
    suffixes = {PurePosixPath(path).suffix for path in made if path.startswith("course/")} - {".py"}
    data = sorted(f"*{suffix}" for suffix in suffixes)
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
    """Those lines of constraints.txt that students need: what `wanted` asks for, and what that asks for."""
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
        todo += [asked for asked in map(Requirement, requires) if "extra" not in str(asked.marker)]
    lines = (course.root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if not line.startswith("#")]
    kept = [line for line in pinned if canonicalize_name(line.split("==")[0]) in needed]
    return "# The exact versions the lessons were tested with.\n" + "".join(f"{line}\n" for line in kept)

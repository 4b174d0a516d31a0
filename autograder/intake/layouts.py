"""How learning platforms lay out uploads: which part of a path says whose work a file is.

`LAYOUTS` is the whole table. Rows of the first precedence are tried on every part of a path, from the outside
in, and the outermost part that fits decides, so that nothing inside an upload names somebody else; then those
of the second, and so on. A new platform is a new row, with examples; a test reads every row's examples. Not
for: opening files and zips (`collect`).
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple


@dataclass(frozen=True)
class Layout:
    """One row: a pattern for a whole part of a path, and what it yields."""

    name: str
    precedence: int
    parts: tuple[str, ...]
    """Which parts of a path it reads: ``folder``, ``file`` (the name without ``.ipynb``), ``zip`` (the name
    of a zip without ``.zip``)."""
    pattern: str
    """A regular expression. ``{lesson}`` in it stands for any lesson's name. Groups: what `student` uses, and
    ``file``, what is left of a file's name once the platform's additions are gone."""
    student: str
    """The student's name, made from the pattern's groups."""
    examples: tuple[tuple[str, str, str], ...]
    """(path, student, file's own name): what it is for, and what the tests read."""
    person: str = ""
    """What tells namesakes apart, made from the pattern's groups; by default the student's name."""


LAYOUTS = (
    Layout(
        "Moodle",
        1,
        ("folder",),
        r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_?",
        "{name}",
        (
            ("Ada Lovelace_4711_assignsubmission_file_/powers.ipynb", "Ada Lovelace", "powers"),
            (
                "Ada Lovelace_4711_assignsubmission_file_/Eve_9_assignsubmission_file_/powers.ipynb",
                "Ada Lovelace",
                "powers",
            ),
        ),
        "{name}_{number}",
    ),
    Layout(
        "Canvas",
        1,
        ("folder", "file"),
        r"(?P<name>[^_]+)_(?:[Ll][Aa][Tt][Ee]_)?(?P<user>\d+)_\d+_(?P<file>.+)",
        "{name}_{user}",
        (
            ("lovelaceada_late_4711_815_powers-1.ipynb", "lovelaceada_4711", "powers-1"),
            (
                "lovelaceada_4711_815_work/Eve_9_assignsubmission_file_/powers.ipynb",
                "lovelaceada_4711",
                "powers",
            ),
        ),
    ),
    Layout(
        "nbgrader, or a folder a student",
        2,
        ("folder",),
        r"(?P<name>.+)",
        "{name}",
        (("ada/week1/powers.ipynb", "ada", "powers"), ("ada/powers.ipynb", "ada", "powers")),
    ),
    Layout(
        "student_lesson, all in one folder",
        3,
        ("file",),
        r"(?P<name>.+?)[_\- ]*(?P<file>{lesson})",
        "{name}",
        (("ada_powers.ipynb", "ada", "powers"),),
    ),
    Layout(
        "lesson_student, all in one folder",
        3,
        ("file",),
        r"(?P<file>{lesson})[_\- ]+(?!{no_name})(?=.*[^\W\d_])(?P<name>.+)",
        "{name}",
        (("powers_ada.ipynb", "ada", "powers"), ("powers - Ada Lovelace.zip", "Ada Lovelace", "powers")),
    ),
    Layout(
        "a zip a student",
        4,
        ("zip",),
        r"(?P<name>.+)",
        "{name}",
        (("ada.zip", "ada", "ada"),),
    ),
)
"""The table; rows of one precedence stand in the order in which they are tried at one part of a path."""

UNKNOWN = "unknown"
"""The student of a file whose path says nothing."""

LONGEST_NAME = 200
"""Bytes of a student's folder name; file systems allow 255, of which letters outside ASCII take several
each."""

_NOBODY = re.compile(
    r"(?:week|woche|semaine|semana|settimana|assignment|exercise|lesson)[ _-]*\d+\w*"
    r"|uploads?|downloads?|submi(?:ssions?|tted)|assignments?|abgaben?", re.IGNORECASE)
"""Folders that are no student's: where the path says more, these are left out."""
_NO_NAME = (r"(?i:copy|kopie|copie|copia|final|fertig|draft|version|v|solution|solved|done|submission|new|neu"
            r"|fixed)[\W\d_]*$")
"""What stands behind a lesson's name and is nobody's."""


class Owner(NamedTuple):
    """Whose a file is."""

    student: str
    """The student, as one folder name."""
    file: str
    """The file's name without what the platform added."""
    name: str
    """The student's name before it was made a folder name."""
    person: str
    """Equal for two files only where they are the same person's."""


def whose(path: PurePosixPath, lessons: Iterable[str]) -> Owner:
    """Whose a file or zip is: by its path in the folder or zip that was collected, by nothing within it."""
    known = sorted(lessons, key=len, reverse=True)
    lesson = "|".join(re.escape(name) for name in known) or r"(?!)"
    named = path.stem.casefold() in {name.casefold() for name in known}
    parts = [("folder", part) for part in path.parts[:-1] if not _NOBODY.fullmatch(part)]
    parts += [("file", path.stem)] if not named else []
    parts += [("zip", path.stem)] if path.suffix.lower() == ".zip" and not named else []
    for precedence in sorted({layout.precedence for layout in LAYOUTS}):
        rows = [layout for layout in LAYOUTS if layout.precedence == precedence]
        for (kind, part), layout in itertools.product(parts, rows):
            pattern = layout.pattern.replace("{lesson}", lesson).replace("{no_name}", _NO_NAME)
            if kind in layout.parts and (found := re.fullmatch(pattern, part)):
                groups = found.groupdict()
                stem = groups.get("file") if kind == "file" else None
                name = layout.student.format(**groups)
                person = (layout.person or layout.student).format(**groups)
                return Owner(safe_name(name), stem or path.stem, name, person)
    return Owner(UNKNOWN, path.stem, "", "")


def folders_around(paths: Collection[PurePosixPath], lessons: Iterable[str], known: Collection[str]) -> int:
    """How many folders are around all of these paths and nobody's name, such as ``uploads/ada/...``.

    A folder that is around everything is a student's only where notebooks lie in it, where nothing but one
    folder does, or where it is one of the `known` students.
    """
    depth = 0
    while paths and all(len(path.parts) > depth + 1 for path in paths):
        name, *others = {path.parts[depth] for path in paths}
        if others or name in known:
            break
        below = [PurePosixPath(*path.parts[depth + 1:]) for path in paths]
        people = {whose(path, lessons).person for path in below}
        if _NOBODY.fullmatch(name) is None and (len(people) < 2 or "" in people):
            break
        depth += 1
    return depth


def safe_name(name: str) -> str:
    """A student's name as one folder name: letters of any language, digits, ``._-`` and single blanks."""
    name = unicodedata.normalize("NFC", name)
    kept = "".join(c if c.isalnum() or c in "._- " else "_" for c in name)
    tidy = re.sub(r"\s+", " ", kept).strip(". ")[:100]
    return tidy.encode()[:LONGEST_NAME].decode(errors="ignore") or UNKNOWN


def printable(text: str) -> str:
    """A text from a file name, fit for a terminal and for UTF-8: no control characters, no broken letters."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)

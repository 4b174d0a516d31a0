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
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Layout:
    """One row: a pattern for a whole part of a path, and what it yields."""

    name: str
    precedence: int
    parts: tuple[str, ...]
    """Which parts of a path it reads: ``folder``, ``file`` (the name without ``.ipynb``), or both."""
    pattern: str
    """A regular expression. ``{lesson}`` in it stands for any lesson's name. Groups: what `student` uses, and
    ``file``, what is left of a file's name once the platform's additions are gone."""
    student: str
    """The student's name, made from the pattern's groups."""
    examples: tuple[tuple[str, str, str], ...]
    """(path, student, file's own name): what it is for, and what the tests read."""


LAYOUTS = (
    Layout(
        "Moodle",
        1,
        ("folder",),
        r"(?P<name>.+?)_\d+_assignsubmission_(?:file|onlinetext)_?",
        "{name}",
        (
            ("Ada Lovelace_4711_assignsubmission_file_/powers.ipynb", "Ada Lovelace", "powers"),
            (
                "Ada Lovelace_4711_assignsubmission_file_/Eve_9_assignsubmission_file_/powers.ipynb",
                "Ada Lovelace",
                "powers",
            ),
        ),
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
)
"""The table; rows of one precedence stand in the order in which they are tried at one part of a path."""

UNKNOWN = "unknown"
"""The student of a file whose path says nothing."""

LONGEST_NAME = 200
"""Bytes of a student's folder name; file systems allow 255, of which letters outside ASCII take several
each."""

_WEEK = re.compile(r"week\d+\w*")


def whose(path: PurePosixPath, lessons: Iterable[str]) -> tuple[str, str]:
    """The student, as one folder name, and the file's name without what the platform added."""
    lesson = "|".join(re.escape(name) for name in sorted(lessons, key=len, reverse=True)) or r"(?!)"
    parts = [("folder", part) for part in path.parts[:-1] if not _WEEK.fullmatch(part)] + [
        ("file", path.stem)
    ]
    for precedence in sorted({layout.precedence for layout in LAYOUTS}):
        rows = [layout for layout in LAYOUTS if layout.precedence == precedence]
        for (kind, part), layout in itertools.product(parts, rows):
            pattern = layout.pattern.replace("{lesson}", lesson)
            if kind in layout.parts and (found := re.fullmatch(pattern, part)):
                stem = found.groupdict().get("file") if kind == "file" else None
                return safe_name(layout.student.format(**found.groupdict())), stem or path.stem
    return UNKNOWN, path.stem


def safe_name(name: str) -> str:
    """A student's name as one folder name: letters of any language, digits, ``._-`` and single blanks."""
    name = unicodedata.normalize("NFC", name)
    kept = "".join(c if c.isalnum() or c in "._- " else "_" for c in name)
    tidy = re.sub(r"\s+", " ", kept).strip(". ")[:100]
    return tidy.encode()[:LONGEST_NAME].decode(errors="ignore") or UNKNOWN


def printable(text: str) -> str:
    """A text from a file name, fit for a terminal and for UTF-8: no control characters, no broken letters."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)

"""A submitted cell: what is left of it once everything but its text, its kind and its names is dropped.

Not for: finding cells in a file (`reading`), or what they answer (`matching`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from autograder.course_directory import InstructorError

SOURCE_KEYS = ("source", "input")
"""Where a cell keeps its text: nbformat 4, and 3."""
_KINDS = {"code": "code", "markdown": "markdown", "heading": "markdown", "html": "markdown"}


class Unreadable(InstructorError):
    """The file is not a notebook; its text is the end of the sentence "FILE …"."""


@dataclass
class Cell:
    """What is left of a submitted cell: where it stood, its kind, its text and the names it goes by."""

    position: int
    kind: str
    source: str
    names: tuple[str, ...] = ()
    taken: str | None = None
    """The lesson's cell that it is, or that it answers."""
    added: bool = False
    """Whether this is only what a student wrote into a cell of the lesson that is none of the student's."""


def cell(position: int, raw: dict[str, Any]) -> Cell:
    """A cell from its JSON, whatever that holds."""
    metadata = raw.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    grading = metadata.get("nbgrader")
    grading = grading if isinstance(grading, dict) else {}
    names = (grading.get("grade_id"), raw.get("id"), metadata.get("id"))
    kind = raw.get("cell_type")
    kind = _KINDS.get(kind, "raw") if isinstance(kind, str) else "raw"
    return Cell(position, kind, _source(raw), tuple(name for name in names if isinstance(name, str)))


def is_like_a_cell(raw: dict[str, Any]) -> bool:
    """Whether an object of JSON may be a cell, also where one of its keys was misspelt on the way."""
    return "cell_type" in raw or _source_key(raw) is not None


def whole_text(parts: list[str]) -> str:
    """A text from its parts: lines with their ends, as notebooks keep them, or lines whose ends were lost."""
    lost = len(parts) > 1 and not any("\n" in part for part in parts[:-1])
    return ("\n" if lost else "").join(parts)


def clean(text: str) -> str:
    """A text with one kind of line end and without half letters."""
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")


def _source(raw: dict[str, Any]) -> str:
    key = _source_key(raw)
    found = raw.get(key) if key else ""
    if isinstance(found, list):
        found = whole_text([part for part in found if isinstance(part, str)])
    return clean(found) if isinstance(found, str) else ""


def _source_key(raw: dict[str, Any]) -> str | None:
    known = next((key for key in SOURCE_KEYS if key in raw), None)
    if known is not None or len(raw) > 20:
        return known
    like = process.extractOne("source", [key for key in raw if isinstance(raw[key], str | list)],
                              scorer=fuzz.ratio, score_cutoff=80)
    return like[0] if like else None

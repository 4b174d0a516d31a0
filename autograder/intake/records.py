"""What became of every file that was taken in: one record a student and lesson, in ``intake.json`` beside the
files.

Collect writes them; grading carries them along, so that what was healed on the way in is known to the end.
Not for:
healing (`rebuild`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "intake.json"


@dataclass
class Taken:
    """What became of one student's upload for one lesson."""

    student: str
    lesson: str
    file: str
    """Where it was found, in the folder or zip that was collected."""
    healed: list[str] = field(default_factory=list)
    problem: str = ""
    """Why it was refused; empty where it was not."""
    timestamp: str = ""
    digest: str = ""
    """SHA-256 of the healed notebook as it was written."""

    def is_of(self, content: bytes) -> bool:
        """Whether `content` is the healed notebook this record speaks of, untouched since."""
        return bool(self.digest) and self.digest == digest(content)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read(folder: Path) -> dict[str, Taken]:
    """Lesson -> record of one student's week; without what nobody could have written with `add`."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return (
        {name: record for name, tree in found.items() if (record := _record(tree))}
        if isinstance(found, dict)
        else {}
    )


def add(folder: Path, records: Iterable[Taken]) -> None:
    """Write these records; each replaces the one its lesson had."""
    known = read(folder) | {record.lesson: record for record in records}
    text = json.dumps({name: asdict(record) for name, record in known.items()}, indent=1, ensure_ascii=False)
    (folder / FILE).write_text(text, encoding="utf-8")


def _record(tree: object) -> Taken | None:
    """A record from its JSON; the file may come from anywhere, nbgrader's exchange included."""
    if not isinstance(tree, dict) or not all(
        isinstance(tree.get(name), str) for name in ("student", "lesson", "file")
    ):
        return None
    healed = tree.get("healed")
    texts = {name: tree[name] for name in ("student", "lesson", "file", "problem", "timestamp", "digest")
             if isinstance(tree.get(name), str)}
    return Taken(
        **texts, healed=[note for note in healed if isinstance(note, str)] if isinstance(healed, list) else []
    )

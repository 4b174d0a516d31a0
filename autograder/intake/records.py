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
    name: str = ""
    """The student's name before it was made a folder name: two names of one folder are two students."""
    doubtful: list[str] = field(default_factory=list)
    """Exercises for which two cells could be meant: a person should look."""
    left_aside: str = ""
    """Why a file that is no submission, or not the one that counts, was not taken; such a record is shown,
    and not kept."""

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
    known = read(folder) | {record.lesson: record for record in records if not record.left_aside}
    text = json.dumps({name: asdict(record) for name, record in known.items()}, indent=1, ensure_ascii=False)
    (folder / FILE).write_text(text, encoding="utf-8")


def _record(tree: object) -> Taken | None:
    """A record from its JSON; the file may come from anywhere, nbgrader's exchange included."""
    if not isinstance(tree, dict) or not all(
        isinstance(tree.get(name), str) for name in ("student", "lesson", "file")
    ):
        return None
    texts = {name: tree[name]
             for name in ("student", "lesson", "file", "problem", "timestamp", "digest", "name")
             if isinstance(tree.get(name), str)}
    return Taken(**texts, healed=_texts(tree.get("healed")), doubtful=_texts(tree.get("doubtful")))


def _texts(tree: object) -> list[str]:
    return [text for text in tree if isinstance(text, str)] if isinstance(tree, list) else []

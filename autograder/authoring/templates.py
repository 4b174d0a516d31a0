"""Files with fields left open, ``{{name}}``: what `publish` adds for students, and what `new` lays out for authors."""

from __future__ import annotations

import re
from pathlib import Path

_FIELD = re.compile(r"\{\{(\w+)\}\}")


def filled(folder: Path, fields: dict[str, str]) -> dict[str, str]:
    """The text of every file below `folder`, by its path with slashes, with these fields filled in."""
    return {
        path.relative_to(folder).as_posix(): _FIELD.sub(lambda field: fields[field[1]], path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*")) if path.is_file()
    }

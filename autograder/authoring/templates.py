"""Files with fields left open, ``{{name}}``: those `publish` adds for students, and those `new` lays out."""

from __future__ import annotations

import re
from pathlib import Path

_FIELD = re.compile(r"\{\{(\w+)\}\}")


def filled(folder: Path, fields: dict[str, str]) -> dict[str, str]:
    """The text of every file below `folder`, by its path with slashes, with these fields filled in."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}
    return {path: _FIELD.sub(lambda field: fields[field[1]], text) for path, text in texts.items()}

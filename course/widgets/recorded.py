"""What a widget shows but Keras takes too long to compute while a reader waits:
computed once, kept beside this module.

Not for: computing it (`course.widgets.record`), and anything that takes a few seconds only, which a widget
computes when it is made.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def read(name: str) -> dict[str, Any]:
    """The recording ``name``: lists of numbers by their keys."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

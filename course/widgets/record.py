"""``python -m course.widgets.record`` computes every recording of the widgets anew,
in a quarter of a minute; a test compares.

Not for: lessons and widgets, which read what is recorded (`course.widgets.recorded`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from course.widgets import gradient_norms, optimizers
from course.widgets.recorded import FOLDER

DIGITS = 4
"""Significant digits that are kept, more than a picture can show."""
RECORDINGS: dict[str, Callable[[], Mapping[str, Any]]] = {
    "gradient_norms": gradient_norms.measure,
    "optimizers": optimizers.trace,
}
"""What computes each recording, by its name."""


def text(recording: Mapping[str, Any]) -> str:
    """A recording as it is stored: a line for each key."""
    rounded = {key: json.loads(json.dumps(numbers), parse_float=_short) for key, numbers in recording.items()}
    lines = (f'"{key}": {json.dumps(numbers)}' for key, numbers in rounded.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _short(number: str) -> float:
    return float(f"{float(number):.{DIGITS}g}")


if __name__ == "__main__":
    for name, compute in RECORDINGS.items():
        file = FOLDER / f"{name}.json"
        file.write_text(text(compute()), encoding="utf-8")
        print(f"{file.name}: {file.stat().st_size:,} bytes")

"""What a widget shows but Keras takes too long to compute while a reader waits: computed once, kept beside this module.

``python -m course.widgets.recorded`` computes every recording anew (a quarter of a minute), and a test compares. Not for:
anything that takes a few seconds only, which a widget computes when it is made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
DIGITS = 4
"""Significant digits that are kept, more than a picture can show."""


def read(name: str) -> dict[str, Any]:
    """The recording ``name``: lists of numbers by their keys."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def text(recording: Mapping[str, Any]) -> str:
    """A recording as it is stored: a line for each key."""
    lines = (f'"{key}": {json.dumps(json.loads(json.dumps(numbers), parse_float=_short))}' for key, numbers in recording.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def recordings() -> dict[str, Callable[[], Mapping[str, Any]]]:
    """What computes each recording, by its name."""
    from course.widgets import gradient_norms, optimizers

    return {"gradient_norms": gradient_norms.measure, "optimizers": optimizers.trace}


def _short(number: str) -> float:
    return float(f"{float(number):.{DIGITS}g}")


if __name__ == "__main__":
    for name, compute in recordings().items():
        (FOLDER / f"{name}.json").write_text(text(compute()), encoding="utf-8")
        print(f"{name}.json: {(FOLDER / f'{name}.json').stat().st_size:,} bytes")

"""The words of a lesson: exercise markers, ids, and the regions only an instructor may see.

Small functions on single cells that release, lint, intake and audit share. A cell is a notebook node
or anything with ``source``, ``cell_type`` and ``metadata``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode


MARKER = re.compile(r"^[ \t]*(?:#|<!--)[ \t]*exercise:[ \t]*([A-Za-z0-9_-]+)", re.MULTILINE)
"""The line by which a solution cell is known when every id was lost: ``# exercise: NAME``."""

TEST_PREFIX = "test-"
BADGE_ID, SETUP_ID = "colab-badge", "colab-setup"
"""Ids of the two cells that a release puts above a lesson's own."""
REGIONS = {
    "solution": ("BEGIN SOLUTION", "END SOLUTION"),
    "hidden tests": ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS"),
    "mark scheme": ("BEGIN MARK SCHEME", "END MARK SCHEME"),
}

_LEXEME = re.compile(
    r"""^[ \t]*(?P<escape>[%!?])      # where a line begins, IPython's own signs
    | (?P<help>\?[ \t]*$)
    | \#.*
    | "{3}(?:\\[\s\S]|[^\\])*?(?:"{3}|\Z) | '{3}(?:\\[\s\S]|[^\\])*?(?:'{3}|\Z)
    | "(?:\\[\s\S]|[^"\\\n])*" | '(?:\\[\s\S]|[^'\\\n])*'
    | (?P<open>[(\[{]) | (?P<close>[)\]}])
    | (?P<joined>\\\n[ \t]*)         # a line that goes on in the next
    | \\.                            # as a string reads it, so that no quote is looked at twice: linear time
    """, re.MULTILINE | re.VERBOSE)
"""What decides whether a sign is IPython's: line ends, comments, strings, brackets and joined lines."""
_JOINED_LINES = re.compile(r"(?:.*\\\n)*.*")


def nbgrader(cell: NotebookNode) -> dict:
    """The cell's nbgrader metadata, empty where it has none."""
    return cell.metadata.get("nbgrader", {})


def grade_id(cell: NotebookNode) -> str:
    return nbgrader(cell).get("grade_id", "")


def is_solution(cell: NotebookNode) -> bool:
    """Whether the student writes in this cell (code, or a text that is graded by hand)."""
    return bool(nbgrader(cell).get("solution"))


def is_test(cell: NotebookNode) -> bool:
    """Whether this is a test cell that is graded by running it."""
    return bool(nbgrader(cell).get("grade")) and not is_solution(cell)


def is_manual(cell: NotebookNode) -> bool:
    """Whether this is an answer graded by hand."""
    return bool(nbgrader(cell).get("grade")) and is_solution(cell)


def points(cell: NotebookNode) -> float:
    return float(nbgrader(cell).get("points") or 0)


def marker(source: str) -> str | None:
    """The exercise a cell's text names, if it names one."""
    found = MARKER.search(source)
    return found.group(1) if found else None


def exercise_of(test: NotebookNode, exercises: Iterable[str]) -> str | None:
    """The exercise a test cell belongs to: ``test-NAME`` or ``test-NAME-part``; the longest name wins."""
    name = grade_id(test).removeprefix(TEST_PREFIX)
    fitting = [exercise for exercise in exercises if name == exercise or name.startswith(exercise + "-")]
    return max(fitting, key=len, default=None)


def python(source: str) -> str:
    """A code cell's text as plain Python of as many lines: what only IPython understands does nothing.

    That is every ``%magic`` and ``!command``, with the lines a backslash joins to it, and every request
    for help: ``?name``, ``name?``, ``name??``. Comments, strings and brackets keep those signs.
    """
    changed, taken, place, depth, joined = [], 0, 0, 0, -1
    while found := _LEXEME.search(source, place):
        place = found.end()
        match found.lastgroup:
            case "open":
                depth += 1
            case "close":
                depth = max(depth - 1, 0)
            case "joined":
                joined = place
            case "escape" | "help" if not depth and found.start() != joined:
                begin = source.rfind("\n", 0, found.end()) + 1
                joined_lines = _JOINED_LINES.match(source, begin)
                place = joined_lines.end() if joined_lines else begin
                line = source[begin:place]
                indent = line[: len(line) - len(line.lstrip())]
                changed += [source[taken:begin], indent, "pass", "\n" * line.count("\n")]
                taken = place
    return "".join(changed) + source[taken:]


def region_rows(source: str, region: str) -> set[int]:
    """The numbers, from 1, of the lines inside a cell's regions of one kind, without the delimiters."""
    begin, end = REGIONS[region]
    inside, rows = False, set()
    for row, line in enumerate(source.split("\n"), 1):
        if begin in line or end in line:
            inside = begin in line
        elif inside:
            rows.add(row)
    return rows


def region_lines(source: str, region: str) -> list[str]:
    """The lines inside a cell's regions of one kind, without the delimiters."""
    rows = region_rows(source, region)
    return [line for row, line in enumerate(source.split("\n"), 1) if row in rows]


def without_region(source: str, region: str) -> str:
    """The cell's text without its regions of one kind."""
    rows, delimiters = region_rows(source, region), REGIONS[region]
    lines = [line for row, line in enumerate(source.split("\n"), 1)
             if row not in rows and not any(mark in line for mark in delimiters)]
    return "\n".join(lines).strip("\n")

"""The cells of a notebook file that is no valid JSON any more: cut off, with bytes changed, lost or too many.

Each cell is read by itself, so that damage in one costs no other; a cell that is broken gives what
stands behind its ``source``, line by line. (json-repair was weighed: it reads the whole file or nothing,
drops line ends, and fails at two of three changed bytes.) Not for: files that are valid JSON.
"""

from __future__ import annotations

import json
import re

from autograder.intake.definitions import parses
from autograder.intake.submitted import Cell, cell, clean, is_like_a_cell, whole_text

_CELL = re.compile(r'(?:\{\s*)?"cell_type"\s*:(?!\s*"\w*"\s*,\s*"checksum")')
"""Where a cell begins; nbgrader's metadata name the kind of a cell, too."""
_SOURCE = re.compile(r"(?<![A-Za-z_\\])(?:source|input)(?![A-Za-z]|_[^:]).{1,4}?(?=\[|\"(?!\s*:))", re.DOTALL)
_LITERAL = re.compile(r'"((?:[^"\\]++|\\.)*+)"(?=\s*+(?:[,\]}:]|\Z))', re.DOTALL)
_UNTIL_QUOTE = re.compile(r'"?((?:[^"\\]++|\\.)*+)', re.DOTALL)
_KEYS = re.compile(r'"(?:source|cell_type|outputs)"\s*:')
_BEFORE = re.compile(r'\A[^"\nA-Za-z#]{0,12}"')
_BEHIND = re.compile(r'"[^"\nA-Za-z]{0,12}\Z')
_SIGNS = re.compile(r"[\W_]{1,12}")
_BETWEEN = re.compile(r"[\s,\[]*")
_REST_OF_LINE = re.compile(r"[^\n]*")
_COLON = re.compile(r"\s*:")
_KEY = re.compile(r'\s*"?\s*(?:\]|\}|:)')
_KIND = re.compile(r"cell_typ.{1,6}?(code|markdown|raw)", re.DOTALL)
_NAMES = re.compile(r'"(?:grade_id|id)"\s*:\s*"([^"\\\n]{1,200})"')
_DECODER = json.JSONDecoder(strict=False)


def cells_of(text: str) -> list[Cell]:
    """All cells that can be read in a text that was JSON once."""
    starts = [found.start() for found in _CELL.finditer(text)]
    bounds = [0, *starts, len(text)]
    found: list[Cell] = []
    for start, end in zip(bounds, bounds[1:], strict=False):
        found += _cells_between(text[start:end], len(found))
    return found


def _cells_between(text: str, position: int) -> list[Cell]:
    """The cells that begin in one stretch of the text: one, or more where the next one's start is broken."""
    if text.startswith("{"):
        try:
            raw, end = _DECODER.raw_decode(text)
        except (ValueError, RecursionError):
            return _by_lines(text, position)
        if is_like_a_cell(raw):
            return [cell(position, raw), *_by_lines(text[end:], position + 1)]
    return _by_lines(text, position)


def _by_lines(text: str, position: int) -> list[Cell]:
    """Every cell whose ``source`` can still be found, read literal by literal."""
    found: list[Cell] = []
    place = 0
    while mark := _SOURCE.search(text, place):
        source, end = _literals(text, mark.end())
        about = text[place:mark.start()]
        kind = _KIND.search(about)
        names = tuple(dict.fromkeys(reversed(_NAMES.findall(about))))
        found.append(Cell(position + len(found), kind.group(1) if kind else "raw", source, names))
        place = max(end, mark.end())
    return [one for one in found if one.source.strip()]


def _literals(text: str, place: int) -> tuple[str, int]:
    """The texts of a list of lines, or of a single string, from `place` on; and where they end."""
    parts: list[str] = []
    place += text.startswith('"["', place)  # a blank before the list that became a quote
    is_list = text[place:place + 1] == "["
    while True:
        gap = _BETWEEN.match(text, place)
        place = gap.end() if gap else place
        if literal := _LITERAL.match(text, place):
            if parts and _COLON.match(text, literal.end()):
                break  # the name of what follows
            parts.append(_meant(literal.group(1)))
            place = literal.end()
            if not is_list and not text[place:place + 1] == ",":
                break
            continue
        if place >= len(text) or _KEY.match(text, place):
            break
        rest = _REST_OF_LINE.match(text, place)
        line, end = (rest.group(), rest.end()) if rest else ("", len(text))
        if _KEYS.search(line):  # a file of one line: what follows is in it, too
            until = _UNTIL_QUOTE.match(text, place)
            parts.append(_meant(until.group(1) if until else ""))
            place = until.end() if until else end
            break
        place = end
        parts.append(_meant(line.rstrip().removesuffix(",").removesuffix('"').lstrip('"')))
    return clean(_without_remains(parts)), place


def _without_remains(parts: list[str]) -> str:
    """The text of these lines, without what is left of JSON's own signs where one of them was changed: `0"`
    before the first line, `"  ]` behind the last. Only where the text is a program without them."""
    whole = whole_text(parts)
    if not parts or parses(whole):
        return whole
    first, last = _BEFORE.sub("", parts[0], count=1), _BEHIND.sub("", parts[-1], count=1)
    fewer = parts[:-1] if _SIGNS.fullmatch(parts[-1]) else parts
    for tried in ([first, *parts[1:]], [*parts[:-1], last], fewer, [first, *parts[1:-1], last]):
        if tried and parses(text := whole_text(tried)):
            return text
    return whole


def _meant(literal: str) -> str:
    """The text of a JSON string without its quotes, also where it is cut off or an escape in it is broken."""
    for text in (literal, re.sub(r"\\(?:u[0-9a-fA-F]{0,3})?$", "", literal),
                 re.sub(r'\\(?!["\\/bfnrtu])', r"\\\\", literal)):
        try:
            return str(json.loads(f'"{text}"', strict=False))
        except ValueError:
            continue
    return literal.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")

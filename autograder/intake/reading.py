"""The cells of an uploaded file, read as far as a person could read it.

A notebook of any version; one that is damaged (`salvage`), exported (`exports`), packed into another JSON, or
left in the middle of a merge. What was unusual is said. Not for: which cell answers what (`matching`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from autograder.intake import decoding, exports, salvage
from autograder.intake.submitted import Cell, Unreadable, cell

LARGEST_NOTEBOOK = 20 * 2**20
"""Characters a notebook may have without its outputs, attachments and widgets."""
LARGEST_CELL = 1_000_000
"""Characters of one cell; a longer one is left out, and that is said."""
MOST_CELLS = 50_000
DEEPEST = 4
"""How many objects, lists or texts may be around a notebook that was packed into other JSON."""
_COLABS_BADGE = "view-in-github"
"""The id of the cell that Colab puts on top of what it saves."""
_MOST_TOKENS = 20_000_000
"""Brackets and texts looked at to leave the outputs of a large file out: some seconds."""

_MARKS: dict[str, tuple[int, ...]] = {"<" * 7: (0,), "|" * 7: (), "=" * 7: (1,), ">" * 7: (0, 1)}
"""To which sides the lines below a merge's mark belong."""
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
_LEFT_OUT = re.compile(r'"(?:outputs|attachments|widgets)"\s*:\s*(?=[\[{])')


@dataclass
class Notebook:
    """The cells of a file, and a sentence for everything that was unusual about it."""

    cells: list[Cell]
    notes: list[str] = field(default_factory=list)


def read(content: bytes) -> Notebook:
    """The cells of a file. Raises `Unreadable` for what holds none, or is too large."""
    text, notes = decoding.text_of(content)
    if len(text) > LARGEST_NOTEBOOK:
        text = _without_outputs(text)
    if len(text) > LARGEST_NOTEBOOK:
        raise Unreadable(f"is larger than {LARGEST_NOTEBOOK // 2**20} MB without its outputs: "
                         "leave out what is no answer and hand it in again")
    found, more = _cells(text)
    return _within_bounds(found, [*notes, *more])


def _cells(text: str) -> tuple[list[Cell], list[str]]:
    try:
        raw = _list_of_cells(json.loads(text, strict=False), DEEPEST)
    except (ValueError, RecursionError):
        return _cells_of_no_json(text)
    if raw is None:
        raise Unreadable("is not a notebook: it has no list of cells")
    found = [cell(position, one) for position, one in enumerate(raw) if isinstance(one, dict)]
    return _conflicts_resolved(found)


def _cells_of_no_json(text: str) -> tuple[list[Cell], list[str]]:
    if sides := _sides(text):
        ours, theirs = (_if_readable(side) for side in sides)
        if not ours and not theirs:
            raise Unreadable("was left in the middle of a merge, and neither side is a notebook")
        return _merged(ours, theirs), ["the file was left in the middle of a merge: both sides were read"]
    if exports.is_page(text):
        return exports.from_page(text), ["the file was a web page, not a notebook"]
    unpacked = _text_in_text(text)
    if '"cell_type"' in unpacked or '"source"' in unpacked:
        found = salvage.cells_of(unpacked)
        if found:
            resolved, notes = _conflicts_resolved(found)
            return resolved, [f"the file was damaged: {len(found)} cells could be read", *notes]
    if exports.is_script(text):
        return exports.from_script(text), ["the file was a script, not a notebook"]
    raise Unreadable("is not a notebook: it is not valid JSON")


def _if_readable(text: str) -> list[Cell]:
    try:
        return _cells(text)[0]
    except Unreadable:
        return []


def _text_in_text(text: str) -> str:
    """A notebook that was written as a text of JSON, and cut off; other texts as they are."""
    if '"cell_type"' in text or '\\"cell_type\\"' not in text:
        return text
    packed = text[text.index('"'):].rstrip().removesuffix('"').rstrip("\\")
    try:
        return str(json.loads(f'{packed}"', strict=False))
    except ValueError:
        return text.replace('\\"', '"').replace("\\\\", "\\")


def _list_of_cells(tree: Any, depth: int) -> list[Any] | None:
    """The list of cells in what JSON says, also where the notebook was packed into something else."""
    if isinstance(tree, str) and depth and tree.lstrip()[:1] in ("{", "[", '"'):
        try:
            return _list_of_cells(json.loads(tree, strict=False), depth - 1)
        except (ValueError, RecursionError):
            return salvage_of(tree)
    if isinstance(tree, dict):
        own = tree.get("cells")
        if isinstance(own, list):
            return own
        if isinstance(own, dict) and all(isinstance(one, dict) for one in own.values()):
            return list(own.values())
        if isinstance(tree.get("worksheets"), list):  # nbformat 3
            sheets = [sheet.get("cells") for sheet in tree["worksheets"] if isinstance(sheet, dict)]
            return [one for sheet in sheets if isinstance(sheet, list) for one in sheet]
    if isinstance(tree, list) and any(isinstance(one, dict) and "cell_type" in one for one in tree):
        return tree
    if not depth or not isinstance(tree, dict | list):
        return None
    inside = list(tree.values() if isinstance(tree, dict) else tree)[:100]
    return next((found for one in inside if (found := _list_of_cells(one, depth - 1)) is not None), None)


def salvage_of(text: str) -> list[Any] | None:
    """What can be read of a damaged notebook inside other JSON, as JSON again."""
    found = salvage.cells_of(text)
    return [{"cell_type": one.kind, "source": one.source, "id": one.names[0] if one.names else None}
            for one in found] or None


def _conflicts_resolved(found: list[Cell]) -> tuple[list[Cell], list[str]]:
    """A cell with a merge's marks in its text becomes two, one a side."""
    resolved: list[Cell] = []
    for one in found:
        resolved += [Cell(0, one.kind, text, one.names) for text in _sides(one.source) or (one.source,)]
    notes = ["a merge was left unfinished in a cell: both sides were read"]
    return _numbered(resolved), notes if len(resolved) > len(found) else []


def _sides(text: str) -> tuple[str, str] | None:
    """Both sides of a text with a merge's marks in it; `None` where it has none."""
    if "<<<<<<<" not in text or ">>>>>>>" not in text:
        return None
    kept: tuple[list[str], list[str]] = ([], [])
    inside, seen = _MARKS[">" * 7], False
    for line in text.splitlines(keepends=True):
        mark = line[:7] if line[7:8] in ("", " ", "\n", "\r") else ""
        seen = seen or mark == "<<<<<<<"
        if mark in _MARKS and seen:
            inside = _MARKS[mark]
            continue
        for side in inside:
            kept[side].append(line)
    return ("".join(kept[0]), "".join(kept[1])) if seen else None


def _merged(ours: list[Cell], theirs: list[Cell]) -> list[Cell]:
    """Both sides' cells: those of ours, and behind them where they stood, those that only theirs have."""
    places = {one.source: place for place, one in enumerate(ours)}
    after: dict[int, list[Cell]] = {}
    place = -1
    for one in theirs:
        if one.source in places:
            place = places[one.source]
        else:
            after.setdefault(place, []).append(one)
    merged = after.get(-1, [])
    for place, one in enumerate(ours):
        merged += [one, *after.get(place, [])]
    return _numbered(merged)


def _numbered(found: list[Cell]) -> list[Cell]:
    for position, one in enumerate(found):
        one.position = position
    return found


def _within_bounds(found: list[Cell], notes: list[str]) -> Notebook:
    """A notebook without what is too much, each said."""
    kept = [one for one in found if one.source.strip() and _COLABS_BADGE not in one.names]
    if len(kept) > MOST_CELLS:
        notes.append(f"the file has {len(kept)} cells: those after the first {MOST_CELLS} were left out")
        kept = kept[:MOST_CELLS]
    for one in kept:
        if len(one.source) > LARGEST_CELL:
            notes.append(f"cell {one.position + 1} has {len(one.source)} characters, more than a cell may "
                         f"have ({LARGEST_CELL}), and was left out")
    return Notebook([one for one in kept if len(one.source) <= LARGEST_CELL], notes)


def _without_outputs(text: str) -> str:
    """A large notebook's text without what no answer stands in: outputs, pictures, widgets' states."""
    kept: list[str] = []
    place, tokens = 0, 0
    for mark in _LEFT_OUT.finditer(text):
        if mark.start() < place:
            continue
        kept.append(text[place:mark.end()])
        depth = 0
        for token in _TOKEN.finditer(text, mark.end()):
            tokens += 1
            sign = token.group()
            depth += sign in "[{" if len(sign) == 1 else 0
            depth -= sign in "]}" if len(sign) == 1 else 0
            if not depth or tokens > _MOST_TOKENS:
                break
        kept.append("[]" if text[mark.end()] == "[" else "{}")
        place = token.end()
    return "".join(kept) + text[place:]


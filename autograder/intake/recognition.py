"""Which submitted cells are the lesson's own, edited or not, and what a student wrote into those.

Not for: which of the other cells answers what (`matching`, `texts`).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from nbformat.notebooknode import NotebookNode
from rapidfuzz import fuzz, process

from autograder import cells
from autograder.intake import definitions
from autograder.intake.submitted import Cell

ALIKE = 85.0
"""Likeness (0 to 100, rapidfuzz's ratio) above which two cells count as the same cell."""
LEFT = 0.5
"""The share of a lesson cell's lines that must be left in a cell that bears its name."""
_SHORTEST = 40
"""Characters below which likeness says nothing."""
_MOST_LINES = 2_000


def shown(cell: NotebookNode) -> str:
    """A lesson cell's text as the student was given it."""
    source = cell.source
    for region in ("hidden tests", "mark scheme"):
        source = cells.without_region(source, region)
    return source.strip()


def recognise(lesson: NotebookNode, submitted: list[Cell]) -> list[Cell]:
    """Mark every cell that is a copy of one the student was given.

    Returns all cells, and beside an edited text of the lesson what was written into it, as a cell of its own.
    A cell of code that bears a test's name but defines what an exercise asks for is the student's.
    """
    given = {cell.id: cell for cell in lesson.cells if not cells.is_solution(cell)}
    solutions = {cells.grade_id(cell) for cell in lesson.cells if cells.is_solution(cell)}
    texts = {shown(cell): name for name, cell in given.items()}
    asked = {name for cell in lesson.cells if cells.is_solution(cell) and cell.cell_type == "code"
             for name in definitions.defined(cell.source)}
    known = {piece.key for cell in lesson.cells if cell.cell_type == "code"
             for piece in definitions.pieces(shown(cell))}
    found: list[Cell] = []
    for cell in submitted:
        found.append(cell)
        cell.taken = texts.get(cell.source.strip())
        if cell.taken or any(name in solutions for name in cell.names) or (
                cells.marker(cell.source) in solutions):
            continue
        name = _name(cell, given, texts)
        if name is None:
            continue
        if given[name].cell_type == "code":
            fresh = [piece for piece in definitions.pieces(definitions.code_of(cell.kind, cell.source))
                     if piece.key not in known]
            if any(piece.defines & asked for piece in fresh):
                cell.names, cell.added = (), True
            else:
                cell.taken = name
            continue
        kept, written = _written(shown(given[name]), cell.source)
        cell.taken = name if kept else None
        if not kept:
            cell.names = ()
        elif written:
            found.append(Cell(cell.position, "markdown", written, added=True))
    return found


def _name(cell: Cell, given: dict[str, NotebookNode], texts: dict[str, str]) -> str | None:
    """The lesson's cell that a submitted one was made from: by name, by what it holds, by likeness."""
    if (named := next((name for name in cell.names if name in given), None)) is not None:
        return named
    if len(cell.source) <= _SHORTEST:
        return None
    held = [text for text in texts if len(text) > _SHORTEST and text in cell.source]
    if held:
        return texts[max(held, key=len)]
    bounds = (0.5 * len(cell.source), 2 * len(cell.source))
    near: Iterable[str] = [text for text in texts if bounds[0] < len(text) < bounds[1]]
    best = process.extractOne(cell.source, near, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return texts[best[0]] if best else None


def _written(given: str, source: str) -> tuple[bool, str]:
    """Whether enough of a lesson's text is left in a cell, and the lines that were written into it."""
    if given and given in source:
        return True, source.replace(given, "", 1).strip()
    old, new = given.split("\n"), source.split("\n")
    if max(len(old), len(new)) > _MOST_LINES:
        return False, source
    changes = difflib.SequenceMatcher(None, old, new).get_opcodes()
    same = sum(end - begin for what, begin, end, _, _ in changes if what == "equal")
    lines = [line for what, _, _, begin, end in changes if what in ("insert", "replace")
             for line in new[begin:end]]
    if same < LEFT * len(old) and fuzz.ratio(given, source) < ALIKE:
        return False, source
    return True, "\n".join(line for line in lines if not _is_old(line, old)).strip()


def _is_old(line: str, old: list[str]) -> bool:
    """Whether a line is one of the lesson's with a word changed."""
    return process.extractOne(line, old, scorer=fuzz.ratio, score_cutoff=ALIKE) is not None

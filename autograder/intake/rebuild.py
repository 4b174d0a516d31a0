"""Rebuilds a submitted notebook on the released lesson, and says what had to be healed.

Only the *source* of a student's cells is taken: answers into the lesson's solution cells, cells of
the student's own to the place where they stood, texts of the student's own as comments. Everything else
(locked cells, test cells, ids, metadata, tags, outputs) comes from the lesson. Nothing a notebook may contain
makes `rebuild` raise; a file that is no notebook at all raises `Unreadable`. Not for: zip files and folders,
which `autograder.intake.collect` opens; reading a file (`reading`); whose answer a cell is (`matching`,
`texts`).
"""

from __future__ import annotations

import bisect
import copy
from dataclasses import dataclass, field

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell

from autograder import cells
from autograder.intake import matching, reading, recognition, texts
from autograder.intake.reading import LARGEST_NOTEBOOK
from autograder.intake.submitted import Cell, Unreadable

__all__ = ["LARGEST_NOTEBOOK", "Rebuilt", "Unreadable", "carry_over", "read", "rebuild"]

MOST_OWN_CELLS = 5_000
"""Cells of a student's own that are run; of more, the first, and that is said."""


@dataclass
class Rebuilt:
    """A notebook ready to be graded, what was healed on the way, and which answers were found."""

    notebook: NotebookNode
    healed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    """Exercises for which another cell could be meant as well: a person should look."""


def read(content: bytes) -> list[Cell]:
    """The cells of an uploaded file. Raises `Unreadable` for what is no notebook, or too large."""
    return reading.read(content).cells


def rebuild(lesson: NotebookNode, content: bytes) -> Rebuilt:
    """Put a submission's answers into a copy of `lesson` (which may hold hidden tests)."""
    notebook = reading.read(content)
    submitted = recognition.recognise(lesson, notebook.cells)
    matched = matching.match(lesson, submitted)
    texts.match(lesson, submitted, matched)
    result = Rebuilt(copy.deepcopy(lesson), [*notebook.notes, *matched.healed], matched.missing,
                     sorted(matched.doubts))
    for cell in result.notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if cells.is_solution(cell):
            cell.source = matched.sources.get(cells.grade_id(cell), cell.source)
    own = _own_cells(lesson, submitted, matched)
    if len(own) > MOST_OWN_CELLS:
        result.healed.append(f"{len(own)} cells are the student's own: those after the first "
                             f"{MOST_OWN_CELLS} are left out")
    _insert(result.notebook, own[:MOST_OWN_CELLS], submitted, matched)
    _report_missing_lesson_cells(lesson, submitted, result)
    return result


def carry_over(lesson: NotebookNode, healed: bytes) -> NotebookNode | None:
    """The answers of a notebook that `rebuild` made, on a copy of `lesson` with the same cells (which may
    hold hidden tests too); `None` where the lesson's cells have changed since. Nothing is healed a second
    time."""
    submitted = read(healed)
    places = {cell.id: cell for cell in copy.deepcopy(lesson).cells}
    found = [(next((name for name in cell.names if name in places), None), cell) for cell in submitted]
    written = [name for name, cell in places.items() if cell.source.strip()]
    if [name for name, _ in found if name is not None] != written:
        return None
    carried = copy.deepcopy(lesson)
    carried.cells = []
    for name, cell in found:
        if name is None:
            if cell.kind == "code" and cell.source.strip():
                carried.cells.append(_new(cell.source, cell.position))
            continue
        here = places[name]
        if cells.is_solution(here):
            here.source = cell.source
        if here.cell_type == "code":
            here.outputs, here.execution_count = [], None
        carried.cells.append(here)
    return carried


@dataclass
class _Own:
    """A cell of the student's own: where it stood, and what is run of it."""

    position: float
    source: str


def _own_cells(lesson: NotebookNode, submitted: list[Cell], matched: matching.Matched) -> list[_Own]:
    """The student's own cells in their order: code as it is, texts and doubtful answers as comments."""
    found: list[_Own] = []
    for cell in submitted:
        if cell.taken is None and cell.source.strip():
            if cell.kind == "code" and not cell.added:
                found.append(_Own(cell.position, matching.without_stubs(lesson, cell.source)))
            else:
                note = _comment("The student wrote in a text cell:", cell.source)
                found.append(_Own(cell.position, note))
        if rest := matched.rests.get(cell.position):
            found.append(_Own(cell.position + 0.5, rest))
    for exercise, others in matched.doubts.items():
        heading = f"In doubt: this could be meant as the answer to {exercise}, too:"
        found += [_Own(matched.places[exercise] + 0.5, _comment(heading, other.source))
                  for other in others if other.taken == exercise]
    return sorted((own for own in found if own.source.strip()), key=lambda own: own.position)


def _comment(heading: str, text: str) -> str:
    """A text as a cell of code that does nothing, so that whoever marks can read it."""
    return "\n".join(f"# {line}".rstrip() for line in (heading, *text.splitlines()))


def _insert(
    notebook: NotebookNode, own: list[_Own], submitted: list[Cell], matched: matching.Matched
) -> None:
    """Put the student's own cells before the lesson cell that followed them in the submission.

    Only cells that kept their order say where that is; and what an answer needs comes before it.
    """
    places = {cell.taken: cell.position for cell in submitted if cell.taken is not None} | matched.places
    order = [places.get(cells.grade_id(cell), places.get(cell.id)) for cell in notebook.cells]
    kept = _rising([place for place in order if place is not None])
    waiting, merged = list(own), []
    for cell, place in zip(notebook.cells, order, strict=True):
        if place in kept:
            while waiting and waiting[0].position < place:
                merged.append(waiting.pop(0))
        elif place is not None and cells.is_solution(cell):
            needed = _needed(cell.source, [one for one in waiting if one.position < place])
            merged += needed
            waiting = [one for one in waiting if one not in needed]
        merged.append(cell)
    merged += waiting
    seen: dict[str, int] = {}
    notebook.cells = [_numbered(one, seen) if isinstance(one, _Own) else one for one in merged]


def _numbered(own: _Own, seen: dict[str, int]) -> NotebookNode:
    name = f"own-{int(own.position)}"
    seen[name] = seen.get(name, 0) + 1
    return new_code_cell(own.source, id=name if seen[name] == 1 else f"{name}-{seen[name]}")


def _new(source: str, position: int) -> NotebookNode:
    return new_code_cell(source, id=f"own-{position}")


def _rising(places: list[int]) -> set[int]:
    """The largest choice of places that rise: the cells that were not moved."""
    ends: list[int] = []
    length: list[int] = []
    for place in places:
        at = bisect.bisect_left(ends, place)
        ends[at:at + 1] = [place]
        length.append(at + 1)
    kept: list[int] = []
    for place, long in zip(reversed(places), reversed(length), strict=True):
        if long == len(ends) - len(kept) and (not kept or place < kept[-1]):
            kept.append(place)
    return set(kept)


def _needed(answer: str, own: list[_Own]) -> list[_Own]:
    """Those of a student's own cells that bind what an answer reads, and what these read in turn."""
    reads = matching.read([answer])
    found: list[_Own] = []
    for one in reversed(own):
        if matching.bound(one.source) & reads:
            found.insert(0, one)
            reads |= matching.read([one.source])
    return found


def _report_missing_lesson_cells(lesson: NotebookNode, submitted: list[Cell], result: Rebuilt) -> None:
    """Say which graded or locked cells of the lesson had to be put back, and which were doubled."""
    seen: dict[str, int] = {}
    for cell in submitted:
        if cell.taken:
            seen[cell.taken] = seen.get(cell.taken, 0) + 1
    for cell in lesson.cells:
        name = cells.grade_id(cell)
        if not name or cells.is_solution(cell):
            continue
        if name not in seen and cell.id not in seen:
            result.healed.append(f"{name}: was deleted; put back from the lesson")
        elif seen.get(name, seen.get(cell.id, 0)) > 1:
            result.healed.append(f"{name}: was there {seen.get(name, seen.get(cell.id))} times")
    for name in result.missing:
        result.healed.append(f"{name}: no answer found; the lesson's stub stands in")

"""Rebuilds a submitted notebook on the released lesson, and says what had to be healed.

Only the *source* of a student's cells is taken: answers into the lesson's solution cells, cells of
the student's own to the place where they stood. Everything else (locked cells, test cells, ids,
metadata, tags, outputs) comes from the lesson. An answer is found by its nbgrader id, its cell id
(Colab keeps it in ``metadata.id``), its ``# exercise: NAME`` line, the functions it defines, and last
by likeness to the stub. Nothing a notebook may contain makes `rebuild` raise; a file that is no
notebook at all raises `Unreadable`. Not for: zip files and folders, which `autograder.intake.collect` opens.
"""

from __future__ import annotations

import ast
import copy
import json
from dataclasses import dataclass, field
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell
from rapidfuzz import fuzz

from autograder import cells
from autograder.course_directory import InstructorError

LARGEST_NOTEBOOK = 20 * 2**20
"""Bytes; a notebook above this is refused (outputs of a lesson take about half a megabyte)."""
LARGEST_CELL = 200_000
"""Characters of source that are taken from one cell."""
MOST_CELLS = 2_000
ALIKE = 85.0
"""Likeness (0 to 100, rapidfuzz's ratio) above which two cells count as the same cell."""


class Unreadable(InstructorError):
    """The file is not a notebook; its text is the end of the sentence "FILE …"."""


@dataclass
class Rebuilt:
    """A notebook ready to be graded, what was healed on the way, and which answers were found."""

    notebook: NotebookNode
    healed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass
class _Cell:
    """What is left of a submitted cell: where it stood, its kind, its text and the names it goes by."""

    position: int
    kind: str
    source: str
    names: tuple[str, ...]
    taken: str | None = None


def read(content: bytes) -> list[_Cell]:
    """The cells of a notebook file of any minor version, also where its metadata are broken.

    Raises `Unreadable` for what is not JSON, not a notebook, or too large.
    """
    if len(content) > LARGEST_NOTEBOOK:
        raise Unreadable(
            f"is larger than {LARGEST_NOTEBOOK // 2**20} MB: clear its outputs and hand it in again"
        )
    try:
        tree = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable("is not text in UTF-8, so it is not a notebook") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("is not a notebook: it is not valid JSON") from error
    raw = tree.get("cells") if isinstance(tree, dict) else None
    if raw is None and isinstance(tree, dict) and isinstance(tree.get("worksheets"), list):  # nbformat 3
        sheets = [sheet.get("cells") for sheet in tree["worksheets"] if isinstance(sheet, dict)]
        raw = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    if not isinstance(raw, list):
        raise Unreadable("is not a notebook: it has no list of cells")
    return [_cell(position, cell) for position, cell in enumerate(raw[:MOST_CELLS]) if isinstance(cell, dict)]


def _cell(position: int, raw: dict[str, Any]) -> _Cell:
    source = raw.get("source", raw.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        source = ""
    source = source.replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")  # no lone surrogates
    metadata = raw.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    grading = metadata.get("nbgrader")
    grading = grading if isinstance(grading, dict) else {}
    names = (grading.get("grade_id"), raw.get("id"), metadata.get("id"))
    kind = raw.get("cell_type")
    return _Cell(
        position, kind if kind in ("code", "markdown") else "raw", source[:LARGEST_CELL],
        tuple(name for name in names if isinstance(name, str)),
    )


def rebuild(lesson: NotebookNode, content: bytes) -> Rebuilt:
    """Put a submission's answers into a copy of `lesson` (which may hold hidden tests)."""
    submitted = read(content)
    result = Rebuilt(copy.deepcopy(lesson))
    for cell in result.notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    _recognise_lesson_cells(result.notebook, submitted)
    answers: dict[str, int] = {}  # exercise -> position in the submission
    for cell in result.notebook.cells:
        if cells.is_solution(cell):
            name = cells.grade_id(cell)
            if (place := _answer(cell, name, submitted, result)) is not None:
                answers[name] = place
    _insert_own_cells(result, submitted, answers)
    _report_missing_lesson_cells(lesson, submitted, result)
    return result


def carry_over(lesson: NotebookNode, healed: bytes) -> NotebookNode | None:
    """The answers of a notebook that `rebuild` made, on a copy of `lesson` with the same cells (which may
    hold hidden tests too); `None` where the lesson's cells have changed since. Nothing is healed a second
    time."""
    submitted = read(healed)
    places = {cell.id: cell for cell in copy.deepcopy(lesson).cells}
    found = [(next((name for name in cell.names if name in places), None), cell) for cell in submitted]
    if [name for name, _ in found if name is not None] != list(places):
        return None
    carried = copy.deepcopy(lesson)
    carried.cells = []
    for name, cell in found:
        if name is None:
            if cell.kind == "code" and cell.source.strip():
                carried.cells.append(_own(cell))
            continue
        here = places[name]
        if cells.is_solution(here):
            here.source = cell.source
        if here.cell_type == "code":
            here.outputs, here.execution_count = [], None
        carried.cells.append(here)
    return carried


def _recognise_lesson_cells(lesson: NotebookNode, submitted: list[_Cell]) -> None:
    """Mark every submitted cell that is a copy of a cell the student was given, edited or not."""
    solutions = {cells.grade_id(cell) for cell in lesson.cells if cells.is_solution(cell)}
    given = {cell.id: cell for cell in lesson.cells if cell.id not in solutions}
    given_texts = {_shown(cell): name for name, cell in given.items()}
    for cell in submitted:
        if any(name in solutions for name in cell.names) or cells.marker(cell.source) in solutions:
            continue
        name = next((name for name in cell.names if name in given), None) or given_texts.get(
            cell.source.strip()
        )
        if name is None and len(cell.source) > 40:
            best = max(
                given_texts, key=lambda text: fuzz.ratio(text, cell.source, score_cutoff=ALIKE), default=""
            )
            if best and fuzz.ratio(best, cell.source) >= ALIKE:
                name = given_texts[best]
        cell.taken = name


def _shown(cell: NotebookNode) -> str:
    """A lesson cell's text as the student was given it."""
    source = cell.source
    for region in ("hidden tests", "mark scheme"):
        source = cells.without_region(source, region)
    return source.strip()


def _answer(stub: NotebookNode, exercise: str, submitted: list[_Cell], result: Rebuilt) -> int | None:
    """Fill one solution cell from the submission; the position its answer stood at, `None` if there is
    none."""
    free = [cell for cell in submitted if cell.taken is None]
    wanted = _defined(stub.source)
    by_id = [c for c in free if exercise in c.names]
    by_marker = [c for c in free if c not in by_id and cells.marker(c.source) == exercise]
    candidates = sorted(by_id + by_marker, key=lambda c: c.position)
    if not any(_complete(c.source, stub) for c in candidates):
        by_name = [c for c in free if c not in candidates and wanted and wanted <= _defined(c.source)
                   and cells.marker(c.source) is None]
        candidates = sorted(candidates + by_name, key=lambda c: c.position)
        if by_name:
            result.healed.append(f"{exercise}: found by the name of its function")
    elif not by_id:
        result.healed.append(f"{exercise}: found by its marker line; its id was lost")
    if not candidates:
        candidates = _alike(stub, free)
        if candidates:
            result.healed.append(f"{exercise}: found by likeness; id and marker were lost")
    if not candidates:
        result.missing.append(exercise)
        return None
    chosen = _choose(stub, exercise, candidates, free, result)
    stub.source = "\n".join(part.source for part in chosen)
    for part in chosen:
        part.taken = exercise
    for other in candidates:  # a copy that was not chosen must not run a second time
        other.taken = other.taken or exercise
    if stub.cell_type == "code" and any(part.kind != "code" for part in chosen):
        result.healed.append(f"{exercise}: was no code cell any more")
    return chosen[0].position


def _choose(
    stub: NotebookNode, exercise: str, candidates: list[_Cell], free: list[_Cell], result: Rebuilt
) -> list[_Cell]:
    """The submitted cell, or the parts of a split one, that make the answer.

    Of several whole answers the last counts, as it would in a notebook run from top to bottom; an
    untouched stub counts only if there is nothing else.
    """
    touched = [c for c in candidates if c.source.strip() != stub.source.strip()]
    whole = [c for c in touched if _complete(c.source, stub)]
    if whole:
        if len(touched) > 1:
            result.healed.append(
                f"{exercise}: {len(touched)} cells claim to be its answer; the last whole one was taken"
            )
        return [whole[-1]]
    if not touched:
        return [candidates[-1]]
    if stub.cell_type != "code":
        return touched if len({c.source for c in touched}) == len(touched) else [touched[-1]]
    for first in touched:  # split in two or more: add the cells after it until it can be read as a whole
        parts = [first]
        for after in [c for c in free if c.position > first.position and c.taken is None][:6]:
            if cells.marker(after.source) not in (None, exercise):
                break
            parts.append(after)
            if _complete("\n".join(part.source for part in parts), stub):
                result.healed.append(f"{exercise}: was split into {len(parts)} cells")
                return parts
    return [touched[-1]]


def _alike(stub: NotebookNode, free: list[_Cell]) -> list[_Cell]:
    """The free cell most like the stub, if any is like it at all."""
    kinds = ("code",) if stub.cell_type == "code" else ("markdown", "raw")
    near = [c for c in free if c.kind in kinds and c.source.strip()]
    likeness = [fuzz.partial_ratio(stub.source, c.source) for c in near]
    best = max(likeness, default=0.0)
    return [near[likeness.index(best)]] if best >= ALIKE else []


def _complete(source: str, stub: NotebookNode) -> bool:
    """Whether a text can be an answer on its own: it parses and defines what the stub defines."""
    if stub.cell_type != "code":
        return bool(source.strip())
    wanted = _defined(stub.source)
    return _parses(source) and wanted <= _defined(source)


def _parses(source: str) -> bool:
    try:
        ast.parse(cells.python(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _defined(source: str) -> set[str]:
    """Names of the functions and classes a text defines at its top level."""
    try:
        tree = ast.parse(cells.python(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
    }


def _insert_own_cells(result: Rebuilt, submitted: list[_Cell], answers: dict[str, int]) -> None:
    """Put the student's own code cells before the lesson cell that followed them in the submission."""
    places = {cell.taken: cell.position for cell in submitted if cell.taken is not None} | answers
    own = [c for c in submitted if c.taken is None and c.kind == "code" and c.source.strip()]
    if not own:
        return
    merged: list[NotebookNode] = []
    waiting = list(own)
    for cell in result.notebook.cells:
        place = places.get(cells.grade_id(cell), places.get(cell.id))
        while waiting and place is not None and waiting[0].position < place:
            merged.append(_own(waiting.pop(0)))
        merged.append(cell)
    merged += [_own(cell) for cell in waiting]
    result.notebook.cells = merged


def _own(cell: _Cell) -> NotebookNode:
    return new_code_cell(cell.source, id=f"own-{cell.position}")


def _report_missing_lesson_cells(lesson: NotebookNode, submitted: list[_Cell], result: Rebuilt) -> None:
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

"""Which submitted cells answer which exercise in code.

What a cell defines says whose answer it is; ids and marker lines decide between cells that define the same,
and speak for cells that define nothing. An untouched stub is an answer only where nothing else is. Where two
cells could be meant, both are named. Not for: answers in words (`texts`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from nbformat.notebooknode import NotebookNode
from rapidfuzz import fuzz

from autograder import cells
from autograder.intake import definitions, recognition
from autograder.intake.definitions import Piece
from autograder.intake.submitted import Cell

MOST_PARTS = 7
"""Cells that one answer may have been split into."""
_LONGEST_ALIKE = 20_000


@dataclass(frozen=True)
class Exercise:
    """One exercise in code: its name, its stub and what an answer must define."""

    name: str
    stub: str
    wanted: frozenset[str]


@dataclass
class Matched:
    """What was found for every exercise, and what there is to say about it."""

    sources: dict[str, str] = field(default_factory=dict)
    """Exercise -> the text of its answer."""
    places: dict[str, int] = field(default_factory=dict)
    """Exercise -> where its answer stood in the submission."""
    healed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    doubts: dict[str, list[Cell]] = field(default_factory=dict)
    """Exercise -> cells that could be meant as well."""
    rests: dict[int, str] = field(default_factory=dict)
    """Position of a cell that holds answers -> what else is to be run of it."""


class _Submission:
    """The free cells of a submission and what each defines, apart from what the lesson had already."""

    def __init__(self, lesson: NotebookNode, submitted: list[Cell]) -> None:
        code = [cell for cell in lesson.cells if cell.cell_type == "code"]
        self.exercises = [Exercise(cells.grade_id(cell), cell.source,
                                   frozenset(definitions.defined(cell.source)))
                          for cell in code if cells.is_solution(cell)]
        self.asked = frozenset(name for one in self.exercises for name in one.wanted)
        self.known = {piece.key for cell in code for piece in definitions.pieces(recognition.shown(cell))}
        self.all = submitted
        self.free = [cell for cell in submitted if cell.taken is None]
        self._pieces = {id(cell): definitions.pieces(definitions.code_of(cell.kind, cell.source))
                        for cell in self.free}

    def pieces(self, cell: Cell) -> tuple[Piece, ...]:
        return self._pieces[id(cell)]

    def fresh(self, cell: Cell) -> list[Piece]:
        """What the student wrote in a cell."""
        return [piece for piece in self.pieces(cell) if piece.key not in self.known]

    def parses(self, cell: Cell) -> bool:
        return all(piece.whole for piece in self.pieces(cell)) and (
            len(self.pieces(cell)) < 2 or definitions.parses(definitions.code_of(cell.kind, cell.source)))

    def defines(self, cell: Cell, exercise: Exercise) -> bool:
        """Whether a cell holds a whole answer to an exercise."""
        found = {name for piece in self.fresh(cell) if piece.whole for name in piece.defines}
        return bool(exercise.wanted) and exercise.wanted <= found

    def answer_key(self, cell: Cell, exercise: Exercise) -> tuple[str, ...]:
        return tuple(piece.key for piece in self.fresh(cell) if piece.defines & exercise.wanted)

    def is_untouched(self, cell: Cell, exercise: Exercise) -> bool:
        """Whether a cell is the stub and nothing more."""
        keys = {piece.key for piece in definitions.pieces(exercise.stub)}
        return cell.source.strip() == exercise.stub.strip() or (
            bool(self.pieces(cell)) and {piece.key for piece in self.pieces(cell)} <= keys)


def match(lesson: NotebookNode, submitted: list[Cell]) -> Matched:
    """Find the answers to all exercises in code, and mark the cells they were taken from."""
    here, result = _Submission(lesson, submitted), Matched()
    chosen: dict[str, list[Cell]] = {}
    used: set[int] = set()
    for find in (_whole, _in_parts, _broken, _alike):
        for exercise in here.exercises:
            if not chosen.get(exercise.name):
                chosen[exercise.name] = find(exercise, here, used, result)
        used |= {id(cell) for found in chosen.values() for cell in found}
    for exercise in here.exercises:
        _take(exercise, chosen, here, result)
    return result


def _claims(cell: Cell, exercise: Exercise) -> bool:
    return exercise.name in cell.names or cells.marker(cell.source) == exercise.name


def _whole(exercise: Exercise, here: _Submission, used: set[int], result: Matched) -> list[Cell]:
    """The cell with the answer, and the cells behind it that finish it; empty where none is whole.

    Of several the last counts, as it would in a notebook run from top to bottom; but what bears the
    exercise's id or marker line comes before what does not.
    """
    whole = [cell for cell in here.free if here.defines(cell, exercise) and here.parses(cell)]
    claiming = [cell for cell in whole if _claims(cell, exercise)]
    if not whole:
        return []
    chosen = (claiming or whole)[-1]
    if not claiming:
        result.healed.append(f"{exercise.name}: found by the name of its function")
    elif exercise.name not in chosen.names:
        result.healed.append(f"{exercise.name}: found by its marker line; its id was lost")
    others = [cell for cell in whole if cell is not chosen
              and here.answer_key(cell, exercise) != here.answer_key(chosen, exercise)]
    if others:
        named = ", ".join(_named(cell, exercise) for cell in others[-3:])
        result.healed.append(
            f"{exercise.name}: {len(others) + 1} cells claim to be its answer; the last whole one, "
            f"{_named(chosen, exercise)}, was taken, and not {named}")
        result.doubts[exercise.name] = others
    for cell in claiming:
        if cell is not chosen and not _of_others(cell, exercise, here):
            cell.taken = exercise.name
    return [chosen, *_finishing([chosen], here)]


def _of_others(cell: Cell, exercise: Exercise, here: _Submission) -> bool:
    return any(here.defines(cell, other) for other in here.exercises if other is not exercise)


def _named(cell: Cell, exercise: Exercise) -> str:
    """A cell in a sentence: where it stood, and the line by which it can be told from others."""
    lines = [line.strip() for line in cell.source.split("\n")]
    telling = [line for line in lines if line and not line.startswith(("#", "<!--", "def ", '"""'))]
    line = (telling or lines)[0][:60]
    return f"cell {cell.position + 1} ({''.join(sign for sign in line if sign.isprintable())})"


def _finishing(parts: list[Cell], here: _Submission) -> list[Cell]:
    """The cells right behind an answer that go on with it: that mean nothing alone, and something there."""
    found: list[Cell] = []
    behind = here.all[here.all.index(parts[-1]) + 1:][:MOST_PARTS]
    for cell in behind:
        text = "\n".join(part.source for part in (*parts, *found, cell))
        if cell.taken is not None or cell.kind == "markdown" or definitions.parses(cell.source) or (
                not definitions.parses(text)):
            break
        found.append(cell)
    return found


def _claiming(exercise: Exercise, here: _Submission, used: set[int]) -> list[Cell]:
    """The cells that may be an answer or a part of it: by name, marker line or a definition they begin."""
    return [cell for cell in here.free if id(cell) not in used and cell.taken is None
            and not here.is_untouched(cell, exercise)
            and (_claims(cell, exercise) or exercise.wanted & definitions.headings(cell.source))]


def _in_parts(exercise: Exercise, here: _Submission, used: set[int], result: Matched) -> list[Cell]:
    """The cells that together make the answer."""
    free = [cell for cell in here.free
            if id(cell) not in used and cell.taken is None and cell.kind != "markdown"]
    for first in _claiming(exercise, here, used):
        parts = [first]
        for cell in [cell for cell in free if cell.position > first.position][:MOST_PARTS - 1]:
            if cells.marker(cell.source) not in (None, exercise.name):
                break
            parts.append(cell)
            text = "\n".join(part.source for part in parts)
            if definitions.parses(text) and exercise.wanted <= definitions.defined(text):
                return [*parts, *_finishing(parts, here)]
    return []


def _broken(exercise: Exercise, here: _Submission, used: set[int], result: Matched) -> list[Cell]:
    """What cannot be read as a whole, as it is: a cell that holds the answer among other things, or claims
    to."""
    holding = [cell for cell in here.free if here.defines(cell, exercise) and cell.taken is None]
    claiming = _claiming(exercise, here, used)
    named = [cell for cell in claiming if _claims(cell, exercise)]
    chosen = ([cell for cell in holding if cell in named] or holding or named or claiming)[-1:]
    if chosen and not _claims(chosen[0], exercise):
        result.healed.append(f"{exercise.name}: found by the name of its function")
    return chosen


def _alike(exercise: Exercise, here: _Submission, used: set[int], result: Matched) -> list[Cell]:
    """The free cell of code most like the stub, if any is like it; the stub itself where it is there."""
    stubs = [cell for cell in here.free if cell.taken is None and here.is_untouched(cell, exercise)]
    if stubs:
        return [stubs[-1]]
    near = [cell for cell in here.free if id(cell) not in used and cell.taken is None and cell.kind == "code"
            and len(cell.source) < _LONGEST_ALIKE and not _of_others(cell, exercise, here)
            and not any(here.is_untouched(cell, other) for other in here.exercises)]
    likeness = [fuzz.partial_ratio(exercise.stub, cell.source) for cell in near]
    best = max(likeness, default=0.0)
    if best < recognition.ALIKE:
        result.missing.append(exercise.name)
        return []
    result.healed.append(f"{exercise.name}: found by likeness; id and marker were lost")
    return [near[likeness.index(best)]]


def _take(exercise: Exercise, chosen: dict[str, list[Cell]], here: _Submission, result: Matched) -> None:
    """Write the answer down as it will be run, and mark its cells and every copy of the stub."""
    parts = chosen[exercise.name]
    if not parts:
        return
    sharing = [one for one in here.exercises if chosen[one.name][:1] == parts[:1]]
    result.places[exercise.name] = parts[0].position
    if len(parts) > 1:
        result.sources[exercise.name] = "\n".join(part.source for part in parts)
        result.healed.append(f"{exercise.name}: was split into {len(parts)} cells")
    elif len(sharing) > 1 or _holds_more(parts[0], exercise, here):
        result.sources[exercise.name] = _own_part(parts[0], exercise, sharing, here)
        result.rests[parts[0].position] = _rest(parts[0], here)
        result.healed.append(f"{exercise.name}: stood in a cell with other things")
    else:
        result.sources[exercise.name] = definitions.code_of(parts[0].kind, parts[0].source)
    if any(part.kind != "code" for part in parts):
        result.healed.append(f"{exercise.name}: was no code cell any more")
    for part in parts:
        part.taken = part.taken or exercise.name
    for cell in here.free:
        if cell.taken is None and here.is_untouched(cell, exercise):
            cell.taken = exercise.name


def _holds_more(cell: Cell, exercise: Exercise, here: _Submission) -> bool:
    """Whether a cell with a whole answer also holds something of the lesson's, or stands in for a test."""
    if not here.defines(cell, exercise):
        return False
    given = [piece for piece in here.pieces(cell) if piece.key in here.known]
    return cell.added or any(piece.runs or piece.defines & here.asked for piece in given)


def _is_action(piece: Piece, here: _Submission) -> bool:
    """Whether a statement does something with answers rather than being part of one."""
    return piece.runs or not piece.defines and bool(piece.reads & here.asked)


def _own_part(cell: Cell, exercise: Exercise, sharing: list[Exercise], here: _Submission) -> str:
    """Of a cell with several answers, one; the first also gets what all of them may need."""
    mine = [piece for piece in here.fresh(cell)
            if piece.binds & exercise.wanted
            or sharing[0] is exercise and not piece.binds & here.asked and not _is_action(piece, here)]
    return "\n".join(piece.text for piece in mine)


def _rest(cell: Cell, here: _Submission) -> str:
    """What else there is to run in a cell that holds answers; of a cell of the lesson's nothing."""
    if cell.added:
        return ""
    return "\n".join(piece.text for piece in here.fresh(cell)
                     if _is_action(piece, here) and not piece.binds & here.asked)


def without_stubs(lesson: NotebookNode, source: str) -> str:
    """A student's own cell without copies of stubs, which would hide the answers that stand elsewhere."""
    stubs = {piece.key for cell in lesson.cells if cells.is_solution(cell) and cell.cell_type == "code"
             for piece in definitions.pieces(cell.source)}
    found = definitions.pieces(source)
    kept = [piece for piece in found if piece.key not in stubs]
    return source if len(kept) == len(found) else "\n".join(piece.text for piece in kept)


def bound(source: str) -> set[str]:
    """Every name a text gives a meaning to."""
    return {name for piece in definitions.pieces(source) for name in piece.binds}


def read(sources: Iterable[str]) -> set[str]:
    """Every name that some of these texts use."""
    return {name for source in sources for piece in definitions.pieces(source) for name in piece.reads}

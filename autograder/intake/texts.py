"""Which submitted cells answer which question in words.

An answer is known by its id, its marker line and the question it stands under: two of the three decide. A
text that nothing claims goes to the question it stands beside; and where a question has no answer at all,
every text left over is put there for the person who marks: what a person could mean is never a silent 0. Not
for: code (`matching`).
"""

from __future__ import annotations

from dataclasses import dataclass

from nbformat.notebooknode import NotebookNode

from autograder import cells
from autograder.intake import definitions
from autograder.intake.matching import Matched
from autograder.intake.submitted import Cell

MOST_LEFT_OVER = 20_000
"""Characters of texts left over that are put where an answer is missing; the others stay where they stood."""


@dataclass(frozen=True)
class _Question:
    name: str
    stub: str
    place: int
    """Its place among the lesson's cells."""
    before: int
    after: int
    """The places of the exercises before and behind it."""


def match(lesson: NotebookNode, submitted: list[Cell], result: Matched) -> None:
    """Find the answers to all questions in words, mark their cells, and add them to what was found."""
    questions = _questions(lesson)
    if not questions:
        return
    beside = _neighbours(lesson, submitted, questions)
    free = [cell for cell in submitted if cell.taken is None and not _is_code(cell)]
    answers: dict[str, list[Cell]] = {question.name: [] for question in questions}
    names = set(answers)
    unclaimed = []
    for cell in free:
        claimed = {name for name in (*cell.names, cells.marker(cell.source) or "") if name in names}
        if not claimed:
            unclaimed.append(cell)
            continue
        name = _decided(cell, claimed, beside[id(cell)], result)
        cell.taken = name
        question = next(one for one in questions if one.name == name)
        if not _is_blank(cell.source, question.stub):
            answers[name].append(cell)
        result.places[name] = cell.position
    for question in questions:
        _add_neighbours(question, answers[question.name], unclaimed, beside, submitted, result)
    crowded = [name for name, answer in answers.items() if sum(cell in unclaimed for cell in answer) > 1]
    left = [cell for cell in unclaimed
            if cell.kind != "code" and (cell.taken is None or cell.taken in crowded)]
    for question in questions:
        _write(question, answers[question.name], left, free, result)


def _questions(lesson: NotebookNode) -> list[_Question]:
    places = [place for place, cell in enumerate(lesson.cells) if cells.is_solution(cell)]
    found = []
    for number, place in enumerate(places):
        cell = lesson.cells[place]
        if cell.cell_type != "code":
            before = places[number - 1] if number else -1
            after = places[number + 1] if number + 1 < len(places) else len(lesson.cells)
            found.append(_Question(cells.grade_id(cell), cell.source, place, before, after))
    return found


def _is_code(cell: Cell) -> bool:
    """Whether a cell is a program, and not a text in a cell of the wrong kind."""
    return cell.kind == "code" and cells.marker(cell.source) is None and definitions.parses(cell.source)


def _neighbours(
    lesson: NotebookNode, submitted: list[Cell], questions: list[_Question]
) -> dict[int, set[str]]:
    """Cell -> the questions it stands beside: right below one, or below its answer's place."""
    places = {cell.id: place for place, cell in enumerate(lesson.cells)}
    places |= {cells.grade_id(cell): place for place, cell in enumerate(lesson.cells) if cells.grade_id(cell)}
    last, found = -1, {}
    for cell in submitted:
        stub = next((one.place for one in questions if one.stub.strip() == cell.source.strip()), None)
        last = places.get(cell.taken, last) if cell.taken else last if stub is None else stub
        found[id(cell)] = {one.name for one in questions
                           if last == one.place - 1 or one.place <= last < one.after}
    return found


def _decided(cell: Cell, claimed: set[str], beside: set[str], result: Matched) -> str:
    """The question that most speaks for; where id and marker line disagree, that is said."""
    marker = cells.marker(cell.source)
    votes = {name: (name in cell.names) + (name == marker) + (name in beside) for name in claimed}
    best = max(claimed, key=lambda name: (votes[name], name == marker, name))
    if len(claimed) > 1:
        others = ", ".join(sorted(claimed - {best}))
        result.healed.append(f"{best}: its id and marker line disagree; it may be meant for {others}, too")
        result.doubts.setdefault(best, [])
    return best


def _is_blank(source: str, stub: str) -> bool:
    """Whether nothing was written: the stub, or less than it."""
    lines = {line.strip() for line in stub.split("\n")} | {""}
    return all(line.strip() in lines for line in source.split("\n"))


def _add_neighbours(
    question: _Question, answer: list[Cell], unclaimed: list[Cell], beside: dict[int, set[str]],
    submitted: list[Cell], result: Matched,
) -> None:
    """Add what stands beside a question without an answer, and what goes on right behind an answer."""
    near = [cell for cell in unclaimed if cell.taken is None and question.name in beside[id(cell)]
            and cell.source.strip()]
    if answer:
        follows = {id(cell): id(before) for before, cell in zip(submitted, submitted[1:], strict=False)}
        kept = {id(cell) for cell in answer}
        for cell in near:
            if cell.kind == "markdown" and follows.get(id(cell)) in kept:
                kept.add(id(cell))
                answer.append(cell)
                cell.taken = question.name
                result.healed.append(f"{question.name}: goes on in the next cell")
        return
    for cell in near:
        cell.taken = question.name
        answer.append(cell)
    if near:
        result.places[question.name] = near[0].position
        result.healed.append(f"{question.name}: found beside its question; id and marker were lost")


def _write(
    question: _Question, answer: list[Cell], left: list[Cell], free: list[Cell], result: Matched
) -> None:
    """Write down the answer; without one, every text that is left over, which a person then reads."""
    name = question.name
    texts = list(dict.fromkeys(cell.source for cell in answer))
    if texts:
        result.sources[name] = "\n".join(texts)
        if any(cell.kind == "code" for cell in answer):
            result.healed.append(f"{name}: was no text cell any more")
        return
    if not left:
        if not any(cell.taken == name for cell in free):
            result.missing.append(name)
        return
    chosen, characters = [], 0
    for cell in left:
        characters += len(cell.source)
        if characters <= MOST_LEFT_OVER:
            chosen.append(cell)
    heading = "*No answer stood here. Of the notebook's other texts, these may be meant:*"
    first = next((line for line in question.stub.split("\n") if cells.marker(line) == name), "")
    result.sources[name] = "\n\n".join([f"{first}\n{heading}".strip(), *(cell.source for cell in chosen)])
    result.doubts[name] = list(chosen)
    rest = f", the first {len(chosen)} of them at its place" if len(chosen) < len(left) else ""
    result.healed.append(f"{name}: no answer found; {len(left)} texts that nothing claims may be meant"
                         f"{rest}: to be decided by whoever marks it")

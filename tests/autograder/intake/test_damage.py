"""Damaged submissions made from the real lessons and right answers of the bank: nothing raises, nothing
hangs, and no answer is lost whose text is still in the file. All of autograder.intake.recognition,
autograder.intake.definitions, autograder.intake.salvage and autograder.intake.submitted is at work here."""

import ast
import functools
import random
import re
import time
from collections import Counter

import damage_of_cells  # noqa: F401  (its kinds are added to the others)
import nbformat
import pytest
from damage import KINDS, RARE, Submission
from mini_course import ROOT

from autograder import cells
from autograder.intake import rebuild
from autograder.trials import bank as banks

LESSONS = sorted(path for path in (ROOT / "lessons").glob("*/*.ipynb")
                 if (ROOT / "tests" / "answers" / path.parent.name / f"{path.stem}.py").is_file())
LONGEST = 60
"""Seconds of processor time for one submission: a hang, not a load."""


@functools.cache
def read(path):
    """A lesson, and the right answers to each of its exercises."""
    bank = banks.load(ROOT / "tests" / "answers" / path.parent.name / f"{path.stem}.py")
    right = {name: [answer.code for answer in bank.of(name) if answer.is_right] for name in bank.exercises()}
    return nbformat.read(path, as_version=4), right


@functools.lru_cache(2_000)
def statements(source):
    """What a program does, statement by statement, whatever its layout; `None` where it does not parse."""
    try:
        return [ast.dump(node) for node in ast.parse(cells.python(source)).body]
    except SyntaxError:
        return None


def functions(statement):
    """The name of the function or class that a statement defines."""
    found = re.match(r"(?:FunctionDef|AsyncFunctionDef|ClassDef)\(name='(\w+)'", statement)
    return {found.group(1)} if found else set()


def found(submission, notebook):
    """The exercises whose whole answer stands where it is graded: all its statements were run by then, and
    what it defines means that and nothing later."""
    run, meaning, kept = set(), {}, set()
    stubs = {cells.grade_id(cell): statements(cell.source) for cell in submission.lesson.cells
             if cells.is_solution(cell) and cell.cell_type == "code"}
    for cell in notebook.cells:
        name = cells.grade_id(cell) if cells.is_solution(cell) else ""
        if cell.cell_type == "code":
            for statement in statements(cell.source) or ():
                run.add(statement)
                meaning |= dict.fromkeys(functions(statement), statement)
        if name in submission.words:
            lines = [line for line in submission.answers[name].split("\n")[1:] if line]
            kept |= {name} if all(readable(line) in readable(cell.source) for line in lines) else set()
        elif name in submission.answers:
            mine = statements(submission.answers[name])
            asked = set().union(*(functions(statement) for statement in stubs[name]))
            kept |= {name} if set(mine) <= run and all(meaning.get(one) in mine for one in asked) else set()
    return kept


def readable(text):
    """A text without what a foreign encoding or a web page may have done to it."""
    return "".join(sign for sign in text if sign.isascii() and not sign.isspace())


def judged(path, kind, seed):
    """How many answers of one damaged submission are still there, which were lost, and how long it took."""
    lesson, right = read(path)
    choose = random.Random(f"{path.stem} {kind} {seed}")
    submission = Submission.of(lesson, right, choose)
    damaged = KINDS[kind](submission, choose)
    start = time.process_time()
    try:
        notebook = rebuild.rebuild(lesson, damaged.content).notebook
    except rebuild.Unreadable as refused:
        return len(damaged.there), damaged.there, time.process_time() - start, str(refused)
    seconds = time.process_time() - start
    return len(damaged.there), damaged.there - found(submission, notebook), seconds, ""


def table(rows):
    """Kind, submissions, answers that were there, answers lost, longest seconds."""
    lines = [f"{'kind':52} {'made':>6} {'there':>7} {'lost':>6} {'longest s':>10}"]
    made, there, gone = Counter(), Counter(), Counter()
    longest: dict = {}
    for kind, expected, lost, seconds in rows:
        made[kind] += 1
        there[kind] += expected
        gone[kind] += len(lost)
        longest[kind] = max(longest.get(kind, 0), seconds)
    for kind in made:
        lines.append(f"{kind:52} {made[kind]:6} {there[kind]:7} {gone[kind]:6} {longest[kind]:10.2f}")
    lines.append(f"{'together':52} {made.total():6} {there.total():7} {gone.total():6}")
    return "\n".join(lines)


def run(samples):
    rows, losses = [], []
    for path, kind, seed in samples:
        expected, lost, seconds, refused = judged(path, kind, seed)
        rows.append((kind, expected, lost, seconds))
        if lost or seconds > LONGEST:
            losses.append((kind, path.stem, seed, sorted(lost), round(seconds, 1), refused))
    return rows, losses


def test_no_answer_is_lost_whose_text_is_in_the_file():
    """Each kind once, on a lesson of its own; the slow test below takes all lessons."""
    samples = [(LESSONS[number % len(LESSONS)], kind, 0) for number, kind in enumerate(KINDS)]
    assert len(KINDS) >= 40
    assert run(samples)[1] == []


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_ten_thousand_damaged_submissions():
    samples = [(path, kind, seed) for kind in KINDS for path in LESSONS
               for seed in range(1 if kind in RARE else 5)]
    rows, losses = run(samples)
    print("\n" + table(rows))
    assert len(rows) >= 10_000
    assert losses == []

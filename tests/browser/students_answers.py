"""What students write into a lesson: answers of the bank, by exercise.

Not for: judging them (`autograder audit`).
"""

from pathlib import Path

import nbformat

from autograder.trials import bank as banks

ROOT = Path(__file__).resolve().parent.parent.parent
LESSON = "week5/12_maxlike_dice"
"""The lesson of these tests: TensorFlow in it, exercises with and without partial credit,
words, and a widget."""
BANK = banks.load(ROOT / "tests" / "answers" / f"{LESSON}.py")


def right(exercise: str) -> str:
    return next(answer.code for answer in BANK.of(exercise) if answer.is_right)


def wrong(exercise: str) -> str:
    return next(answer.code for answer in BANK.of(exercise) if not answer.is_right)


def solve(path: Path) -> None:
    """Fill a right answer into every exercise of the lesson at `path`."""
    lesson = nbformat.read(path, as_version=4)
    for cell in lesson.cells:
        if cell.id in BANK.exercises():
            cell.source = right(cell.id)
        cell.source = cell.source.replace("YOUR ANSWER HERE", "One throw of the first die shows no dollar.")
    nbformat.write(lesson, path)

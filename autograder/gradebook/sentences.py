"""What a student may read of a test: the words its author wrote, and nothing the student's code said.

From the first test with hidden parts on, a student's code knows with what it was called there. It may print
that, return it or raise it, in that test or in a cell after it. So a sentence such as "square(-5) gave -5.
Expected: a square is never negative." reaches the student as its end alone, and of an exception only its
kind. The whole of it stays in the instructor's copy. Not for: making pages (`autograder.gradebook.feedback`).
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from nbformat.notebooknode import NotebookNode

from autograder import cells
from autograder.examination import scores

HIDDEN = "A hidden check does not hold."
LONGEST = 500
"""Characters from the end of a sentence that are looked at."""

_OWN = {
    "Expected: a result: is there a `return`?": "Expected: a result: is there a `return`?",
    "Expected: a number or an array of numbers.": "Expected: a number or an array of numbers.",
    "Expected: finite numbers, no inf and no nan.": "Expected: finite numbers, no inf and no nan.",
    "Expected: shape ": "Expected: another shape.",
    "expected a function here": "Expected: a function. Define it with `def`.",
    "gave no answer within": "Your code gave no answer in time.",
    "kernel ended before it answered": "Your kernel ended before it answered.",
}
"""What `course.check` and the grader themselves say, and how much of it is theirs."""
_RAISED = re.compile(r"\braised (\w+)")
_UNKNOWN_NAME = re.compile(r"name '(\w+)' is not defined")


@dataclass(frozen=True)
class _Phrase:
    """A text in a test's source, a pattern where the author put values into it; and the check around it, if
    students have that."""

    pattern: re.Pattern[str]
    shown: str
    check: str = ""


def has_hidden_parts(cell: NotebookNode) -> bool:
    """Whether a test asks what its students do not see."""
    return cells.is_test(cell) and bool(cells.region_rows(cell.source, "hidden tests"))


def told(test: NotebookNode, exercises: Collection[str]) -> list[str]:
    """The sentences for the student of a test with or after hidden parts; none where it earned all points."""
    score = scores.score(test)
    if not score.reason:
        return []
    record = test.metadata.get(scores.RECORD, {}).get("trusted")
    if record is None:
        return [scores.stopped(test) or "It did not run to its end."]
    phrases, stopped = list(_phrases(test.source)), [scores.stopped(test)] * bool(scores.stopped(test))
    if record["error"]:
        kind, text = record["error"]
        return stopped or [_sentence(kind, text, phrases, exercises)]
    parts = [check for check in record["checks"] if check["points"] is not None]
    return [
        f"{score.points:g} of {cells.points(test):g} points",
        *(_part(check, phrases, exercises) for check in parts),
        *stopped,
    ]


def kind_of_error(name: str) -> str:
    """The name of an exception, where Python has one of that name: a student's own could say anything."""
    kind = getattr(builtins, name, None)
    return name if isinstance(kind, type) and issubclass(kind, BaseException) else "an error"


def _part(check: dict, phrases: list[_Phrase], exercises: Collection[str]) -> str:
    """One part of a check that gives points part by part."""
    found = next((phrase for phrase in phrases if phrase.pattern.fullmatch(check["what"])), None)
    name, points = found.shown if found else "a part", check["points"]
    if check["held"]:
        return f"{name}: {points:g} of {points:g}"
    return f"{name}: 0 of {points:g}. {_sentence('CheckFailed', check['sentence'], phrases, exercises)}"


def _sentence(kind: str, text: str, phrases: list[_Phrase], exercises: Collection[str]) -> str:
    """What is the author's or the grader's own in the sentence of a failed test."""
    for exercise in exercises:
        if text == f"exercise '{exercise}' is not written yet.":
            return text
    if (name := _UNKNOWN_NAME.search(text)) and name.group(1) in exercises:
        return f"The name '{name.group(1)}' is not defined."
    endings = [(word, text.rpartition(f" {word}: ")[2][-LONGEST:]) for word in ("Expected", "Remember")]
    for phrase in phrases:
        if phrase.pattern.fullmatch(text[-LONGEST:]):
            return f"{phrase.check or HIDDEN} {phrase.shown}"
        for word, ending in endings:
            if phrase.pattern.fullmatch(ending) or phrase.pattern.fullmatch(ending.removesuffix(".")):
                return f"{phrase.check or HIDDEN} {word}: {phrase.shown.rstrip('.')}."
    for said, shown in _OWN.items():
        if said in text:
            return shown
    raised = _RAISED.search(text)
    if raised or kind != "CheckFailed":
        return f"Your code raised {kind_of_error(raised.group(1) if raised else kind)} in this test."
    return HIDDEN


def _phrases(source: str) -> Iterator[_Phrase]:
    """Every text that a test's source hands to a check, the longest first."""
    try:
        tree = ast.parse(cells.python(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    hidden = cells.region_rows(source, "hidden tests")
    found: dict[str, _Phrase] = {}
    for statement in _statements(tree):
        rows = set(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))
        shown = "" if rows & hidden else f"`{ast.unparse(statement)}` does not hold."
        for node in ast.walk(statement):
            phrase = _phrase(node, shown if isinstance(statement, ast.Expr) else "")
            if phrase:
                known = found.get(phrase.shown)
                found[phrase.shown] = (
                    phrase
                    if not known or known.check == phrase.check
                    else _Phrase(phrase.pattern, phrase.shown)
                )  # it stands in several checks, so it names none
    yield from sorted(found.values(), key=lambda phrase: -len(phrase.shown))


def _statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """The simple statements of a program, and what the head of every other one holds."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.withitem):
            yield ast.copy_location(ast.Assign([], node.context_expr), node.context_expr)
        elif isinstance(node, ast.stmt) and not hasattr(node, "body"):
            yield node
        else:
            yield from _statements(node)


def _phrase(node: ast.AST, check: str) -> _Phrase | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        return _Phrase(re.compile(re.escape(node.value)), node.value, check)
    if isinstance(node, ast.JoinedStr):
        parts = [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]
        if any(parts):
            pattern = "".join(".*?" if part is None else re.escape(part) for part in parts)
            return _Phrase(
                re.compile(pattern), "".join("…" if part is None else part for part in parts), check
            )
    return None

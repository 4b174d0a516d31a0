"""Hints of an exercise, which a student opens one after another with ``check.hint()`` when a
check has failed.

The hints lie beside this file, ``<week>/<lesson>.toml``, a table for each exercise that a check grades:
at most three, from a question that directs the eye to nearly the step; none holds a line of the
solution (``autograder.authoring.hint_lint`` looks). What was opened is kept in this process alone and
told to nobody. Not for: judging an answer, which is `course.check`.
"""

from __future__ import annotations

import ast
import functools
import sys
from pathlib import Path
from typing import Any

from course import runtime
from course.errors import CourseError

FOLDER = Path(__file__).parent
OFFER = "Stuck? Run check.hint()."

_failed: str | None = None  # the exercise of the last check that failed, where it has hints
_opened: dict[tuple[str, str], int] = {}  # (lesson, exercise) -> how many of its hints


def read(path: Path) -> dict[str, list[str]]:
    """Exercise -> its hints, from one file; raises `tomllib.TOMLDecodeError` where it is damaged."""
    import tomllib

    return {exercise: table["hints"]
            for exercise, table in tomllib.loads(path.read_text(encoding="utf-8")).items()}


@functools.cache
def lessons() -> dict[str, dict[str, list[str]]]:
    """Every lesson that has hints, as ``"week2/02_fcnn_banknotes"``, with its exercises and their hints."""
    return {f"{path.parent.name}/{path.stem}": read(path) for path in sorted(FOLDER.glob("*/*.toml"))}


def after_failure(exercise: str, called: str) -> str:
    """Remember the exercise of a failed check: `exercise`,
    else the first name in the running cell that has hints, else `called`.

    Returns the offer that the student reads; nothing where there is no hint, or none left to open.
    """
    global _failed
    here = {lesson: table for lesson, table in lessons().items() if runtime.lesson in (None, lesson)}
    names = (exercise, *names_in(_running_cell()), called)
    _failed = next((name for name in names if any(name in table for table in here.values())), None)
    if _failed is None:
        return ""
    left = any(_opened.get((lesson, _failed), 0) < len(table.get(_failed, []))
               for lesson, table in here.items())
    return OFFER if left else ""


def open_next(exercise: Any = None, lesson: str | None = None) -> list[str]:
    """The hints of an exercise that were opened before, and the next one.

    Without `exercise` (a name, or the student's function) it is that of the last failed check. `lesson` is
    needed only where several lessons have an exercise of this name and the notebook does not show which
    one it is. Raises `CourseError` where nothing has failed yet, or where no exercise has this name.
    """
    exercise = getattr(exercise, "__name__", exercise) or _failed
    if not exercise:
        raise CourseError('No check with hints has failed here yet: '
                          'run the check below an exercise first, or name the exercise, '
                          'as in check.hint("NAME").')
    lesson = _lesson_of(exercise, lesson or runtime.lesson)
    hints = lessons()[lesson][exercise]
    before = _opened.get((lesson, exercise), 0)
    _opened[lesson, exercise] = min(before + 1, len(hints))
    lines = [f"Hint {number} of {len(hints)} for {exercise}: {hint}" for number, hint in enumerate(hints, 1)]
    if before == len(hints):
        lines.append("There is no further hint. Work the exercise's example out on paper beside your "
                     "code, line by line, or ask a person.")
    return lines[: before + 1]  # the older ones again, because a cell that is run again loses its output


def names_in(source: str) -> list[str]:
    """The names that a cell's code uses, in the order in which they stand there."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return [node.id for node in sorted(names, key=lambda node: (node.lineno, node.col_offset))]


def _lesson_of(exercise: str, lesson: str | None) -> str:
    """The lesson an exercise stands in: the one that is named, else the only one,
    else the one this notebook looks like."""
    if lesson:
        named = [name for name in lessons() if name == lesson or name.endswith(f"/{lesson}")]
        if not named:
            raise CourseError(f"There are no hints for a lesson {lesson!r}: "
                              f"choose from {', '.join(lessons())}.")
        if exercise not in lessons()[named[0]]:
            raise CourseError(f"{named[0]} has no hints for {exercise!r}: "
                              f"choose from {', '.join(lessons()[named[0]])}.")
        return named[0]
    # The notebook shows which lesson it is by how many of the lesson's exercises it defines.
    shown = {name: sum(other in _namespace() for other in table)
             for name, table in lessons().items() if exercise in table}
    likely = [name for name, count in shown.items() if count == max(shown.values())]
    if not likely:
        raise CourseError(f"No exercise with hints is called {exercise!r}: "
                          "take the name from the first line of its cell, `# exercise: NAME`.")
    if len(likely) > 1:
        raise CourseError(f'{" and ".join(likely)} have an exercise {exercise!r}: say which, '
                          f'as in check.hint("{exercise}", lesson="{likely[0]}").')
    return likely[0]


def _shell() -> Any:
    """IPython's shell, where this is a notebook."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def _running_cell() -> str:
    cells = getattr(_shell(), "user_ns", {}).get("In") or [""]
    return str(cells[-1])


def _namespace() -> dict[str, Any]:
    shell = _shell()
    return shell.user_ns if shell else vars(sys.modules["__main__"])

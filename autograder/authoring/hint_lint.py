"""What `autograder release` refuses in a lesson's hints (`course.hints`): gaps, strangers, and solutions.

A hint gives a solution away where it holds a statement of it, or an expression that it returns or assigns,
however it is spaced or quoted. Not for: whether a hint helps, or says the same in words, which people judge.
"""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from autograder import cells
from course import hints

AT_MOST = 3
SAYS_SOMETHING = 8
"""Code of fewer characters, such as ``return x``, gives nothing away."""


def findings(nb: NotebookNode, path: Path, *, required: bool = False) -> list[str]:
    """What is wrong with the hints in the file `path` for a solved lesson.

    That the lesson has no such file is wrong if one is `required` and a check grades one of its exercises.
    """
    answers = [cell for cell in nb.cells if cells.is_solution(cell) and not cells.is_manual(cell)]
    graded = {cells.grade_id(cell): cell.source for cell in answers}
    if not path.is_file():
        missing = f"is missing; write one to three hints for each exercise: {', '.join(graded)}"
        return [missing] if required and graded else []
    try:
        given = hints.read(path)
    except tomllib.TOMLDecodeError as error:
        return [f"is not TOML: {error}"]
    except (KeyError, TypeError):
        return ["may hold nothing but tables such as [split], each with a list named hints"]
    found = [f"exercise {name}: has no hints" for name in graded if name not in given]
    strangers = [name for name in given if name not in graded]
    found += [f"[{name}]: no exercise of this name is graded by a check" for name in strangers]
    for name in graded.keys() & given.keys():
        found += [f"exercise {name}: {sentence}" for sentence in _of_exercise(given[name], graded[name])]
    return sorted(found)


def _of_exercise(given: object, solution: str) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(hint, str) and hint.strip() for hint in given):
        return ["hints must be a list of texts"]
    if not 1 <= len(given) <= AT_MOST:
        return [f"has {len(given)} hints; between 1 and {AT_MOST} is allowed"]
    secrets = secret_code(solution)
    return [f"hint {number} gives the solution away: {code}" for number, hint in enumerate(given, 1)
            for code in secrets if _bare(code) in _bare(hint)]


def secret_code(source: str) -> list[str]:
    """The statements in a solution's secret regions, and what they return or assign, as `ast` writes them."""
    secret = cells.region_rows(source, "solution")
    code: list[ast.AST] = []
    for node in ast.walk(ast.parse(cells.python(source))):
        if isinstance(node, ast.stmt) and node.lineno in secret:
            value = getattr(node, "value", None)
            code += [node, *([value] if value else []), *getattr(value, "elts", [])]
    # Of a statement that holds others, the head; the others are statements of their own.
    lines = {ast.unparse(node).split("\n")[0].rstrip(":") for node in code}
    return sorted(line for line in lines if len(_bare(line)) >= SAYS_SOMETHING)


def _bare(text: str) -> str:
    """Code or prose without what may differ between two writings of one code: spaces, quotes, backticks."""
    return re.sub(r"[\s`]", "", text).replace('"', "'")

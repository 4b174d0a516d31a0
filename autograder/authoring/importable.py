"""What a student can import must answer no exercise: formulas of solutions in the package ``course``.

A formula is an expression of some size that a function returns, whatever its variables are called. One that
also stands in the public part of its lesson is no secret, nor is a step on the way in a function that
returns something else. Not for: text that is handed out (`autograder.authoring.leaks`).
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from pathlib import Path

import nbformat

from autograder import cells
from autograder.course_directory import CourseFiles

SMALLEST = 15
"""Parts of the smallest expression that is no coincidence; ``k / p - (n - k) / (1 - p)`` has 20."""


def findings(course: CourseFiles, package: Path) -> list[str]:
    """One sentence for each function of `package` that computes what a student is to write."""
    secrets = _secrets(course)
    found = []
    for path in sorted(package.rglob("*.py")):
        for name, function in _functions(path):
            places = sorted({secrets[formula] for formula in _returned(function) if formula in secrets})
            found += [f"{path.relative_to(package.parent)}: {name} computes what exercise {place} asks for"
                      for place in places]
    return found


def _secrets(course: CourseFiles) -> dict[str, str]:
    """Every formula of a solution that its lesson does not show -> its exercise."""
    secrets: dict[str, str] = {}
    for path in sorted(course.solutions.glob("*/*.ipynb")):
        code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        shown = set[str]()
        for cell in code:
            if not cells.is_test(cell):
                shown |= set(_formulas(_parsed(cells.without_region(cell.source, "solution"))))
        for cell in code:
            if cells.is_solution(cell):
                place = f"{cells.grade_id(cell)} of {path.parent.name}/{path.stem}"
                secrets |= {found: place for found in _returned(_parsed(cell.source)) if found not in shown}
    return secrets


def _functions(path: Path) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.walk(_parsed(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node


def _formulas(tree: ast.AST) -> Iterator[str]:
    """The expressions in it that are large enough, their variables numbered in the order they come."""
    for node in ast.walk(tree):
        if isinstance(node, ast.expr) and sum(1 for _ in ast.walk(node)) >= SMALLEST:
            yield _numbered(node)


def _returned(tree: ast.AST) -> Iterator[str]:
    """The formulas that functions in it give back."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Return | ast.Lambda):
            value = node.value if isinstance(node, ast.Return) else node.body
            if value is not None and sum(1 for _ in ast.walk(value)) >= SMALLEST:
                yield _numbered(value)


def _numbered(formula: ast.expr) -> str:
    numbers: dict[str, str] = {}
    renamed = copy.deepcopy(formula)
    for node in ast.walk(renamed):
        if isinstance(node, ast.Name):
            node.id = numbers.setdefault(node.id, f"v{len(numbers)}")
    return ast.dump(renamed)


def _parsed(source: str) -> ast.AST:
    try:
        return ast.parse(cells.python(source))
    except SyntaxError:
        return ast.Module([], [])

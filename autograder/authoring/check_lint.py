"""For authors: what a check touches that stays in the student's process, found by reading it at release.

Each finding says how to write the check so that plain data are enough. What can't be seen in the text turns
up when the check runs, as the ``defect`` of its record. Not for: running anything.
"""

from __future__ import annotations

import ast
from typing import TypeGuard

from nbformat.notebooknode import NotebookNode

from autograder import cells
from autograder.examination import provenance

_INNER = {
    "__code__", "__closure__", "__globals__", "__defaults__", "__dict__", "__wrapped__", "__annotations__",
    "__mro__", "__bases__",
}


def findings(nb: NotebookNode) -> list[str]:
    """Sentences about a solved lesson, in the order of its tests; none where every check can cross."""
    found = []
    for test in provenance.tests(nb).values():
        found += [f"cell {test.name}: {sentence}" for sentence in _of_test(test)]
    return found + _late_names(nb)


def _of_test(test: provenance.Test) -> list[str]:
    found = [f"uses {name}, which a cell makes that students can change; "
             "make it in a locked cell or in the check" for name in test.borrowed]
    try:
        tree = ast.parse(test.source)
    except SyntaxError:
        plain = "is not plain Python, which the grader's process runs; leave out magics and shell commands"
        return [*found, plain]
    theirs = set(test.fetched)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found += _of_call(node, theirs)
        elif isinstance(node, ast.Attribute) and node.attr in _INNER and _mentions(node.value, theirs):
            found.append(f"looks at .{node.attr} of the student's code, "
                         "which stays in the student's process; call the function and judge what it returns")
        elif _is_tape(node) and any(_mentions(part, theirs) for part in node.body):
            found.append("calls the student's function under a GradientTape, which records nothing there; "
                         "let the student's function return the gradient, or compare with finite differences")
    return list(dict.fromkeys(found))


def _is_tape(node: ast.AST) -> TypeGuard[ast.With]:
    """Whether this is a block under a GradientTape."""
    managers = [item.context_expr for item in node.items] if isinstance(node, ast.With) else []
    return any("GradientTape" in ast.dump(manager) for manager in managers)


def _of_call(call: ast.Call, theirs: set[str]) -> list[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else ast.unparse(call.func)
    if name in ("isinstance", "issubclass") and call.args and _is_theirs(call.args[0], theirs):
        return [f"asks {name} about the student's own object, which stays in the student's process; "
                "judge what its methods return"]
    if name.startswith("inspect.") and any(_mentions(part, theirs) for part in call.args):
        return [f"uses {name} on the student's code, which stays in the student's process; "
                "call it and judge what it returns"]
    return []


def _is_theirs(node: ast.AST, theirs: set[str]) -> bool:
    """Whether an expression is a name of the student's, or a call of one."""
    named = node.func if isinstance(node, ast.Call) else node
    return isinstance(named, ast.Name) and named.id in theirs


def _mentions(node: ast.AST, theirs: set[str]) -> bool:
    return any(isinstance(part, ast.Name) and part.id in theirs for part in ast.walk(node))


def _late_names(nb: NotebookNode) -> list[str]:
    """Names that later cells use and only a test makes: the student's process never runs a test."""
    makers: dict[str, str] = {}
    known: set[str] = set()
    found = []
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        names = provenance.names(cell.source)
        if cells.is_test(cell):
            makers.update(dict.fromkeys(names.bound - known, cells.grade_id(cell)))
            continue
        for name in sorted(names.loaded & makers.keys() - known):
            found.append(f"cell {cell.get('id', '?')}: uses {name}, "
                         f"which only the check {makers[name]} makes; make it outside the check")
        known |= names.bound
    return found

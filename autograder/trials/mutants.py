"""Mutants of a solution: copies with one small change each, which a good check notices.

The operators are the classical first-order ones (Jia and Harman, "An Analysis and Survey of the Development
of Mutation Testing", 2011), a mean for a sum, a lost axis, a lost minus sign, and the slips of the field
(`autograder.trials.slips`). A mutant that earns full marks is a *survivor*: either the change changes nothing
a caller can see, or a test is missing; only a person can say which. Not for: grading them, which
`autograder.trials.audit` does.
"""

from __future__ import annotations

import ast
import copy
import itertools
from collections.abc import Iterable, Iterator

from autograder import cells
from autograder.trials import slips

_ARITHMETIC: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Mod: ast.Mult, ast.Pow: ast.Mult,
}
_COMPARISONS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
}
_CALLS = {
    "mean": "sum", "sum": "mean", "reduce_mean": "reduce_sum", "reduce_sum": "reduce_mean",
    "max": "min", "min": "max", "argmax": "argmin", "argmin": "argmax",
    "maximum": "minimum", "minimum": "maximum", "log": "log2",
    "std": "var", "var": "std", "zeros": "ones", "ones": "zeros",
}


def mutants(source: str, exercise: str, tests: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Each mutant of a solution cell as (what was changed, the cell's new source).

    Only the cell's solution region is changed; `tests` are the sources of the exercise's tests, whose visible
    parts show what a careless answer can get away with.
    """
    rows = cells.region_rows(source, "solution")
    tree = ast.parse(source)
    visible = [_without_hidden(test) for test in tests]
    seen = {ast.unparse(tree)}
    for what, changed in _changed(tree, rows, visible):
        text = ast.unparse(ast.fix_missing_locations(changed))
        if text not in seen:
            seen.add(text)
            yield what, f"# exercise: {exercise}\n{text}"


def _changed(tree: ast.Module, rows: set[int], visible: list[str]) -> Iterator[tuple[str, ast.AST]]:
    """What was changed, and the whole tree with that change."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    for place, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.FunctionDef) and node in tree.body and node.body[-1].lineno in rows:
            documented = ast.get_docstring(node, clean=False) is not None
            for what, other in slips.of_function(node, visible, int(documented)):
                yield f"{node.name}: {what}", _with(tree, place, other)
        number = getattr(node, "lineno", 0)
        if number in rows:
            line, before = number - min(rows) + 1, ast.unparse(node)
            for other in (*_classical(node), *slips.of_expression(node, names)):
                what = f"line {line}: `{_short(before)}` became `{_short(ast.unparse(other))}`"
                yield what, _with(tree, place, other)


def _classical(node: ast.AST) -> Iterator[ast.AST]:
    for number in range(_count(node)):
        changed = copy.deepcopy(node)
        _change(changed, number)
        yield changed


def _with(tree: ast.Module, place: int, other: ast.AST) -> ast.AST:
    """A copy of the tree with another node in the place of the one that a walk meets at `place`."""
    changed = copy.deepcopy(tree)
    old = next(itertools.islice(ast.walk(changed), place, None))

    class Put(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return copy.deepcopy(other) if node is old else self.generic_visit(node)

    return Put().visit(changed)


def _without_hidden(test: str) -> str:
    hidden = cells.region_rows(test, "hidden tests")
    return "\n".join(line for row, line in enumerate(test.split("\n"), 1) if row not in hidden)


def sample(source: str, exercise: str, most: int, tests: Iterable[str] = ()) -> list[tuple[str, str]]:
    """At most so many mutants, spread evenly over the solution."""
    found = list(mutants(source, exercise, tests))
    if len(found) <= most:
        return found
    return [found[round(i * (len(found) - 1) / max(most - 1, 1))] for i in range(most)]


def _count(node: ast.AST) -> int:
    """How many changes `_change` knows for this node."""
    match node:
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            return int(type(op) in _ARITHMETIC)
        case ast.Compare(ops=[op]):
            return int(type(op) in _COMPARISONS)
        case ast.UnaryOp(op=ast.USub() | ast.Not()) | ast.IfExp():
            return 1
        case ast.Constant(value=value):
            return int(isinstance(value, bool | int | float))
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), keywords=keywords):
            return len(keywords) + (name in _CALLS)
    return 0


def _change(node: ast.AST, number: int) -> None:
    """Make the change of this number, in place."""
    match node:
        case ast.BinOp() | ast.AugAssign():
            node.op = _ARITHMETIC[type(node.op)]()
        case ast.Compare():
            node.ops = [_COMPARISONS[type(node.ops[0])]()]
        case ast.UnaryOp(op=ast.USub()):
            node.op = ast.UAdd()
        case ast.UnaryOp():
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=int(value)):
            node.value = value + 1
        case ast.Constant(value=float(real)):
            node.value = 2 * real or 1.0
        case ast.Call() if number < len(node.keywords):
            del node.keywords[number]
        case ast.Call(func=ast.Attribute(attr=name) as called):
            called.attr = _CALLS[name]
        case ast.Call(func=ast.Name(id=name) as called):
            called.id = _CALLS[name]


def _short(code: str) -> str:
    line = " ".join(code.split())
    return line if len(line) <= 50 else line[:47] + "…"

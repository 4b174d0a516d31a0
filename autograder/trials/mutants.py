"""Mutants of a solution: copies with one small change each, which a good check notices.

The operators are the classical first-order ones (Jia and Harman, "An Analysis and Survey of the Development
of Mutation Testing", 2011), and those that this course's students slip on: a mean for a sum, a lost axis, a
lost minus sign. A mutant that earns full marks is a *survivor*: either the change changes nothing a caller
can see, or a test is missing; only a person can say which. Not for: grading them, which
`autograder.trials.audit` does.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from autograder import cells

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


def mutants(source: str, exercise: str) -> Iterator[tuple[str, str]]:
    """Each mutant of a solution cell as (what was changed, the cell's new source).

    Only the cell's solution region is changed.
    """
    rows = cells.region_rows(source, "solution")
    tree = ast.parse(source)
    inside = [place for place, node in enumerate(ast.walk(tree)) if getattr(node, "lineno", 0) in rows]
    seen = {ast.unparse(tree)}
    for place in inside:
        for number in range(_count(_at(tree, place))):
            changed = copy.deepcopy(tree)
            node = _at(changed, place)
            before = ast.unparse(node)
            _change(node, number)
            text = ast.unparse(ast.fix_missing_locations(changed))
            if text not in seen:
                seen.add(text)
                line, after = getattr(node, "lineno", 0) - min(rows) + 1, ast.unparse(node)
                what = f"line {line}: `{_short(before)}` became `{_short(after)}`"
                yield what, f"# exercise: {exercise}\n{text}"


def sample(source: str, exercise: str, most: int) -> list[tuple[str, str]]:
    """At most so many mutants, spread evenly over the solution."""
    found = list(mutants(source, exercise))
    if len(found) <= most:
        return found
    return [found[round(i * (len(found) - 1) / max(most - 1, 1))] for i in range(most)]


def _at(tree: ast.AST, place: int) -> ast.AST:
    return next(node for i, node in enumerate(ast.walk(tree)) if i == place)


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

"""The slips of the field: how answers to exercises in deep learning go wrong without looking wrong.

Where `autograder.trials.mutants` changes any expression a little, these are what people do: an argument that
is not used, since the example in the notebook would not show it; an axis, a base or a degree of freedom;
train for test; an epsilon left out; a formula that overflows; a rounded result. Each is a change of the
solution's syntax tree. Not for: deciding whether such a change can be noticed, which takes a person.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterable, Iterator

TINY = 1e-3
"""A number below it in a solution is there to prevent a division by zero, or its like."""

_STRINGS = {
    "relu": "sigmoid", "sigmoid": "relu", "tanh": "relu", "softmax": "sigmoid", "linear": "relu",
    "adam": "sgd", "sgd": "adam", "rmsprop": "sgd", "same": "valid", "valid": "same", "causal": "same",
    "binary_crossentropy": "mse", "categorical_crossentropy": "mse",
    "sparse_categorical_crossentropy": "mse", "mse": "mae", "he_normal": "glorot_uniform",
}
_NAMED = {
    "Adam": "SGD", "SGD": "Adam", "RMSprop": "SGD", "MaxPooling2D": "AveragePooling2D",
    "sigmoid": "tanh", "tanh": "sigmoid", "relu": "tanh", "softmax": "sigmoid",
    "log": "log10", "logsumexp": "sum", "reduce_logsumexp": "reduce_sum", "log1p": "log", "expm1": "exp",
    "permutation": "arange", "ceil": "floor", "floor": "ceil", "vstack": "hstack", "hstack": "vstack",
}
_PARTS = ("train", "validation", "val", "test")
_JUDGED = ("equals", "close_to")


def of_expression(node: ast.AST, names: set[str]) -> Iterator[ast.AST]:
    """What could stand in this node's place by a slip; `names` are all names that the solution reads."""
    match node:
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), left=left, right=right):
            yield from (left, right)
        case ast.Constant(value=float(number)) if 0 < abs(number) <= TINY:
            yield ast.Constant(0.0)
        case ast.Constant(value=str(text)) if text in _STRINGS:
            yield ast.Constant(_STRINGS[text])
        case ast.Slice():
            yield from _slices(node)
        case ast.Name(id=name, ctx=ast.Load()):
            yield from (ast.Name(other, ast.Load()) for other in _other_parts(name) if other in names)
        case ast.Call(func=ast.Name(id="range"), args=arguments):
            end = arguments[0 if len(arguments) == 1 else 1]
            shorter = copy.deepcopy(node)
            shorter.args[0 if len(arguments) == 1 else 1] = ast.BinOp(end, ast.Sub(), ast.Constant(1))
            yield shorter
        case ast.Call(func=ast.Attribute(attr=name)):
            yield from _calls(node, name)


def _slices(node: ast.Slice) -> Iterator[ast.AST]:
    if node.lower is not None:
        yield ast.Slice(ast.BinOp(node.lower, ast.Add(), ast.Constant(1)), node.upper, node.step)
    if node.upper is not None:
        yield ast.Slice(node.lower, ast.BinOp(node.upper, ast.Sub(), ast.Constant(1)), node.step)
    if node.step is not None:
        yield ast.Slice(node.lower, node.upper, None)


def _calls(node: ast.Call, name: str) -> Iterator[ast.AST]:
    if name in _NAMED and isinstance(node.func, ast.Attribute):
        yield ast.Call(ast.Attribute(node.func.value, _NAMED[name], ast.Load()), node.args, node.keywords)
    if name in ("std", "var"):
        changed = copy.deepcopy(node)
        changed.keywords = [*(word for word in node.keywords if word.arg != "ddof"),
                            ast.keyword("ddof", ast.Constant(1))]
        yield changed
    if name == "log" and node.args and any(isinstance(part, ast.Name) and part.id not in ("np", "tf", "math")
                                           for part in ast.walk(node.args[0])):
        clipped = ast.Call(ast.Attribute(ast.Name("np", ast.Load()), "clip", ast.Load()),
                           [node.args[0], ast.Constant(1e-7), ast.Constant(None)], [])
        yield ast.Call(node.func, [clipped, *node.args[1:]], node.keywords)
    for place, word in enumerate(node.keywords):
        if word.arg == "axis":
            old = ast.unparse(word.value)
            for axis in {"0": (1,), "1": (0,), "-1": (0,)}.get(old, ()):
                changed = copy.deepcopy(node)
                changed.keywords[place].value = ast.Constant(axis)
                yield changed


def _other_parts(name: str) -> Iterator[str]:
    """`x_test` and `x_validation` for `x_train`."""
    for part in _PARTS:
        if part in name.split("_"):
            for other in _PARTS:
                if other != part:
                    yield "_".join(other if word == part else word for word in name.split("_"))


def of_function(function: ast.FunctionDef, tests: Iterable[str], place: int) -> Iterator[tuple[str, ast.AST]]:
    """What is wrong, and the whole function with that slip; `tests` are the visible parts of its tests.

    Statements are put in at `place` of its body, behind the docstring.
    """
    parameters = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]
    read = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    for name, value in _shown_arguments(function, tests):
        if name in read and ast.unparse(value) != name:
            shown = ast.unparse(value)
            yield f"{name} is always {shown}", _begun(function, place, f"{name} = {shown}")
    for value in _shown_answers(function, tests):
        yield f"always returns {ast.unparse(value)}", _begun(function, place, f"return {ast.unparse(value)}")
    given = len(parameters) - len(function.args.defaults) - len(function.args.kwonlyargs)
    for number, name in enumerate(parameters):
        if name in read and given <= number < len(function.args.args):
            default = ast.unparse(function.args.defaults[number - given])
            yield f"{name} is always its default", _begun(function, place, f"{name} = {default}")
    for left, right in zip(parameters, parameters[1:], strict=False):
        if read & {left, right}:
            swapped = _begun(function, place, f"{left}, {right} = {right}, {left}")
            yield f"{left} and {right} change places", swapped
    yield from _of_results(function)


def _begun(function: ast.FunctionDef, place: int, line: str) -> ast.FunctionDef:
    changed = copy.deepcopy(function)
    changed.body[place:place] = ast.parse(line).body
    return changed


def _of_results(function: ast.FunctionDef) -> Iterator[tuple[str, ast.AST]]:
    """The function with its result rounded."""
    changed, returns = copy.deepcopy(function), 0
    for node in ast.walk(changed):
        if isinstance(node, ast.Return) and node.value:
            node.value = ast.parse(f"np.round({ast.unparse(node.value)}, 2)", mode="eval").body
            returns += 1
    if returns:
        yield "returns its result rounded to two digits", changed


def _shown_arguments(function: ast.FunctionDef, tests: Iterable[str]) -> Iterator[tuple[str, ast.expr]]:
    """Each parameter with what the visible examples give it."""
    names = [argument.arg for argument in function.args.args]
    seen: dict[str, dict[str, ast.expr]] = {}
    for _, arguments, words in _shown_calls(function.name, tests):
        by_name = ((word.arg, word.value) for word in words if word.arg)
        for name, value in [*zip(names, arguments, strict=False), *by_name]:
            seen.setdefault(name, {})[ast.unparse(value)] = value
    for name, values in seen.items():
        yield from ((name, value) for value in values.values())


def _shown_answers(function: ast.FunctionDef, tests: Iterable[str]) -> Iterator[ast.expr]:
    for answer, _, _ in _shown_calls(function.name, tests):
        if answer is not None:
            yield answer


def _shown_calls(
    name: str, tests: Iterable[str]
) -> Iterator[tuple[ast.expr | None, list[ast.expr], list[ast.keyword]]]:
    """The calls of a function in tests: what is expected of it, where that is said, and what it is given."""
    for test in tests:
        tree = ast.parse(test)
        known = {node.targets[0].id: node.value for node in tree.body
                 if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)}
        expected = {id(node.func.value): node.args[0] for node in ast.walk(tree)
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                    and node.func.attr in _JUDGED and node.args}
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr="call"), args=[ast.Name(id=called), *arguments]):
                    pass
                case ast.Call(func=ast.Name(id=called), args=arguments):
                    pass
                case _:
                    continue
            if called == name and not any(isinstance(value, ast.Starred) for value in arguments):
                answer = expected.get(id(node))
                yield (_spelled(answer, known) if answer else None,
                       [_spelled(value, known) for value in arguments],
                       [ast.keyword(word.arg, _spelled(word.value, known)) for word in node.keywords])


def _spelled(value: ast.expr, known: dict[str, ast.expr], depth: int = 3) -> ast.expr:
    """An expression in which names that the test itself gives stand for what they are."""
    class Spell(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            return copy.deepcopy(known.get(node.id, node))

    for _ in range(depth):
        value = Spell().visit(copy.deepcopy(value))
    return value

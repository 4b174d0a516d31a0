"""What a cell's text defines, piece by piece: the functions and classes that exercises ask for.

A text that does not parse as a whole is cut where statements begin, so that one mistake hides no other
function. Not for: which cell is whose answer (`matching`).
"""

from __future__ import annotations

import ast
import functools
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder import cells

_BEGINS = re.compile(r"(?:def|class|async def|@|import|from)\b|@|#")
_HEADING = re.compile(r"^[ \t]*(?:async[ \t]+def|def|class)[ \t]+(\w+)", re.MULTILINE)
_FENCED = re.compile(r"^[ \t]*(```+|~~~+)[^\n]*\n(.*?)(?:^[ \t]*\1|\Z)", re.MULTILINE | re.DOTALL)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Piece:
    """One statement of a text with the comments above it."""

    text: str
    defines: frozenset[str]
    """Functions and classes it defines, lambdas among them."""
    key: str
    """Equal for two pieces that say the same, whatever their comments and layout."""
    runs: bool
    """Whether it does more than define, import or name something."""
    reads: frozenset[str]
    binds: frozenset[str]
    whole: bool = True
    """Whether it parses."""


def code_of(kind: str, source: str) -> str:
    """The program in a cell: a text cell's is what stands between fences, where it has any."""
    if kind != "code" and (fenced := _FENCED.findall(source)):
        return "\n".join(body.strip("\n") for _, body in fenced)
    return source


def parses(source: str) -> bool:
    return _tree(source) is not None


def pieces(source: str) -> tuple[Piece, ...]:
    """The statements of a text, in order."""
    return _remembered(source) if len(source) < 20_000 else _pieces(source)


def defined(source: str) -> set[str]:
    """Names of the functions and classes a text defines at its top level."""
    return {name for piece in pieces(source) if piece.whole for name in piece.defines}


def headings(source: str) -> set[str]:
    """Names of the functions and classes whose definition a text begins, also where it does not parse."""
    return set(_HEADING.findall(source))


@functools.lru_cache(maxsize=1024)
def _remembered(source: str) -> tuple[Piece, ...]:
    return _pieces(source)


def _pieces(source: str) -> tuple[Piece, ...]:
    if (tree := _tree(source)) is not None:
        return tuple(_statements(source, tree))
    return tuple(piece for chunk in _chunks(source) for piece in _of_chunk(chunk))


def _of_chunk(chunk: str) -> Iterable[Piece]:
    if (tree := _tree(chunk)) is not None:
        return _statements(chunk, tree)
    names = frozenset(headings(chunk))
    return [Piece(chunk, names, _digest(chunk.strip()), not names, frozenset(), names, whole=False)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _tree(source: str) -> ast.Module | None:
    try:
        return ast.parse(cells.python(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _statements(source: str, tree: ast.Module) -> Iterator[Piece]:
    """A piece for each statement, with the lines of comments above it; several in a line stay together."""
    lines, place = source.split("\n"), 0
    group: list[ast.stmt] = []
    for node in tree.body:
        if group and _first_line(node) > _last_line(group[-1]):
            last = _last_line(group[-1])
            yield _piece("\n".join(lines[place:last]).strip("\n"), group)
            group, place = [], last
        group.append(node)
    rest = "\n".join(lines[place:]).strip("\n")
    if rest.strip():
        yield _piece(rest, group)


def _last_line(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def _piece(text: str, nodes: list[ast.stmt]) -> Piece:
    names = frozenset(name for node in nodes for name in _defines(node))
    try:
        key = "\n".join(ast.dump(_without_docstring(node)) for node in nodes)
        walked = [inner for node in nodes for inner in ast.walk(node) if isinstance(inner, ast.Name)]
    except RecursionError:
        key, walked = text.strip(), []
    reads = frozenset(one.id for one in walked if isinstance(one.ctx, ast.Load))
    binds = names | {name for node in nodes for name in _binds(node)}
    named = (*_DEFINITIONS, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
    runs = any(not isinstance(node, named) for node in nodes)
    return Piece(text, names, _digest(key or text.strip()), runs, reads, frozenset(binds))


def _defines(node: ast.stmt) -> Iterator[str]:
    """Names of what a statement defines, also inside ``if``, ``try`` and ``with``."""
    if isinstance(node, _DEFINITIONS):
        yield node.name
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.If | ast.Try | ast.With):
        for inner in node.body:
            yield from _defines(inner)


def _binds(node: ast.stmt) -> Iterator[str]:
    """Names a statement gives a meaning to where it stands, and not only inside a function."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((alias.asname or alias.name).split(".")[0] for alias in node.names)
    elif not isinstance(node, _DEFINITIONS):
        yield from (one.id for one in ast.walk(node)
                    if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store))


def _without_docstring(node: ast.stmt) -> ast.stmt:
    """A definition as it is compared: what it says about itself does not count."""
    if isinstance(node, _DEFINITIONS) and node.body and isinstance(node.body[0], ast.Expr):
        first = node.body[0].value
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            fields = dict(ast.iter_fields(node)) | {"body": node.body[1:]}
            return type(node)(**fields)
    return node


def _chunks(source: str) -> Iterator[str]:
    """A text cut before each line that begins a definition, an import or a comment."""
    chunk: list[str] = []
    comments_only = True
    for line in source.split("\n"):
        begins = bool(_BEGINS.match(line))
        if begins and not comments_only:
            yield "\n".join(chunk)
            chunk, comments_only = [], True
        chunk.append(line)
        comments_only = comments_only and (not line.strip() or line.startswith(("#", "@")))
    if any(line.strip() for line in chunk):
        yield "\n".join(chunk)

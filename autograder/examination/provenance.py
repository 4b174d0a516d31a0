"""Whose values a test uses: read from the instructor's own notebook, never from the student's.

Test cells, and the locked cells they lean on, run in the grader's process; the other cells run in the
student's. For each test this module says which locked cells it needs, and which names belong to the student.
The rule is that of a notebook run from top to bottom: a name belongs to the cell that bound it last. So
nothing a student writes can take the place of ``np`` or of a helper of the instructor's. Not for: running.
"""

from __future__ import annotations

import ast
import builtins
import functools
import re
from dataclasses import dataclass, field

from nbformat.notebooknode import NotebookNode

from autograder import cells

_BUILTINS = frozenset(dir(builtins))
_BLOCKS = ("body", "handlers", "orelse", "finalbody", "cases")
"""Fields of a statement that hold further statements, or parts with statements of their own."""
REMEMBERED = 20_000
"""Characters of a cell whose names are kept for when it comes again."""
DEEPEST = 250
"""Parts within parts that are followed; ordinary cells have 20, a chain of 50 ``elif`` has 60."""
_WORD = re.compile(r"[^\W\d]\w*")
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Names:
    """The names one cell binds, and those it loads that were bound before it (or may be, inside functions).

    `changed` are names of objects it may change without binding them (``x[0] = 1``, ``model.fit(...)``),
    `imported` those that it imports.
    """

    bound: frozenset[str] = frozenset()
    loaded: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()


@dataclass
class Test:
    """What the grader's process needs for one test cell."""

    name: str
    source: str
    locked: list[int] = field(default_factory=list)
    """Places, in the notebook, of the locked cells to have run before."""
    fetched: list[str] = field(default_factory=list)
    """Names that belong to the student's process."""
    borrowed: list[str] = field(default_factory=list)
    """Those among them that no solution makes, but a cell students may change."""


def is_graders(cell: NotebookNode) -> bool:
    """Whether the grader's process runs this cell: a test, or code that is locked and not graded."""
    if cell.cell_type != "code":
        return False
    return cells.is_test(cell) or _is_locked(cell)


def _is_locked(cell: NotebookNode) -> bool:
    return bool(cells.nbgrader(cell).get("locked")) and not cells.is_solution(cell)


def tests(lesson: NotebookNode) -> dict[str, Test]:
    """Test name -> what it needs, for the instructor's version of a lesson.

    That is the one with all tests, be it with stubs or with solutions.
    """
    owner: dict[str, int] = {}
    known: list[Names] = []
    found: dict[str, Test] = {}
    for place, cell in enumerate(lesson.cells):
        known.append(names(cell.source) if cell.cell_type == "code" else Names())
        if cells.is_test(cell):
            test = Test(cells.grade_id(cell), cell.source)
            _trace(test, place, lesson, known, dict(owner))
            found[test.name] = test
        for name in known[place].bound:
            owner[name] = place
    return found


def _trace(test: Test, place: int, lesson: NotebookNode, known: list[Names], owner: dict[str, int]) -> None:
    """Follow the names a test loads to the cells that bound them, through locked cells and earlier tests."""
    waiting, seen, needed = sorted(known[place].loaded), set(), set()
    imported = frozenset().union(*(each.imported for each in known))
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        source = owner.get(name)
        if source is None:
            continue
        if not is_graders(lesson.cells[source]):
            test.fetched.append(name)
            if not cells.is_solution(lesson.cells[source]):
                test.borrowed.append(name)
            continue
        for user in range(place):
            touches = user == source or name in known[user].changed - imported
            cell = lesson.cells[user]
            if touches and user not in needed and is_graders(cell) and not cells.is_test(cell):
                needed.add(user)
                waiting.extend(known[user].loaded)
    for name in known[place].bound:  # a test that replaces a function of the student's by its own
        if name not in seen and name in owner and cells.is_solution(lesson.cells[owner[name]]):
            test.fetched.append(name)
    test.locked = sorted(needed)
    test.fetched.sort()
    test.borrowed.sort()


def demonstrations(lesson: NotebookNode) -> set[int]:
    """Places of code cells that no solution, locked cell or test leans on: they show, and change no mark.

    What is found is safe to leave out as far as names tell: a cell stays that binds or changes a name which
    graded work uses, or that touches data which such a cell made.
    """
    code = {place: names(cell.source) for place, cell in enumerate(lesson.cells) if cell.cell_type == "code"}
    free = {place for place in code if not cells.nbgrader(lesson.cells[place])}
    imported = frozenset[str]().union(*(seen.imported for seen in code.values()))
    made_free = frozenset[str]().union(*(code[place].bound for place in free))
    wanted: set[str] = set()
    found = set()
    for place, seen in reversed(code.items()):
        touched = seen.bound | (seen.changed - imported) | (seen.loaded & made_free - imported)
        if place not in free or "*" in seen.bound or touched & wanted:
            wanted |= seen.loaded
        else:
            found.add(place)
    return found


def names(source: str) -> Names:
    """What the code of a cell binds, loads and changes; nothing for code that is no Python.

    Code too deep to follow (a sum of 3,000 terms, 1,500 times ``elif``) may run all the same: it counts as
    binding anything (``*``) and loading every word in it.
    """
    try:
        return _names(source) if len(source) <= REMEMBERED else _names.__wrapped__(source)
    except SyntaxError:
        return Names()
    except (RecursionError, MemoryError, ValueError):
        return Names(bound=frozenset("*"), loaded=frozenset(_WORD.findall(source)) - _BUILTINS)


@functools.lru_cache(maxsize=4096)
def _names(source: str) -> Names:
    """The same for code that can be followed; most cells of a class are the lesson's own, again and again."""
    tree = ast.parse(cells.python(source))
    if _is_deep(tree):
        raise RecursionError
    flow = _Flow()
    flow.follow(tree.body)
    loaded = flow.loaded | (flow.later - flow.bound)
    loaded = loaded - _BUILTINS | (loaded & flow.bound)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    imported = frozenset[str]().union(*map(_imported, imports))
    return Names(frozenset(flow.bound), frozenset(loaded), frozenset(flow.changed), imported)


def _is_deep(tree: ast.AST) -> bool:
    """Whether parts lie so deep within parts that to follow them takes seconds, or ends in an error."""
    level: list[ast.AST] = [tree]
    for _ in range(DEEPEST):
        level = [part for node in level for part in ast.iter_child_nodes(node)]
        if not level:
            return False
    return True


class _Flow:
    """Collects names in the order in which statements run, loops and blocks followed once."""

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.loaded: set[str] = set()
        self.later: set[str] = set()
        self.changed: set[str] = set()

    def follow(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            self.changed |= _changes(statement)
            blocks = [block for name in _BLOCKS if (block := getattr(statement, name, None))]
            if not blocks or isinstance(statement, _Definition):
                self._note(statement)
                continue
            for part in ast.iter_child_nodes(statement):
                if not isinstance(part, ast.stmt | ast.ExceptHandler | ast.match_case):
                    self._note(part)
            for block in blocks:
                for part in block:
                    if isinstance(part, ast.ExceptHandler):
                        self._note(part.type)
                        self.bound |= {part.name} if part.name else set()
                        self.follow(part.body)
                    elif isinstance(part, ast.match_case):
                        self._note(part.pattern)
                        self.follow(part.body)
                    else:
                        self.follow([part])

    def _note(self, node: ast.AST | None) -> None:
        if node is not None:
            outer, inner, binds = _of_statement(node)
            self.loaded |= outer - self.bound
            self.later |= inner
            self.bound |= binds


def _of_statement(statement: ast.AST) -> tuple[set[str], set[str], set[str]]:
    """(names loaded when the statement runs, names loaded inside functions when they run, names bound)."""
    outer: set[str] = set()
    inner: set[str] = set()
    binds: set[str] = set()
    # ``x += 1`` reads x as well
    added_to = {id(node.target) for node in ast.walk(statement) if isinstance(node, ast.AugAssign)}

    def visit(node: ast.AST, depth: int, local: frozenset[str]) -> None:
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load) or id(node) in added_to:
                if node.id not in local:
                    (inner if depth else outer).add(node.id)
            if not isinstance(node.ctx, ast.Load) and not depth:
                binds.add(node.id)
            return
        if isinstance(node, ast.Import | ast.ImportFrom):
            if not depth:
                binds.update(_imported(node))
            return
        if isinstance(node, _Definition):
            if not depth:
                binds.add(node.name)
            for part in (*node.decorator_list, *_defaults(node)):
                visit(part, depth, local)
            inside = local | (frozenset() if isinstance(node, ast.ClassDef) else _locals(node))
            for line in node.body:
                visit(line, depth + (not isinstance(node, ast.ClassDef)) or 1, inside)
            return
        if isinstance(node, ast.Lambda):
            for part in _defaults(node):
                visit(part, depth, local)
            visit(node.body, depth + 1, local | _arguments(node.args))
            return
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            within = [found for part in node.generators for found in ast.walk(part.target)]
            targets = frozenset(found.id for found in within if isinstance(found, ast.Name))
            for child in ast.iter_child_nodes(node):
                visit(child, depth, local | targets)
            return
        if isinstance(node, ast.comprehension):
            visit(node.iter, depth, local)
            for part in node.ifs:
                visit(part, depth, local)
            return
        if isinstance(node, ast.ExceptHandler) and node.name and not depth:
            binds.add(node.name)
        for child in ast.iter_child_nodes(node):
            visit(child, depth, local)

    visit(statement, 0, frozenset())
    return outer, inner, binds


def _imported(statement: ast.Import | ast.ImportFrom) -> set[str]:
    """The names a statement imports; ``*`` for those that are not named."""
    return {alias.asname or alias.name.split(".")[0] for alias in statement.names}


def _defaults(node: _Definition | ast.Lambda) -> list[ast.expr]:
    if isinstance(node, ast.ClassDef):
        return [*node.bases, *(keyword.value for keyword in node.keywords)]
    return [part for part in (*node.args.defaults, *node.args.kw_defaults) if part is not None]


def _arguments(arguments: ast.arguments) -> frozenset[str]:
    named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    every = (*named, arguments.vararg, arguments.kwarg)
    return frozenset(argument.arg for argument in every if argument is not None)


def _locals(function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """Names local to a function: its arguments and what it assigns, except what it declares global."""
    found = set(_arguments(function.args))
    outside: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Global | ast.Nonlocal):
            outside.update(node.names)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, _Definition) and node is not function:
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.update(_imported(node))
    return frozenset(found - outside)


def _changes(statement: ast.stmt) -> set[str]:
    """Names whose objects a statement may change: by ``x[…] =``, ``x.y =`` or a call ``x.method(…)``."""
    found = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            found |= _root(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            found |= _root(node.func)
    return found


def _root(node: ast.AST) -> set[str]:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()

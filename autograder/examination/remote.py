"""The grader's side of a test: what stands there for the student's functions and objects.

Calling a `Remote` sends plain data to the student's process and gets plain data back, checked on arrival. An
exception of the student's code comes as its kind and text. Whatever the student's process says can only be a
value to judge: it names no class, runs no code and changes no object here. Not for: running tests.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

from autograder.crossing import Part, Tree, models, pack, safe_name, unpack
from autograder.crossing.channel import Channel, Closed
from autograder.crossing.refusals import CannotCross, Malformed
from autograder.examination.answering import LIBRARIES, find

HUNG_UP = "your kernel ended before it answered"
"""What is said of a question without an answer; the parent puts the reason in its place, where it knows
one."""
MAX_CALLBACKS = 200_000
"""How often a student's function may call a function of the grader's within one test."""

_EXCEPTIONS = (
    ArithmeticError, AssertionError, AttributeError, FloatingPointError, ImportError, IndexError, KeyError,
    LookupError, MemoryError, ModuleNotFoundError, NameError, NotImplementedError, OSError, OverflowError,
    RecursionError, RuntimeError, StopIteration, SyntaxError, TimeoutError, TypeError, UnboundLocalError,
    ValueError, ZeroDivisionError,
)
_KINDS = {kind.__name__: kind for kind in _EXCEPTIONS}


class RemoteFailure(Exception):
    """An exception of the student's code, or its process not answering.

    `student_line` is the line it happened in.
    """

    def __init__(self, text: str, line: str = "") -> None:
        super().__init__(text)
        self.text, self.student_line = text, line

    def __str__(self) -> str:
        return self.text


def failure(kind: Any, text: Any, line: Any = "") -> RemoteFailure:
    """An exception to raise here for one that was raised there, under the same name."""
    name = safe_name(kind) if isinstance(kind, str) else "Exception"
    bases: tuple[type[Exception], ...] = (RemoteFailure, _KINDS[name]) if name in _KINDS else (RemoteFailure,)
    raised: RemoteFailure = type(name, bases, {})(str(text), str(line))
    return raised


class Link:
    """Questions and answers of one test.

    `own` are functions of locked cells that the student's notebook has too. `namespace` is the test's own:
    where a test deletes or rebinds one of the student's names (to see whether one function relies on
    another), the student's notebook follows, until the test ends. `patience` is in seconds.
    """

    def __init__(
        self, channel: Channel, own: dict[str, Any], namespace: dict[str, Any], patience: float,
    ) -> None:
        self.channel, self.own, self.namespace, self.patience = channel, own, namespace, patience
        self.theirs: dict[str, Any] = {}
        self.given: list[Callable[..., Any]] = []
        self.gone: tuple[str, str] | None = None
        """Why there is no more to ask: the kind of failure, and its text."""
        self.defect = ""
        """What this check hands over that cannot cross: the author's mistake, not the student's."""
        self.callbacks = 0
        self._names_told: tuple[dict[str, int], list[str]] = ({}, [])

    def get(self, name: str) -> Any:
        """The student's value of a name. Raises `NameError` where the notebook has none."""
        self.namespace[name] = self.theirs[name] = value = self.ask("get", name)
        return value

    def call(self, target: Remote, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Call a function of the student's."""
        kept = {name: self.namespace[name] for name in self.theirs if name in self.namespace}
        changed = {name: value for name, value in kept.items() if value is not self.theirs[name]}
        hidden = [name for name in self.theirs if name not in self.namespace]
        state = ({name: id(value) for name, value in changed.items()}, hidden)
        if state != self._names_told:
            self.ask("rebind", changed, hidden)
            self._names_told = state
        return self.ask("call", target, args, kwargs, sorted(_arguments().allowed))

    def ask(self, question: str, *parts: Any) -> Any:
        """Ask, serve what the student's function asks back, and give the answer; raises what it raised."""
        if self.gone:
            raise failure(*self.gone)
        try:
            self._send([question], parts)
            while True:
                tree, buffers = self.channel.receive()
                if not isinstance(tree, list) or not tree:
                    raise Malformed("an answer that is none")
                if tree[0] != "callback":
                    return self._understood(tree, buffers)
                self._serve(tree, buffers)
        except TimeoutError:
            self.gone = "TimeoutError", f"your code gave no answer within {self.patience:.0f} s"
        except Closed:
            self.gone = "RuntimeError", HUNG_UP
        except Malformed as problem:
            self.gone = "ValueError", f"your kernel answered with {problem}"
        raise failure(*self.gone)

    def _send(self, head: list[Any], parts: Iterable[Any]) -> None:
        data: list[bytes] = []
        try:
            tree = [*head, *(pack(part, data, self._name) for part in parts)]
            self.channel.send(tree, data)
        except (CannotCross, ValueError) as error:
            what = "this check hands over something that cannot cross to the student's process"
            self.defect = f"{what}: {error}"
            raise CannotCross(self.defect) from None

    def _understood(self, tree: list[Any], buffers: list[bytes]) -> Any:
        if tree[0] == "missing":
            raise failure("NameError", "the name is not defined in your notebook")
        if tree[0] == "raised" and len(tree) == 4:
            raise failure(*tree[1:])
        if tree[0] == "changed" and len(tree) == 3 and isinstance(tree[2], list):
            raise _arguments().ChangedArgument.of(_said(tree[1]), [_said(name) for name in tree[2][:5]])
        if tree[0] != "value" or len(tree) != 2:
            raise Malformed("an answer that is none")
        return unpack(tree[1], buffers, self._known)

    def _serve(self, tree: list[Any], buffers: list[bytes]) -> None:
        """The student's function calls a function that it was given."""
        self.callbacks += 1
        number = tree[1] if len(tree) == 4 and self.callbacks <= MAX_CALLBACKS else None
        if not isinstance(number, int) or not 0 <= number < len(self.given):
            raise Malformed("a call of a function that was not given")
        args, kwargs = (unpack(part, buffers, self._known) for part in tree[2:])
        try:
            value = self.given[number](*args, **kwargs)
        except (Closed, Malformed, TimeoutError):
            raise
        except Exception as error:
            self.channel.send(["raised", type(error).__name__, str(error)[:1_000], ""], [])
            return
        self._send(["value"], [value])

    def _name(self, value: Any, part: Part) -> Tree:
        """How to tell the student's process of something that is no plain data."""
        if isinstance(value, Remote):
            return ["object", value._number]
        if (number := getattr(value, "_number_at_the_students", None)) is not None and number[0] is self:
            return ["object", number[1]]
        if models.is_model(value) and (described := models.describe(value)):
            text, weights = described
            return ["model", text, part(weights)]
        name = getattr(value, "__name__", "")
        if name and self.own.get(name) is value:
            return ["name", name]
        if path := library_path(value):
            return ["library", path]
        if callable(value):
            self.given.append(value)
            return ["callback", len(self.given) - 1, str(name or type(value).__name__)]
        raise CannotCross(f"a {type(value).__name__}; hand over numbers, arrays, strings, lists or dicts")

    def _known(self, tree: list[Any], part: Part) -> Any:
        """What stands here for something that stays in the student's process."""
        if tree[0] == "model" and len(tree) == 4 and isinstance(tree[1], int):
            try:
                model = models.rebuild(tree[2], part(tree[3]))
            except CannotCross:  # then it is asked where it is
                return RemoteFunction(self, tree[1], "model")
            # so that handing it back hands back the student's own
            vars(model)["_number_at_the_students"] = (self, tree[1])
            return model
        if tree[0] != "object" or len(tree) != 5 or not isinstance(tree[1], int):
            raise Malformed("something unknown")
        _, number, name, kind, is_callable = tree
        base = RemoteFunction if is_callable is True else Remote
        return type(safe_name(kind), (base,), {})(self, number, safe_name(name))


class Remote:
    """An object that stays in the student's process.

    Public attributes are asked for; iterating gives its items.
    """

    def __init__(self, link: Link, number: int, name: str) -> None:
        self._link, self._number = link, number
        self.__name__ = self.__qualname__ = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._link.ask("attribute", self, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._link.ask("items", self))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of the student's>"


class RemoteFunction(Remote):
    """Something callable in the student's process."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._link.call(self, list(args), kwargs)


def _arguments() -> ModuleType:
    """`course.arguments` as the test has it: this process may have imported ``course`` anew since then."""
    from course import arguments

    return arguments


def _said(name: Any) -> str:
    """The name of a function or argument of the student's, fit for a sentence."""
    return name if isinstance(name, str) and len(name) <= 60 and name.isidentifier() else safe_name(name)


def library_path(value: Any) -> str:
    """The public dotted name of a library's function or class; empty for anything else."""
    if not callable(value) or isinstance(value, Remote):
        return ""
    name = getattr(value, "__name__", "")
    module = getattr(value, "__module__", None) or ("numpy" if type(value).__name__ == "ufunc" else "")
    root = module.split(".")[0]
    if root not in LIBRARIES:
        return ""
    names = [f"tensorflow.{path}" for path in getattr(value, "_tf_api_names", ())]
    exported = getattr(value, "_api_export_path", ())
    names += [exported] if isinstance(exported, str) else list(exported)
    names += [f"{module}.{name}", f"{root}.{name}"]
    for path in itertools.filterfalse(lambda path: "._" in path, names):
        try:
            if find(path) is value:
                return path
        except (Malformed, AttributeError):
            continue
    return ""



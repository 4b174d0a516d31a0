"""The student's side of a test: answers what the grader asks about the names of the notebook.

It runs in the student's process, so nothing it says is believed; it is here so that honest work can be asked
at all. It starts when the parent runs `serve` between two cells and ends when the grader hangs up. It holds
no text, value or name of a test beyond the question it is answering. Not for: judging anything.
"""

from __future__ import annotations

import socket
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from autograder.crossing import Part, Tree, models, pack, unpack
from autograder.crossing.channel import Channel, Closed
from autograder.crossing.refusals import Malformed
from course import arguments

sockets: dict[int, socket.socket] = {}
"""Number of a test -> its socket; filled when this process was forked."""

LIBRARIES = ("numpy", "scipy", "tensorflow", "keras", "math")
"""Libraries whose functions cross by name."""


def serve(number: int, seconds: float) -> None:
    """Answer the questions of test `number` until the grader hangs up, or for `seconds`."""
    if (link := sockets.pop(number, None)) is None:
        return
    channel = Channel(link, time.monotonic() + seconds)
    desk = _Desk(channel)
    try:
        while True:
            desk.answer(*channel.receive())
    except (Closed, Malformed, TimeoutError):
        pass
    finally:
        desk.restore()
        channel.close()


def adopt(descriptors: list[int]) -> None:
    """Take over sockets that a fresh kernel was started with (a forked one has them from the start)."""
    sockets.update(enumerate(socket.socket(fileno=number) for number in descriptors))


class _Missing(Exception):
    """The notebook has no such name."""


class _Desk:
    """The objects the grader has a number for, and the answers to its questions."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.objects: dict[int, Any] = {}
        self.original: dict[str, Any] = {}
        """Values of names that the test has hidden or rebound, to be put back."""

    def answer(self, tree: Tree, buffers: list[bytes]) -> None:
        """Answer one question; an exception of the student's code is an answer too."""
        try:
            ask, *parts = tree
            given = [unpack(part, buffers, self._known) for part in parts]
            reply, data = self._packed("value", getattr(self, f"_{ask}")(*given))
        except _Missing:
            reply, data = ["missing"], []
        except arguments.ChangedArgument as error:
            reply, data = ["changed", error.function, error.names], []
        except (Closed, KeyboardInterrupt):
            raise
        except BaseException as error:  # SystemExit too: a student's function may call exit()
            reply, data = _raised(error), []
        try:
            self.channel.send(reply, data)
        except ValueError as error:
            self.channel.send(_raised(error), [])

    def restore(self) -> None:
        """Put the notebook's names back as they were before the test."""
        if self.original:
            _notebook().update(self.original)
            self.original = {}

    def _rebind(self, changed: dict[str, Any], hidden: list[str]) -> None:
        self.restore()
        namespace = _notebook()
        self.original = {name: namespace[name] for name in (*changed, *hidden) if name in namespace}
        namespace.update(changed)
        for name in hidden:
            namespace.pop(name, None)

    def _get(self, name: str) -> Any:
        namespace = _notebook()
        if name not in namespace:
            raise _Missing
        return namespace[name]

    def _call(
        self, target: Callable[..., Any], args: list[Any], kwargs: dict[str, Any],
        changing: Sequence[str] = (),
    ) -> Any:
        return arguments.call(target, args, kwargs, changing)

    def _attribute(self, target: Any, name: str) -> Any:
        return getattr(target, name)

    def _items(self, target: Any) -> Any:
        return iter(target)

    def _packed(self, kind: str, value: Any) -> tuple[Tree, list[bytes]]:
        data: list[bytes] = []
        return [kind, pack(value, data, self._named)], data

    def _named(self, value: Any, part: Part) -> Tree:
        """What stays here gets a number. A model that Keras has words for goes as well, with its number."""
        number = next((number for number, known in self.objects.items() if known is value), len(self.objects))
        self.objects[number] = value
        if models.is_model(value) and (described := models.describe(value)):
            text, weights = described
            return ["model", number, text, part(weights)]
        kind = type(value).__name__
        return ["object", number, str(getattr(value, "__name__", kind)), kind, callable(value)]

    def _known(self, tree: list[Any], part: Part) -> Any:
        """What the grader names: an object of ours, a name of the notebook, a library's function, its own."""
        tag, *rest = tree
        if tag == "object":
            return self.objects[rest[0]]
        if tag == "name":
            return self._get(rest[0])
        if tag == "library":
            return find(rest[0])
        if tag == "model":
            return models.rebuild(rest[0], part(rest[1]))
        if tag == "callback":
            return self._callback(*rest)
        raise Malformed("an unknown name")

    def _callback(self, number: int, name: str) -> Callable[..., Any]:
        """A function that asks the grader for its values."""

        def callback(*args: Any, **kwargs: Any) -> Any:
            data: list[bytes] = []
            given = [pack(part, data, self._named) for part in (list(args), kwargs)]
            self.channel.send(["callback", number, *given], data)
            tree, buffers = self.channel.receive()
            if tree[0] == "raised":
                raise RuntimeError(tree[2])
            return unpack(tree[1], buffers, self._known)

        callback.__name__ = callback.__qualname__ = name
        return callback


def _notebook() -> dict[str, Any]:
    """The names of the student's notebook."""
    from IPython import get_ipython

    names: dict[str, Any] = get_ipython().user_ns
    return names


def find(path: str) -> Any:
    """A function by its dotted name, such as ``numpy.linalg.norm``; its library must be loaded."""
    root, *names = path.split(".")
    if root not in LIBRARIES or root not in sys.modules or any(name.startswith("_") for name in names):
        raise Malformed("a library that does not cross")
    found = sys.modules[root]
    for name in names:
        found = getattr(found, name)
    return found


def _raised(error: BaseException) -> Tree:
    """An exception as its kind, its text, and the student's line it happened in."""
    line = ""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if "<ipython-input" in frame.filename or "ipykernel_" in frame.filename:
            line = frame.line or ""
            break
    return ["raised", type(error).__name__, str(error)[:10_000], line[:500]]

"""The grader's process: runs the tests of one submission, and writes down what they were worth.

It holds the instructor's locked cells and tests and no code of the student's. Names that belong to the
student are asked for over one socket a test (`remote`). For each test it answers its parent
(`autograder.engine.examining`) with a record: points, what was printed, what went wrong. Not for: deciding
which names are whose (`provenance`).
"""

from __future__ import annotations

import ast
import contextlib
import io
import socket
import time
from collections.abc import Iterator
from typing import Any

from autograder.crossing.channel import Channel, Closed
from autograder.examination import scores
from autograder.examination.remote import HUNG_UP, Link, RemoteFailure

PRINTED = 200_000
"""Characters of a test's output that are kept."""
MAX_CHECKS = 500
"""Entries of a record's list of checks."""
CHECKED = 200_000
"""Characters in that list; with what was printed, as JSON, they fit `autograder.engine.examining`'s limit."""


def main(control: socket.socket, sockets: list[socket.socket]) -> None:
    """Run one test after another as the parent asks, until it hangs up."""
    examiner, parent = _Examiner(sockets), Channel(control)
    with contextlib.suppress(Closed):
        while True:
            request, _ = parent.receive()
            parent.send(examiner.test(**request), [])


def adopt(descriptors: list[int]) -> None:
    """The same with inherited descriptors, the parent's first, for platforms where nothing is forked."""
    control, *sockets = (socket.socket(fileno=number) for number in descriptors)
    main(control, sockets)


class _Examiner:
    def __init__(self, sockets: list[socket.socket]) -> None:
        self.sockets = sockets
        self.namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": __builtins__}
        self.ran: set[int] = set()
        self.own: dict[str, Any] = {}

    def test(self, number: int, name: str, source: str, points: float, locked: list[tuple[int, str]],
             fetched: list[str], seconds: float) -> dict[str, Any]:
        """Run one test; see `_record` for what comes back.

        `locked` are locked cells as (place in the notebook, source), `fetched` names of the student's.
        """
        channel = Channel(self.sockets[number], time.monotonic() + seconds)
        link = Link(channel, self.own, self.namespace, seconds)
        printed = _Limited()
        try:
            unread = contextlib.redirect_stderr(io.StringIO())
            with contextlib.redirect_stdout(printed), unread, _noted() as checks:
                try:
                    self._prepare(link, locked, fetched)
                    value = self._run(source, name)
                    score = scores.of_value(value, points)
                    return _record("ok", score.points, score.reason, printed, checks, link.defect)
                except Exception as error:
                    return _record("error", 0.0, "", printed, checks, link.defect, error)
                except KeyboardInterrupt:  # the parent gave the test up: there will be no answer
                    return _record("error", 0.0, "", printed, checks, link.defect, TimeoutError(HUNG_UP))
        finally:
            channel.close()

    def _prepare(self, link: Link, locked: list[tuple[int, str]], fetched: list[str]) -> None:
        """Fetch the student's names, then run the locked cells this test needs and that have not run yet."""
        for name in fetched:
            self.namespace.pop(name, None)
            try:
                link.get(name)
            except NameError:
                continue  # the test says so in its own words when it comes to use the name
        for place, source in locked:
            if place not in self.ran:
                before = dict(self.namespace)
                # a locked cell may try out the student's function
                with contextlib.suppress(RemoteFailure):
                    self._run(source, f"locked cell {place}")
                    self.ran.add(place)
                self.own.update({name: value for name, value in self.namespace.items()
                                 if before.get(name) is not value and callable(value)})

    def _run(self, source: str, name: str) -> Any:
        """Run the code of a cell; the value of its last line, where that is an expression."""
        tree = ast.parse(source)
        last = tree.body[-1] if tree.body else None
        if not isinstance(last, ast.Expr):
            exec(compile(tree, f"<{name}>", "exec"), self.namespace)
            return None
        tree.body.pop()
        exec(compile(tree, f"<{name}>", "exec"), self.namespace)
        value = eval(compile(ast.Expression(last.value), f"<{name}>", "eval"), self.namespace)
        if hasattr(type(value), "_ipython_display_"):
            value._ipython_display_()
            return None
        return value


def _record(status: str, points: float, reason: str, printed: _Limited, checks: list[dict[str, Any]],
            defect: str, error: Exception | None = None) -> dict[str, Any]:
    """What the parent gets, all of it written here. `defect` is a mistake of the check's author."""
    return {
        "status": status, "points": points, "reason": reason, "printed": printed.getvalue(),
        "checks": _kept(checks), "error": error and [type(error).__name__, str(error)[:10_000]],
        "defect": defect,
    }


def _kept(checks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first checks, as many as a record has room for: sentences quote what a student's code says."""
    kept, room = [], CHECKED
    for check in checks[:MAX_CHECKS]:
        room -= len(check["what"]) + len(check["sentence"])
        if room < 0:
            break
        kept.append(check)
    return kept


@contextlib.contextmanager
def _noted() -> Iterator[list[dict[str, Any]]]:
    """Collect what `course.check` finds, check by check."""
    from course import check

    found: list[dict[str, Any]] = []
    check.observed = found
    try:
        yield found
    finally:
        check.observed = None


class _Limited(io.StringIO):
    """Text output that ends at a limit."""

    def write(self, text: str) -> int:
        if self.tell() < PRINTED:
            super().write(text[: PRINTED - self.tell()])
        return len(text)

"""Who computes beside whom: notebooks together, but one whose kernel died again alone.

A kernel can die because the machine ran out of memory beside its neighbours; run again by itself it has all
there is. One `Turns` serves one event loop. Not for: how many run together (`autograder.gradebook.grade`).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from weakref import WeakKeyDictionary


class Turns:
    """Many may hold `together` at a time; who holds `alone` is the only one, and goes first."""

    def __init__(self) -> None:
        self._changed = asyncio.Condition()
        self._together = 0
        self._waiting = 0
        self._alone = False

    @contextlib.asynccontextmanager
    async def together(self) -> AsyncIterator[None]:
        async with self._changed:
            await self._changed.wait_for(lambda: not self._alone and not self._waiting)
            self._together += 1
        try:
            yield
        finally:
            async with self._changed:
                self._together -= 1
                self._changed.notify_all()

    @contextlib.asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        async with self._changed:
            self._waiting += 1
            try:
                await self._changed.wait_for(lambda: not self._alone and not self._together)
            finally:
                self._waiting -= 1
                self._changed.notify_all()
            self._alone = True
        try:
            yield
        finally:
            async with self._changed:
                self._alone = False
                self._changed.notify_all()


_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, Turns] = WeakKeyDictionary()


def turns() -> Turns:
    """Those of the running event loop."""
    return _turns.setdefault(asyncio.get_running_loop(), Turns())

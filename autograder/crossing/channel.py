"""Messages over one stream socket: a header in JSON, raw buffers behind it, both bounded in size.

A header is ``{"tree": …, "sizes": [bytes of each buffer]}``, preceded by its length in four bytes. Not for:
what a message means.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

from autograder.crossing.refusals import Malformed

HEADER_BYTES = 16 * 2**20
MESSAGE_BYTES = 64 * 2**20
"""The largest message; a trained network of the course has a few megabytes of weights."""


class Closed(Exception):
    """The other side has gone, or does not answer in time."""


LENGTH = struct.Struct("!I")
"""How the length of a header is written."""


def frame(tree: Any, buffers: list[bytes]) -> bytes:
    """A message as bytes. Raises `ValueError` where it is too large."""
    header = json.dumps({"tree": tree, "sizes": [len(data) for data in buffers]}).encode()
    if len(header) > HEADER_BYTES or len(header) + sum(map(len, buffers)) > MESSAGE_BYTES:
        raise ValueError(f"a value of more than {MESSAGE_BYTES >> 20} MB is too large to hand over")
    return LENGTH.pack(len(header)) + header + b"".join(buffers)


class Channel:
    """One end. `deadline` (seconds of `time.monotonic`) bounds every wait."""

    def __init__(self, link: socket.socket, deadline: float | None = None) -> None:
        self.link, self.deadline = link, deadline

    def send(self, tree: Any, buffers: list[bytes]) -> None:
        """Raises `Closed` where nobody reads, `ValueError` where the message is too large."""
        message = frame(tree, buffers)
        try:
            self._wait()
            self.link.sendall(message)
        except TimeoutError:
            raise TimeoutError("nobody reads in time") from None
        except OSError as error:
            raise Closed(str(error)) from None

    def receive(self) -> tuple[Any, list[bytes]]:
        """The next message. Raises `Closed` or `Malformed`."""
        (size,) = LENGTH.unpack(self._read(LENGTH.size))
        if size > HEADER_BYTES:
            raise Malformed("a header that is too long")
        try:
            header = json.loads(self._read(size))
            tree, sizes = header["tree"], header["sizes"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Malformed("a header that is no JSON") from None
        whole = isinstance(sizes, list) and all(isinstance(n, int) and n >= 0 for n in sizes)
        if not whole or sum(sizes) > MESSAGE_BYTES:
            raise Malformed("a message that is too large")
        return tree, [self._read(n) for n in sizes]

    def close(self) -> None:
        self.link.close()

    def _read(self, size: int) -> bytes:
        parts, missing = [], size
        while missing:
            try:
                self._wait()
                part = self.link.recv(min(missing, 1 << 20))
            except TimeoutError:
                raise TimeoutError("no answer in time") from None
            except OSError as error:
                raise Closed(str(error)) from None
            if not part:
                raise Closed("the other side hung up")
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def _wait(self) -> None:
        if self.deadline is not None:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("no answer in time")
            self.link.settimeout(left)

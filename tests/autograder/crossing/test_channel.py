"""autograder.crossing.channel: whole messages over a socket, bounded in size and in time."""

import socket
import struct
import time

import pytest

from autograder.crossing import Malformed
from autograder.crossing.channel import LENGTH, Channel, Closed, frame


def pair():
    one, other = socket.socketpair()
    return Channel(one), Channel(other), other


def test_a_message_with_buffers_arrives():
    here, there, _ = pair()
    here.send(["value", 1], [b"abc", b""])
    assert there.receive() == (["value", 1], [b"abc", b""])


@pytest.mark.parametrize("raw", [
    struct.pack("!I", 2**31),
    struct.pack("!I", 3) + b"{]}",
    struct.pack("!I", 2) + b"{}",
    struct.pack("!I", 26) + b'{"tree":1,"sizes":[1e300]}',
    struct.pack("!I", 40) + b'{"tree":1,"sizes":[999999999999999999]}  ',
    struct.pack("!I", 23) + b'{"tree":1,"sizes":[-1]}',
])
def test_nonsense_is_malformed(raw):
    other, mine = socket.socketpair()
    with other, mine:
        other.sendall(raw)
        with pytest.raises(Malformed):
            Channel(mine).receive()


def test_an_end_that_closes_and_one_that_says_nothing():
    here, there, _ = pair()
    here.close()
    with pytest.raises(Closed):
        there.receive()
    silent, waiting = socket.socketpair()
    with pytest.raises(TimeoutError):
        Channel(waiting, time.monotonic() + 0.05).receive()
    silent.close()


def test_a_value_that_is_too_large_is_said_to_be():
    here, _, _ = pair()
    with pytest.raises(ValueError, match="64 MB"):
        here.send(["value"], [bytes(2**26 + 1)])


def test_messages_keep_their_order_and_their_bounds():
    here, there, _ = pair()
    for number in range(3):
        here.send(number, [bytes(number)])
    assert [there.receive() for _ in range(3)] == [(0, [b""]), (1, [b"\0"]), (2, [b"\0\0"])]


def test_half_a_message_is_an_end_that_closed():
    other, mine = socket.socketpair()
    message = frame(["value", 1], [b"abcdef"])
    assert LENGTH.unpack(message[:4])[0] == len(message) - 4 - 6
    other.sendall(message[:-3])
    other.close()
    with pytest.raises(Closed):
        Channel(mine).receive()
    mine.close()


def test_nobody_waits_for_a_reader_longer_than_the_deadline():
    here, mine = socket.socketpair()
    with here, mine, pytest.raises(TimeoutError, match="in time"):
        Channel(mine, time.monotonic() + 0.1).send(None, [bytes(2**25)])

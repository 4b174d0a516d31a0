"""autograder.crossing against messages nobody would think of: values or a refusal, and nothing else.

Messages are grown from the tags that there are and from true messages with parts exchanged, cut and repeated.
A few hundred in the fast tests, 12,000 in the slow one.
"""

import collections
import copy
import dataclasses
import json
import socket
import struct
import tracemalloc

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.crossing import CannotCross, Malformed, models, pack, unpack, unpacking
from autograder.crossing.channel import Channel, Closed, frame

keras, tf = pytest.importorskip("keras"), pytest.importorskip("tensorflow")

FEW, MANY = 300, 12_000
LARGEST = 64 * 2**20
"""Bytes that a message of a few bytes may make; a tensor of one number costs some thousand."""

Pair = collections.namedtuple("Pair", "x y")


@dataclasses.dataclass
class Fit:
    slope: float
    values: np.ndarray


def samples():
    """One of each kind of what crosses."""
    history = keras.callbacks.History()
    history.history, history.epoch = {"loss": [2.0, 1.0]}, [0, 1]
    from matplotlib.figure import Figure

    figure = Figure()
    figure.subplots().plot([1, 2], [3, 4], label="a")
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    text, weights = models.describe(model)
    return [
        None, True, 2**80, 1.5, float("nan"), 1j, "text", b"bytes", range(3), slice(1, None, 2), ...,
        [1, [2]], (1,), {1}, frozenset({2}), {"a": {"b": 1}}, Pair(1, 2), Fit(1.0, np.ones(2)),
        iter([1, 2]), np.arange(6.0).reshape(2, 3), np.float32(1), np.array(["a", "b"]),
        np.array([1, "a", None], dtype=object),
        np.zeros((0, 3)), np.dtype("f4"), np.random.default_rng(1),
        np.random.Generator(np.random.MT19937(1)),
        tf.constant([1.0, 2.0]), tf.constant(["a"]), tf.Variable([1, 2]), keras.Variable(1.0), tf.float32,
        history, figure, text, weights,
    ]


def true_messages():
    made = []
    for value in samples():
        buffers = []
        try:
            made.append((json.loads(json.dumps(pack(value, buffers))), buffers))
        except CannotCross:  # a tensor of strings
            continue
    return made


TRUE = true_messages()
WORDS = [
    "<f8", "<f4", "|b1", "<U3", "|S2", "<c16", "|O", "V8", "<M8[s]", "<f8,<f8", ">i4", "float32", "resource",
    "variant", "string", "bfloat16", "int4", "nan", "inf", "0x1f", "-0x2", "PCG64", "MT19937", "Generator",
    "__class__", "", "a", "loss", "state", "bit_generator", "title", "lines", "x" * 70,
]
LEAVES = (
    st.none() | st.booleans() | st.floats() | st.integers(-3, 5) | st.integers()
    | st.sampled_from([2**31, 2**40, 2**62, 2**64, -(2**63), 10**30])
    | st.sampled_from(WORDS) | st.text(max_size=5)
)
TAGS = st.sampled_from([*sorted(unpacking._TAGS), "object", "model", "callback", "name", "library"])
GROWN = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.builds(lambda tag, parts: [tag, *parts], TAGS,
                                                          st.lists(inner, max_size=4)),
    max_leaves=15,
)


def places(tree, so_far=()):
    """Every part of a tree, as the way to it."""
    yield so_far
    if isinstance(tree, list):
        for number, part in enumerate(tree):
            yield from places(part, (*so_far, number))


@st.composite
def spoilt(draw):
    """A true message with one to four parts exchanged for others, left out or repeated; buffers likewise."""
    tree, buffers = copy.deepcopy(draw(st.sampled_from(TRUE)))
    tree, buffers = ["list", [tree]], list(buffers)
    for _ in range(draw(st.integers(1, 4))):
        *way, last = draw(st.sampled_from([place for place in places(tree) if place] or [(0,)]))
        parent = tree
        for step in way:
            parent = parent[step]
        match draw(st.sampled_from(["exchange", "tag", "drop", "repeat", "buffer"])):
            case "exchange":
                parent[last] = draw(GROWN)
            case "tag":
                parent[last] = draw(TAGS)
            case "drop":
                del parent[last]
            case "repeat":
                parent.append(copy.deepcopy(parent[last]))
            case "buffer" if buffers:
                number = draw(st.integers(0, len(buffers) - 1))
                buffers[number] = draw(st.binary(max_size=40))
        if not isinstance(tree, list) or len(tree) == 0:
            break
    return tree, buffers


MESSAGES = spoilt() | st.tuples(GROWN, st.lists(st.binary(max_size=16), max_size=3))


def read(message):
    """What becomes of a message: a value that is plain throughout, or a refusal."""
    tree, buffers = message
    tracemalloc.start()
    try:
        value = unpack(tree, buffers)
        assert tracemalloc.get_traced_memory()[1] < LARGEST
    except (Malformed, CannotCross):
        return
    finally:
        tracemalloc.stop()
    repr(value)


def talk(message, cut):
    """The bytes of a message over a socket, cut or spoilt: a message, or one of the channel's own errors."""
    tree, buffers = message
    try:
        data = bytearray(frame(tree, buffers))
    except (ValueError, TypeError):
        return
    for place, byte in cut:
        data[place % len(data)] = byte
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(data[: 1 << 16])
        theirs.shutdown(socket.SHUT_WR)
        try:
            Channel(ours).receive()
        except (Closed, Malformed):
            pass


SLOW = pytest.param(MANY, marks=pytest.mark.slow)
CHECKS = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.parametrize("examples", [FEW, SLOW])
def test_whatever_a_message_says_it_is_a_value_or_it_is_refused(examples):
    settings(max_examples=examples, derandomize=examples == FEW, **CHECKS)(given(MESSAGES)(read))()


@pytest.mark.parametrize("examples", [FEW, SLOW])
def test_whatever_bytes_come_they_are_a_message_or_an_error_of_the_channels(examples):
    spoiling = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), max_size=5)
    settings(max_examples=examples, derandomize=examples == FEW, **CHECKS)(given(MESSAGES, spoiling)(talk))()


def test_a_length_that_never_comes_and_one_that_is_too_long_are_refused():
    for data in (b"", b"\0", struct.pack("!I", 2**31), struct.pack("!I", 40) + b"{}"):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            theirs.sendall(data)
            theirs.close()
            with pytest.raises((Closed, Malformed)):
                Channel(ours).receive()


def test_true_messages_are_among_them():
    for tree, buffers in TRUE:
        unpack(tree, buffers)
    assert {tree[0] for tree, _ in TRUE if isinstance(tree, list)} == unpacking._TAGS

"""autograder.crossing: plain data arrive as they were; everything else is refused, whatever it says it is."""

import collections
import dataclasses
import json
import socket
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.crossing import CannotCross, Malformed, pack, unpack
from autograder.crossing.channel import Channel, Closed

Point = collections.namedtuple("Point", "x y")


@dataclasses.dataclass
class Fit:
    slope: float
    values: np.ndarray


def sent(value):
    """The value after a journey as JSON and bytes."""
    buffers = []
    tree = pack(value, buffers)
    return unpack(json.loads(json.dumps(tree)), buffers)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.binary() | st.just(...)
    | arrays.arrays(st.sampled_from(["f8", "f4", "i4", "u1", "?", "c16", "U3"]), arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text() | st.integers(), inner), max_leaves=20,
)


@given(PLAIN)
def test_plain_data_arrive_as_they_were(value):
    arrived = sent(value)
    assert type(arrived) is type(value)
    np.testing.assert_equal(arrived, value)


def test_kinds_of_numbers_stay_what_they_are():
    for value in (np.float32(0.1), np.int64(3), np.bool_(True), np.array([1, [2]], dtype=object), range(2, 9, 3), slice(1, None), {1, 2}, np.dtype("f4")):
        assert repr(sent(value)) == repr(value)
    big_endian = np.array([1.5, 2], dtype=">f8")
    assert sent(big_endian).tolist() == [1.5, 2]


def test_named_tuples_and_dataclasses_keep_their_fields():
    assert sent(Point(1, [2])) == (1, [2]) and sent(Point(1, 2)).y == 2
    arrived = sent(Fit(2.0, np.arange(3)))
    assert arrived.slope == 2.0 and arrived.values.tolist() == [0, 1, 2] and type(arrived).__name__ == "Fit"


def test_a_generator_of_random_numbers_crosses_with_its_state():
    rng = np.random.default_rng(3)
    rng.normal(size=5)
    assert sent(rng).normal() == rng.normal()


def test_tensors_and_variables_cross():
    import tensorflow as tf

    assert tf.is_tensor(sent(tf.constant([1.0, 2]))) and sent(tf.constant([1.0, 2])).dtype == tf.float32
    assert isinstance(sent(tf.Variable([1, 2])), tf.Variable)
    assert float(sent(tf.constant(1.5, tf.bfloat16))) == 1.5


def test_an_iterator_crosses_as_far_as_it_goes():
    assert list(sent(n * n for n in range(4))) == [0, 1, 4, 9]
    with pytest.raises(CannotCross, match="iterator of more than"):
        sent(iter(int, 1))


def test_what_is_not_plain_is_refused_by_name():
    cyclic = []
    cyclic.append(cyclic)
    for value, sentence in ((object(), "a object cannot"), (cyclic, "too many parts"), (len, "builtin_function")):
        with pytest.raises(CannotCross, match=sentence):
            sent(value)


@pytest.mark.parametrize("tree", [
    {}, {"a": 1}, [], [1], ["nonsense"], ["_array"], ["__class__"], ["array"], ["array", "<f8", [2], 0], ["array", "<f8", [-1], 0], ["array", "|O", [1], 0],
    ["array", "<f8,<f8", [1], 0], ["array", "V8", [1], 0], ["array", "<f8", [1], 7], ["array", "<f8", [1], True], ["array", "<f8", "x", 0], ["int", "zz"],
    ["float", "1"], ["dict", [1]], ["set", [["list", []]]], ["generator", "os", None], ["generator", "PCG64", ["dict", []]], ["figure", 3], ["history", 1, 2],
    ["named", "x", ["a"], [1, 2]], ["record", "x", ["a", "a"], [1, 2]], ["tensor", "nonsense", "<f8", [1], 0], ["range", 1, 2, 0], ["objects", [3], [1]],
])
def test_a_message_that_no_honest_process_sends_is_malformed(tree):
    with pytest.raises(Malformed):
        unpack(tree, [b"12345678"])


@given(st.recursive(st.none() | st.integers() | st.text(max_size=8) | st.floats(), lambda inner: st.lists(inner, max_size=4), max_leaves=12))
def test_no_message_does_more_than_be_refused(tree):
    try:
        unpack(["list", [tree]], [b"", b"12345678"])
    except Malformed:
        pass


class TestChannel:
    def pair(self):
        one, other = socket.socketpair()
        return Channel(one), Channel(other), other

    def test_a_message_with_buffers_arrives(self):
        here, there, _ = self.pair()
        here.send(["value", 1], [b"abc", b""])
        assert there.receive() == (["value", 1], [b"abc", b""])

    @pytest.mark.parametrize("raw", [struct.pack("!I", 2**31), struct.pack("!I", 3) + b"{]}", struct.pack("!I", 2) + b"{}",
                                     struct.pack("!I", 26) + b'{"tree":1,"sizes":[1e300]}', struct.pack("!I", 40) + b'{"tree":1,"sizes":[999999999999999999]}  '])
    def test_nonsense_is_malformed(self, raw):
        _, there, link = self.pair()
        here = there.link
        other, mine = socket.socketpair()
        other.sendall(raw)
        with pytest.raises(Malformed):
            Channel(mine).receive()
        here.close()

    def test_an_end_that_closes_and_one_that_says_nothing(self):
        import time

        here, there, _ = self.pair()
        here.close()
        with pytest.raises(Closed):
            there.receive()
        silent, waiting = socket.socketpair()
        with pytest.raises(TimeoutError):
            Channel(waiting, time.monotonic() + 0.05).receive()
        silent.close()

    def test_a_value_that_is_too_large_is_said_to_be(self):
        here, _, _ = self.pair()
        with pytest.raises(ValueError, match="64 MB"):
            here.send(["value"], [bytes(2**26 + 1)])

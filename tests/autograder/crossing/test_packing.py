"""autograder.crossing.packing: plain data arrive as they were; everything else is refused, by its name.

`CannotCross` of `autograder.crossing.refusals` is tested here too, `Malformed` in `test_unpacking`.
"""

import collections
import dataclasses
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.crossing import CannotCross, pack, unpack

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


ARRAYS = arrays.arrays(
    st.sampled_from(["f8", "f4", "i4", "u1", "?", "c16", "U3"]),
    arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
NUMBERS = st.booleans() | st.integers() | st.floats() | st.complex_numbers()
KEYS = st.text() | st.integers()
PLAIN = st.recursive(
    st.none() | NUMBERS | st.text() | st.binary() | st.just(...) | ARRAYS,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(KEYS, inner),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_data_arrive_as_they_were(value):
    arrived = sent(value)
    assert type(arrived) is type(value)
    np.testing.assert_equal(arrived, value)


def test_kinds_of_numbers_stay_what_they_are():
    scalars = np.float32(0.1), np.int64(3), np.bool_(True), np.str_("word")
    collections_of = np.array([1, [2]], dtype=object), range(2, 9, 3), slice(1, None), {1, 2}, np.dtype("f4")
    for value in (*scalars, *collections_of):
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
    refused = (object(), "a object cannot"), (cyclic, "too many parts"), (len, "builtin_function")
    for value, sentence in refused:
        with pytest.raises(CannotCross, match=sentence):
            sent(value)


def test_a_value_of_too_many_parts_is_refused():
    with pytest.raises(CannotCross, match="too many parts"):
        sent([0] * 300_001)


def test_what_is_not_plain_is_asked_of_the_caller_with_its_parts():
    def foreign(value, part):
        return ["mine", value.__name__, part([1, 2])]

    assert pack({"a": print}, [], foreign) == ["dict", ["a", ["mine", "print", ["list", [1, 2]]]]]

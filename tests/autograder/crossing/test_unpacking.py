"""autograder.crossing.unpacking: what arrives is built from plain parts; odd messages are `Malformed`.

The way there and back, value by value, is tested in `test_packing`.
"""

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.crossing import Malformed, safe_name, unpack


@pytest.mark.parametrize("tree", [
    {}, {"a": 1}, [], [1], ["nonsense"], ["_array"], ["__class__"], ["array"], ["array", "<f8", [2], 0],
    ["array", "<f8", [-1], 0], ["array", "|O", [1], 0], ["array", "<f8,<f8", [1], 0], ["array", "V8", [1], 0],
    ["array", "<f8", [1], 7], ["array", "<f8", [1], True], ["array", "<f8", "x", 0],
    ["array", "<f8", [1] * 33, 0], ["array", "<f8", [1.0], 0], ["scalar", "<f4", [], 0],
    ["int", "zz"], ["float", "1"], ["dict", [1]],
    ["set", [["list", []]]], ["generator", "os", None], ["generator", "PCG64", ["dict", []]],
    ["figure", 3], ["history", 1, 2], ["named", "x", ["a"], [1, 2]], ["record", "x", ["a", "a"], [1, 2]],
    ["tensor", "nonsense", "<f8", [1], 0], ["tensor-dtype", 3], ["range", 1, 2, 0], ["objects", [3], [1]],
    ["array", "<U2", [1], 0], ["list", 3], ["many", []], ["buffer", 0],
])
def test_a_message_that_no_honest_process_sends_is_malformed(tree):
    with pytest.raises(Malformed):
        unpack(tree, [b"12345678"])


LEAVES = st.none() | st.integers() | st.text(max_size=8) | st.floats()


@given(st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4), max_leaves=12))
def test_no_message_does_more_than_be_refused(tree):
    try:
        unpack(["list", [tree]], [b"", b"12345678"])
    except Malformed:
        pass


@pytest.mark.parametrize("tree", [["list", [0] * 600_001], "deep"])
def test_a_message_of_too_many_parts_is_malformed(tree):
    if tree == "deep":
        tree = 1
        for _ in range(81):
            tree = ["list", [tree]]
    with pytest.raises(Malformed, match="too many parts"):
        unpack(tree, [])


def test_a_tag_that_is_not_plain_is_asked_of_the_caller_with_its_parts():
    tree = ["list", [["mine", ["int", "0x10"]]]]
    assert unpack(tree, [], lambda tree, part: (tree[0], part(tree[1]))) == [("mine", 16)]


@given(st.text())
def test_a_name_a_student_chose_is_a_short_public_identifier_here(text):
    name = safe_name(text)
    assert name.isidentifier() and name.isascii() and not keyword.iskeyword(name)
    assert not name.startswith("_") and len(name) <= 61


@pytest.mark.parametrize(("text", "name"), [
    ("Net", "Net"), ("__init__", "init__"), ("my net", "my_net"), ("class", "xclass"), ("", "x"),
    ("Büro", "B_ro"),
])
def test_a_name_stays_what_it_is_as_far_as_that_is_safe(text, name):
    assert safe_name(text) == name

"""course.graph.operations: TensorFlow's names of operations in words, and which names somebody gave."""

import pytest

from course.graph import operations

tf = pytest.importorskip("tensorflow")


def made(build) -> dict:
    """The operations of a graph by their names."""
    with tf.Graph().as_default() as graph:
        build()
    return {operation.name: operation for operation in graph.get_operations()}


def test_words():
    def build():
        x = tf.constant([1.0, 2.0])
        tf.add(x, x, name="sum_of_both")
        tf.nn.softplus(x, name="soft")
        tf.raw_ops.ReduceJoin(inputs=["a", "b"], reduction_indices=[0], name="joined")
        tf.raw_ops.MatrixInverse(input=[[1.0]], name="inverse")

    words = {name: operations.word(operation) for name, operation in made(build).items()}
    assert words["sum_of_both"] == "add" and words["soft"] == "softplus"
    assert words["joined"] == "reduce join" and words["inverse"] == "matrix inverse"


def test_a_name_that_tensorflow_made_up_is_none():
    def build():
        x = tf.constant([1.0, 2.0])
        tf.exp(x, name="odds")
        tf.exp(x, name="odds")
        tf.exp(x)
        x * x
        tf.reduce_sum(x)

    names = {name: operations.given_name(operation) for name, operation in made(build).items()}
    assert names["odds"] == names["odds_1"] == "odds"
    assert names["Exp"] is None and names["mul"] is None and names["Sum"] is None


def test_every_symbol_stands_for_a_word_that_occurs():
    assert set(operations.SYMBOLS) <= {*operations.WORDS.values(), "square"}

"""course.graph.structure: numbers and shapes in words, diagonals, and a structure that needs no picture."""

import numpy as np
import pytest

from course.graph.structure import Edge, Node, Structure, brief, number, shape_text


@pytest.mark.parametrize(("value", "text"), [
    (0.0, "0"), (-0.0, "0"), (-28.0, "−28"), (3, "3"), (True, "true"), (123456.0, "123456"),
    (1234567.0, "1.235e6"), (-2.5e-7, "−2.5e−7"), (0.333333, "0.3333"), (float("inf"), "inf")])
def test_a_number_has_four_digits_and_a_minus_sign_that_is_read_out(value, text):
    assert number(value) == text


@pytest.mark.parametrize(("value", "text"), [
    (2.0, "2"), ([1.0, -2.0], "[1, −2]"), ([[1, 2], [3, 4]], "[[1, 2], [3, 4]]"), ([], "empty, shape 0"),
    ([3.0] * 7 + [4.0] * 0, "shape 7, norm 7.937"), ([["a"] * 4] * 2, "shape 2×4")])
def test_a_tensor_is_told_in_its_numbers_or_by_shape_and_norm(value, text):
    assert brief(np.array(value)) == text


def test_shapes():
    assert [shape_text(shape) for shape in ((), (3,), (2, 3))] == ["1", "3", "2×3"]


def test_a_diagonal_is_one_only_where_all_else_is_zero():
    slopes = np.array([2.0, 3.0])
    assert np.array_equal(Edge(1, 2, (2, 2), np.diag(slopes)).diagonal, slopes)
    assert Edge(1, 2, (2, 2), np.ones((2, 2))).diagonal is None
    assert Edge(1, 2, (2, 3), np.ones((2, 3))).diagonal is None
    assert Edge(1, 2, (2, 2)).diagonal is None


def test_both_passes_of_a_structure_written_by_hand():
    """y = 3x at x = 2."""
    nodes = (Node(1, "x", "input", np.array(2.0), np.array(3.0)), Node(2, None, "constant", np.array(3.0)),
             Node(3, "y", "multiply", np.array(6.0), np.array(1.0)))
    edges = (Edge(1, 3, (), np.array(3.0), np.array(3.0)), Edge(2, 3, ()))
    made = Structure("line", nodes, edges)
    forward = [step.text for step in made.forward_steps()]
    assert forward == ["input x: 2", "constant: 3", "y = multiply(x, 3): 6"]
    first, last = made.backward_steps()
    assert first.text == "y: gradient 1, the start" and first.gradients == {3: 1, 1: 3}
    assert last.text == "x: gradient 3 = 1 times 3 from y" and not hasattr(made, "draw")
    assert made.alternative() == ("Computational graph of line: multiply; output 6. "
                                  "Gradients that arrive: x 3.")

"""course.widgets.graph, and course.graph.drawing step by step: what is in the picture at each step, what the
words say, and that no step leaves a trace in another."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course.graph import Edge, Graph, Node
from course.graph.drawing import Drawing, size
from course.widgets import graph_steps

VALUES = {1: 2.0, 2: 1.0, 3: 3.0, 4: 1.0, 5: 2.0, 6: 6.0}
GRADIENTS = {1: 2.0, 2: 5.0, 3: 2.0, 5: 3.0, 6: 1.0}
BACKWARD = [{6: 1, 3: 2, 5: 3}, {2: 3}, {1: 2, 2: 5}, {}, {}]
"""What changes below the nodes: e passes on to c and d, then d to b, then c to a and b,
where it is added up."""


@pytest.fixture(scope="module")
def formula():
    """e = (a + b)(b + 1) at a = 2, b = 1, written down by hand."""
    names = {1: ("a", "input"), 2: ("b", "input"), 3: ("c", "add"), 4: (None, "constant"), 5: ("d", "add"),
             6: (None, "multiply")}
    gradients = {number: np.array(gradient) for number, gradient in GRADIENTS.items()}
    nodes = tuple(Node(number, *names[number], np.array(value), gradients.get(number))
                  for number, value in VALUES.items())
    slopes = {(1, 3): 1.0, (2, 3): 1.0, (2, 5): 1.0, (4, 5): None, (3, 6): 2.0, (5, 6): 3.0}
    edges = (Edge(source, target, (), None if slope is None else np.array(slope),
                  None if slope is None else np.array(slope * GRADIENTS[target]))
             for (source, target), slope in slopes.items())
    return Graph("formula", nodes, tuple(edges))


@pytest.fixture(scope="module")
def widget(formula):
    return graph_steps(formula)


def written(texts):
    """The number that stands in each text, if there is one: "c = 3" is 3, "d" is nothing yet."""
    ends = {number: text.get_text().split("\n")[-1].split(" = ")[-1] for number, text in texts.items()}
    return {number: float(end) for number, end in ends.items() if end and end[-1].isdigit()}


def test_each_step_adds_what_it_computes(formula):
    drawing = Drawing(formula, Figure(figsize=size(formula)))
    (part,) = drawing.parts
    for step in formula.forward_steps():
        drawing.at(step)
        assert written(part.values) == {number: VALUES[number] for number in range(1, step.node.number + 1)
                                        if number != 4}, "4 has its 1 inside"
        assert not written(part.gradients)
    known = {}
    for step, new in zip(formula.backward_steps(), BACKWARD, strict=True):
        drawing.at(step)
        known |= new
        assert written(part.gradients) == known
        on_arrows = {(edge.source, edge.target)
                     for edge, texts in part.labels.items() if all(text.get_visible() for text in texts)}
        assert on_arrows == {(edge.source, edge.target) for edge in formula.edges
                             if edge.target >= step.node.number and edge.source != 4}
    drawing.at(None)
    assert written(part.gradients) == GRADIENTS


def test_the_node_and_the_arrows_of_the_step_are_marked(formula):
    drawing = Drawing(formula, Figure(figsize=size(formula)))
    (part,) = drawing.parts
    plain = {number: shape.get_facecolor() for number, shape in part.shapes.items()}
    for step in [*formula.forward_steps(), *formula.backward_steps()]:
        drawing.at(step)
        marked = {number for number, shape in part.shapes.items() if shape.get_facecolor() != plain[number]}
        wide = {edge.source for edge, pieces in part.arrows.items() if pieces[0].get_linewidth() > 1.5}
        sources = {edge.source for edge in formula.into(step.node)}
        assert marked == {step.node.number}
        marked = sources if step.direction == "forward" else sources - {4}
        assert wide == marked, "no gradient goes to the constant"


def test_words_say_the_rule_with_its_numbers(widget):
    assert widget.description(step=3) == "Step 3 of 11, forward pass: c = add(a, b): 3."
    assert widget.description(step=7) == ("Step 7 of 11, backward pass: ∂formula/∂formula = 1, the start. "
                                          "Passed on: 1 times 2 = 2 to c; 1 times 3 = 3 to d.")
    assert widget.description(step=9) == ("Step 9 of 11, backward pass: "
                                          "∂formula/∂c = 2 = 1 times 2 from node 6. Passed on: "
                                          "2 times 1 = 2 to a; 2 times 1 = 2 to b, "
                                          "where 5 has arrived so far.")
    assert widget.description(step=10).endswith("∂formula/∂b = 5 = 2 times 1 from c + 3 times 1 from d.")


def test_every_step_has_its_own_picture_and_leaves_no_trace(formula, widget):
    pictures = [widget.picture(step=step) for step in range(1, 12)]
    assert len(set(pictures)) == 11 and all(picture.startswith(b"\x89PNG") for picture in pictures)
    fresh = graph_steps(formula)
    assert [fresh.picture(step=step) for step in (11, 2, 8)] == [pictures[10], pictures[1], pictures[7]]


def test_the_filmstrip_shows_both_passes(formula, widget):
    png, words = widget.filmstrip()
    assert png.startswith(b"\x89PNG") and "forward pass" in words and "backward pass" in words
    assert graph_steps(formula).filmstrip() == (png, words)


def test_the_slider_says_step_and_direction(widget):
    slider = widget.panel().children[0]
    said = [slider.options[place][0] for place in (0, -1)]
    assert slider.description == "step" and said == ["1 of 11, forward", "11 of 11, backward"]

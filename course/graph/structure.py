"""What is in a graph: nodes and edges with their numbers, the steps of both passes, and the text form.

Plain data, no TensorFlow: everything in it is a NumPy array, a string or a whole number. Not for: pictures
(`course.graph.picture`), for which this knows no more than a sentence for readers who cannot see them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.errors import CourseError

LEAVES = ("input", "variable", "constant")
"""Operations of nodes that nothing flows into."""


@dataclass(frozen=True, eq=False)
class Node:
    """One tensor of the graph: the result of an operation, or an input, a variable or a constant.

    `name` is what the student calls it, or `None`. `gradient` has the shape of `value` and is the
    derivative of the output with respect to it (of the sum of the output's entries, where the output
    has several); `None` where no gradient arrives. `detail` completes the operation, as in "over axis 0".
    """

    number: int
    name: str | None
    operation: str
    value: np.ndarray
    gradient: np.ndarray | None = None
    detail: str = ""

    @property
    def is_leaf(self) -> bool:
        return self.operation in LEAVES


@dataclass(frozen=True, eq=False)
class Edge:
    """A tensor (node number `source`) that goes into an operation (node number `target`).

    `local` is the Jacobian of that one operation, shape ``jacobian_shape`` = target's shape + source's
    shape, or `None` where it is too large to be worth computing. `flow` is what moves back over the edge:
    the target's gradient times the Jacobian, in the source's shape; `None` where no gradient passes. The
    flows that leave a node's outgoing edges add up to the node's gradient. A tensor that an operation
    uses twice, as in ``x * x``, has one edge.
    """

    source: int
    target: int
    jacobian_shape: tuple[int, ...]
    local: np.ndarray | None = None
    flow: np.ndarray | None = None

    @property
    def diagonal(self) -> np.ndarray | None:
        """The diagonal of the Jacobian, in the source's shape,
        where the operation works entry by entry; else `None`."""
        half = len(self.jacobian_shape) // 2
        shape = self.jacobian_shape[:half]
        if self.local is None or shape != self.jacobian_shape[half:]:
            return None
        square = self.local.reshape(int(np.prod(shape)), -1)
        return np.diag(square).reshape(shape) if np.array_equal(square, np.diag(np.diag(square))) else None


@dataclass(frozen=True, eq=False)
class Step:
    """The state of a pass after one of its steps; `values` and `gradients` hold what is known by then.

    In the backward pass, a gradient is the sum of what has arrived so far: where several paths meet, it
    grows until the last of them is in. `node` is the node of this step, `text` says what happened.
    """

    direction: str
    node: Node
    values: dict[int, np.ndarray]
    gradients: dict[int, np.ndarray]
    text: str


@dataclass(frozen=True, eq=False)
class Structure:
    """The nodes of a graph, in the order of computation, and its edges;
    `course.graph.Graph` adds the pictures.

    ``structure["ax"]`` or ``structure[3]`` is one node, by name or number; numbers start at 1 and the last
    node is the output. ``print(structure)`` writes both passes as text.
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def output(self) -> Node:
        return self.nodes[-1]

    def __getitem__(self, which: str | int) -> Node:
        found = [node for node in self.nodes if which in (node.number, node.name)]
        if len(found) > 1:
            numbers = ", ".join(str(node.number) for node in found)
            raise CourseError(f"{self.title} has {len(found)} nodes named {which!r}: "
                              f"ask for one by its number, {numbers}.")
        if not found:
            names = ", ".join(dict.fromkeys(node.name for node in self.nodes if node.name))
            raise CourseError(f"{self.title} has no node {which!r}: "
                              f"there are the numbers 1 to {len(self.nodes)} and the names {names}.")
        return found[0]

    def label(self, node: Node) -> str:
        """What a sentence calls a node: its name, a constant's number, else "node" and its number."""
        if node.name is None:
            is_number = node.operation == "constant" and node.value.ndim == 0
            return brief(node.value) if is_number else f"node {node.number}"
        again = sum(node.name == other.name for other in self.nodes) > 1
        return f"{node.name} (node {node.number})" if again else node.name

    def edge(self, source: str | int, target: str | int) -> Edge:
        """The edge between two nodes, each given by name or number."""
        ends = self[source].number, self[target].number
        for edge in self.edges:
            if (edge.source, edge.target) == ends:
                return edge
        raise CourseError(f"{self.title} has no edge from {source!r} to {target!r}.")

    def into(self, node: Node) -> list[Edge]:
        """The edges that end in a node, in the order of the operation's arguments."""
        return [edge for edge in self.edges if edge.target == node.number]

    def out_of(self, node: Node) -> list[Edge]:
        """The edges that start at a node."""
        return [edge for edge in self.edges if edge.source == node.number]

    def forward_steps(self) -> Iterator[Step]:
        """One `Step` for each node, from the inputs to the output."""
        values: dict[int, np.ndarray] = {}
        for node in self.nodes:
            values = values | {node.number: node.value}
            yield Step("forward", node, values, {}, self._forward_text(node))

    def backward_steps(self) -> Iterator[Step]:
        """One `Step` for each node that has a gradient, from the output to the inputs;
        the flows pass on to the next."""
        values = {node.number: node.value for node in self.nodes}
        gradients: dict[int, np.ndarray] = {}
        for node in reversed(self.nodes):
            if node.gradient is None:
                continue
            # all its paths are in: the sum, to the last digit
            gradients = gradients | {node.number: node.gradient}
            for edge in self.into(node):
                if edge.flow is not None:
                    so_far = gradients.get(edge.source)
                    gradients = gradients | {edge.source: edge.flow if so_far is None else so_far + edge.flow}
            yield Step("backward", node, values, gradients, self._backward_text(node))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.title}: {len(self.nodes)} nodes, {len(self.edges)} edges)"

    def __str__(self) -> str:
        """Both passes in words, one line for each node."""
        many = "" if self.output.value.size == 1 else " (gradients are those of the sum of its entries)"
        edges = f"{len(self.edges)} edge{'s' * (len(self.edges) != 1)}"
        lines = [f"{self.title}: {len(self.nodes)} nodes, {edges}, output {brief(self.output.value)}{many}"]
        lines += ["Forward pass, from the inputs to the output:"]
        lines += [f"  {step.node.number}. {step.text}" for step in self.forward_steps()]
        if self.output.gradient is not None:
            lines += ["Backward pass, from the output to the inputs (gradient = gradient coming in, "
                      "times local gradient):"]
            lines += [f"  {step.node.number}. {step.text}" for step in self.backward_steps()]
        return "\n".join(lines)

    def _forward_text(self, node: Node) -> str:
        if node.is_leaf:
            return (f"{node.operation} {node.name}: {brief(node.value)}" if node.name
                    else f"{node.operation}: {brief(node.value)}")
        arguments = ", ".join(self.label(self[edge.source]) for edge in self.into(node))
        call = f"{node.operation}({arguments})" + (f" {node.detail}" if node.detail else "")
        return f"{node.name} = {call}: {brief(node.value)}" if node.name else f"{call}: {brief(node.value)}"

    def _backward_text(self, node: Node) -> str:
        return f"{node.name or node.operation}: gradient {self.chain_rule(node)}"

    def chain_rule(self, node: Node) -> str:
        """A node's gradient and where it comes from, as "5 = 2 times 1 from c + 3 times 1 from d"."""
        if node is self.output:
            return f"{brief(node.gradient)}, the start"
        told = [f"{self.product(edge)} from {self.label(self[edge.target])}"
                for edge in self.out_of(node) if edge.flow is not None]
        return f"{brief(node.gradient)} = {' + '.join(told)}"

    def product(self, edge: Edge) -> str:
        """One edge's term of the chain rule: incoming gradient times local gradient,
        or the Jacobian's shape."""
        incoming = brief(self[edge.target].gradient)
        if edge.local is None or edge.local.size > 1:
            shapes = [shape_text(self[end].value.shape) for end in (edge.target, edge.source)]
            diagonal = edge.diagonal
            if diagonal is not None:
                return f"{incoming} times {brief(diagonal)}, entry by entry"
            return f"{incoming} times a Jacobian, {shapes[0]} by {shapes[1]}"
        return f"{incoming} times {number(edge.local.item())}"

    def alternative(self) -> str:
        """One or two sentences for a reader who cannot see the picture."""
        leaves = [node for node in self.nodes if node.is_leaf and node.gradient is not None]
        told = ", ".join(f"{self.label(node)} {brief(node.gradient)}" for node in leaves)
        between = [node.operation for node in self.nodes if not node.is_leaf]
        text = (f"Computational graph of {self.title}: {', '.join(between) or 'no operation'}; "
                f"output {brief(self.output.value)}.")
        return text + (f" Gradients that arrive: {told}." if told else "")


def brief(value: Any, entries: int = 6) -> str:
    """A tensor in words: its number or, up to `entries` of them, numbers; else its shape and its norm."""
    array = np.asarray(value)
    if array.size == 0:
        return f"empty, shape {shape_text(array.shape)}"
    if array.ndim == 0:
        return number(array.item())
    if array.size <= entries:
        inside = (brief(row, entries) for row in array)
        return f"[{', '.join(inside)}]"
    if array.dtype.kind not in "iuf":
        return f"shape {shape_text(array.shape)}"
    return f"shape {shape_text(array.shape)}, norm {number(float(np.linalg.norm(array.astype(float))))}"


def number(value: Any, digits: int = 4) -> str:
    """A number with `digits` significant digits and a real minus sign, which a screen reader says."""
    if not isinstance(value, float):
        return str(value).lower().replace("-", "−")
    if value == 0:
        return "0"  # never "−0"
    text = f"{value:.{digits}g}"
    if "e" in text and 1 <= abs(value) < 1e6:
        text = f"{value:.0f}"
    mantissa, _, exponent = text.partition("e")
    return (mantissa + (f"e{int(exponent)}" if exponent else "")).replace("-", "−")


def shape_text(shape: tuple[int, ...]) -> str:
    """(2, 3) as "2×3", (3,) as "3", () as "1"."""
    return "×".join(map(str, shape)) or "1"

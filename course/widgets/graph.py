"""Both passes of a computational graph, one step after the other, under one slider.

Values appear above the nodes in the forward pass, gradients below them in the backward pass, as in
`Graph.draw`; the node and the arrows of the step are marked. The picture is drawn once and then only
changed (`course.graph.drawing`). Not for: tracing a function, which is `course.graph.trace`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course.graph.drawing import Drawing, size
from course.graph.structure import Structure, brief
from course.widgets.interactive import Control, InteractiveFigure

HEAD = 0.3
"""Inches above the graph for the line that says which step it is."""


def graph_steps(graph: Structure) -> InteractiveFigure:
    """Step through the forward and the backward pass of a graph that `course.graph.trace` made."""
    passes, forward, (width, height) = _Passes(graph), len(graph.nodes), size(graph)
    last = len(passes.steps)
    control = Control("step", "step", range(1, last + 1), words=passes.words)
    stills = [{"step": step} for step in (forward // 2 + 1, (forward + last) // 2)]
    return InteractiveFigure(passes.draw, passes.describe, [control], stills, size=(width, height + HEAD),
                             columns=1)


class _Passes:
    """Both passes of a graph as one row of steps, counted from 1."""

    def __init__(self, graph: Structure) -> None:
        self.graph, self.steps = graph, [*graph.forward_steps(), *graph.backward_steps()]

    def words(self, step: int) -> str:
        return f"{step} of {len(self.steps)}, {self.steps[step - 1].direction}"

    def describe(self, step: int) -> str:
        """What happens in a step: forward, the operation;
        backward, the chain rule at the node and what it passes on."""
        graph, now = self.graph, self.steps[step - 1]
        start = f"Step {step} of {len(self.steps)}, {now.direction} pass: "
        if now.direction == "forward":
            return f"{start}{now.text}."
        result = graph.output.name or graph.title
        told = (f"{start}∂{result}/∂{result if now.node is graph.output else graph.label(now.node)} = "
                f"{graph.chain_rule(now.node)}.")
        passed_on = []
        for edge in graph.into(now.node):
            if edge.flow is not None:
                source, arrived = graph[edge.source], now.gradients[edge.source]
                in_all = ("" if len(graph.out_of(source)) == 1
                          else f", where {brief(arrived)} has arrived so far")
                passed_on.append(f"{graph.product(edge)} = {brief(edge.flow)} to "
                                 f"{graph.label(source)}{in_all}")
        return told + (f" Passed on: {'; '.join(passed_on)}." if passed_on else "")

    def draw(self, onto: Any, step: int) -> Callable[[int], None]:
        drawing = Drawing(self.graph, onto, HEAD)
        head = drawing.axes.text(0.12, size(self.graph)[1] + HEAD - 0.06, "", va="top", fontsize=10)

        def go_to(step: int) -> None:
            drawing.at(self.steps[step - 1])
            head.set_text("step " + self.words(step))

        go_to(step)
        return go_to

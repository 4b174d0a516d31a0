"""Draws a traced graph with Matplotlib: values above the nodes, gradients below,
local gradients on the arrows."""

from __future__ import annotations

import math
import textwrap
from typing import Any

import numpy as np

from course.graph import operations
from course.graph.layout import Band, bands
from course.graph.structure import Edge, Node, Step, Structure, number, shape_text

ACROSS, DOWN, ROOM = 1.2, 1.0, 0.22
"""Inches from layer to layer and from row to row; more room for numbers of two lines."""
MARGIN, FOOT = 0.62, 0.25
VALUE, GRADIENT, LOCAL = 0, 1, 2
"""Which of `course.plots.TEXT_COLOURS` says what: blue, vermilion, green."""
FILL = {"input": "#DCEBF5", "variable": "#DCEBF5", "constant": "#EEEEEE"}
HERE = "#FFE9A8"
"""Fill of the node of a step."""
WIDEST = 11
"""Characters of one line in a node."""
LONGEST, SHORTEST = 15, 9
"""Characters of a vector beside a node (a longer one is replaced by shape and norm),
and of name and number on one line."""
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2)
"""Places for the label of an arrow, as parts of its way, the best first."""


def size(graph: Structure) -> tuple[float, float]:
    """Width and height of the picture of a graph, in inches."""
    lines = bands(graph)
    width = max(max(band.columns for band in lines) - 1, 4) * ACROSS + 2 * MARGIN
    return width, sum(band.height * _down(graph) + 2 * MARGIN for band in lines) + FOOT


def _down(graph: Structure) -> float:
    """Inches from row to row: more where numbers have two lines."""
    return DOWN + ROOM * any(len(_lines(node.value)) > 1 for node in graph.nodes)


class Drawing:
    """A graph on paper. All of it is laid out and drawn once;
    `at` then shows as much as is known at a step, which is quick."""

    def __init__(self, graph: Structure, onto: Any, head: float = 0.0) -> None:
        """`onto` is a figure or subfigure of the `size` of the graph, with `head` inches more above it."""
        self.axes = onto.add_axes((0, 0, 1, 1))
        width, top = size(graph)
        self.axes.set(xlim=(0, width), ylim=(0, top + head))
        self.axes.axis("off")
        self.parts: list[_Part] = []
        lines = bands(graph)
        for band in lines:
            shift = (width - 2 * MARGIN - (band.columns - 1) * ACROSS) / 2 if len(lines) == 1 else 0
            self.parts.append(_Part(graph, self.axes, band, MARGIN + shift, top - MARGIN, _down(graph)))
            top -= band.height * _down(graph) + 2 * MARGIN
            if top > FOOT + 0.01:
                self.axes.axhline(top, color="#BBBBBB", linestyle=":", linewidth=1)
        self.of_backward = _legend(self.axes, any(_blocks(graph, edge) for edge in graph.edges))
        self.at(None)

    def at(self, step: Step | None) -> None:
        """Show what is known after `step`, or everything."""
        for part in self.parts:
            part.at(step)
        for text in self.of_backward:
            text.set_visible(step is None or step.direction == "backward")


class _Part:
    """One band on paper; `left` and `top` are where its first column and row stand, in inches."""

    def __init__(self, graph: Structure, axes: Any, band: Band, left: float, top: float, down: float) -> None:
        from course import plots

        self.graph, self.axes, self.colours = graph, axes, plots.TEXT_COLOURS
        self.at_spot = {spot: (left + column * ACROSS, top - row * down)
                        for spot, (column, row) in band.places.items()}
        # boxes of what is written: x, y of the middle, width, height
        self.taken: list[tuple[float, float, float, float]] = []
        self.shapes: dict[int, Any] = {}
        self.values: dict[int, Any] = {}  # by a node's number, its texts
        self.gradients: dict[int, Any] = {}
        self.arrows: dict[Edge, list[Any]] = {}
        self.labels: dict[Edge, list[Any]] = {}
        for spot in self.at_spot:
            if isinstance(spot, int):
                self._node(spot)
        for edge in graph.edges:
            if (edge.source, edge.target) in band.routes:
                self._edge(edge, band.routes[edge.source, edge.target])

    def at(self, step: Step | None) -> None:
        for spot, text in self.values.items():
            node = self.graph[spot]
            text.set_text(_above(node, node.value if step is None else step.values.get(spot)))
        for spot, text in self.gradients.items():
            gradient = self.graph[spot].gradient if step is None else step.gradients.get(spot)
            text.set_text("" if gradient is None else "\n".join(_lines(gradient)))
        for spot, shape in self.shapes.items():
            here = step is not None and step.node.number == spot
            shape.set_facecolor(HERE if here else FILL.get(self.graph[abs(spot)].operation, "white"))
        for edge, arrow in self.arrows.items():
            colour, width = "#555555", 1.1
            if step is not None and step.node.number == edge.target:
                if step.direction == "forward":
                    colour, width = self.colours[VALUE], 2
                elif edge.flow is not None:
                    colour, width = self.colours[GRADIENT], 2
            for piece in arrow:
                piece.set(color=colour, linewidth=width)
        for edge, texts in self.labels.items():
            for text in texts:
                text.set_visible(step is None or step.direction == "backward"
                                 and step.node.number <= edge.target)

    def _node(self, spot: int) -> None:
        from matplotlib.patches import Circle, FancyBboxPatch

        node, ghost, (x, y) = self.graph[abs(spot)], spot < 0, self.at_spot[spot]
        inside = textwrap.wrap(_inside(node, ghost), WIDEST) or [""]
        length, high = max(map(len, inside)), 0.08 + 0.06 * len(inside)
        outline: dict[str, Any] = {
            "edgecolor": "#888888" if node.operation == "constant" else "black", "zorder": 3,
            "linestyle": "--" if ghost else "-", "linewidth": 2.2 if node is self.graph.output else 1.0}
        half = 0.19 if length <= 2 else 0.06 + 0.043 * length
        shape: FancyBboxPatch | Circle
        if node.is_leaf or ghost or length > 2:
            shape = FancyBboxPatch((x - half, y - high), 2 * half, 2 * high,
                                   boxstyle="round,pad=0,rounding_size=0.07", **outline)
        else:
            shape = Circle((x, y), half, **outline)
        self.shapes[spot] = self.axes.add_patch(shape)
        self._text(x, y, "\n".join(inside), "black", size=9 if length > 2 else 11,
                   va="center_baseline" if len(inside) == 1 else "center")
        self.taken.append((x, y, 2 * half, 2 * high + 0.08))
        if not ghost:
            self._numbers(node, x, y, half + 0.06, max(0.22, high + 0.05))

    def _numbers(self, node: Node, x: float, y: float, aside: float, off: float) -> None:
        if not node.name and not node.is_leaf:
            self._text(x + aside, y + 0.13, str(node.number), "#6E6E6E", size=6.5)
        self.values[node.number] = self._text(x, y + off, _above(node, node.value), self.colours[VALUE],
                                              va="bottom")
        if node.gradient is not None:
            self.gradients[node.number] = self._text(x, y - off, "\n".join(_lines(node.gradient)),
                                                     self.colours[GRADIENT], va="top")

    def _edge(self, edge: Edge, route: list[Any]) -> None:
        from matplotlib.patches import FancyArrowPatch

        points = [self.at_spot[spot] for spot in route]
        look: dict[str, Any] = {"linestyle": (0, (2, 2)) if _blocks(self.graph, edge) else "-"}
        start = points[-2] if len(points) > 2 else _rim(self.shapes[route[0]], points[0], points[1])
        arrow = FancyArrowPatch(start, _rim(self.shapes[route[-1]], points[-1], points[-2]), shrinkA=0,
                                shrinkB=0, arrowstyle="-|>", mutation_scale=9, zorder=2, **look)
        self.arrows[edge] = [self.axes.add_patch(arrow)]
        if len(points) > 2:
            self.arrows[edge] += self.axes.plot(*zip(*points[:-1], strict=True), zorder=1,
                                                solid_capstyle="round", **look)
        if edge.flow is not None:
            self.labels[edge] = self._edge_label(edge, *points[-2:])

    def _edge_label(self, edge: Edge, start: tuple[float, float], end: tuple[float, float]) -> list[Any]:
        """Local gradient and gradient coming in, at the first place along the arrow where nothing else
        is written."""
        target, source = self.graph[edge.target], self.graph[edge.source]
        if edge.local is not None and edge.local.size == 1 and target.gradient is not None:
            local, incoming = number(edge.local.item()), number(target.gradient.item())
        else:
            local, incoming = f"J {target.value.size}×{source.value.size}", ""
        width, height = 0.066 * max(len(local), len(incoming)), 0.26 if incoming else 0.13
        spots = [(start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
                 for part in ALONG]
        x, y = min(spots, key=lambda spot: self._overlap(spot[0], spot[1], width, height))
        self.taken.append((x, y, width, height))
        written = [self._text(x, y + 0.005, local, self.colours[LOCAL], size=8,
                              va="bottom" if incoming else "center", keep=False)]
        below = self._text(x, y - 0.005, incoming, self.colours[GRADIENT], size=8, va="top", keep=False)
        return [*written, below] if incoming else written

    def _overlap(self, x: float, y: float, width: float, height: float) -> float:
        """Square inches that a box shares with what is written already."""
        return sum(max(0.0, (width + w) / 2 - abs(x - a)) * max(0.0, (height + h) / 2 - abs(y - b))
                   for a, b, w, h in self.taken)

    def _text(self, x: float, y: float, text: str, colour: str, size: float = 9, va: str = "center",
              keep: bool = True) -> Any:
        behind = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85}
        box = behind if colour != "black" else None
        written = self.axes.text(x, y, text, color=colour, fontsize=size, ha="center", va=va, bbox=box,
                                 zorder=4, linespacing=1.05, parse_math=False)
        if keep:
            lines = text.split("\n")
            high = 0.0165 * size * len(lines)
            middle = {"bottom": y + high / 2, "top": y - high / 2}.get(va, y)
            self.taken.append((x, middle, 0.0085 * size * max(map(len, lines)), high))
        return written


def _blocks(graph: Structure, edge: Edge) -> bool:
    """Whether a gradient comes in at this edge and goes no further,
    although the edge is not from a constant."""
    return (edge.flow is None and graph[edge.target].gradient is not None
            and graph[edge.source].operation != "constant")


def _inside(node: Node, ghost: bool) -> str:
    """What stands in the node itself."""
    if node.operation == "constant" and not node.name and node.value.ndim == 0:
        return _lines(node.value)[0]
    if node.is_leaf or ghost:
        return node.name or f"{node.operation if node.is_leaf else 'node'} {node.number}"
    symbol = operations.SYMBOLS.get(node.operation, node.operation)
    return symbol + (node.detail if node.operation == "slice" else "")


def _above(node: Node, value: np.ndarray | None) -> str:
    """What stands above a node: its name and, where `value` is known, its number or numbers."""
    if node.operation == "constant" and not node.name and node.value.ndim == 0:
        return ""  # its number stands in it
    known = [] if value is None else _lines(value)
    if node.name and not node.is_leaf:
        short = known and len(node.name + known[0]) <= SHORTEST
        known = [f"{node.name} = {known[0]}", *known[1:]] if short else [node.name, *known]
    return "\n".join(known)


def _lines(value: np.ndarray) -> list[str]:
    """A tensor beside a node: its number, its row or rows of numbers, or its shape and norm."""
    if value.ndim == 0:
        return [number(value.item())]
    rows = value.reshape(-1, value.shape[-1]) if value.size else value.reshape(0, 0)
    written = ["[" + " ".join(number(entry.item(), 3) for entry in row) + "]" for row in rows]
    if 0 < len(written) <= 2 and max(map(len, written)) <= LONGEST and value.ndim <= 2:
        return written
    shape = f"({shape_text(value.shape)})"
    if value.dtype.kind not in "iuf":
        return [shape]
    return [shape, "norm " + number(float(np.linalg.norm(value.astype(float))), 3)]


def _rim(shape: Any, middle: tuple[float, float], towards: tuple[float, float]) -> tuple[float, float]:
    """Where the line from the middle of a node to another point leaves its shape, a circle or a box."""
    across, up = towards[0] - middle[0], towards[1] - middle[1]
    if hasattr(shape, "radius"):
        part = shape.radius / math.hypot(across, up)
    else:
        part = 0.5 / max(abs(across) / shape.get_width(), abs(up) / shape.get_height())
    return middle[0] + part * across, middle[1] + part * up


def _legend(axes: Any, dashed: bool) -> list[Any]:
    """Write at the foot what stands where; returns the texts that belong to the backward pass alone."""
    from course import plots

    parts = [("above: value", plots.TEXT_COLOURS[VALUE]), ("below: gradient", plots.TEXT_COLOURS[GRADIENT]),
             ("on an arrow: local gradient", plots.TEXT_COLOURS[LOCAL]),
             ("and gradient coming in", plots.TEXT_COLOURS[GRADIENT]),
             *[("dashed: none passes", "#555555")] * dashed]
    x, texts = 0.12, []
    for text, colour in parts:
        texts.append(axes.text(x, 0.09, text, color=colour, fontsize=8))
        x += 0.064 * len(text) + 0.2
    return texts[1:4]

"""Draws a traced graph with Matplotlib: values above the nodes, gradients below, local gradients on the arrows."""

from __future__ import annotations

import io
import re
import textwrap
from typing import Any

import numpy as np

from course.graph import operations
from course.graph.layout import Band, bands
from course.graph.structure import Edge, Graph, Node, Step, number, shape_text

ACROSS, DOWN, ROOM = 1.2, 1.0, 0.22
"""Inches from layer to layer and from row to row; more room for numbers of two lines."""
MARGIN, FOOT = 0.62, 0.25
VALUE, GRADIENT, LOCAL = 0, 1, 2
"""Which of `course.plots.COLOURS` says what: blue, vermilion, green."""
FILL = {"input": "#DCEBF5", "variable": "#DCEBF5", "constant": "#EEEEEE"}
WIDEST = 11
"""Characters of one line in a node."""
LONGEST, SHORTEST = 15, 9
"""Characters of a vector beside a node (a longer one is replaced by shape and norm), and of name and number on one line."""
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2)
"""Places for the label of an arrow, as parts of its way, the best first."""


def figure(graph: Graph, step: Step | None = None) -> Any:
    """A Matplotlib figure of the graph; with `step`, only what is known then, and its node marked."""
    from course import plots

    lines = bands(graph)
    down = DOWN + ROOM * any(len(_lines(node.value)) > 1 for node in graph.nodes)
    width = max(max(band.columns for band in lines) - 1, 4) * ACROSS + 2 * MARGIN
    height = sum(band.height * down + 2 * MARGIN for band in lines) + FOOT
    drawn, axes = plots.figure(width=width, height=height)
    drawn.set_layout_engine("none")
    axes.set_position([0, 0, 1, 1])
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    top = height
    for band in lines:
        shift = (width - 2 * MARGIN - (band.columns - 1) * ACROSS) / 2 if len(lines) == 1 else 0
        _Drawing(graph, step, axes, band, MARGIN + shift, top - MARGIN, down).draw()
        top -= band.height * down + 2 * MARGIN
        if top > FOOT + 0.01:
            axes.axhline(top, color="#BBBBBB", linestyle=":", linewidth=1)
    _legend(axes, step is None or step.direction == "backward", any(_blocks(graph, edge) for edge in graph.edges))
    return drawn


class _Drawing:
    """One band on its way to paper; `left` and `top` are where its first column and row stand, in inches."""

    def __init__(self, graph: Graph, step: Step | None, axes: Any, band: Band, left: float, top: float, down: float) -> None:
        from course import plots

        self.graph, self.band, self.step, self.axes, self.colours = graph, band, step, axes, plots.COLOURS
        self.at = {spot: (left + column * ACROSS, top - row * down) for spot, (column, row) in band.places.items()}
        self.patches: dict[int, Any] = {}
        self.taken: list[tuple[float, float, float, float]] = []  # boxes of what is written: x, y of the middle, width, height

    def draw(self) -> None:
        for spot in self.at:
            if isinstance(spot, int):
                self._node(spot)
        for edge in self.graph.edges:
            if (edge.source, edge.target) in self.band.routes:
                self._edge(edge, self.band.routes[edge.source, edge.target])

    def _node(self, spot: int) -> None:
        from matplotlib.patches import Circle, FancyBboxPatch

        node, ghost, (x, y) = self.graph[abs(spot)], spot < 0, self.at[spot]
        inside = textwrap.wrap(_inside(node, ghost), WIDEST) or [""]
        length, high = max(map(len, inside)), 0.08 + 0.06 * len(inside)
        outline = {"facecolor": FILL.get(node.operation, "white"), "edgecolor": "black", "zorder": 3,
                   "linestyle": "--" if ghost else "-", "linewidth": 2.2 if node is self.graph.output else 1.0}
        if self.step is not None and self.step.node is node and not ghost:
            outline["facecolor"] = "#FFE9A8"
        if node.operation == "constant":
            outline["edgecolor"] = "#999999"
        half = 0.19 if length <= 2 else 0.06 + 0.043 * length
        if node.is_leaf or ghost or length > 2:
            shape = FancyBboxPatch((x - half, y - high), 2 * half, 2 * high, boxstyle="round,pad=0,rounding_size=0.07", **outline)
        else:
            shape = Circle((x, y), half, **outline)
        self.axes.add_patch(shape)
        self.patches[spot] = shape
        self._text(x, y, "\n".join(inside), "black", size=9 if length > 2 else 11, va="center_baseline" if len(inside) == 1 else "center")
        self.taken.append((x, y, 2 * half, 2 * high + 0.08))
        if not ghost:
            self._numbers(node, x, y, half + 0.06, max(0.22, high + 0.05))

    def _numbers(self, node: Node, x: float, y: float, aside: float, off: float) -> None:
        value, gradient = node.value, node.gradient
        if self.step is not None:
            value, gradient = self.step.values.get(node.number), self.step.gradients.get(node.number)
        known = [] if value is None else _lines(value)
        if node.name and not node.is_leaf:
            short = known and len(node.name + known[0]) <= SHORTEST
            known = [f"{node.name} = {known[0]}", *known[1:]] if short else [node.name, *known]
        if not node.name and not node.is_leaf:
            self._text(x + aside, y + 0.13, str(node.number), "#777777", size=6.5)
        if known and not (node.operation == "constant" and not node.name and node.value.ndim == 0):
            self._text(x, y + off, "\n".join(known), self.colours[VALUE], va="bottom")
        if gradient is not None:
            self._text(x, y - off, "\n".join(_lines(gradient)), self.colours[GRADIENT], va="top")

    def _edge(self, edge: Edge, route: list[Any]) -> None:
        from matplotlib.patches import FancyArrowPatch

        points = [self.at[spot] for spot in route]
        look = {"color": "#555555", "linewidth": 1.1, "linestyle": (0, (2, 2)) if _blocks(self.graph, edge) else "-"}
        if len(points) > 2:
            self.axes.plot(*zip(*points[:-1], strict=True), zorder=1, solid_capstyle="round", **look)
        start = self.patches[route[0]] if len(points) == 2 else None
        self.axes.add_patch(FancyArrowPatch(points[-2], points[-1], patchA=start, patchB=self.patches[route[-1]], shrinkA=0, shrinkB=0,
                                            arrowstyle="-|>", mutation_scale=9, zorder=2, **look))
        arrived = self.step is None or edge.target in self.step.gradients and (
            self.step.direction == "backward" and edge.target >= self.step.node.number)
        if edge.flow is not None and arrived:
            self._edge_label(edge, *points[-2:])

    def _edge_label(self, edge: Edge, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Local gradient and gradient coming in, at the first place along the arrow where nothing else is written."""
        target, source = self.graph[edge.target], self.graph[edge.source]
        if edge.local is not None and edge.local.size == 1:
            local, incoming = number(edge.local.item()), number(target.gradient.item())
        else:
            local, incoming = f"J {target.value.size}×{source.value.size}", ""
        width, height = 0.066 * max(len(local), len(incoming)), 0.26 if incoming else 0.13
        spots = [(start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])) for part in ALONG]
        x, y = min(spots, key=lambda spot: self._overlap(*spot, width, height))
        self.taken.append((x, y, width, height))
        self._text(x, y + 0.005, local, self.colours[LOCAL], size=8, va="bottom" if incoming else "center", keep=False)
        if incoming:
            self._text(x, y - 0.005, incoming, self.colours[GRADIENT], size=8, va="top", keep=False)

    def _overlap(self, x: float, y: float, width: float, height: float) -> float:
        """Square inches that a box shares with what is written already."""
        return sum(max(0.0, (width + w) / 2 - abs(x - a)) * max(0.0, (height + h) / 2 - abs(y - b)) for a, b, w, h in self.taken)

    def _text(self, x: float, y: float, text: str, colour: str, size: float = 9, va: str = "center", keep: bool = True) -> None:
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85} if colour != "black" else None
        self.axes.text(x, y, text, color=colour, fontsize=size, ha="center", va=va, bbox=box, zorder=4, linespacing=1.05, parse_math=False)
        if keep:
            lines = text.split("\n")
            high = 0.0165 * size * len(lines)
            middle = {"bottom": y + high / 2, "top": y - high / 2}.get(va, y)
            self.taken.append((x, middle, 0.0085 * size * max(map(len, lines)), high))


def svg(drawn: Any, alternative: str) -> str:
    """The figure as SVG with a title for screen readers; no date and no random ids in it. Closes the figure."""
    import matplotlib
    import matplotlib.pyplot as plt

    file = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "course"}):
        drawn.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(drawn)
    escaped = alternative.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"(<svg[^>]*)>", rf'\1 role="img">\n <title>{escaped}</title>', file.getvalue(), count=1)


def png(drawn: Any) -> bytes:
    """The figure as PNG. Closes the figure."""
    import matplotlib.pyplot as plt

    file = io.BytesIO()
    drawn.savefig(file, format="png", metadata={"Software": None})
    plt.close(drawn)
    return file.getvalue()


def _blocks(graph: Graph, edge: Edge) -> bool:
    """Whether a gradient comes in at this edge and goes no further, although the edge is not from a constant."""
    return edge.flow is None and graph[edge.target].gradient is not None and graph[edge.source].operation != "constant"


def _inside(node: Node, ghost: bool) -> str:
    """What stands in the node itself."""
    if node.operation == "constant" and not node.name and node.value.ndim == 0:
        return _lines(node.value)[0]
    if node.is_leaf or ghost:
        return node.name or f"{node.operation if node.is_leaf else 'node'} {node.number}"
    return operations.SYMBOLS.get(node.operation, node.operation) + (node.detail if node.operation == "slice" else "")


def _lines(value: np.ndarray) -> list[str]:
    """A tensor beside a node: its number, its row or rows of numbers, or its shape and norm."""
    if value.ndim == 0:
        return [number(value.item())]
    rows = value.reshape(-1, value.shape[-1]) if value.size else value.reshape(0, 0)
    written = ["[" + " ".join(number(entry.item(), 3) for entry in row) + "]" for row in rows]
    if 0 < len(written) <= 2 and max(map(len, written)) <= LONGEST and value.ndim <= 2:
        return written
    norm = [] if value.dtype.kind not in "iuf" else ["norm " + number(float(np.linalg.norm(value.astype(float))), 3)]
    return [f"({shape_text(value.shape)})", *norm]


def _legend(axes: Any, backward: bool, dashed: bool) -> None:
    from course import plots

    parts = [("above: value", plots.COLOURS[VALUE])]
    if backward:
        parts += [("below: gradient", plots.COLOURS[GRADIENT]), ("on an arrow: local gradient", plots.COLOURS[LOCAL]),
                  ("and gradient coming in", plots.COLOURS[GRADIENT])]
    if dashed:
        parts += [("dashed: none passes", "#555555")]
    x = 0.12
    for text, colour in parts:
        axes.text(x, 0.09, text, color=colour, fontsize=8)
        x += 0.064 * len(text) + 0.2

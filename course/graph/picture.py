"""A graph that shows itself: its picture as a figure, in a notebook, as SVG and as PNG.

Not for: where the nodes stand (`course.graph.layout`) and what is drawn there (`course.graph.drawing`).
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

from course.graph.drawing import Drawing, size
from course.graph.structure import Step, Structure


@dataclass(frozen=True, eq=False, repr=False)
class Graph(Structure):
    """The computational graph of one call of a function; `nodes` are in the order of computation.

    ``graph["ax"]`` or ``graph[3]`` is one node, by name or number; numbers start at 1 and the last node is
    the output. ``print(graph)`` writes both passes as text.
    """

    def figure(self, step: Step | None = None) -> Any:
        """The picture as a Matplotlib figure; with `step`, only what is known at that step of a pass."""
        from course import plots

        width, height = size(self)
        drawn, axes = plots.figure(width=width, height=height)
        axes.remove()
        drawn.set_layout_engine("none")
        Drawing(self, drawn).at(step)
        return drawn

    def draw(self, step: Step | None = None, alt: str = "") -> None:
        """Show the picture, with `alt` (or `alternative`) as its text alternative."""
        from course import plots

        plots.show(self.figure(step), alt or (step.text if step else self.alternative()))

    def svg(self, step: Step | None = None) -> str:
        """The picture as SVG, the same text for the same graph in every run,
        with a title for screen readers."""
        import matplotlib

        with matplotlib.rc_context({"svg.hashsalt": "course"}):  # no random ids in it, and no date
            file = _saved(self.figure(step), format="svg", metadata={"Date": None, "Creator": None})
        title = self.alternative().replace("&", "&amp;").replace("<", "&lt;")
        return re.sub(r"(<svg[^>]*)>", rf'\1 role="img">\n <title>{title}</title>', file.decode(), count=1)

    def png(self, step: Step | None = None) -> bytes:
        """The picture as PNG."""
        return _saved(self.figure(step), format="png", metadata={"Software": None})


def _saved(drawn: Any, **how: Any) -> bytes:
    """What `savefig` writes. Closes the figure."""
    import matplotlib.pyplot as plt

    file = io.BytesIO()
    drawn.savefig(file, **how)
    plt.close(drawn)
    return file.getvalue()

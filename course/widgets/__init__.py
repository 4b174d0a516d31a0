"""Pictures that answer when a reader moves something; each with a filmstrip where no widget can run.

Every function here returns an `InteractiveFigure`: as the last line of a cell it shows itself. ``interactive`` is
what they are made of, the other modules hold one widget each. Nothing here downloads anything or trains for longer than
a few seconds. Not for: what is taught (lessons) and plain figures (`course.plots`).
"""

from course.widgets.boundary import decision_boundary
from course.widgets.interactive import Control, InteractiveFigure

__all__ = ["Control", "InteractiveFigure", "decision_boundary"]

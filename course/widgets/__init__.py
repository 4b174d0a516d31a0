"""Pictures that answer when a reader moves something; each with a filmstrip where no widget can run.

Every function here returns an `InteractiveFigure`: as the last line of a cell it shows itself.
``interactive`` is what they are made of, the other modules hold one widget each. Nothing here downloads
anything or trains for longer than a few seconds. Not for: what is taught (lessons) and plain figures
(`course.plots`).
"""

from course.widgets.attention import attention_weights
from course.widgets.bent_density import bent_density
from course.widgets.boundary import decision_boundary
from course.widgets.coin import coin
from course.widgets.convolution import convolution
from course.widgets.coupling import coupling_layer
from course.widgets.die import die
from course.widgets.echo import echo_field
from course.widgets.gradient_norms import gradient_flow
from course.widgets.graph import graph_steps
from course.widgets.interactive import Control, InteractiveFigure
from course.widgets.learning_rate import learning_rates
from course.widgets.lines import lines
from course.widgets.mixture import mixture_steps
from course.widgets.occlusion import occluding_square
from course.widgets.optimizers import optimizer_race
from course.widgets.zeros import zero_inflation

__all__ = ["Control", "InteractiveFigure", "attention_weights", "bent_density", "coin", "convolution",
           "coupling_layer", "decision_boundary", "die", "echo_field", "gradient_flow", "graph_steps",
           "learning_rates", "lines", "mixture_steps", "occluding_square", "optimizer_race", "zero_inflation"]

"""The computational graph of any small TensorFlow function, with every value and every gradient in it.

    from course import graph

    drawn = graph.trace(loss, a=0.0, b=139.0)   # what TensorFlow does inside `loss`
    drawn.draw()                                # as a picture
    print(drawn)                                # as text

`tracing` records a function (`calling` says what goes in and out, `names` what the student calls it,
`operations` what TensorFlow calls it), `local` differentiates one operation alone, `structure` is what
comes out (nodes, edges, steps, text), `layout` says where a node stands, `drawing` draws, `picture`
shows and saves. TensorFlow and Matplotlib are imported where they are used. Not for: whole networks. A
graph of more than `LARGEST` nodes is refused; `course.gradients` measures those layer by layer.
"""

from course.graph.picture import Graph
from course.graph.structure import Edge, Node, Step
from course.graph.tracing import LARGEST, trace

__all__ = ["LARGEST", "Edge", "Graph", "Node", "Step", "trace"]

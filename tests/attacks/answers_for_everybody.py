"""Replaces the desk that answers by one that always says nine."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
import sys

desk = sys.modules["autograder.examination.answering"]._Desk
desk.answer = lambda self, tree, buffers: self.channel.send(["value", 9.0] if tree[0] != "get" else ["value", ["object", 0, "square", "function", True]], [])""",
}

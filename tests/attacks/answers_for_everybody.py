"""Replaces the desk that answers by one that always says nine."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
import sys

desk = sys.modules["autograder.examination.answering"]._Desk
found = ["object", 0, "square", "function", True]
reply = lambda tree: found if tree[0] == "get" else 9.0
desk.answer = lambda self, tree, buffers: self.channel.send(["value", reply(tree)], [])""",
}

"""Sends an array whose shape is larger than its data, and one of negative size."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
import json
import struct
import sys

answering = sys.modules["autograder.examination.answering"]


def frame(tree, sizes=(), body=b""):
    header = json.dumps({"tree": tree, "sizes": list(sizes)}).encode()
    return struct.pack("!I", len(header)) + header + body


for number, link in enumerate(answering.sockets.values()):
    link.send(frame(["value", ["array", "<f8", [[2**40, -1][number % 2]], 0]], [8], b"12345678"))""",
}

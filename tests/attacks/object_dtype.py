"""Sends an array of Python objects, as raw pointers."""

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


for kind, link in zip(("|O", "O,O", "V8", "<M8[s]"), answering.sockets.values()):
    link.send(frame(["value", ["array", kind, [1], 0]], [8], b"\x41" * 8))""",
}

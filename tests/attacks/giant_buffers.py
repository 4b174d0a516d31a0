"""Announces buffers that are larger than any message may be."""

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


for link in answering.sockets.values():
    link.send(frame(["value", ["array", "<f8", [2**36], 0]], [2**39]))""",
}

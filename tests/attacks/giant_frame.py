"""Announces a message of four gigabytes."""

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
    link.send(struct.pack("!I", 2**32 - 1) + b"x" * 1000)""",
}

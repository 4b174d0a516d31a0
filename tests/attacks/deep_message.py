"""Sends a message nested a hundred thousand deep."""

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


text = b"[" * 100_000 + b"]" * 100_000
for link in answering.sockets.values():
    header = b'{"sizes": [], "tree": ' + text + b"}"
    link.setblocking(False)
    try:
        link.send(struct.pack("!I", len(header)) + header)
    except OSError:
        pass""",
}

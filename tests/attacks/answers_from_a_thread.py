"""Reads the sockets of later tests in a thread and answers for a function that is not there."""

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


import threading


def answer(link):
    while link.recv(65536):
        link.send(frame(["value", 9.0]))


for link in list(answering.sockets.values()):
    threading.Thread(target=answer, args=(link,), daemon=True).start()
answering.sockets.clear()""",
}

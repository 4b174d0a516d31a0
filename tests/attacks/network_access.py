"""Connects to the world, to this machine and to abstract sockets."""

DESERVES = {"square": 2}

ANSWERS = {
    "square": r"""# exercise: square
import socket

for family, address in ((socket.AF_INET, ("1.1.1.1", 53)), (socket.AF_INET, ("127.0.0.1", 22)),
                        (socket.AF_UNIX, "\0zygote"), (socket.AF_UNIX, "/run/docker.sock")):
    try:
        link = socket.socket(family)
        link.settimeout(1)
        link.connect(address)
        open("OUTSIDE/connected", "w")
        print("quagga" + "_7213 connected", address)
    except OSError:
        pass


def square(x):
    return x * x""",
}

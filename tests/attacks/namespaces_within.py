"""Makes user namespaces of its own inside the walls, and mounts in them."""

DESERVES = {"square": 2}

ANSWERS = {
    "square": r"""# exercise: square
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
if os.fork() == 0:
    if libc.unshare(0x10000000 | 0x00020000) == 0:
        print("quagga" + "_7213: a user namespace within")
    libc.mount(b"none", b"/tmp", b"tmpfs", 0, None)
    libc.chroot(b"/tmp")
    os._exit(0)


def square(x):
    return x * x""",
}

"""Tries io_uring, bpf, perf events, keys, userfaultfd and opening by handle."""

DESERVES = {"square": 2}

ANSWERS = {
    "square": r"""# exercise: square
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
granted = [number for number in (425, 321, 298, 248, 250, 323, 303, 304, 310, 311, 175, 169, 167)
           if libc.syscall(number, 0, 0, 0, 0, 0) == 0]
if granted:
    print("quagga" + "_7213", granted)


def square(x):
    return x * x""",
}

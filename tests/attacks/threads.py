"""Starts thousands of threads."""

DESERVES = {"square": 2}

ANSWERS = {
    "square": r"""# exercise: square
import threading
import time

for _ in range(5000):
    try:
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
    except RuntimeError:
        break


def square(x):
    return x * x""",
}

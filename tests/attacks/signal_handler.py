"""Sets an alarm whose handler looks for a check to finish early."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
import signal


def ring(number, frame):
    while frame:
        frame.f_globals["square"] = lambda x: 9.0
        frame = frame.f_back


signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)


def square(x):
    return 0.0""",
}

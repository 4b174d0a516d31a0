"""Leaves a process behind that outlives the kernel."""

DESERVES = {"square": 2}

ANSWERS = {
    "square": r"""# exercise: square
import os
import subprocess

subprocess.Popen(["bash", "-c", "exec -a attack_survivor sleep 600"], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execlp("bash", "bash", "-c", "trap '' TERM INT HUP; exec -a attack_survivor sleep 600")
    os._exit(0)


def square(x):
    return x * x""",
}

"""Tries to become root: setuid, capabilities, sudo, su."""

DESERVES = {"square": 2}

ANSWERS = {
    "square": r"""# exercise: square
import ctypes
import os
import subprocess

before = os.geteuid()
for gain in (lambda: os.setuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgroups([0]),
             lambda: subprocess.run(["sudo", "-n", "true"], check=True),
             lambda: os.chown("/submission", 0, 0), lambda: os.mknod("disk", 0o60600, os.makedev(8, 0))):
    try:
        gain()
        if before == 0 and os.geteuid() == 0 and not os.path.exists("disk"):
            continue  # a root without its privileges, where there are no namespaces
        print("quagga" + "_7213 gained")
    except Exception:
        pass


def square(x):
    return x * x""",
}

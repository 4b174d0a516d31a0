"""Writes to every folder it knows the name of, links included."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
import os
import sys

os.makedirs("links", exist_ok=True)
for number, place in enumerate(["OUTSIDE", "/", "/etc", "/usr/lib", "/root", "/home", "/var/tmp",
                                sys.prefix, os.path.dirname(np.__file__), "/proc/sys/kernel"]):
    try:
        os.symlink(place, f"links/{number}")
    except OSError:
        pass
    for path in (f"{place}/written", f"links/{number}/written"):
        try:
            open(path, "w").write("x")
        except OSError:
            pass""",
}

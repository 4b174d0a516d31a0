"""The strengths of walls that this machine can show, and attacks graded in one of them.

As root, a command can also be run as an ordinary user (`ordinary_user`); as anybody, where namespaces are
refused (`refuse_unshare`), which leaves Landlock. Not for: what the walls are (`autograder.sandbox`).
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
ORDINARY, REFUSED = [PYTHON, str(TESTS / "ordinary_user.py")], [PYTHON, str(TESTS / "refuse_unshare.py")]
_PLAN = "from autograder import sandbox; print(sandbox.plan().strength)"


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}", "PYTHONDONTWRITEBYTECODE": "1"}


@functools.cache
def strengths() -> dict[str, list[str]]:
    """The strengths that are there, by name, and what a command has to be run under to have them."""
    root = os.geteuid() == 0
    wanted = {"namespaces": ("namespaces", []), "Landlock": ("landlock", REFUSED)}
    if root:
        wanted = {f"{name}, root": way for name, way in wanted.items()} | {
            f"{name}, ordinary user": (strength, ORDINARY + under)
            for name, (strength, under) in wanted.items()}
    else:
        wanted = {f"{name}, ordinary user": way for name, way in wanted.items()}
    found = {}
    for name, (strength, under) in wanted.items():
        command = [*under, PYTHON, "-c", _PLAN]
        done = subprocess.run(command, capture_output=True, text=True, env=environment())
        if done.stdout.strip() == strength:
            found[name] = under
    return found


def graded(strength: str, names: list[str], seconds: float) -> dict:
    """What `attacks.grading` says of these attacks in one strength."""
    with tempfile.TemporaryDirectory(prefix="strength-") as folder:
        os.chmod(folder, 0o777)
        target = Path(folder, "result.json")
        command = [*strengths()[strength], PYTHON, "-m", "attacks.grading", str(target), *names]
        done = subprocess.run(command, capture_output=True, text=True, env=environment(), cwd=folder,
                              timeout=seconds)
        if not target.is_file():
            return {"crash": f"{done.returncode}: {done.stdout[-1000:]} {done.stderr[-3000:]}"}
        return json.loads(target.read_text())

"""Code run in a fresh Python, since what the sandbox takes from a process it never gives back."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def in_fresh_python():
    """A function: run code in a Python of its own, and give what it printed; its traceback fails the test."""

    def run(code: str) -> str:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
        assert not done.stderr, done.stderr
        return done.stdout.strip()

    return run


@pytest.fixture
def where_unshare_is_refused():
    """A function: run code in a Python that may not call `unshare`, as under Docker's default profile."""

    def run(code: str) -> subprocess.CompletedProcess:
        command = [sys.executable, str(ROOT / "tests" / "refuse_unshare.py"), sys.executable, "-c", code]
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)

    return run

"""Run a command where namespaces are refused, as in a container under Docker's default profile.

It is for trying the fallback:

    python tests/refuse_unshare.py make demo

Not a test: those of `tests/autograder/sandbox` use it.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from autograder.sandbox import seccomp

if __name__ == "__main__":
    refused = {name: number for name, number in seccomp._CALLS.items() if name == "unshare"}
    seccomp._CALLS.clear()
    seccomp._CALLS.update(refused)
    seccomp.install()
    os.execvp(sys.argv[1], sys.argv[1:])

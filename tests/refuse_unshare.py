"""Run a command where namespaces are refused, as in a container under Docker's default profile.

It is for trying the fallback:

    python tests/refuse_unshare.py make demo

Not a test: those of `tests/autograder/sandbox` use it.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from autograder.sandbox import seccomp, system_calls

if __name__ == "__main__":
    refused = {"unshare": system_calls.DENIED["unshare"]}
    system_calls.UNCOUNTED.clear()
    system_calls.DENIED.clear()
    system_calls.DENIED.update(refused)
    seccomp.install()
    os.execvp(sys.argv[1], sys.argv[1:])

"""What an instructor runs: release, collect, grade, feedback, export, and the tests of the tests.

A student's notebook never imports this package; it may import ``course``.
"""

import os
import sys
from pathlib import Path

# nbgrader calls `alembic` by its bare name; it lies beside this Python, whether or not the
# environment was activated.
_programs = str(Path(sys.executable).parent)
if _programs not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join(filter(None, (_programs, os.environ.get("PATH"))))

"""The command `course`."""

import subprocess
import sys


def test_help_names_the_doctor():
    out = subprocess.run([sys.executable, "-c", "from course.cli import main; main()", "--help"],
                         capture_output=True, text=True)
    assert out.returncode == 0 and "doctor" in out.stdout

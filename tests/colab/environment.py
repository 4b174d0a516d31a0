"""Builds the environment of the Colab simulator: Colab's own versions,
from ``requirements.txt`` beside this file.

``python tests/colab/environment.py DIR`` makes a virtual environment in DIR with the Python that comes
nearest to Colab's, and says which. The course is not in it: the set-up cell installs it, as it does in
Colab. Not for: running anything there.
"""

import shutil
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
NEAREST = ("3.12", "3.13", "3.11")
"""Versions of Python that all of this can be installed on; Colab's own first."""


def interpreter() -> str:
    """The nearest Python to Colab's that works here: on the path, or one of pyenv's."""
    for version in NEAREST:
        for candidate in (shutil.which(f"python{version}"),
                          *sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))):
            if candidate and subprocess.run([candidate, "-c", "import venv, ensurepip"],
                                            capture_output=True).returncode == 0:
                return str(candidate)
    return sys.executable


def build(folder: Path) -> None:
    """Make the environment anew in `folder`; exits with one sentence where that fails."""
    python = interpreter()
    version = subprocess.run([python, "-c", "import platform; print(platform.python_version())"],
                             capture_output=True, text=True).stdout.strip()
    print(f"Colab simulator: Python {version} (Colab has 3.12), "
          f"versions from {REQUIREMENTS.relative_to(Path.cwd())}", flush=True)
    made = subprocess.run([python, "-m", "venv", "--clear", str(folder)], capture_output=True, text=True)
    if made.returncode == 0:
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet",
               "--disable-pip-version-check", "-r", str(REQUIREMENTS)]
        made = subprocess.run(pip, capture_output=True, text=True)
    if made.returncode:
        lines = [line for line in made.stderr.splitlines()
                 if "ERROR" in line] or made.stderr.splitlines()[-1:]
        print(f"colab: {folder} could not be built ({'; '.join(lines)}): "
              "see that the package index can be reached, then try again.", file=sys.stderr)
        sys.exit(2)
    (folder / "ready").touch()


if __name__ == "__main__":
    build(Path(sys.argv[1]).absolute())

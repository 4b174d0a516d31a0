"""A Jupyter server of a test's own: free port, token, and no folder of the user's.

Not for: what is done in the browser (`notebook_page` and the tests).
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

SECONDS_TO_START = 120
"""A continuous-integration machine may be busy; a server that starts is not waited for any longer than
it needs."""

WRITTEN = {
    # else a question about news covers a corner, and the network is asked
    "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings":
        '{"fetchNews": "false", "checkForUpdates": false}',
    # Validate waits 30 seconds for a cell, which importing TensorFlow on a busy machine may take
    "config/nbgrader_config.py": "c = get_config()\nc.Execute.timeout = 300\n",
}
"""Settings of a server, by their place below its home."""


@dataclass(frozen=True)
class Server:
    """Where a running server answers; `url` ends in a slash."""

    url: str
    token: str

    def address(self, path: str) -> str:
        """The address a browser opens for `path`, such as ``lab/tree/lesson.ipynb``."""
        return f"{self.url}{path}{'&' if '?' in path else '?'}token={self.token}"


@contextlib.contextmanager
def running(app: str, folder: Path, home: Path, start_in: Path | None = None) -> Iterator[Server]:
    """``jupyter lab`` or ``jupyter notebook`` (`app` is ``lab`` or ``notebook``) on the files in `folder`.

    Everything it writes besides goes below `home`. At the end the server and all its kernels are gone.
    """
    runtime = home / "runtime" / secrets.token_hex(4)
    places = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data",
              "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
              "IPYTHONDIR": "ipython", "MPLCONFIGDIR": "matplotlib", "XDG_CACHE_HOME": "cache"}
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith(("JUPYTER", "JPY_", "XDG_", "NBGRADER", "MPLBACKEND"))}
    environment |= {name: str(home / place) for name, place in places.items()}
    environment |= {"HOME": str(home), "JUPYTER_RUNTIME_DIR": str(runtime), "COURSE_SOURCE": "offline"}
    for path, text in WRITTEN.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text)
    runtime.mkdir(parents=True)
    token = secrets.token_hex(16)
    command = [
        sys.executable, "-m", {"lab": "jupyterlab", "notebook": "notebook"}[app],
        "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0",
        f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}",
        "--LabApp.expose_app_in_browser=True", "--JupyterNotebookApp.expose_app_in_browser=True",
    ]
    log = home / f"{app}.log"
    with log.open("ab") as written:
        process = subprocess.Popen(command, cwd=start_in or folder, env=environment, stdout=written,
                                   stderr=written, start_new_session=True)
    try:
        yield Server(_address(process, runtime, log), token)
    finally:
        _end(process)


def _address(process: subprocess.Popen, runtime: Path, log: Path) -> str:
    """The address the server wrote down once it listens."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        for record in runtime.glob("jpserver-*.json"):
            with contextlib.suppress(json.JSONDecodeError):  # it is being written
                return json.loads(record.read_text())["url"]
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text()[-3000:]}")


def _end(process: subprocess.Popen) -> None:
    """End the server, and its kernels, which are process groups of their own."""
    family = [psutil.Process(process.pid)] if process.poll() is None else []
    family += [child for parent in family for child in parent.children(recursive=True)]
    for signal, patience in (("terminate", 15), ("kill", 5)):
        for member in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                getattr(member, signal)()
        _, family = psutil.wait_procs(family, timeout=patience)
    process.wait()

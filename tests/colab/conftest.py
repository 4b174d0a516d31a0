"""A notebook of Colab's, simulated: its Python packages, its variables,
and the course installed by the set-up cell."""

import asyncio
import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from nbformat.v4 import new_code_cell, new_notebook

from autograder.authoring import publish
from autograder.authoring.preprocessors import setup_source
from autograder.course_directory import CourseFiles
from autograder.engine.conditions import Limits
from autograder.engine.running import run_cells

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / os.environ.get("COLAB_ENVIRONMENT", ".venv-colab")


@dataclass(frozen=True)
class Colab:
    """A machine as Colab hands it out. `python` sees Colab's packages,
    and takes new ones into a place of its own."""

    python: Path

    def command(self, *words: str) -> subprocess.CompletedProcess:
        """Run this machine's Python with these words, far from the checkout."""
        return subprocess.run([self.python, *words], cwd=self.python.parent, capture_output=True, text=True)

    def run(self, notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
        """Run every cell in a kernel of this machine; the same notebook, with outputs."""
        with tempfile.TemporaryDirectory(prefix="colab-", ignore_cleanup_errors=True) as scratch:
            spec = Path(scratch) / "python3" / "kernel.json"
            spec.parent.mkdir()
            argv = [str(self.python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            spec.write_text(json.dumps({"argv": argv, "display_name": "Colab", "language": "python"}))
            specs = KernelSpecManager(kernel_dirs=[scratch], ensure_native_kernel=False)
            environment = os.environ | {"COLAB_RELEASE_TAG": "simulated", "COURSE_SOURCE": "offline",
                                        "COURSE_FIGURES": "draw", "HOME": scratch,
                                        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
                                        "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
            environment.pop("NBGRADER_EXECUTION", None)
            nowhere = subprocess.DEVNULL
            manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs)
            # A TCP port is chosen before the kernel binds it, and another process may have it by then.
            manager.transport, manager.ip = "ipc", str(Path(scratch) / "k")
            limits = Limits(cell_seconds=900, notebook_seconds=1800, start_seconds=300)
            problem = asyncio.run(run_cells(notebook, manager, limits, env=environment, cwd=scratch,
                                          stdout=nowhere, stderr=nowhere))
        assert problem == ""
        return notebook

    def set_up(self, address: str, times: int = 1) -> list[nbformat.NotebookNode]:
        """Run the set-up cell, the course lying at `address` (``git+`` stands before it there);
        each run's outputs."""
        source = setup_source(address, "main", "week1", "00_setup")
        notebook = new_notebook(cells=[new_code_cell(source) for _ in range(times)])
        return [cell.outputs for cell in self.run(notebook).cells]

    def packages(self) -> set[str]:
        """Every installed package, ``name==version``."""
        listed = self.command("-m", "pip", "list", "--format=freeze", "--disable-pip-version-check")
        return set(listed.stdout.split())


@pytest.fixture(scope="session")
def new_colab(tmp_path_factory):
    """Makes machines on which nobody has installed anything yet:
    a small environment laid over the common one."""
    if not (ENVIRONMENT / "ready").is_file():
        pytest.skip("the environment with Colab's versions is not here: `make colab` builds it")
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    common = subprocess.run([ENVIRONMENT / "bin" / "python", "-c", where],
                            capture_output=True, text=True, check=True)

    def make() -> Colab:
        folder = tmp_path_factory.mktemp("colab")
        subprocess.run([ENVIRONMENT / "bin" / "python", "-m", "venv", "--without-pip", folder], check=True)
        (site,) = folder.glob("lib/python*/site-packages")
        (site / "colab.pth").write_text(common.stdout)
        return Colab(folder / "bin" / "python")

    return make


@pytest.fixture(scope="session")
def repository(tmp_path_factory):
    """The address of the students' repository, as `autograder publish` makes it from this checkout."""
    folder = tmp_path_factory.mktemp("students")
    publish.write(folder, publish.contents(CourseFiles.find(ROOT)))
    somebody = ["-c", "user.name=course", "-c", "user.email=course@example.org"]
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], [*somebody, "commit", "-qm", "lessons"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return f"file://{folder}"


@pytest.fixture(scope="session")
def colab(new_colab, repository):
    """A machine on which the set-up cell has run."""
    machine = new_colab()
    outputs = machine.set_up(repository)[0]
    assert [output.output_type for output in outputs] == ["stream"], outputs
    return machine

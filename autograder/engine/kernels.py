"""Where kernels for submissions come from, and with which environment.

`Kernels` makes one kernel manager after another: forked and sandboxed by `autograder.engine.provisioner`
where that is possible, else fresh ones. The environment a submission sees is made anew: none of the
instructor's variables, and data from one stated source, so that a grade never depends on the network.
Not for: running cells (`autograder.engine.running`).
"""

from __future__ import annotations

import platform
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

from autograder.course_directory import InstructorError
from autograder.engine.conditions import Conditions, Limits
from autograder.engine.environment import matplotlib_cache, passed_on
from autograder.engine.forks import machine_plan, supported
from autograder.engine.provisioner import BoundedClient, ForkedClient, zmq_context
from autograder.sandbox import Plan


class _ThisPython(KernelSpecManager):
    """Offers one kernel: ipykernel in the Python that runs the grader, whatever is installed for the user."""

    def __init__(self, provisioner: str) -> None:
        super().__init__()
        self._metadata = {"kernel_provisioner": {"provisioner_name": provisioner}}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(
            argv=[
                sys.executable,
                "-m",
                "ipykernel_launcher",
                "-f",
                "{connection_file}",
                "--HistoryManager.hist_file=:memory:",
            ],
            display_name="Python 3",
            language="python",
            metadata=self._metadata,
        )


@dataclass(frozen=True)
class Kernels:
    """Starts kernels for submissions that are graded under these `conditions`.

    `forked` kernels come from the zygote and stand in its sandbox; fresh ones are slower and see everything
    the grader sees.
    """

    conditions: Conditions = field(default_factory=Conditions)
    forked: bool = False

    @classmethod
    def for_this_machine(cls, conditions: Conditions) -> Kernels:
        """Forked kernels behind the strongest walls there are, fresh ones where forking is not safe.

        Raises `InstructorError` where walls are demanded and cannot be had. Where they are not, kernels are
        still confined as far as the machine allows; nothing is promised.
        """
        walls = (
            machine_plan()
            if supported()
            else Plan("none", missing=(f"{platform.system()} cannot fork a ready kernel",))
        )
        if conditions.sandbox and walls.strength == "none":
            raise InstructorError(
                f"submissions cannot be confined on this machine: {'; '.join(walls.missing)}. "
                "Grade elsewhere, or add --no-sandbox if you trust every submission."
            )
        return cls(conditions, supported())

    def manager(self, scratch: str) -> AsyncKernelManager:
        """A manager for one kernel whose connection file lies in `scratch`."""
        provisioner = "autograder-zygote" if self.forked else "local-provisioner"
        manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=_ThisPython(provisioner))
        manager.connection_file = str(Path(scratch) / "kernel.json")
        # Sockets in the scratch folder: TCP ports are chosen before they are bound, so that two
        # kernels that start together can pick the same one. The path must be absolute and short.
        manager.transport, manager.ip = "ipc", str(Path(scratch) / "k")
        manager.client_factory = ForkedClient if self.forked else BoundedClient
        manager.context = zmq_context() if self.forked else manager.context
        return manager

    def launch(self, scratch: str, limits: Limits) -> dict[str, Any]:
        """What ``start_kernel`` needs besides: the working folder, the environment, and the walls of a forked
        kernel."""
        work = Path(scratch) / "work"
        work.mkdir()
        nowhere = subprocess.DEVNULL  # what ipykernel itself says; a cell's output comes by messages
        walls = {"walls": self.walls(limits)} if self.forked else {}
        return {
            "cwd": str(work),
            "env": self.environment(str(work)),
            "stdout": nowhere,
            "stderr": nowhere,
            **walls,
        }

    def walls(self, limits: Limits) -> Plan:
        """This machine's walls around a process that may use `limits`."""
        return replace(machine_plan(), resources=limits.resources)

    def environment(self, home: str) -> dict[str, str]:
        """The variables a submission sees: none of the instructor's, and data from one stated source."""
        return passed_on("COURSE_DATA") | {
            "HOME": home,
            "TMPDIR": home,
            "IPYTHONDIR": f"{home}/.ipython",
            "MPLCONFIGDIR": matplotlib_cache(),
            "JUPYTER_RUNTIME_DIR": home,
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "NBGRADER_EXECUTION": "autograde",
            "COURSE_SOURCE": self.conditions.source,
            "COURSE_FIGURES": "draw" if self.conditions.complete else "describe",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }

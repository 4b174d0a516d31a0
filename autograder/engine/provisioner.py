"""jupyter_client's plug for kernels that a zygote forked, inside a sandbox.

Installed as the entry point ``autograder-zygote``, so anything that starts kernels through
jupyter_client can use it by one setting::

    JUPYTER_DEFAULT_PROVISIONER_NAME=autograder-zygote nbgrader autograde week2

Not for: the zygote itself, nor other processes forked from it (`forks`).
"""

from __future__ import annotations

import asyncio
import os
import signal
from typing import Any, cast

import zmq
import zmq.asyncio
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerBase
from traitlets import default

from autograder.engine.forks import Fork, machine_plan


class ZygoteProvisioner(KernelProvisionerBase):
    """Starts, signals and ends one kernel that the zygote forked."""

    _fork: Fork | None = None

    @property
    def has_process(self) -> bool:
        return self._fork is not None and self._fork.running

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Ports mean nothing here: the kernel binds sockets inside its own root."""
        manager: Any = self.parent  # a KernelManager; jupyter_client says only that it is configurable
        manager.transport = "ipc"
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        kwargs = await super().pre_launch(cmd=[], **kwargs)
        kwargs.setdefault("cwd", os.getcwd())
        return kwargs

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel and wait until its sockets are bound.

        `kwargs` are those of ``start_kernel``: ``pass_fds`` are the sockets of its tests, ``walls`` a
        `sandbox.Plan` (default: as strong as this machine allows).
        """
        walls = kwargs.get("walls") or machine_plan()
        info: dict[str, Any] = dict(self.connection_info)
        info.update(transport="ipc", key=_text(info.get("key", "")))
        for number, channel in enumerate(("shell", "iopub", "stdin", "hb", "control"), start=1):
            info[f"{channel}_port"] = number
        self._fork = Fork()
        request = await self._fork.start(
            "kernel", walls, dict(kwargs.get("env") or os.environ), tuple(kwargs.get("pass_fds") or ()),
            connection={name: _text(value) for name, value in info.items()},
        )
        self.pid = self._fork.pid
        reachable = f"/proc/{self.pid}/root" if walls.strength == "namespaces" else ""
        here = {"ip": f"{reachable}{request['place']}/k", "key": self.connection_info.get("key", b"")}
        self.connection_info = cast(KernelConnectionInfo, info | here)
        return self.connection_info

    async def poll(self) -> int | None:
        """`None` while the kernel lives, its exit code afterwards."""
        return self._fork.poll() if self._fork is not None else 0

    async def wait(self) -> int | None:
        while (code := await self.poll()) is None:
            await asyncio.sleep(0.05)
        return code

    async def send_signal(self, signum: int) -> None:
        if self._fork is not None:
            self._fork.signal(signum)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and everything it started."""
        if self._fork is not None:
            self._fork.end()

    async def terminate(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:
        if self._fork is not None:
            self._fork.end()


class ForkedClient(AsyncKernelClient):
    """A client of a forked kernel, with sockets as `zmq_context` makes them."""

    @default("context")
    def _context_default(self) -> zmq.asyncio.Context:
        self._created_context = True  # so that jupyter_client ends it with the client
        return zmq_context()


def zmq_context() -> zmq.asyncio.Context:
    """A context whose sockets never connect a second time: a student could have put another socket there.

    Nor do they wait to send: a kernel that spoilt its own connection would stop the grader for all.
    """
    context = zmq.asyncio.Context()
    context.setsockopt(zmq.RECONNECT_IVL, -1)
    context.setsockopt(zmq.SNDTIMEO, 0)
    return context


def _text(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value

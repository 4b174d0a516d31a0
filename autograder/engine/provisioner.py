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

MESSAGES, MESSAGE_BYTES = 64, 8 * 2**20
"""How many of a kernel's messages wait in this process to be read, and the largest: who sends a larger one is
cut off."""
NEVER_MS = 7 * 24 * 3600 * 1000
"""After which time a lost connection would be made again."""


class ZygoteProvisioner(KernelProvisionerBase):
    """Starts, signals and ends one kernel that the zygote forked."""

    _fork: Fork | None = None

    @property
    def has_process(self) -> bool:
        return self._fork is not None and self._fork.running

    @property
    def roots(self) -> tuple[int, ...]:
        """The processes above all that belong to the kernel."""
        return self._fork.roots if self._fork is not None else ()

    @property
    def reason(self) -> str:
        """Why the kernel was ended from outside, where it used more than its share."""
        return self._fork.reason if self._fork is not None else ""

    @property
    def orphaned(self) -> bool:
        """Whether what forked the kernel has ended, which ends the kernel, too."""
        return self._fork is not None and self._fork.orphaned

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


class BoundedClient(AsyncKernelClient):
    """A client with sockets as `bounded_context` makes them."""

    @default("context")
    def _context_default(self) -> zmq.asyncio.Context:
        self._created_context = True  # so that jupyter_client ends it with the client
        return self._new_context()

    def _new_context(self) -> zmq.asyncio.Context:
        return bounded_context()


class ForkedClient(BoundedClient):
    """A client of a forked kernel, with sockets as `zmq_context` makes them."""

    def _new_context(self) -> zmq.asyncio.Context:
        return zmq_context()


def zmq_context() -> zmq.asyncio.Context:
    """A context whose sockets never connect a second time: a student could have put another socket there.

    Nor do they wait to send: a kernel that spoilt its own connection would stop the grader for all. "Never"
    is longer than a kernel may live, and not ZeroMQ's own -1, which drops what was received with the
    connection: in the middle of a message, that ends the process (zeromq/libzmq#2163).
    """
    context = bounded_context()
    context.setsockopt(zmq.RECONNECT_IVL, NEVER_MS)
    context.setsockopt(zmq.SNDTIMEO, 0)
    return context


def bounded_context() -> zmq.asyncio.Context:
    """A context whose sockets hold only so much of what a kernel sends and nobody has read."""
    context = zmq.asyncio.Context()
    context.setsockopt(zmq.RCVHWM, MESSAGES)
    context.setsockopt(zmq.MAXMSGSIZE, MESSAGE_BYTES)
    return context


def _text(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value

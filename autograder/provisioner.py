"""A jupyter_client kernel provisioner that takes its kernels from a zygote, inside a sandbox.

Installed as the entry point ``autograder-zygote``, so anything that starts kernels through
jupyter_client can use it by one setting::

    JUPYTER_DEFAULT_PROVISIONER_NAME=autograder-zygote nbgrader autograde week2

The zygote starts with the first kernel and ends with this process. Not for: platforms without fork and
``/proc``; `supported` says where that is.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.provisioning import KernelProvisionerBase

from autograder import sandbox
from autograder.zygote import ENVIRONMENT

START_SECONDS = 180


def supported() -> bool:
    """Whether kernels can be forked here (Linux; elsewhere fresh kernels are started)."""
    return platform.system() == "Linux" and hasattr(os, "pidfd_open")


class ZygoteFailed(RuntimeError):
    """The zygote could not start or a kernel could not be forked; the text says why."""


class Zygote:
    """The one zygote of this process, started when first asked for."""

    _instance: Zygote | None = None
    _lock = threading.Lock()

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="zygote-"))  # 0700: nobody else can ask for kernels
        self.address = str(self.folder / "socket")
        environment = {name: value for name, value in os.environ.items() if name in _PASSED_ON} | ENVIRONMENT
        environment |= {"MPLBACKEND": "module://matplotlib_inline.backend_inline", "HOME": str(self.folder)}
        environment.setdefault("MPLCONFIGDIR", _matplotlib_cache())
        self.process = subprocess.Popen(
            [sys.executable, "-m", "autograder.zygote", self.address], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env=environment, cwd=self.folder,
        )
        atexit.register(self.close)

    @classmethod
    def instance(cls) -> Zygote:
        """The running zygote; started, or started anew if it died."""
        with cls._lock:
            if cls._instance is None or cls._instance.process.poll() is not None:
                cls._instance = cls()
                cls._instance._wait_until_ready()
            return cls._instance

    def _wait_until_ready(self) -> None:
        timer = threading.Timer(START_SECONDS, self.process.kill)
        timer.start()
        try:
            if self.process.stdout.readline().strip() != "ready":
                said = (self.process.stderr.read().strip().split("\n") or [""])[-1]
                raise ZygoteFailed(f"the zygote did not start: {said or 'it took too long'}")
        finally:
            timer.cancel()

    def connect(self) -> socket.socket:
        """A connection for one new kernel."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        connection.connect(self.address)
        return connection

    def close(self) -> None:
        """End the zygote and every kernel that came from it."""
        with contextlib.suppress(Exception):
            self.process.stdin.close()
            self.process.wait(2)
        with contextlib.suppress(Exception):
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "MPLCONFIGDIR", "VIRTUAL_ENV", "AUTOGRADER_PRELOAD")


def _matplotlib_cache() -> str:
    import matplotlib

    return matplotlib.get_cachedir()


class ZygoteProvisioner(KernelProvisionerBase):
    """Starts, signals and ends one kernel that the zygote forked."""

    walls: sandbox.Plan | None = None
    """How to confine kernels; `None`: as strongly as this machine allows."""

    _connection: socket.socket | None = None
    _code: int | None = None
    _home: str = ""

    @property
    def has_process(self) -> bool:
        return self._connection is not None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Ports mean nothing here: the kernel binds sockets inside its own root."""
        manager = self.parent
        manager.transport = "ipc"
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        kwargs = await super().pre_launch(cmd=[], **kwargs)
        kwargs.setdefault("cwd", os.getcwd())
        return kwargs

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Fork a kernel and wait until its sockets are bound."""
        loop = asyncio.get_running_loop()
        zygote = await loop.run_in_executor(None, Zygote.instance)
        walls = self.walls if self.walls is not None else machine_plan()
        self._connection = zygote.connect()
        self._connection.setblocking(False)
        inside = walls.strength == "namespaces"
        if not inside:
            self._home = tempfile.mkdtemp(prefix="kernel-")
            os.chmod(self._home, 0o755 if walls.as_root else 0o700)
        home = sandbox.HOME if inside else self._home
        sockets = sandbox.SOCKETS if inside else self._home
        info = dict(self.connection_info)
        info.update(transport="ipc", ip=f"{sockets}/k", key=_text(info.get("key", "")))
        for number, channel in enumerate(("shell", "iopub", "stdin", "hb", "control"), start=1):
            info[f"{channel}_port"] = number
        environment = dict(kwargs.get("env") or os.environ)
        environment.update(HOME=home, TMPDIR="/tmp" if inside else home, IPYTHONDIR=f"{home}/.ipython", JUPYTER_RUNTIME_DIR=home)
        data = environment.get("COURSE_DATA")
        request = {
            "walls": walls.to_json(), "env": environment, "cwd": f"{home}/work", "connection_file": f"{sockets}/connection.json",
            "connection": {name: _text(value) for name, value in info.items()}, "writable": [] if inside else [self._home],
            "readable": [path for path in (data, environment.get("MPLCONFIGDIR")) if path],
        }
        self._copy = kwargs.get("cwd") if walls.strength == "none" else None
        await loop.sock_sendall(self._connection, json.dumps(request).encode())
        first = await self._await("started")
        self.pid = first["pid"]
        await self._await("bound")
        reachable = f"/proc/{self.pid}/root{sockets}/k" if inside else f"{sockets}/k"
        self.connection_info = info | {"ip": reachable, "key": self.connection_info.get("key", b"")}
        return self.connection_info

    async def _await(self, event: str) -> dict:
        """The zygote's next message, which must be `event`."""
        loop = asyncio.get_running_loop()
        message = await asyncio.wait_for(loop.sock_recv(self._connection, 1 << 16), START_SECONDS)
        answer = json.loads(message) if message else {"event": "ended"}
        if answer["event"] != event:
            await self.cleanup()
            raise ZygoteFailed(f"no kernel could be forked: {answer.get('reason', 'it ended at once')}")
        return answer

    async def poll(self) -> int | None:
        """`None` while the kernel lives, its exit code afterwards."""
        if self._connection is None:
            return self._code if self._code is not None else 0
        try:
            message = self._connection.recv(1 << 16)
        except BlockingIOError:
            return None
        except OSError:
            message = b""
        if message and json.loads(message)["event"] != "ended":
            return None
        self._code = json.loads(message)["code"] if message else 1
        self._close()
        return self._code

    async def wait(self) -> int | None:
        while (code := await self.poll()) is None:
            await asyncio.sleep(0.05)
        return code

    async def send_signal(self, signum: int) -> None:
        if self._connection is not None and signum != 0:
            with contextlib.suppress(OSError):
                self._connection.send(json.dumps({"signal": int(signum)}).encode())

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and everything it started."""
        self._close()

    async def terminate(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:
        self._close()
        if self._home:
            shutil.rmtree(self._home, ignore_errors=True)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            if self._code is None:
                self._code = -int(signal.SIGKILL)


_plan: sandbox.Plan | None = None


def machine_plan() -> sandbox.Plan:
    """The walls this machine allows, tried once for this process."""
    global _plan
    if _plan is None:
        _plan = sandbox.plan()
    return _plan


def zmq_context() -> zmq.asyncio.Context:
    """A context whose sockets never connect a second time: a student could have put another socket there."""
    context = zmq.asyncio.Context()
    context.setsockopt(zmq.RECONNECT_IVL, -1)
    return context


def _text(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value

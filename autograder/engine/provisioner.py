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
from autograder.engine.zygote import ENVIRONMENT

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
        self.ready = False
        self.folder = Path(tempfile.mkdtemp(prefix="zygote-"))  # 0700: nobody else can ask for kernels
        self.address = str(self.folder / "socket")
        environment = {name: value for name, value in os.environ.items() if name in _PASSED_ON} | ENVIRONMENT
        environment |= {"MPLBACKEND": "module://matplotlib_inline.backend_inline", "HOME": str(self.folder)}
        environment.setdefault("MPLCONFIGDIR", _matplotlib_cache())
        self.process = subprocess.Popen(
            [sys.executable, "-m", "autograder.engine.zygote", self.address], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env=environment, cwd=self.folder,
        )
        atexit.register(self.close)

    @classmethod
    def start(cls) -> Zygote:
        """The running zygote, or a new one that may not be ready yet: its imports take seconds that others can use."""
        with cls._lock:
            if cls._instance is None or cls._instance.process.poll() is not None:
                cls._instance = cls()
            return cls._instance

    @classmethod
    def instance(cls) -> Zygote:
        """The running zygote, ready to fork; started anew if it died."""
        zygote = cls.start()
        with cls._lock:
            if not zygote.ready:
                zygote._wait_until_ready()
            return zygote

    def _wait_until_ready(self) -> None:
        timer = threading.Timer(START_SECONDS, self.process.kill)
        timer.start()
        try:
            if self.process.stdout.readline().strip() != "ready":
                said = (self.process.stderr.read().strip().split("\n") or [""])[-1]
                raise ZygoteFailed(f"the zygote did not start: {said or 'it took too long'}")
            self.ready = True
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
            self.process.wait(2 if self.ready else 0)  # while it imports, it doesn't listen
        with contextlib.suppress(Exception):
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "MPLCONFIGDIR", "VIRTUAL_ENV", "AUTOGRADER_PRELOAD")


def _matplotlib_cache() -> str:
    import matplotlib

    return matplotlib.get_cachedir()


class Fork:
    """One process forked by the zygote, which lives as long as its connection is open."""

    def __init__(self) -> None:
        self._connection: socket.socket | None = None
        self.pid = 0
        self.code: int | None = None
        """How it ended; `None` while it lives."""
        self.home = ""
        """A folder of the host that belongs to it, where it has no root of its own."""

    @property
    def running(self) -> bool:
        return self._connection is not None

    async def start(self, kind: str, walls: sandbox.Plan, env: dict[str, str], sockets: tuple[int, ...] = (), **request: Any) -> dict:
        """Fork a process of this `kind` behind `walls` and wait until it is ready; returns the request that was made.

        `sockets` are descriptors it gets (the caller closes its own copies). Raises `ZygoteFailed`.
        """
        loop = asyncio.get_running_loop()
        zygote = await loop.run_in_executor(None, Zygote.instance)
        self._connection = zygote.connect()
        inside = walls.strength == "namespaces"
        if not inside:
            self.home = tempfile.mkdtemp(prefix="kernel-")
            os.chmod(self.home, 0o755 if walls.as_root else 0o700)
        home = sandbox.HOME if inside else self.home
        place = sandbox.SOCKETS if inside else self.home
        env = env | {"HOME": home, "TMPDIR": "/tmp" if inside else home, "IPYTHONDIR": f"{home}/.ipython", "JUPYTER_RUNTIME_DIR": home}
        request = request | {
            "kind": kind, "walls": walls.to_json(), "env": env, "cwd": f"{home}/work", "place": place,
            "writable": [] if inside else [self.home],
            "readable": [path for path in (env.get("COURSE_DATA"), env.get("MPLCONFIGDIR")) if path],
        }
        message = json.dumps(request).encode()
        if sockets:
            socket.send_fds(self._connection, [message], list(sockets))
        else:
            self._connection.send(message)
        self._connection.setblocking(False)
        self.pid = (await self._await("started"))["pid"]
        await self._await("bound")
        return request

    async def _await(self, event: str) -> dict:
        """The zygote's next message, which must be `event`."""
        loop = asyncio.get_running_loop()
        message = await asyncio.wait_for(loop.sock_recv(self._connection, 1 << 16), START_SECONDS)
        answer = json.loads(message) if message else {"event": "ended"}
        if answer["event"] != event:
            self.end()
            raise ZygoteFailed(f"no kernel could be forked: {answer.get('reason', 'it ended at once')}")
        return answer

    def poll(self) -> int | None:
        """`None` while it lives, its exit code afterwards."""
        if self._connection is None:
            return self.code if self.code is not None else 0
        try:
            message = self._connection.recv(1 << 16)
        except BlockingIOError:
            return None
        except OSError:
            message = b""
        if message and json.loads(message)["event"] != "ended":
            return None
        self.code = json.loads(message)["code"] if message else 1
        self._hang_up()
        return self.code

    def signal(self, signum: int) -> None:
        if self._connection is not None and signum != 0:
            with contextlib.suppress(OSError):
                self._connection.send(json.dumps({"signal": int(signum)}).encode())

    def end(self) -> None:
        """End it and everything it started, and forget its folder."""
        self._hang_up()
        if self.home:
            shutil.rmtree(self.home, ignore_errors=True)

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            if self.code is None:
                self.code = -int(signal.SIGKILL)


class ZygoteProvisioner(KernelProvisionerBase):
    """Starts, signals and ends one kernel that the zygote forked."""

    walls: sandbox.Plan | None = None
    """How to confine kernels; `None`: as strongly as this machine allows."""

    _fork: Fork | None = None

    @property
    def has_process(self) -> bool:
        return self._fork is not None and self._fork.running

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
        """Fork a kernel and wait until its sockets are bound; ``pass_fds`` are the sockets of its tests."""
        walls = self.walls if self.walls is not None else machine_plan()
        info = dict(self.connection_info)
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
        self.connection_info = info | {"ip": f"{reachable}{request['place']}/k", "key": self.connection_info.get("key", b"")}
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

"""This process's zygote, and the processes that are forked from it for submissions.

The zygote starts when it is first asked for and ends with this process. Not for: platforms without fork and
``/proc`` (`supported` says where that is), nor for what a forked process becomes (`zygote`).
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import importlib.util
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

from autograder import sandbox
from autograder.engine import temporary
from autograder.engine.environment import matplotlib_cache, passed_on
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
        self.folder = Path(
            tempfile.mkdtemp(prefix="zygote-", dir=temporary.folder())
        )  # 0700: nobody else can ask for kernels
        self.address = str(self.folder / "socket")
        environment = passed_on("MPLCONFIGDIR", "VIRTUAL_ENV", "AUTOGRADER_PRELOAD") | ENVIRONMENT
        environment |= {"MPLBACKEND": "module://matplotlib_inline.backend_inline", "HOME": str(self.folder)}
        environment.setdefault("MPLCONFIGDIR", matplotlib_cache())
        self.process = subprocess.Popen(
            [sys.executable, "-m", "autograder.engine.zygote", self.address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=self.folder,
        )
        if not (self.process.stdin and self.process.stdout and self.process.stderr):
            raise ZygoteFailed("the zygote did not start: it has no pipes")
        self._alive = self.process.stdin
        self._said, self._complained = self.process.stdout, self.process.stderr
        atexit.register(self.close)

    @classmethod
    def start(cls) -> Zygote:
        """The running zygote, or a new one that may not be ready yet: its imports take seconds that others
        can use."""
        with cls._lock:
            zygote = cls._instance
            if zygote and zygote.process.poll() is not None:
                zygote.close()  # what lies in its folder belongs to kernels that ended with it
                zygote = None
            cls._instance = zygote or cls()
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
            if self._said.readline().strip() != "ready":
                said = (self._complained.read().strip().split("\n") or [""])[-1]
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
            self._alive.close()
            self.process.wait(2 if self.ready else 0)  # while it imports, it doesn't listen
        with contextlib.suppress(Exception):
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _course() -> str:
    """The folder of what lessons import, which may lie outside this Python's own."""
    found = importlib.util.find_spec("course")
    return str(Path(found.origin).parent) if found and found.origin else ""


class Fork:
    """One process forked by the zygote, which lives as long as its connection is open."""

    def __init__(self) -> None:
        self._connection: socket.socket | None = None
        self._zygote: Zygote | None = None
        self.pid = 0
        self.roots: tuple[int, ...] = ()
        """The processes above all that belong to it, for a `Meter`."""
        self.code: int | None = None
        """How it ended; `None` while it lives."""
        self.reason = ""
        """Why it was ended from outside, where it used more than its share."""
        self.home = ""
        """A folder of the host that belongs to it, where it has no root of its own."""

    @property
    def running(self) -> bool:
        return self._connection is not None

    @property
    def orphaned(self) -> bool:
        """Whether the zygote it came from has ended, which ends it, too."""
        return self._zygote is not None and self._zygote.process.poll() is not None

    async def start(
        self,
        kind: str,
        walls: sandbox.Plan,
        env: dict[str, str],
        sockets: tuple[int, ...] = (),
        **request: Any,
    ) -> dict[str, Any]:
        """Fork a process of this `kind` behind `walls` and wait until it is ready; returns the request that
        was made.

        `sockets` are descriptors it gets (the caller closes its own copies). Raises `ZygoteFailed`.
        """
        loop = asyncio.get_running_loop()
        self._zygote = await loop.run_in_executor(None, Zygote.instance)
        self._connection = self._zygote.connect()
        inside = walls.strength == "namespaces"
        if not inside:
            self.home = tempfile.mkdtemp(prefix="kernel-", dir=temporary.folder())
            os.chmod(self.home, 0o755 if walls.as_root else 0o700)
        home = sandbox.HOME if inside else self.home
        place = sandbox.SOCKETS if inside else self.home
        env = env | {
            "HOME": home,
            "TMPDIR": "/tmp" if inside else home,
            "IPYTHONDIR": f"{home}/.ipython",
            "JUPYTER_RUNTIME_DIR": home,
        }
        request = request | {
            "kind": kind, "walls": walls.to_json(), "env": env, "cwd": f"{home}/work", "place": place,
            "writable": [] if inside else [self.home],
            "readable": [path for path in (_course(), env.get("COURSE_DATA"), env.get("MPLCONFIGDIR"))
                         if path],
        }
        message = json.dumps(request).encode()
        if sockets:
            socket.send_fds(self._connection, [message], list(sockets))
        else:
            self._connection.send(message)
        self._connection.setblocking(False)
        started = await self._await("started")
        self.pid, self.roots = started["pid"], tuple(started["roots"])
        await self._await("bound")
        return request

    async def _await(self, event: str) -> dict[str, Any]:
        """The zygote's next message, which must be `event`."""
        if self._connection is None:
            raise ZygoteFailed("no kernel could be forked: its connection is closed")
        # Not `wait_for`: before Python 3.12 it loses a Ctrl-C that comes together with the message.
        async with asyncio.timeout(START_SECONDS):
            message = await asyncio.get_running_loop().sock_recv(self._connection, 1 << 16)
        answer: dict[str, Any] = json.loads(message) if message else {"event": "ended"}
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
        ended: dict[str, Any] = json.loads(message) if message else {"code": 1, "reason": ""}
        self.code, self.reason = ended["code"], ended["reason"]
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
            sandbox.remove(self.home)

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            if self.code is None:
                self.code = -int(signal.SIGKILL)


_plan: sandbox.Plan | None = None


def machine_plan() -> sandbox.Plan:
    """The walls this machine allows, tried once for this process."""
    global _plan
    if _plan is None:
        _plan = sandbox.plan()
    return _plan

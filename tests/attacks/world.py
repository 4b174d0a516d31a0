"""What stands around a class while it is graded, for attacks to change; and what of it they did change.

Processes, files, sockets, a terminal of the grader's own user, each for one attack where it can be, and
otherwise touched under the attack's name. Not for: points and feedback (`attacks.grading`).
"""

import contextlib
import ctypes
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

from attacks.classes import CALLS

PATIENCE = 10
"""Seconds that a process may take to be gone after its submission is graded."""

_libc = ctypes.CDLL(None, use_errno=True)


class World:
    """Everything that the placeholders of `attacks.classes` stand for. A context manager."""

    def __init__(self, folder: Path, course: Path, secret: str, texts: dict[str, str]) -> None:
        self.folder, self.course, self.secret = folder, course, secret
        self.outside = folder / "outside"
        self.outside.mkdir()
        self.outside.chmod(0o777)
        self.numbers = {name: number for number, name in enumerate(texts)}
        self.own_segments = set()
        self.listeners = self._listen()
        self.keyboard, self.terminal = os.openpty()
        os.set_blocking(self.keyboard, False)
        self.bystanders = {name: self._bystander() for name, text in texts.items() if "BYSTANDER" in text}
        self.victims = {name: self._victim(name) for name, text in texts.items() if "VICTIM" in text}
        for name, text in texts.items():
            if "libc.shmget(NUMBER" in text and _libc.shmget(self._key(name), 4096, 0o1600) >= 0:
                self.own_segments.add(name)
        self.before, self.files = self._states(), self._files()

    def __enter__(self) -> "World":
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.bystanders.values():
            process.kill()
            process.wait()
        for listener in self.listeners.values():
            listener.close()
        for name in self.own_segments:
            _libc.shmctl(_libc.shmget(self._key(name), 0, 0), 0, None)
        for name, number in self.numbers.items():
            for pid in self._named(number):
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            _libc.syscall(CALLS["mq_unlink"], name.encode())

    def fill(self, name: str, text: str) -> str:
        """An attack's cell with the placeholders filled in."""
        values = {
            "NAME": name, "NUMBER": self._key(name), "TAG": _tag(self.numbers[name]), "OUTSIDE": self.outside,
            "VICTIM": self.victims.get(name, ""), "GRADER": os.getpid(), "COURSE": self.course,
            "BYSTANDER": self.bystanders[name].pid if name in self.bystanders else 0,
            "TTY": os.ttyname(self.terminal), "UDP": self.listeners["udp"].getsockname()[1],
            "TCP": self.listeners["tcp"].getsockname()[1],
        }
        return re.sub(rf"\b({'|'.join(values)})\b", lambda found: str(values[found[0]]), text)

    def changed(self) -> dict[str, list[str]]:
        """What is not as it was, by attack; ``grader`` for what nobody's name stands on."""
        found: dict[str, list[str]] = {name: [] for name in (*self.numbers, "grader")}
        for name, state in self._states().items():
            found[name] += [f"{what}: {self.before[name].get(what)} -> {now}" for what, now in state.items()
                            if self.before[name].get(what) != now]
        heard = b"".join(map(_heard, self.listeners.values())) + self._typed()
        keys = " ".join(Path(f"/proc/sysvipc/{kind}").read_text() for kind in ("shm", "sem", "msg"))
        files = self._files() - self.files
        for name, number in self.numbers.items():
            word = re.compile(rf"(?<![\w]){re.escape(name)}(?![\w])")
            if word.search(heard.decode(errors="replace")):
                found[name].append("was heard outside")
            if re.search(rf"\b{self._key(name)}\b", keys) and name not in self.own_segments:
                found[name].append("left a System V object")
            if _libc.syscall(CALLS["mq_open"], name.encode(), os.O_RDONLY, 0, None) >= 0:
                found[name].append("left a POSIX queue")
            found[name] += [f"left {path}" for path in files if word.search(path) and "victim" not in path]
            if self._stays(number):
                found[name].append("left a process")
        return found

    def _files(self) -> set[str]:
        folders = (self.outside, "/dev/shm", "/tmp", "/var/tmp")
        return {path for folder in folders for path in os.listdir(folder)}

    def _states(self) -> dict[str, dict[str, str]]:
        states = {name: _process_state(process.pid) for name, process in self.bystanders.items()}
        for name, victim in self.victims.items():
            states.setdefault(name, {})["victim"] = _file_state(victim)
        own = _process_state(os.getpid())
        states["grader"] = {what: value for what, value in own.items() if what != "state"}
        states["grader"]["solutions"] = oct((self.course / "solutions").stat().st_mode)
        return states

    def _key(self, name: str) -> int:
        return 0x40000000 | (os.getpid() & 0x3FFFF) << 12 | self.numbers[name]  # classes at once do not mix

    def _bystander(self) -> subprocess.Popen:
        process = subprocess.Popen(["sleep", "100000"], env={"SECRET": self.secret}, start_new_session=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        while Path(f"/proc/{process.pid}/comm").read_text().strip() != "sleep":
            time.sleep(0.01)
        return process

    def _victim(self, name: str) -> Path:
        victim = self.outside / f"victim-{self.numbers[name]}"
        victim.write_text("whole")
        victim.chmod(0o644)
        return victim

    def _listen(self) -> dict[str, socket.socket]:
        places = {
            "tcp": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            "udp": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            "stream": (socket.AF_UNIX, socket.SOCK_STREAM, str(self.outside / "stream")),
            "datagram": (socket.AF_UNIX, socket.SOCK_DGRAM, str(self.outside / "datagram")),
        }
        made = {name: _listener(*place) for name, place in places.items()}
        port = made["udp"].getsockname()[1]
        made["abstract"] = _listener(socket.AF_UNIX, socket.SOCK_STREAM, f"\0attacked-{port}")
        nameless = f"\0attacked-datagram-{port}"
        made["abstract datagram"] = _listener(socket.AF_UNIX, socket.SOCK_DGRAM, nameless)
        for name in ("stream", "datagram"):
            (self.outside / name).chmod(0o777)
        return made

    def _typed(self) -> bytes:
        try:
            return os.read(self.keyboard, 10**6)
        except OSError:
            return b""

    def _named(self, number: int) -> list[int]:
        """Processes that an attack named."""
        tag, found = _tag(number).encode(), []
        for entry in os.listdir("/proc"):
            with contextlib.suppress(OSError):
                place = Path("/proc", entry)
                if entry.isdigit() and (tag in (place / "comm").read_bytes()
                                        or tag in (place / "cmdline").read_bytes()):
                    found.append(int(entry))
        return found

    def _stays(self, number: int) -> bool:
        deadline = time.monotonic() + PATIENCE
        while self._named(number):
            if time.monotonic() > deadline:
                return True
            time.sleep(0.1)
        return False


def _tag(number: int) -> str:
    return f"attack{number:04d}!"


def _listener(family: int, kind: int, address: object) -> socket.socket:
    listener = socket.socket(family, kind)
    listener.bind(address)
    if kind == socket.SOCK_STREAM:
        listener.listen(100)
    listener.setblocking(False)
    return listener


def _heard(listener: socket.socket) -> bytes:
    """All that has come to a listener so far."""
    text = b""
    with contextlib.suppress(OSError):
        while True:
            if listener.type == socket.SOCK_DGRAM:
                text += listener.recv(10_000) + b"\n"
                continue
            link, _ = listener.accept()
            link.settimeout(0.2)
            text += b"somebody connected\n"
            with link, contextlib.suppress(OSError):
                text += link.recv(10_000) + b"\n"
    return text


def _process_state(pid: int) -> dict[str, str]:
    """What others could change of a process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return {
            "state": "stopped" if fields[0] in "Tt" else "dead" if fields[0] in "ZX" else "alive",
            "nice": fields[16], "policy": fields[38], "affinity": str(sorted(os.sched_getaffinity(pid))),
            "limits": Path(f"/proc/{pid}/limits").read_text(),
            "oom": Path(f"/proc/{pid}/oom_score_adj").read_text(),
            "name": Path(f"/proc/{pid}/comm").read_text(), "disk": str(_libc.syscall(_IOPRIO_GET, 1, pid)),
        }
    except OSError:
        return {"state": "dead"}


_IOPRIO_GET = {"x86_64": 252, "aarch64": 31}[os.uname().machine]


def _file_state(path: Path) -> str:
    try:
        about, attributes = path.stat(), os.listxattr(path)
    except OSError as error:
        return str(error)
    owned = f"{about.st_mode:o} {about.st_uid} {about.st_mtime} {about.st_nlink}"
    return f"{owned} {path.read_text()} {attributes}"

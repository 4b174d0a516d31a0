"""The walls around a student's kernel, built by the kernel process itself right after it was forked.

`plan` finds out once what this machine allows; `enter_namespaces` and `confine` then build the walls
in a fresh child. Three strengths, best first: **namespaces** (own mounts, processes, network, IPC and
host name; only the scratch folder can be written, and it is limited in size), **landlock** (the same
file rules by the Landlock security module; no outgoing connection; processes of others are visible by
number but cannot be touched), **none**. With both of the first two go an unprivileged user, a seccomp
filter, resource limits, and a control group where one can be had. Not for: starting kernels (`autograder.zygote`).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import resource
import stat
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder import cgroups, landlock, seccomp

_CLONE = {"mount": 0x00020000, "cgroup": 0x02000000, "uts": 0x04000000, "ipc": 0x08000000, "user": 0x10000000, "pid": 0x20000000, "net": 0x40000000}
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REMOUNT, _MS_BIND, _MS_REC, _MS_PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin")
_ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "alternatives", "ssl", "fonts", "mime.types")
_DEVICES = ("null", "zero", "full", "random", "urandom")
HOME = "/submission"
SOCKETS = "/run/kernel"
FIRST_UID, UIDS = 60_000, 4_000
"""Root starts each kernel as a user of its own, so that limits on processes count for it alone."""


@dataclass(frozen=True)
class Resources:
    """What one kernel may use. `memory` counts its own data (RLIMIT_DATA), not the address space, of
    which TensorFlow reserves gigabytes."""

    memory: int = 4 * 2**30
    cpu_seconds: int = 1_800
    processes: int = 256
    file_bytes: int = 200 * 2**20
    scratch_bytes: int = 512 * 2**20
    open_files: int = 1_024


@dataclass(frozen=True)
class Plan:
    """How kernels are confined on this machine: `strength` and what is missing, in words."""

    strength: str
    as_root: bool = False
    missing: tuple[str, ...] = ()
    resources: Resources = field(default_factory=Resources)
    group: str = ""
    """The control group below which each kernel gets one of its own; empty where there is none."""

    def to_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, tree: dict) -> Plan:
        return cls(tree["strength"], tree["as_root"], tuple(tree["missing"]), Resources(**tree["resources"]), tree["group"])


def plan(resources: Resources | None = None) -> Plan:
    """The strongest walls this machine allows, found by trying them in a child process."""
    resources = resources or Resources()
    if platform.system() != "Linux":
        return Plan("none", missing=(f"{platform.system()} has neither namespaces nor Landlock",), resources=resources)
    if not seccomp.available():
        return Plan("none", missing=("the kernel cannot filter system calls (seccomp)",), resources=resources)
    as_root, group = os.geteuid() == 0, cgroups.base()
    refused = _try(lambda: _trial(Plan("namespaces", as_root, resources=resources)))
    if not refused:
        return Plan("namespaces", as_root, resources=resources, group=group)
    if landlock.version() >= 1:
        lost = (f"namespaces are refused here ({refused})", "the size of the scratch folder is limited for each file, not in all",
                "other processes can be seen, though not touched", "a cell's ! commands fail, since other people's terminals must stay out of reach")
        if as_root and not _open_to_all(sys.prefix, sys.base_prefix):
            as_root = False  # another user could not even read this Python
            lost += ("kernels run as root without its privileges, and the number of their processes is not limited",)
        return Plan("landlock", as_root, lost, resources, group)
    return Plan("none", as_root, (f"namespaces are refused here ({refused})", "the kernel has no Landlock"), resources)


def _open_to_all(*folders: str) -> bool:
    """Whether any user may read what lies in these folders."""
    places = {parent for folder in folders for parent in (Path(folder), *Path(folder).parents)}
    return all(place.stat().st_mode & stat.S_IXOTH for place in places)


def _trial(wanted: Plan) -> None:
    """Build the walls for good in this (child) process, and look whether they stand."""
    enter_namespaces(wanted)
    child = os.fork()
    if child == 0:
        try:
            build_root(wanted)
            confine(wanted, 0)
            standing = not Path("/etc/shadow").exists() and os.access("/proc/self/status", os.R_OK)
            os._exit(0 if standing else 3)
        except OSError as error:
            os._exit(error.errno or 4)
        except BaseException:
            os._exit(4)
    _, status = os.waitpid(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise OSError(code, os.strerror(code) if code > 4 else "the walls did not stand")


def _try(attempt) -> str:
    """Run `attempt` in a child process; why it failed, or nothing."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        said = ""
        try:
            os.close(readable)
            attempt()
        except OSError as error:
            said = error.strerror or str(error)
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writable, said.encode()[:500])
        os._exit(0)
    os.close(writable)
    with open(readable, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    return said or ("" if status == 0 else "the trial died")


def enter_namespaces(walls: Plan) -> None:
    """Leave the host's namespaces. The caller must have one thread, and fork once for the new process numbers."""
    if walls.strength != "namespaces":
        return
    libc = _libc()
    wanted = sum(flag for name, flag in _CLONE.items() if name != "user" or not walls.as_root)
    uid, gid = os.getuid(), os.getgid()
    if libc.unshare(wanted):
        wanted &= ~_CLONE["cgroup"]  # an old kernel; the one namespace that only hides names
        if libc.unshare(wanted):
            _fail("unshare")
    if not walls.as_root:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"1000 {uid} 1")
        Path("/proc/self/gid_map").write_text(f"1000 {gid} 1")
    with contextlib.suppress(OSError):
        import socket

        socket.sethostname("sandbox")


def build_root(walls: Plan, readable: tuple[str, ...] = ()) -> None:
    """Make a new root in which only the system, Python and `readable` are visible, read-only, and move into it.

    Must run in the first process of the new process numbers (it mounts ``/proc``).
    """
    if walls.strength != "namespaces":
        return
    _mount(None, "/", None, _MS_REC | _MS_PRIVATE)
    visible = _visible(readable)
    root = _mount_point(visible)
    _mount("tmpfs", root, "tmpfs", _MS_NOSUID | _MS_NODEV, "size=16m,mode=755")
    os.chdir(root)
    # What can be written comes first: Python itself may lie below /tmp, and is then mounted into it.
    for folder, size in ((HOME, 1), ("/tmp", 4), ("/dev/shm", 4)):
        _scratch(root + folder, walls.resources.scratch_bytes // size)
    _scratch(root + SOCKETS, 2**20)
    for path in visible:
        _show(path, root)
    for name in _ETC:
        if os.path.exists(f"/etc/{name}"):
            _show(f"/etc/{name}", root)
    Path(root, "etc").mkdir(exist_ok=True)
    Path(root, "etc/passwd").write_text(f"root:x:0:0::/:/bin/false\nstudent:x:1000:1000::{HOME}:/bin/sh\n")
    Path(root, "etc/group").write_text("root:x:0:\nstudent:x:1000:\n")
    Path(root, "etc/hosts").write_text("127.0.0.1 localhost sandbox\n")
    _devices(root)
    Path(root, "proc").mkdir()
    _mount("proc", f"{root}/proc", "proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC)
    libc = _libc()
    if libc.syscall({"x86_64": 155, "aarch64": 41}[platform.machine()], b".", b"."):  # pivot_root(".", "."): the old root lies on top
        _fail("pivot_root")
    if libc.umount2(b".", 2):  # MNT_DETACH
        _fail("umount")
    os.chdir("/")
    _mount(None, "/", None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | _MS_NODEV)


def _visible(readable: tuple[str, ...]) -> list[str]:
    """Folders a lesson may read: the system's, this Python's, and those asked for; none inside another."""
    import course

    packages = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]  # --user, and the like
    wanted = [*_SYSTEM, sys.prefix, sys.base_prefix, *packages, str(Path(course.__file__).parent), *readable]
    found: list[str] = []
    for path in sorted({os.path.abspath(path) for path in wanted if path and os.path.exists(path)}):
        if os.path.islink(path) or not any(path.startswith(parent + "/") and not os.path.islink(parent) for parent in found):
            found.append(path)
    return found


def _mount_point(visible: list[str]) -> str:
    """A folder of the host to build the new root on, which hides nothing that is to be shown in it."""
    for folder in ("/mnt", "/media", "/srv", "/run", "/var", "/tmp"):
        if os.path.isdir(folder) and not any(path == folder or path.startswith(f"{folder}/") for path in visible):
            return folder
    raise OSError(2, "no folder to build the sandbox on")


def _scratch(place: str, size: int) -> None:
    """An empty folder in memory that anybody may write, up to `size` bytes."""
    os.makedirs(place, exist_ok=True)
    _mount("tmpfs", place, "tmpfs", _MS_NOSUID | _MS_NODEV, f"size={size},mode=777,nr_inodes=20000")


def _show(path: str, root: str) -> None:
    """Make one file, folder or link of the host visible at the same place below `root`, read-only."""
    target = root + path
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(path):
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        open(target, "w").close()
    _mount(path, target, None, _MS_BIND | _MS_REC)
    _read_only(target)


def _read_only(path: str) -> None:
    """Make a bind mount and all mounts below it read-only (mount_setattr, Linux 5.12; else a remount of the top)."""
    attributes = (ctypes.c_uint64 * 4)(0x00000001 | 0x00000002 | 0x00000004, 0, 0, 0)  # RDONLY, NOSUID, NODEV
    if _libc().syscall(442, -100, path.encode(), 0x8000, ctypes.byref(attributes), ctypes.sizeof(attributes)):  # AT_RECURSIVE
        locked = os.statvfs(path).f_flag & 0b1111  # flags that a user namespace may not take away
        _mount(None, path, None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | _MS_NODEV | locked)


def _devices(root: str) -> None:
    dev = Path(root, "dev")
    gpu = [str(path.relative_to("/dev")) for path in Path("/dev").glob("nvidia*") if stat.S_ISCHR(path.stat().st_mode)]
    for name in (*_DEVICES, *gpu):
        if os.path.exists(f"/dev/{name}"):
            (dev / name).touch()
            _mount(f"/dev/{name}", str(dev / name), None, _MS_BIND)
    for name, target in (("fd", "/proc/self/fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2"), ("ptmx", "pts/ptmx")):
        (dev / name).symlink_to(target)
    (dev / "pts").mkdir()
    with contextlib.suppress(OSError):  # `!command` in a cell wants a terminal; without one it fails, nothing else
        _mount("devpts", str(dev / "pts"), "devpts", _MS_NOSUID | _MS_NOEXEC, "newinstance,ptmxmode=0666,mode=620")


def confine(walls: Plan, number: int, writable: tuple[str, ...] = (), readable: tuple[str, ...] = ()) -> None:
    """Give up every privilege in this process, for good: user, limits, capabilities, system calls.

    `number` tells kernels apart. `writable` and `readable` matter for Landlock, where there is no root of its own.
    """
    if walls.strength == "none":
        return
    libc = _libc()
    limits = walls.resources
    for what, value in (
        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_DATA, limits.memory), (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_bytes), (resource.RLIMIT_NOFILE, limits.open_files), (resource.RLIMIT_MEMLOCK, 64 * 2**10),
        (resource.RLIMIT_NPROC, limits.processes if walls.as_root or walls.strength == "namespaces" else _processes_now() + limits.processes),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (value, value))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")  # the first to go when the machine runs out of memory
    for capability in range(64):
        if libc.prctl(24, capability, 0, 0, 0):  # PR_CAPBSET_DROP
            break
    if walls.as_root:
        uid = FIRST_UID + number % UIDS
        for folder in (HOME, SOCKETS, *writable):
            if os.path.isdir(folder):
                os.chown(folder, uid, uid)
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    libc.capset(ctypes.byref(header), ctypes.byref(nothing))
    if libc.prctl(38, 1, 0, 0, 0):  # PR_SET_NO_NEW_PRIVS
        _fail("no_new_privs")
    if walls.strength == "landlock":
        etc = [f"/etc/{name}" for name in (*_ETC, "passwd", "group", "hosts")]
        landlock.restrict([*_SYSTEM, *etc, "/proc", "/sys", "/dev", *_visible(readable)], list(writable))
    libc.prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE: lets the grader (same user, or root) reach the sockets through /proc
    alone = walls.strength == "landlock"
    seccomp.install(deny_connect=alone, deny_signals=alone and landlock.version() < landlock.SCOPES)


def _processes_now() -> int:
    """Processes this user runs already; RLIMIT_NPROC counts them all where there is no namespace."""
    uid = os.getuid()
    count = 0
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if entry.stat().st_uid == uid:
                    count += len(os.listdir(f"/proc/{entry.name}/task"))
    return count


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str = "") -> None:
    done = _libc().mount((source or "none").encode(), target.encode(), kind.encode() if kind else None, ctypes.c_ulong(flags), data.encode() or None)
    if done:
        _fail(f"mount {target}")


def _fail(what: str) -> None:
    number = ctypes.get_errno()
    raise OSError(number, f"{what}: {os.strerror(number)}")

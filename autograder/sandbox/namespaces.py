"""Namespaces of a process's own, and a root in which only what a lesson needs can be seen.

Run by a process that was just forked, before it gives up its privileges (`confinement`). Not for: machines
that refuse `unshare`, where `landlock` stands in.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import stat
import sys
from pathlib import Path

from autograder.sandbox.libc import fail, libc
from autograder.sandbox.walls import Plan

_CLONE = {
    "mount": 0x00020000, "cgroup": 0x02000000, "uts": 0x04000000, "ipc": 0x08000000,
    "user": 0x10000000, "pid": 0x20000000, "net": 0x40000000,
}
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 1, 2, 4, 8
_MS_REMOUNT, _MS_BIND, _MS_REC, _MS_PRIVATE = 32, 4096, 16384, 1 << 18
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_MOUNT_SETATTR, _HERE, _AT_RECURSIVE = 442, -100, 0x8000
_ATTR_RDONLY, _ATTR_NOSUID, _ATTR_NODEV = 1, 2, 4
SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin")
ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "alternatives", "ssl", "fonts", "mime.types")
DEVICES = ("null", "zero", "full", "random", "urandom")
HOME = "/submission"
SOCKETS = "/run/kernel"


def enter_namespaces(walls: Plan) -> None:
    """Leave the host's namespaces.

    The caller must have one thread, and fork once for the new process numbers.
    """
    if walls.strength != "namespaces":
        return
    library = libc()
    wanted = sum(flag for name, flag in _CLONE.items() if name != "user" or not walls.as_root)
    uid, gid = os.getuid(), os.getgid()
    if library.unshare(wanted):
        wanted &= ~_CLONE["cgroup"]  # an old kernel; the one namespace that only hides names
        if library.unshare(wanted):
            fail("unshare")
    if not walls.as_root:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"1000 {uid} 1")
        Path("/proc/self/gid_map").write_text(f"1000 {gid} 1")
    with contextlib.suppress(OSError):
        import socket

        socket.sethostname("sandbox")


def build_root(walls: Plan, readable: tuple[str, ...] = ()) -> None:
    """Make a new root where only the system, Python and `readable` are visible, read-only, and move into it.

    Must run in the first process of the new process numbers (it mounts ``/proc``).
    """
    if walls.strength != "namespaces":
        return
    if libc().unshare(_CLONE["mount"]):  # or the root of the process that started this one would move, too
        fail("unshare")
    _mount(None, "/", None, _MS_REC | _MS_PRIVATE)
    shown = visible(readable)
    root = _mount_point(shown)
    _mount("tmpfs", root, "tmpfs", _MS_NOSUID | _MS_NODEV, "size=16m,mode=755")
    os.chdir(root)
    # What can be written comes first: Python itself may lie below /tmp, and is then mounted into it.
    for folder, size in ((HOME, 1), ("/tmp", 4), ("/dev/shm", 4)):
        _scratch(root + folder, walls.resources.scratch_bytes // size)
    _scratch(root + SOCKETS, 2**20)
    for path in shown:
        _show(path, root)
    for name in ETC:
        if os.path.exists(f"/etc/{name}"):
            _show(f"/etc/{name}", root)
    Path(root, "etc").mkdir(exist_ok=True)
    Path(root, "etc/passwd").write_text(f"root:x:0:0::/:/bin/false\nstudent:x:1000:1000::{HOME}:/bin/sh\n")
    Path(root, "etc/group").write_text("root:x:0:\nstudent:x:1000:\n")
    Path(root, "etc/hosts").write_text("127.0.0.1 localhost sandbox\n")
    _devices(root)
    Path(root, "proc").mkdir()
    _mount("proc", f"{root}/proc", "proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC)
    library = libc()
    if library.syscall(_PIVOT_ROOT[platform.machine()], b".", b"."):  # the old root then lies on top
        fail("pivot_root")
    if library.umount2(b".", 2):  # MNT_DETACH
        fail("umount")
    os.chdir("/")
    _mount(None, "/", None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | _MS_NODEV)


def visible(readable: tuple[str, ...]) -> list[str]:
    """Folders a lesson may read: the system's, this Python's, and those asked for; none inside another."""
    # --user, and the like
    packages = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    wanted = [*SYSTEM, sys.prefix, sys.base_prefix, *packages, *readable]
    found: list[str] = []
    for path in sorted({os.path.abspath(path) for path in wanted if path and os.path.exists(path)}):
        inside = any(path.startswith(parent + "/") and not os.path.islink(parent) for parent in found)
        if os.path.islink(path) or not inside:
            found.append(path)
    return found


def gpus() -> list[str]:
    """Names in ``/dev`` of the graphics cards' devices."""
    return [path.name for path in Path("/dev").glob("nvidia*") if stat.S_ISCHR(path.stat().st_mode)]


def _mount_point(visible: list[str]) -> str:
    """A folder of the host to build the new root on, which hides nothing that is to be shown in it."""
    for folder in ("/mnt", "/media", "/srv", "/run", "/var", "/tmp"):
        hides = any(path == folder or path.startswith(f"{folder}/") for path in visible)
        if os.path.isdir(folder) and not hides:
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
    """Make a bind mount and all mounts below it read-only (Linux 5.12; before that, the top one alone)."""
    attributes = (ctypes.c_uint64 * 4)(_ATTR_RDONLY | _ATTR_NOSUID | _ATTR_NODEV, 0, 0, 0)
    given = ctypes.byref(attributes), ctypes.sizeof(attributes)
    if libc().syscall(_MOUNT_SETATTR, _HERE, path.encode(), _AT_RECURSIVE, *given):
        locked = os.statvfs(path).f_flag & 0b1111  # flags that a user namespace may not take away
        _mount(None, path, None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | _MS_NODEV | locked)


def _devices(root: str) -> None:
    dev = Path(root, "dev")
    for name in (*DEVICES, *gpus()):
        if os.path.exists(f"/dev/{name}"):
            (dev / name).touch()
            _mount(f"/dev/{name}", str(dev / name), None, _MS_BIND)
    (dev / "fd").symlink_to("/proc/self/fd")
    for name, target in (("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2"), ("ptmx", "pts/ptmx")):
        (dev / name).symlink_to(target)
    (dev / "pts").mkdir()
    options = "newinstance,ptmxmode=0666,mode=620"
    with contextlib.suppress(OSError):  # `!command` in a cell wants a terminal; without one that fails alone
        _mount("devpts", str(dev / "pts"), "devpts", _MS_NOSUID | _MS_NOEXEC, options)


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str = "") -> None:
    what, where, how = (source or "none").encode(), target.encode(), kind.encode() if kind else None
    if libc().mount(what, where, how, ctypes.c_ulong(flags), data.encode() or None):
        fail(f"mount {target}")

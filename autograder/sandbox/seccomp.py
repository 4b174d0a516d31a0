"""A seccomp filter: the system calls a student's code never needs, refused by the kernel itself.

A deny-list: most calls pass, those that reach into other processes, the kernel or its namespaces fail
with "not permitted". Written as classic BPF so that nothing but Linux is needed (the libseccomp
bindings on PyPI are not kept, and many containers lack the C library). Not for: files and memory,
which `autograder.sandbox` limits.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

from autograder.sandbox.libc import libc

# Call numbers on x86_64 and aarch64; None where the architecture does not have the call.
_CALLS: dict[str, tuple[int | None, int | None]] = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "process_madvise": (440, 440),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "move_mount": (429, 429), "open_tree": (428, 428), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "unshare": (272, 97), "setns": (308, 268),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
    "acct": (163, 89), "quotactl": (179, 60), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    "syslog": (103, 116), "lookup_dcookie": (212, 18), "personality": (135, 92), "vhangup": (153, 58),
    "iopl": (172, None), "ioperm": (173, None), "modify_ldt": (154, None), "fanotify_init": (300, 262),
    "migrate_pages": (256, 238), "move_pages": (279, 239), "set_mempolicy": (238, 237), "mbind": (237, 235),
}
_SIGNALS = {
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_send_signal": (424, 424),
}
_SOCKET, _CLONE, _CLONE3, _CONNECT = (41, 198), (56, 220), (435, 435), (42, 203)
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_NAMESPACE_FLAGS = 0x7E020000  # CLONE_NEW{CGROUP,UTS,IPC,USER,PID,NET,NS}
_AF_UNIX, _AF_INET, _AF_INET6, _AF_NETLINK = 1, 2, 10, 16

_LD, _JEQ, _JGE, _JSET, _RET = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000


def available() -> bool:
    """Whether this machine can filter system calls."""
    if platform.system() != "Linux" or platform.machine() not in _ARCHITECTURES:
        return False
    mode: int = libc().prctl(21, 0, 0, 0, 0)  # PR_GET_SECCOMP
    return mode >= 0


def install(deny_connect: bool = False, deny_signals: bool = False) -> None:
    """Filter this process and all its children, for good; connections and signals to others on demand.

    Raises `OSError` where the kernel refuses.
    """
    program = _program(deny_connect, deny_signals)
    library = libc()
    buffer = ctypes.create_string_buffer(program, len(program))

    class Fprog(ctypes.Structure):
        _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    fprog = Fprog(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    # PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP with a filter
    if library.prctl(38, 1, 0, 0, 0) or library.prctl(22, 2, ctypes.byref(fprog), 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp: {errno.errorcode.get(number, number)}")


def _program(deny_connect: bool, deny_signals: bool) -> bytes:
    which, audit = _ARCHITECTURES[platform.machine()]
    steps: list[tuple[int, int, int, int]] = []

    def refuse(call: int, number: int = errno.EPERM) -> None:
        steps.extend([(_JEQ, 0, 1, call), (_RET, 0, 0, _ERRNO | number)])

    steps += [(_LD, 0, 0, 4), (_JEQ, 1, 0, audit), (_RET, 0, 0, _KILL), (_LD, 0, 0, 0)]
    if which == 0:  # the x32 calls of x86_64 are the same calls under other numbers
        steps += [(_JGE, 0, 1, 0x40000000), (_RET, 0, 0, _ERRNO | errno.EPERM)]
    for calls in _CALLS.values():
        if (call := calls[which]) is not None:
            refuse(call)
    # clone3: its flags lie in memory, out of a filter's sight; glibc then uses clone
    refuse(_CLONE3[which], errno.ENOSYS)
    if deny_connect:
        refuse(_CONNECT[which])
    if deny_signals:
        for numbers in _SIGNALS.values():
            refuse(numbers[which])
    # clone: refused where it asks for a namespace (the flags are the first argument)
    steps += [
        (_JEQ, 0, 3, _CLONE[which]), (_LD, 0, 0, 16),
        (_JSET, 0, 1, _NAMESPACE_FLAGS), (_RET, 0, 0, _ERRNO | errno.EPERM),
        (_LD, 0, 0, 0),
    ]
    # socket: only Unix and internet sockets; netlink gets the answer that libzmq can live with
    steps += [
        (_JEQ, 0, 6, _SOCKET[which]), (_LD, 0, 0, 16),
        (_JEQ, 4, 0, _AF_UNIX), (_JEQ, 3, 0, _AF_INET), (_JEQ, 2, 0, _AF_INET6),
        (_JEQ, 0, 0, _AF_NETLINK), (_RET, 0, 0, _ERRNO | errno.EOPNOTSUPP),
    ]
    steps += [(_RET, 0, 0, _ALLOW)]
    return b"".join(struct.pack("<HBBI", code, true, false, value) for code, true, false, value in steps)

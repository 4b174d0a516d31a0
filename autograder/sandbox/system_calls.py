"""System calls a student's code never needs, by what they would do: their numbers on x86_64 and aarch64.

The tables that `seccomp` makes its filter of; None where an architecture does not have a call. Numbers from
424 on are the same everywhere. Not for: calls that are judged by more than one argument (`seccomp`).
"""

from __future__ import annotations

import errno

Numbers = tuple[int | None, int | None]

DENIED: dict[str, Numbers] = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "process_madvise": (440, 440), "process_mrelease": (448, 448),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "move_mount": (429, 429), "open_tree": (428, 428), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442), "open_tree_attr": (467, 467),
    "unshare": (272, 97), "setns": (308, 268),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
    "acct": (163, 89), "quotactl": (179, 60), "quotactl_fd": (443, 443), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    "syslog": (103, 116), "lookup_dcookie": (212, 18), "personality": (135, 92), "vhangup": (153, 58),
    "iopl": (172, None), "ioperm": (173, None), "modify_ldt": (154, None), "fanotify_init": (300, 262),
    "migrate_pages": (256, 238), "move_pages": (279, 239), "set_mempolicy": (238, 237), "mbind": (237, 235),
}
"""Reach into other processes, the kernel or its namespaces."""

UNCOUNTED: dict[str, Numbers] = {
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195),
    "semget": (64, 190), "semop": (65, 193), "semctl": (66, 191), "semtimedop": (220, 192),
    "msgget": (68, 186), "msgsnd": (69, 189), "msgrcv": (70, 188), "msgctl": (71, 187),
    "mq_open": (240, 180), "mq_unlink": (241, 181), "mq_timedsend": (242, 182),
    "mq_timedreceive": (243, 183), "mq_notify": (244, 184), "mq_getsetattr": (245, 185),
    "memfd_create": (319, 279), "memfd_secret": (447, 447),
}
"""Memory that no limit of a process counts, or that outlives it and is open to others: said to be missing."""

SIGNALS: dict[str, Numbers] = {
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_send_signal": (424, 424),
}

OUTSIDE: dict[str, Numbers] = {
    "connect": (42, 203),
    "chown": (92, None), "lchown": (94, None), "fchown": (93, 55), "fchownat": (260, 54),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "removexattrat": (466, 466), "file_setattr": (469, 469),
    "inotify_init": (253, None), "inotify_init1": (294, 26), "inotify_add_watch": (254, 27),
    "ioprio_set": (251, 30),
}
"""Reach files, sockets and processes that Landlock does not keep from a process of the same user."""

IGNORED: dict[str, Numbers] = {
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
}
"""The same, but `shutil.copy` and unpacking an archive need them: nothing changes, and no error is said."""

SETPRIORITY: Numbers = (141, 140)
"""Its first argument must be 0, too: neither a group nor all of a user's processes."""

OWN_ONLY: dict[str, tuple[Numbers, int, int]] = {
    "setpriority": (SETPRIORITY, 1, errno.EPERM), "prlimit64": ((302, 261), 0, errno.EPERM),
    "sched_setaffinity": ((203, 122), 0, 0), "sched_setscheduler": ((144, 119), 0, 0),
    "sched_setparam": ((142, 118), 0, 0), "sched_setattr": ((314, 274), 0, 0),
}
"""Calls that name a process, which argument does, and the error where it is not 0, the caller itself.

The C library names threads of the caller in those about scheduling, and libzmq dies of an error there; so
nothing changes, and no error is said.
"""

FCNTL: Numbers = (72, 25)
OWNERS = (8, 10, 15, 1024, 1026)
"""Its commands F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY: signals to others, news of files."""

IOCTL: Numbers = (16, 29)
DEVICE_COMMANDS = (0x8901, 0x8902, 0x5412, 0x541C, 0x40086602, 0x401C5820, 0x40806685)
"""FIOSETOWN, SIOCSPGRP, TIOCSTI, TIOCLINUX; FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR, FS_IOC_ENABLE_VERITY."""

SOCKET: Numbers = (41, 198)
SOCKETPAIR: Numbers = (53, 199)
CLONE: Numbers = (56, 220)
CLONE3: Numbers = (435, 435)
TRUNCATE: Numbers = (76, 45)
OPEN: Numbers = (2, None)
OPENAT: Numbers = (257, 56)
OPENAT2: Numbers = (437, 437)

NEWEST = 469
"""The last number these tables know; later calls are said to be missing, as on an older kernel."""

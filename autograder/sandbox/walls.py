"""What walls are: how strong they stand on a machine, and what a process behind them may use.

Three strengths, best first: **namespaces** (own mounts, processes, network, IPC and host name; only the
scratch folder can be written, and it is limited in size), **landlock** (the same file rules by the Landlock
security module; no outgoing connection; processes of others are visible by number but cannot be touched),
**none**. With both of the first two go an unprivileged user, a seccomp filter, resource limits, and a control
group where one can be had. Not for: finding out what a machine allows (`machine`), nor for building
(`namespaces`, `confinement`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Resources:
    """What one kernel may use. `memory_bytes` counts its own data (RLIMIT_DATA), not the address space, of
    which TensorFlow reserves gigabytes."""

    memory_bytes: int = 4 * 2**30
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

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, tree: dict[str, Any]) -> Plan:
        missing, resources = tuple(tree["missing"]), Resources(**tree["resources"])
        return cls(tree["strength"], tree["as_root"], missing, resources, tree["group"])

"""autograder.sandbox.cgroups: one limit for a kernel and all it starts, where control groups can be had."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox import cgroups


def system(folder: Path, controllers: str, shared: str = "") -> dict[str, Path]:
    """A control group file system of ordinary files with this process in ``/user/scope``."""
    group = folder / "fs" / "user" / "scope"
    group.mkdir(parents=True)
    (group / "cgroup.controllers").write_text(controllers)
    (group / "cgroup.subtree_control").write_text(shared)
    (folder / "cgroup").write_text("4:memory:/old\n0::/user/scope\n")
    (folder / "mounts").write_text(f"proc /proc proc rw 0 0\ncgroup2 {folder / 'fs'} cgroup2 rw 0 0\n")
    return {"process": folder / "cgroup", "mounts": folder / "mounts"}


def test_a_delegated_group_shares_out_its_controllers(tmp_path):
    found = Path(cgroups.base(**system(tmp_path, "cpu memory pids")))
    assert found == tmp_path / "fs" / "user" / "scope" and (found / "driver" / "cgroup.procs").is_file()
    assert (found / "cgroup.subtree_control").read_text() == "+memory +pids +cpu"


def test_processor_shares_are_welcome_and_not_demanded(tmp_path):
    found = Path(cgroups.base(**system(tmp_path, "memory pids")))
    assert (found / "cgroup.subtree_control").read_text() == "+memory +pids"


def test_without_controllers_or_version_2_there_is_none(tmp_path):
    assert cgroups.base(**system(tmp_path, "hugetlb")) == ""
    (tmp_path / "mounts").write_text("proc /proc proc rw 0 0\n")
    assert cgroups.base(tmp_path / "cgroup", tmp_path / "mounts") == ""
    assert cgroups.base(tmp_path / "no", tmp_path / "file") == ""


def test_a_group_has_the_limits_of_the_plan(tmp_path):
    group = cgroups.Group(str(tmp_path), memory=2**30, processes=64)
    group.enter()
    assert (group.folder / "memory.max").read_text() == str(2**30)
    assert (group.folder / "pids.max").read_text() == "64"
    assert (group.folder / "cgroup.procs").read_text() == "0"


def test_a_real_group_holds_and_ends_what_runs_in_it(tmp_path):
    mounts = [line.split() for line in Path("/proc/self/mounts").read_text().splitlines()]
    mounted = next((place for _, place, kind, *_ in mounts if kind == "cgroup2"), None)
    try:
        group = cgroups.Group.__new__(cgroups.Group)
        group.folder = Path(mounted or tmp_path / "no", f"course-test-{os.getpid()}")
        group.folder.mkdir()
    except OSError:
        pytest.skip("control groups (version 2) cannot be written here")
    code = f"""
from pathlib import Path
from autograder.sandbox import cgroups
group = cgroups.Group.__new__(cgroups.Group)
group.folder = Path({str(group.folder)!r})
group.enter()
input()
"""
    child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
    while str(child.pid) not in (group.folder / "cgroup.procs").read_text() and child.poll() is None:
        pass
    group.end()
    assert child.wait(10) == -9 and not group.folder.exists()

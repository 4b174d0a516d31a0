"""autograder.sandbox.watch: what processes use together, which no limit of one process counts."""

import json
import os
import subprocess
import sys
import tempfile

import pytest

from autograder.sandbox import Resources, Watch, watch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

PARENT = """
import json, mmap, os, resource, signal, sys, time
from autograder.sandbox import Resources, Watch, watch
def child(action):
    readable, writable = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        kept = action()
        os.write(writable, b'x')
        time.sleep(60)
        os._exit(0)
    os.read(readable, 1)
    return pid
def spin():
    if os.fork() == 0:
        while True:
            pass
def end(children):
    for pid in watch.descendants(os.getpid()):
        os.kill(pid, signal.SIGKILL)
{code}
end(children)
"""


def test_every_descendant_is_found_with_what_its_threads_do(in_fresh_python):
    code = """
children = [child(spin)]
tree = watch.descendants(os.getpid())
computing = sum(sum(threads.values()) for threads in tree.values())
print(len(tree), computing in (1, 2), os.getpid() in tree)"""  # 2: the child is on its way to sleep
    assert in_fresh_python(PARENT.format(code=code)) == "2 True False"


def test_memory_that_processes_share_is_counted_once(in_fresh_python):
    code = """
held = b'x' * 100_000_000
children = [child(lambda: None) for _ in range(4)]
print(watch.memory(children, 0) < 150_000_000 < watch.memory(children, 10**12))"""
    assert in_fresh_python(PARENT.format(code=code)) == "True"


SHARED = """
def fill():
    held = mmap.mmap(-1, 200_000_000)
    held[::4096] = b'x' * len(range(0, 200_000_000, 4096))
    return held
"""


@pytest.mark.parametrize(("number", "limit", "said"), [
    (1, 10**8, "more than 0.1 GB of memory together"), (3, 4 * 10**8, "more than 0.4 GB of memory together"),
    (1, 10**9, ""),
])
def test_shared_memory_and_that_of_several_processes_counts(in_fresh_python, number, limit, said):
    code = f"""{SHARED}
children = [child(fill) for _ in range({number})]
print(Watch(Resources(memory_bytes={limit})).look())"""
    assert in_fresh_python(PARENT.format(code=code)) == said


def test_processes_count_together(in_fresh_python):
    code = """
children = [child(lambda: None) for _ in range(4)]
print(Watch(Resources(processes=2)).look() + '|' + Watch(Resources(processes=9)).look())"""
    assert in_fresh_python(PARENT.format(code=code)) == "more than 2 processes and threads together|"


@pytest.mark.parametrize(("spinning", "weight"), [(2, None), (40, 2)])
def test_many_that_compute_weigh_as_little_as_a_few(in_fresh_python, spinning, weight):
    code = f"""
began = os.getpriority(os.PRIO_PROCESS, 0)
children = [child(spin) for _ in range({spinning})]
looking = Watch(Resources())
looking.cores = 2
looking.look()
tree = watch.descendants(os.getpid())
print(json.dumps([os.getpriority(os.PRIO_PROCESS, pid) - began for pid in tree]))"""
    nice = json.loads(in_fresh_python(PARENT.format(code=code)))
    if weight is None:
        assert set(nice) == {0}
    else:
        already = os.getpriority(os.PRIO_PROCESS, 0)
        assert len(nice) == 2 * spinning
        assert sum(1.25**-(value + already) for value in nice[:spinning]) <= weight


def test_files_in_a_folder_count(tmp_path):
    (tmp_path / "file").write_bytes(b"x" * 300_000)
    assert "0 MB of files" in Watch(Resources(scratch_bytes=200_000), (str(tmp_path),)).look()
    assert Watch(Resources(), (str(tmp_path),)).look() == ""


def test_removed_files_count_as_long_as_they_are_open():
    with tempfile.TemporaryFile() as file:
        file.write(b"x" * 500_000)
        file.flush()
        with subprocess.Popen(["sleep", "60"], stdin=file) as process:
            assert 500_000 <= watch.unnamed_files([process.pid]) < 600_000
            process.kill()


def test_a_process_that_ended_meanwhile_is_no_hindrance():
    with subprocess.Popen(["true"]) as process:
        process.wait()
    assert watch.memory([process.pid], 0) == 0 and watch.unnamed_files([process.pid]) == 0
    assert watch.descendants(process.pid) == {}

"""autograder.sandbox.seccomp: the kernel refuses calls a lesson never needs. Tried in a fresh Python.

With it `autograder.sandbox.system_calls`, the tables it is made of.
"""

import errno
import platform
import struct
import subprocess

import pytest

from autograder.sandbox import seccomp, system_calls

filters = pytest.mark.skipif(not seccomp.available(), reason="this machine cannot filter system calls")

BEHIND = """
import ctypes, errno, os, socket
from autograder.sandbox import seccomp, system_calls
seccomp.install({settings})
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *given):
    tables = system_calls.DENIED, system_calls.UNCOUNTED, system_calls.OUTSIDE, system_calls.SIGNALS
    number = next((table[name] for table in tables if name in table), system_calls.CLONE3)
    return libc.syscall(number[seccomp._ARCHITECTURES[os.uname().machine][0]], *given), ctypes.get_errno()
{code}
"""


@filters
@pytest.mark.parametrize("name", [
    "ptrace", "unshare", "mount", "bpf", "keyctl", "io_uring_setup", "reboot", "setns",
])
def test_a_call_into_the_kernel_is_not_permitted(in_fresh_python, name):
    code = f"print(*call({name!r}, 0, 0, 0, 0, 0))"
    assert in_fresh_python(BEHIND.format(settings="", code=code)) == f"-1 {errno.EPERM}"


@filters
def test_clone3_is_said_to_be_missing_so_that_threads_fall_back_to_clone(in_fresh_python):
    code = """
import threading
print(*call('clone3', 0, 0))
thread = threading.Thread(target=print, args=['alive'])
thread.start()
thread.join()
"""
    said = in_fresh_python(BEHIND.format(settings="", code=code))
    assert said.split() == ["-1", str(errno.ENOSYS), "alive"]


@filters
def test_only_unix_and_internet_sockets_can_be_made(in_fresh_python):
    code = """
for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET):
    try:
        socket.socket(family, socket.SOCK_RAW if family >= 16 else socket.SOCK_STREAM).close()
        print('made')
    except OSError as error:
        print(error.errno == errno.EOPNOTSUPP)
"""
    said = in_fresh_python(BEHIND.format(settings="", code=code)).split()
    assert said[:2] == ["made", "made"] and said[3:] == ["True", "True"]


@filters
@pytest.mark.parametrize(("settings", "signal"), [("", "0"), ("alone=True", "0"), ("deny_signals=True", "1")])
def test_signals_are_refused_on_demand(in_fresh_python, settings, signal):
    code = "print(ctypes.get_errno() if libc.kill(os.getpid(), 0) else 0)"
    assert in_fresh_python(BEHIND.format(settings=settings, code=code)) == signal


ATTEMPT = """
import fcntl, resource, shutil, sys
for action in {actions!r}:
    try:
        eval(action)
        print('done')
    except OSError as error:
        print(errno.errorcode[error.errno])
"""


def attempts(in_fresh_python, settings, *actions):
    code = ATTEMPT.format(actions=actions)
    return in_fresh_python(BEHIND.format(settings=settings, code=code)).split()


@filters
@pytest.mark.parametrize("name", ["shmget", "semget", "msgget", "mq_open", "memfd_create", "memfd_secret"])
def test_memory_that_nothing_counts_is_said_to_be_missing(in_fresh_python, name):
    code = f"print(*call({name!r}, 0, 0, 0, 0, 0))"
    assert in_fresh_python(BEHIND.format(settings="", code=code)) == f"-1 {errno.ENOSYS}"


@filters
def test_a_call_younger_than_the_tables_is_said_to_be_missing(in_fresh_python):
    code = f"print(libc.syscall({system_calls.NEWEST + 1}), ctypes.get_errno())"
    assert in_fresh_python(BEHIND.format(settings="", code=code)) == f"-1 {errno.ENOSYS}"


@filters
def test_no_datagram_and_no_internet_socket_is_made_where_there_are_no_namespaces(in_fresh_python):
    said = attempts(in_fresh_python, "alone=True", "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
                    "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
                    "socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)",
                    "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
                    "socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)", "socket.socketpair()")
    assert said == ["ENOTSUP", "ENOTSUP", "EACCES", "EACCES", "done", "done"]


@filters
def test_another_process_of_the_same_user_is_left_as_it_is(in_fresh_python):
    def state(pid):
        stat = open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()
        return stat[16], stat[38], open(f"/proc/{pid}/limits").read()  # nice value, policy, limits

    with subprocess.Popen(["sleep", "60"]) as other:
        before = state(other.pid)
        said = attempts(in_fresh_python, "alone=True", f"os.setpriority(os.PRIO_PROCESS, {other.pid}, 19)",
                        "os.setpriority(os.PRIO_USER, 0, 19)", "os.setpriority(os.PRIO_PROCESS, 0, 1)",
                        f"resource.prlimit({other.pid}, resource.RLIMIT_NOFILE, (1, 1))",
                        f"os.sched_setscheduler({other.pid}, os.SCHED_IDLE, os.sched_param(0))",
                        "fcntl.fcntl(0, fcntl.F_SETOWN, 1)", "fcntl.fcntl(0, fcntl.F_GETFD)")
        assert said == ["EPERM", "EPERM", "done", "EPERM", "done", "EPERM", "done"]
        assert state(other.pid) == before
        other.kill()


@filters
def test_modes_times_and_attributes_of_files_stay_and_copying_still_works(in_fresh_python, tmp_path):
    file, copy = tmp_path / "file", tmp_path / "copy"
    file.write_text("x")

    def state():
        return file.stat().st_mode, file.stat().st_mtime, file.stat().st_uid

    before = state()
    said = attempts(in_fresh_python, "alone=True", f"os.chmod({str(file)!r}, 0o777)",
                    f"os.utime({str(file)!r}, (1, 1))", f"os.setxattr({str(file)!r}, 'user.x', b'x')",
                    f"os.chown({str(file)!r}, os.getuid(), os.getgid())",
                    f"shutil.copy2({str(file)!r}, {str(copy)!r})")
    assert said == ["done", "done", "EPERM", "EPERM", "done"] and copy.read_text() == "x"
    assert state() == before


@filters
def test_an_old_landlock_lets_no_file_be_emptied_either(in_fresh_python, tmp_path):
    file = tmp_path / "file"
    file.write_text("whole")
    said = attempts(in_fresh_python, "deny_truncation=True", f"os.truncate({str(file)!r}, 0)",
                    f"os.open({str(file)!r}, os.O_RDONLY | os.O_TRUNC)",
                    f"os.open({str(file)!r}, os.O_RDONLY)", f"open({str(tmp_path / 'new')!r}, 'w')")
    assert said == ["EPERM", "EACCES", "done", "done"] and file.read_text() == "whole"


@filters
def test_ordinary_work_goes_on(in_fresh_python):
    code = """
import tempfile
with tempfile.TemporaryFile() as file:
    file.write(b'x')
print(len(os.listdir('/')) > 0, flush=True)
if os.fork() == 0:
    os._exit(0)
print(os.wait()[1] == 0)
"""
    assert set(in_fresh_python(BEHIND.format(settings="", code=code)).split()) == {"True"}


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_refuses_every_call_of_the_table_and_no_jump_leaves_it(monkeypatch, machine):
    monkeypatch.setattr(platform, "machine", lambda: machine)
    which, audit = seccomp._ARCHITECTURES[machine]
    steps = list(struct.iter_unpack("<HBBI", seccomp._program(True, True, True)))
    compared = {value for code, _, _, value in steps if code == seccomp._JEQ}
    tables = [system_calls.DENIED, system_calls.UNCOUNTED, system_calls.OUTSIDE, system_calls.SIGNALS,
              system_calls.IGNORED]
    calls = {*(call for table in tables for call in table.values()), system_calls.CLONE3,
             *(call for call, *_ in system_calls.OWN_ONLY.values())}
    assert compared >= {numbers[which] for numbers in calls} - {None} and audit in compared
    for place, (code, true, false, _) in enumerate(steps):
        if code in (seccomp._JEQ, seccomp._JGE, seccomp._JSET):
            assert place + 1 + max(true, false) < len(steps)


@pytest.mark.parametrize(("system", "machine"), [("Darwin", "arm64"), ("Linux", "riscv64")])
def test_other_machines_have_no_filter(monkeypatch, system, machine):
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    assert not seccomp.available()

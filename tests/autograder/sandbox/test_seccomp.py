"""autograder.sandbox.seccomp: the kernel refuses calls a lesson never needs. Tried in a fresh Python."""

import errno
import platform
import struct

import pytest

from autograder.sandbox import seccomp

filters = pytest.mark.skipif(not seccomp.available(), reason="this machine cannot filter system calls")

BEHIND = """
import ctypes, errno, os, socket
from autograder.sandbox import seccomp
seccomp.install({settings})
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *given):
    number = {{**seccomp._CALLS, **seccomp._SIGNALS, 'clone3': seccomp._CLONE3}}[name]
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
@pytest.mark.parametrize(("settings", "connect", "signal"), [
    ("", "0", "0"), ("deny_connect=True", "1", "0"), ("deny_signals=True", "0", "1"),
])
def test_connections_and_signals_are_refused_on_demand(in_fresh_python, settings, connect, signal):
    code = """
with socket.socket() as server:
    server.bind(('127.0.0.1', 0))
    server.listen()
    with socket.socket() as client:
        print(client.connect_ex(server.getsockname()))
print(ctypes.get_errno() if libc.kill(os.getpid(), 0) else 0)
"""
    assert in_fresh_python(BEHIND.format(settings=settings, code=code)).split() == [connect, signal]


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
    steps = list(struct.iter_unpack("<HBBI", seccomp._program(deny_connect=True, deny_signals=True)))
    compared = {value for code, _, _, value in steps if code == seccomp._JEQ}
    calls = {*seccomp._CALLS.values(), *seccomp._SIGNALS.values(), seccomp._CONNECT, seccomp._CLONE3}
    assert compared >= {numbers[which] for numbers in calls} - {None} and audit in compared
    for place, (code, true, false, _) in enumerate(steps):
        if code in (seccomp._JEQ, seccomp._JGE, seccomp._JSET):
            assert place + 1 + max(true, false) < len(steps)


@pytest.mark.parametrize(("system", "machine"), [("Darwin", "arm64"), ("Linux", "riscv64")])
def test_other_machines_have_no_filter(monkeypatch, system, machine):
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    assert not seccomp.available()

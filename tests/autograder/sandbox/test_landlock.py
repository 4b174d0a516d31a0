"""autograder.sandbox.landlock: file rules a process puts on itself. Tried in a fresh Python."""

import sys

import pytest

from autograder.sandbox import landlock

has_landlock = pytest.mark.skipif(
    sys.platform != "linux" or landlock.version() < 1, reason="this kernel has no Landlock"
)

BEHIND = """
import ctypes, errno, os, socket, sys
from autograder.sandbox import landlock
def attempt(path, mode='r'):
    try:
        open(path, mode).close()
        return 'done'
    except OSError as error:
        return errno.errorcode[error.errno]
ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
landlock.restrict({readable!r}, {writable!r})
{code}
"""


@has_landlock
def test_only_what_is_named_can_be_read_or_written(in_fresh_python, tmp_path):
    for name in ("read", "write", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("x")
    read, write, other = folders = [str(tmp_path / name) for name in ("read", "write", "other")]
    code = f"print(*(attempt(folder + '/file', mode) for folder in {folders} for mode in 'ra'))"
    said = in_fresh_python(BEHIND.format(readable=[read], writable=[write], code=code))
    assert said.split() == ["done", "EACCES", "done", "done", "EACCES", "EACCES"]


@has_landlock
def test_a_single_file_and_a_place_that_is_not_there_may_be_named(in_fresh_python, tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "beside").write_text("x")
    named = [str(tmp_path / "file"), str(tmp_path / "missing")]
    read = [str(tmp_path / "file"), str(tmp_path / "beside")]
    code = f"print(*map(attempt, {read}), attempt('/dev/null', 'w'), attempt('/dev/zero'))"
    said = in_fresh_python(BEHIND.format(readable=named, writable=['/dev/null'], code=code))
    assert said.split() == ["done", "EACCES", "done", "EACCES"]


@has_landlock
def test_a_child_is_bound_by_the_same_rules(in_fresh_python, tmp_path):
    (tmp_path / "file").write_text("x")
    code = f"print(attempt({str(tmp_path / 'file')!r}), flush=True) if os.fork() == 0 else os.wait()"
    assert in_fresh_python(BEHIND.format(readable=["/usr"], writable=[], code=code)).split() == ["EACCES"]


@has_landlock
@pytest.mark.skipif(sys.platform == "linux" and landlock.version() < 4, reason="it knows no network yet")
def test_no_connection_leaves(in_fresh_python):
    code = "print(errno.errorcode[socket.socket().connect_ex(('127.0.0.1', 9))])"
    assert in_fresh_python(BEHIND.format(readable=["/usr"], writable=[], code=code)) == "EACCES"

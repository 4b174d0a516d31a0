"""autograder.sandbox.libc: a call that failed is an `OSError` that says which it was."""

import ctypes
import errno

import pytest

from autograder.sandbox.libc import fail, libc


def test_the_error_of_the_last_call_is_raised_under_its_name():
    assert libc().close(-1) == -1
    with pytest.raises(OSError, match="close: Bad file descriptor") as raised:
        fail("close")
    assert raised.value.errno == errno.EBADF


def test_the_library_keeps_the_error_for_python():
    ctypes.set_errno(0)
    libc().close(-1)
    assert ctypes.get_errno() == errno.EBADF

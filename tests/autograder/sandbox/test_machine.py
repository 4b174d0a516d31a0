"""autograder.sandbox.machine: the walls a machine allows are found by trying, and what is lost is said."""

import platform
import threading

import pytest

from autograder import sandbox
from autograder.engine import forks
from autograder.sandbox import landlock, machine, seccomp


def test_a_system_that_is_not_linux_has_no_walls(monkeypatch):
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    plan = sandbox.plan()
    assert plan.strength == "none" and plan.missing == ("Darwin has neither namespaces nor Landlock",)


def test_a_kernel_that_filters_no_calls_is_not_trusted_with_the_rest(monkeypatch):
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(seccomp, "available", lambda: False)
    assert sandbox.plan().missing == ("the kernel cannot filter system calls (seccomp)",)


@pytest.mark.parametrize(("version", "strength"), [(0, "none"), (1, "landlock")])
def test_the_reason_for_weaker_walls_is_the_kernels_own(monkeypatch, version, strength):
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(seccomp, "available", lambda: True)
    monkeypatch.setattr(landlock, "version", lambda: version)
    monkeypatch.setattr(machine, "_try", lambda attempt: "Operation not permitted")
    plan = sandbox.plan()
    assert plan.strength == strength
    assert plan.missing[0] == "namespaces are refused here (Operation not permitted)"
    assert ("the kernel has no Landlock" in plan.missing) == (version == 0)


def test_root_stays_root_where_its_python_is_not_open_to_another_user(monkeypatch, tmp_path):
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
    monkeypatch.setattr(seccomp, "available", lambda: True)
    monkeypatch.setattr(landlock, "version", lambda: 1)
    monkeypatch.setattr(machine, "_try", lambda attempt: "refused")
    closed = tmp_path / "closed" / "python"
    closed.mkdir(parents=True)
    monkeypatch.setattr(machine.sys, "prefix", str(closed))
    closed.parent.chmod(0o700)
    plan = sandbox.plan()
    assert not plan.as_root and "kernels run as root without its privileges" in plan.missing[-1]


def test_what_is_asked_of_a_kernel_stands_in_the_plan():
    assert sandbox.plan(sandbox.Resources(processes=5)).resources.processes == 5


@pytest.mark.skipif(not forks.supported(), reason="nothing is forked here")
@pytest.mark.parametrize(("attempt", "said"), [
    (lambda: None, ""),
    (lambda: (_ for _ in ()).throw(OSError(1, "Operation not permitted")), "Operation not permitted"),
    (lambda: (_ for _ in ()).throw(KeyError("x")), "KeyError: 'x'"),
])
def test_an_attempt_in_a_child_says_why_it_failed(attempt, said):
    assert machine._try(attempt) == said


@pytest.mark.skipif(not forks.supported(), reason="nothing is forked here")
def test_threads_are_no_hindrance_to_planning():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert sandbox.plan().strength == forks.machine_plan().strength
    finally:
        stop.set()
        thread.join()


@pytest.mark.skipif(not seccomp.available(), reason="the kernel cannot filter system calls")
def test_where_unshare_is_refused_landlock_takes_over_and_says_what_is_lost(where_unshare_is_refused):
    said = where_unshare_is_refused(
        "from autograder import sandbox\np = sandbox.plan()\nprint(p.strength, p.missing)"
    )
    if said.stdout.startswith("none"):
        pytest.skip("this kernel has no Landlock")
    assert said.stdout.startswith("landlock") and "namespaces are refused here" in said.stdout, said.stderr

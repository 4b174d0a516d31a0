"""autograder.sandbox.confinement: privileges are given up for good. Tried in a child, for the same reason."""

import json
import resource

import pytest

from autograder.sandbox import Plan, confine, plan

WALLS = plan()
confined = pytest.mark.skipif(
    WALLS.strength == "none", reason="this machine can confine nothing: " + "; ".join(WALLS.missing)
)

BEHIND = """
import json, os, resource
from autograder import sandbox
walls = sandbox.Plan.from_json(json.loads({plan!r}))
sandbox.enter_namespaces(walls)
if os.fork() == 0:
    sandbox.build_root(walls)
    sandbox.confine(walls, 3)
    {code}
    os._exit(0)
os.wait()
"""


def behind(code: str, **change) -> str:
    return BEHIND.format(plan=json.dumps(WALLS.to_json() | change), code=code)


def test_without_walls_nothing_is_given_up():
    limits = [resource.getrlimit(what) for what in (resource.RLIMIT_CPU, resource.RLIMIT_DATA)]
    confine(Plan("none"), 0)
    assert limits == [resource.getrlimit(what) for what in (resource.RLIMIT_CPU, resource.RLIMIT_DATA)]


@confined
def test_every_limit_of_the_plan_holds_and_cannot_be_raised(in_fresh_python):
    resources = {
        "memory_bytes": 2**31, "cpu_seconds": 77, "processes": 33, "file_bytes": 2**20,
        "scratch_bytes": 2**24, "open_files": 99,
    }
    wanted = {"CORE": 0, "DATA": 2**31, "CPU": 77, "FSIZE": 2**20, "NOFILE": 99, "MSGQUEUE": 0}
    code = f"""
    held = {{name: resource.getrlimit(getattr(resource, 'RLIMIT_' + name)) for name in {list(wanted)}}}
    print(json.dumps(held), flush=True)"""
    held = json.loads(in_fresh_python(behind(code, resources=resources)))
    assert held == {name: [value, value] for name, value in wanted.items()}


@confined
def test_the_process_has_no_capability_and_can_gain_none(in_fresh_python):
    code = """
    lines = open('/proc/self/status').read().splitlines()
    print(json.dumps(dict(line.split(':\\t') for line in lines)), flush=True)"""
    status = json.loads(in_fresh_python(behind(code)))
    assert status["NoNewPrivs"] == "1" and status["Seccomp"] == "2"
    assert {int(status[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")} == {0}


@confined
@pytest.mark.skipif(not WALLS.as_root, reason="only root can take on another user")
def test_root_becomes_a_user_of_the_kernels_own(in_fresh_python):
    code = "print(os.getresuid(), os.getresgid(), os.getgroups(), os.stat('/submission').st_uid, flush=True)"
    assert in_fresh_python(behind(code)) == "(60003, 60003, 60003) (60003, 60003, 60003) [] 60003"

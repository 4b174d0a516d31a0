"""autograder.sandbox.namespaces: a root with what a lesson needs and no more, built in a child process."""

import os
import sys

import pytest

from autograder.sandbox import Plan, build_root, enter_namespaces, namespaces, plan

WALLS = plan()
needs_namespaces = pytest.mark.skipif(
    WALLS.strength != "namespaces", reason="needs namespaces: " + "; ".join(WALLS.missing)
)

BEHIND = """
import os
from autograder import sandbox
walls = sandbox.plan()
sandbox.enter_namespaces(walls)
if os.fork() == 0:
    sandbox.build_root(walls, {readable!r})
    {code}
    os._exit(0)
os.wait()
"""


@pytest.mark.parametrize("strength", ["none", "landlock"])
def test_without_namespaces_nothing_happens(strength):
    seen = os.listdir("/"), os.readlink("/proc/self/ns/mnt") if sys.platform == "linux" else ""
    enter_namespaces(Plan(strength))
    build_root(Plan(strength))
    assert seen == (os.listdir("/"), os.readlink("/proc/self/ns/mnt") if sys.platform == "linux" else "")


@needs_namespaces
def test_the_new_root_holds_the_system_and_what_was_asked_for(in_fresh_python, tmp_path):
    (tmp_path / "shown").mkdir()
    (tmp_path / "shown" / "data.txt").write_text("here")
    (tmp_path / "hidden.txt").write_text("not here")
    shown, hidden = str(tmp_path / "shown"), str(tmp_path / "hidden.txt")
    code = f"print(open({shown + '/data.txt'!r}).read(), os.path.exists({hidden!r}), flush=True)"
    assert in_fresh_python(BEHIND.format(readable=(shown,), code=code)) == "here False"


@needs_namespaces
def test_only_the_scratch_folders_can_be_written(in_fresh_python):
    folders = ["/", "/etc", "/usr", "/submission", "/tmp", "/dev/shm", "/run/kernel"]
    writable = f"(name for name in {folders} if not os.statvfs(name).f_flag & os.ST_RDONLY)"
    said = in_fresh_python(BEHIND.format(readable=(), code=f"print(*{writable}, flush=True)"))
    assert said.split() == folders[3:]


@needs_namespaces
def test_the_process_that_started_it_still_sees_the_host(in_fresh_python):
    """`Watch` looks into ``/proc`` there, and a control group is removed."""
    code = BEHIND.format(readable=(), code="pass") + "print(os.path.isdir(f'/proc/{os.getpid()}/task'))"
    assert in_fresh_python(code) == "True"


@needs_namespaces
def test_the_process_is_alone_and_has_no_network(in_fresh_python):
    networks = "(line.split(':')[0].strip() for line in open('/proc/net/dev') if ':' in line)"
    code = f"print(os.getpid(), os.uname().nodename, *{networks}, flush=True)"
    assert in_fresh_python(BEHIND.format(readable=(), code=code)).split() == ["1", "sandbox", "lo"]


def test_what_lies_in_a_folder_that_is_shown_is_not_shown_twice(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    inner, outer, missing = (str(tmp_path / name) for name in ("a/b", "a", "missing"))
    found = namespaces.visible((inner, outer, "", missing))
    assert outer in found and inner not in found and missing not in found


def test_a_link_is_shown_as_a_link_beside_what_it_leads_to(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    found = namespaces.visible((str(tmp_path / "link"), str(tmp_path / "real")))
    assert {str(tmp_path / "link"), str(tmp_path / "real")} <= set(found)


def test_what_is_asked_for_is_visible_and_not_what_lies_around_it(tmp_path):
    (tmp_path / "course").mkdir()
    found = namespaces.visible((str(tmp_path / "course"),))
    assert str(tmp_path / "course") in found and str(tmp_path) not in found


def test_the_new_root_is_built_where_it_hides_nothing():
    assert namespaces._mount_point([]) not in ("", "/")
    taken = [folder + "/x" for folder in ("/mnt", "/media", "/srv", "/run", "/var", "/tmp")]
    with pytest.raises(OSError, match="no folder to build the sandbox on"):
        namespaces._mount_point(taken)

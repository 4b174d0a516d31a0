"""autograder.engine.temporary: a killed grader's folders are removed by the next one."""

import os
import signal
import subprocess
import sys

import pytest

from autograder.engine import temporary

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot lock a folder")

HOLD = "from autograder.engine import temporary\nprint(temporary.folder(), flush=True)\ninput()"


@pytest.fixture
def holder(tmp_path):
    """Another grader with a folder in `tmp_path`."""
    process = subprocess.Popen([sys.executable, "-c", HOLD], env=os.environ | {"TMPDIR": str(tmp_path)},
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    yield process
    process.kill()
    process.wait()


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(temporary.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(temporary, "YOUNG_SECONDS", 0)


def test_a_living_graders_folder_stays_and_a_killed_ones_goes(holder, tmp_path):
    assert temporary.sweep() == []
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    (folder,) = tmp_path.iterdir()
    assert temporary.sweep() == [folder] and not list(tmp_path.iterdir())


def test_a_grader_that_ends_in_order_leaves_nothing(holder, tmp_path):
    holder.communicate("\n")
    assert not list(tmp_path.iterdir())


def test_a_link_and_a_young_folder_are_left_alone(tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "autograder-link").symlink_to(tmp_path / "elsewhere")
    assert temporary.sweep() == []
    monkeypatch.setattr(temporary, "YOUNG_SECONDS", 60)
    (tmp_path / "autograder-young").mkdir()
    assert temporary.sweep() == []

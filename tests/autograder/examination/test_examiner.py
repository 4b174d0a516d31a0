"""autograder.examination.examiner: the grader's process runs locked cells and tests, and writes the record.

`main` is run in a thread here; `adopt` as a process of its own. With walls: `test_examination`.
"""

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from autograder.crossing.channel import Channel
from autograder.examination import examiner

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def run(notebook, answers):
    """A function: run one test after another in one examiner; the record of each."""
    sockets = [answers(number) for number in range(3)]
    parent, control = socket.socketpair()
    thread = threading.Thread(target=examiner.main, args=(control, sockets), daemon=True)
    thread.start()
    numbers = iter(range(3))

    def one(source, points=2, locked=(), fetched=()):
        channel = Channel(parent)
        channel.send({"number": next(numbers), "name": "test-work", "source": source, "points": points,
                      "locked": list(locked), "fetched": list(fetched), "seconds": 20.0}, [])
        return channel.receive()[0]

    yield one
    parent.close()
    thread.join(20)
    assert not thread.is_alive()


def test_a_test_that_holds_earns_its_points_and_keeps_what_it_printed(notebook, run):
    notebook["work"] = lambda x: 2 * x
    record = run("print('asked')\nassert work(3) == 6", fetched=["work"])
    assert record == {
        "status": "ok", "points": 2, "reason": "", "printed": "asked\n", "checks": [],
        "error": None, "defect": "",
    }


def test_the_last_line_is_the_score(run):
    assert run("x = 1.5\nx")["points"] == 1.5
    record = run("7.0")
    assert record["points"] == 0 and "not between 0 and 2" in record["reason"]


def test_a_test_that_raises_earns_nothing_and_says_what(run):
    record = run("1 / 0")
    assert (record["status"], record["points"]) == ("error", 0)
    assert record["error"] == ["ZeroDivisionError", "division by zero"]


def test_a_name_the_notebook_lacks_is_the_tests_to_report(run):
    assert run("work(3)", fetched=["work"])["error"] == ["NameError", "name 'work' is not defined"]


def test_a_locked_cell_runs_once_and_lasts_from_test_to_test(run):
    locked = [(3, "try:\n    times += 1\nexcept NameError:\n    times = 1")]
    assert run("assert times == 1", locked=locked)["status"] == "ok"
    assert run("assert times == 1", locked=locked)["status"] == "ok"


def test_a_locked_cell_that_fails_at_the_students_work_runs_again(notebook, run):
    def work():
        raise ValueError("not yet")

    notebook["work"] = work
    locked = [(3, "shown = work()")]
    run("pass", locked=locked, fetched=["work"])
    notebook["work"] = lambda: 5
    assert run("assert shown == 5", locked=locked, fetched=["work"])["status"] == "ok"


def test_what_the_check_hands_over_wrongly_is_its_own_defect(notebook, run):
    notebook["work"] = lambda x: x
    record = run("work(object())", fetched=["work"])
    assert "this check hands over something that cannot cross" in record["defect"]


def test_the_record_notes_every_check(notebook, run):
    notebook["work"] = lambda x: x
    record = run("from course import check\ncheck.call(work, 3.0).equals(3.0, because='x')", fetched=["work"])
    assert [check["held"] for check in record["checks"]] == [True]


def test_output_without_end_is_cut(run):
    assert len(run(f"print('x' * {examiner.PRINTED}, 'y')\nprint('z')")["printed"]) == examiner.PRINTED


def test_a_value_that_shows_itself_is_no_score(run):
    source = "class Shown:\n    def _ipython_display_(self):\n        print('shown')\nShown()"
    record = run(source)
    assert (record["points"], record["printed"]) == (2, "shown\n")


def test_as_a_process_of_its_own_it_ends_when_its_parent_hangs_up():
    parent, control = socket.socketpair()
    ours, theirs = socket.socketpair()
    numbers = [control.fileno(), theirs.fileno()]
    code = f"from autograder.examination import examiner; examiner.adopt({numbers})"
    process = subprocess.Popen([sys.executable, "-c", code], pass_fds=numbers, cwd=ROOT)
    control.close()
    theirs.close()
    channel = Channel(parent)
    channel.send({"number": 0, "name": "t", "source": "1.0", "points": 2, "locked": [], "fetched": [],
                  "seconds": 20.0}, [])
    assert channel.receive()[0]["points"] == 1
    parent.close()
    ours.close()
    assert process.wait(30) == 0


def test_a_record_has_room_for_no_more_than_its_reader_takes(notebook, run):
    def loud(x):
        raise ValueError("😀" * 9_000)

    notebook["loud"] = loud
    record = run(
        "from course import check\nparts = check.partial(400)\nfor _ in range(400):\n"
        "    with parts.worth(1, 'again'):\n        check.call(loud, 1)\nparts.points", 400, fetched=["loud"],
    )
    from autograder.engine.examining import RECORD_BYTES

    assert record["points"] == 0 and len(record["checks"]) > 50
    assert len(json.dumps(record)) < RECORD_BYTES

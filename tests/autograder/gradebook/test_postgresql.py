"""A gradebook on a PostgreSQL server: `autograder` and nbgrader's own command grade into it, side by side.

With it `autograder.gradebook.late`, whose penalties are the same on both paths and in both databases.
"""

import os
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from mini_course import RIGHT, handed_in, make_course, upload
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from sqlalchemy import text

from autograder.course_directory import CourseFiles, InstructorError
from autograder.engine import forks
from autograder.gradebook import export, feedback, grade, recording
from autograder.intake.collect import collect

pytestmark = pytest.mark.skipif(not forks.supported(), reason="kernels are forked on Linux only")


@pytest.fixture(scope="module")
def server():
    """The address of an empty database on a server of the test's own, reached by a socket in its folder."""
    pytest.importorskip("psycopg", reason="needs a driver: pip install 'dl-course[postgresql]'")
    if not (shutil.which("initdb") and shutil.which("pg_ctl")):
        pytest.skip("needs PostgreSQL's initdb and pg_ctl on the path: `apt-get install postgresql`")
    data = Path(tempfile.mkdtemp(prefix="pg-"))  # its path is short enough for a socket, and open to `nobody`
    as_user = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(data, "nobody")
        as_user = ["setpriv", "--reuid=nobody", "--clear-groups"]
    options = f"-c listen_addresses='' -c unix_socket_directories={data}"
    for command in (["initdb", "-D", str(data), "-U", "grader", "-A", "trust"],
                    ["pg_ctl", "-D", str(data), "-w", "-o", options, "-l", str(data / "log"), "start"]):
        done = subprocess.run([*as_user, *command], cwd="/", capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"no PostgreSQL server can be started here: {done.stderr.strip()[-200:]}")
    yield f"postgresql+psycopg://grader@/postgres?host={data}"
    stop = [*as_user, "pg_ctl", "-D", str(data), "-m", "immediate", "stop"]
    subprocess.run(stop, cwd="/", capture_output=True)
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture
def on_server(server, tmp_path, monkeypatch):
    """A course whose gradebook is on the server, empty."""
    monkeypatch.setenv("AUTOGRADER_GRADEBOOK", server)
    make_course(tmp_path / "course")
    course = CourseFiles.find(tmp_path / "course")
    monkeypatch.chdir(course.root)
    return course


def test_both_grade_into_it_with_the_same_marks(on_server, tmp_path):
    for student in ("ada", "ben"):
        upload(tmp_path / "class", student, handed_in(on_server, **RIGHT))
    collect(on_server, tmp_path / "class", "week1")
    result = grade.grade_week(on_server, "week1", students=["ada"])
    assert [outcome.problem for outcome in result.outcomes] == [""]
    said = NbGraderAPI(config=on_server.config).autograde("week1", "ben")
    assert said["success"], said
    with recording.open_gradebook(on_server) as gradebook:
        found = {s.student.id: s.score for s in gradebook.assignment_submissions("week1")}
        assert found == {"ada": 5, "ben": 5}
        due = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=1)
        gradebook.update_or_create_assignment("week1", duedate=due)
    assert grade.grade_week(on_server, "week1").unchanged == 1
    assert "5.0" in export.export(on_server, "week1", "csv").read_text()
    assert len(feedback.feedback(on_server, "week1")) == 2
    assert not on_server.work.joinpath("gradebook.db").exists()
    with Gradebook(on_server.gradebook_url) as gradebook:
        assert gradebook.db.execute(text("select count(*) from autograder_history")).scalar() == 2


def test_a_server_that_does_not_answer_is_one_sentence(on_server, monkeypatch, tmp_path):
    monkeypatch.setenv("AUTOGRADER_GRADEBOOK", f"postgresql+psycopg://grader:secret@/postgres?host={tmp_path}")
    with pytest.raises(InstructorError, match="postgresql.*did not answer as it should") as caught:
        recording.open_gradebook(CourseFiles.find(tmp_path / "course"))
    assert "secret" not in str(caught.value)

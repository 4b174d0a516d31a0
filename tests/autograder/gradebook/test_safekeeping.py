"""One grader at a time, a copy of the gradebook before each run, one true sentence for what goes wrong."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from filelock import FileLock
from mini_course import RIGHT, handed_in, make_course, upload

from autograder.course_directory import InstructorError
from autograder.engine import forks
from autograder.gradebook import grade, recording, safekeeping
from autograder.intake.collect import collect

MOUNTS = ["unshare", "--user", "--map-root-user", "--mount"]
GRADE = f"exec {sys.executable} -m autograder.cli grade week1 --jobs 1"


def table(path, rows: int) -> None:
    """Add so many rows to a database of one table."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("create table if not exists t (x)")
        database.executemany("insert into t values (?)", [("x" * 100,)] * rows)
        database.commit()


@pytest.fixture
def kept(course):
    """A course with something in the file of its gradebook."""
    course.work.mkdir(parents=True)
    table(course.gradebook_file, 1_000)
    return course


def backups(course):
    return sorted((course.work / "backups").glob("*"))


def test_a_copy_is_made_of_what_changed_and_the_oldest_goes(kept):
    made = []
    for _ in range(safekeeping.KEPT + 2):
        made.append(safekeeping.back_up(kept))
        assert safekeeping.back_up(kept) is None
        table(kept.gradebook_file, 1)
    assert backups(kept) == made[2:]
    with closing(sqlite3.connect(made[-1])) as copy:
        assert copy.execute("select count(*) from t").fetchone() == (1_000 + safekeeping.KEPT + 1,)


def test_a_gradebook_that_is_not_there_needs_no_copy(course):
    assert safekeeping.back_up(course) is None and backups(course) == []


@pytest.mark.parametrize("damage", [
    lambda content: b"no gradebook at all" * 100,
    lambda content: content[: len(content) // 2],
    lambda content: content[:8_192] + b"\xff" * 8_192 + content[16_384:],
], ids=["no database", "half of it", "overwritten"])
def test_a_damaged_gradebook_is_one_sentence_and_replaces_no_copy(kept, damage):
    whole = safekeeping.back_up(kept)
    kept.gradebook_file.write_bytes(damage(kept.gradebook_file.read_bytes()))
    with pytest.raises(InstructorError, match=r"is damaged: put the newest whole copy from .*backups"):
        with safekeeping.true_sentences(kept):
            safekeeping.back_up(kept)
    assert backups(kept) == [whole]


def test_a_damaged_gradebook_is_one_sentence_wherever_it_is_read(kept):
    kept.gradebook_file.write_bytes(b"no gradebook at all" * 100)
    with pytest.raises(InstructorError, match="is damaged"):
        recording.open_gradebook(kept)


def test_a_held_gradebook_is_one_sentence(kept, monkeypatch):
    monkeypatch.setattr(safekeeping, "WAIT", 0.1)
    with closing(sqlite3.connect(kept.gradebook_file, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(InstructorError, match="is held by another.*nothing that was graded is lost"):
            with safekeeping.true_sentences(kept):
                safekeeping.back_up(kept)


def test_a_second_grade_of_a_course_says_so_and_touches_nothing(course, tmp_path):
    upload(tmp_path / "class", "ada", handed_in(course))
    collect(course, tmp_path / "class", "week1")
    with FileLock(course.work / "grade.lock"):
        with pytest.raises(InstructorError, match="another `autograder grade` is at work in .*: wait"):
            grade.grade_week(course, "week1")
    assert not course.gradebook_file.exists()


def test_what_is_the_programs_own_fault_keeps_its_traceback(course):
    with pytest.raises(FileNotFoundError), safekeeping.true_sentences(course):
        open(course.work / "none")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course with one graded student and another who is waiting."""
    folder = tmp_path_factory.mktemp("safe")
    course = make_course(folder / "course")
    upload(folder / "class", "ada", handed_in(course, **RIGHT))
    collect(course, folder / "class", "week1")
    grade.grade_week(course, "week1")
    upload(folder / "class", "ben", handed_in(course, **RIGHT))
    collect(course, folder / "class", "week1")
    return course


@pytest.mark.skipif(not forks.supported(), reason="mounts are made in a namespace, on Linux only")
@pytest.mark.parametrize(("mounted", "said"), [
    ("mount --bind {work} {work} && mount -o remount,ro,bind {work}", "may not be written"),
    ("mount -t tmpfs -o size=2m tmpfs {work} && cp -r {copy}/. {work} && "
     "{{ head -c 4m /dev/zero > {work}/filler; true; }}", "is full"),
    ("mount -t tmpfs -o size=2m tmpfs {work} && cp -r {copy}/. {work} && mkdir {work}/backups && "
     "{{ head -c 4m /dev/zero > {work}/filler; true; }} && truncate -s -230K {work}/filler", "is full"),
], ids=["read-only", "full", "full after the copy"])
def test_a_disk_that_refuses_is_one_sentence_and_nothing_is_lost(graded, tmp_path, mounted, said):
    if shutil.which("unshare") is None or subprocess.run([*MOUNTS, "true"], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a folder of their own")
    shutil.copytree(graded.work, tmp_path / "copy", ignore=shutil.ignore_patterns("backups", "grade.lock"))
    before = graded.gradebook_file.read_bytes()
    command = f"{mounted.format(work=graded.work, copy=tmp_path / 'copy')} && {GRADE}"
    environment = os.environ | {"AUTOGRADER_PRELOAD": "ipykernel.kernelapp,ipykernel.ipkernel",
                                "AUTOGRADER_SANDBOX": "off"}
    run = subprocess.run([*MOUNTS, "sh", "-c", command], cwd=graded.root, env=environment,
                         capture_output=True, text=True)
    assert run.returncode == 2 and "Traceback" not in run.stderr, run.stderr
    last = run.stderr.strip().splitlines()[-1]
    assert last.startswith("autograder: ") and said in last, run.stderr
    assert graded.gradebook_file.read_bytes() == before

"""Keeps a course's gradebook: one grader at a time, a copy before each run, one true sentence where it fails.

Copies are sqlite's own backups, at most `KEPT` of them in ``work/backups``. A gradebook on a server is backed
up by whoever runs that server. Not for: what is written into it (`autograder.gradebook.recording`).
"""

from __future__ import annotations

import contextlib
import errno
import filecmp
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, ProgrammingError

from autograder.course_directory import CourseFiles, InstructorError

KEPT = 10
"""Copies of the gradebook; the oldest goes when a new one comes."""

WAIT = 20
"""Seconds to wait for a program that holds the gradebook while it is copied."""

_NOT_LOST = "nothing that was graded is lost"
_BY_SQLITE = {
    "BUSY": "is held by another program: close that and run the command again; " + _NOT_LOST,
    "LOCKED": "is held by another program: close that and run the command again; " + _NOT_LOST,
    "FULL": "cannot grow, because the disk is full: make room and run the command again; " + _NOT_LOST,
    "READONLY": "may not be written: make it and its folder writable and run the command again; " + _NOT_LOST,
    "PERM": "may not be opened: make it and its folder writable and run the command again",
    "CANTOPEN": "cannot be opened: make it and its folder writable and run the command again",
    "CORRUPT": "is damaged: put the newest whole copy from {backups} in its place and run the command again",
    "NOTADB": "is damaged: put the newest whole copy from {backups} in its place and run the command again",
    "IOERR": "cannot be read or written: see whether its disk is full or broken, and run the command again",
}
"""What sqlite's codes mean to an instructor, by how the code begins."""
_UNWRITABLE = "{where} may not be written: make it writable, or name another work folder in AUTOGRADER_WORK."
_BY_SYSTEM = {
    errno.ENOSPC: "the disk of {where} is full: make room and run the command again; " + _NOT_LOST + ".",
    errno.EDQUOT: "your share of the disk of {where} is used up: make room and run the command again; "
    + _NOT_LOST + ".",
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), _UNWRITABLE),
}


EVERYBODYS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
"""What a disk refuses not for one submission but for all."""


@contextlib.contextmanager
def true_sentences(course: CourseFiles) -> Iterator[None]:
    """Raise `InstructorError` for what a gradebook or a disk refuses in the block; anything else as it is."""
    try:
        yield
    except (DatabaseError, sqlite3.Error) as error:
        if isinstance(error, DataError | IntegrityError | ProgrammingError):  # of what was to be written
            raise
        raise InstructorError(_of_database(course, error)) from error
    except OSError as error:
        if (sentence := _BY_SYSTEM.get(error.errno or 0)) is None:
            raise
        raise InstructorError(sentence.format(where=error.filename or course.work)) from error


@contextlib.contextmanager
def alone(course: CourseFiles) -> Iterator[None]:
    """Hold the course's lock during the block; raises `InstructorError` where another run holds it."""
    course.work.mkdir(parents=True, exist_ok=True)
    lock = FileLock(course.work / "grade.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise InstructorError(
            f"another `autograder grade` is at work in {course.work}: wait until it has ended, or stop it."
        ) from None
    try:
        yield
    finally:
        lock.release()


def back_up(course: CourseFiles) -> Path | None:
    """Copy the gradebook to ``work/backups``; `None` where there is no file to copy, or none that changed.

    Raises `InstructorError` where it is damaged: a damaged gradebook replaces no copy.
    """
    source = course.gradebook_file
    if source is None or not source.is_file() or not source.stat().st_size:
        return None
    folder = _backups(course)
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / "gradebook.part"
    partial.unlink(missing_ok=True)
    _copy(source, partial)
    kept = sorted(folder.glob("gradebook-*.db"))
    if kept and filecmp.cmp(kept[-1], partial, shallow=False):
        partial.unlink()
        return None
    target = folder / f"gradebook-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.db"
    partial.replace(target)
    for old in [*kept, target][:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def _copy(source: Path, target: Path) -> None:
    """A copy that sqlite makes and finds whole; nothing stays of one that is not."""
    address = f"{source.as_uri()}?mode=ro"
    try:
        with (contextlib.closing(sqlite3.connect(address, uri=True, timeout=WAIT)) as there,
              contextlib.closing(sqlite3.connect(target)) as here):
            there.execute("BEGIN")
            there.execute("SELECT count(*) FROM sqlite_master")  # waits for a writer; `backup` would for ever
            there.backup(here)
            (said,) = here.execute("PRAGMA quick_check(1)").fetchone()
            if said != "ok":
                raise sqlite3.DatabaseError("database disk image is malformed")
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _backups(course: CourseFiles) -> Path:
    return course.work / "backups"


def _of_database(course: CourseFiles, error: DatabaseError | sqlite3.Error) -> str:
    """One sentence for what a database says."""
    original = error.orig if isinstance(error, DatabaseError) else error
    if not isinstance(original, sqlite3.Error):
        reason = " ".join(str(original).split())[:300]
        return f"the gradebook {course.gradebook_shown} did not answer as it should: {reason}"
    name = str(getattr(original, "sqlite_errorname", None) or "SQLITE_CORRUPT").removeprefix("SQLITE_")
    known = (text for code, text in _BY_SQLITE.items() if name.startswith(code))
    said = next(known, "cannot be used: {original}").format(backups=_backups(course), original=original)
    return f"the gradebook {course.gradebook_shown} {said}."

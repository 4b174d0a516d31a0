"""``autograder collect``: takes submissions in from a folder or an LMS's zip, one healed notebook each.

Understood are the platforms of `layouts`, nested at any depth, and a zip inside any of these. The raw upload
is kept below ``work/collected``; the healed notebook goes to nbgrader's ``submitted`` folder beside
``intake.json`` (`records`), which says what was healed or refused. Not for: running anything a student wrote.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import nbformat

from autograder import cells
from autograder.course_directory import CourseFiles, InstructorError
from autograder.intake import layouts, rebuild, records
from autograder.intake.records import Taken

LARGEST_UPLOAD = 2 * 2**30
"""Bytes that all files of one collection may have together after unpacking."""
MOST_FILES = 20_000
DEEPEST_ZIP = 2
"""Zips inside zips that are opened."""
LARGEST_RATIO = 200
"""A zip entry that unpacks to more than this many times its size is a bomb (JSON reaches about 40)."""

_COPY = re.compile(
    r"^(?:copy of|kopie von|copie de|copia de)\s+|\s*\((\d+)\)$|-(\d+)$|[ _-]copy\d*$", re.IGNORECASE
)
_HIDDEN = ("__MACOSX", ".ipynb_checkpoints")


@dataclass(frozen=True)
class Upload:
    """One uploaded file: where it was found, its bytes or why they were refused, and when it was changed."""

    path: PurePosixPath
    content: bytes | None
    changed: datetime
    refused: str = ""


def collect(course: CourseFiles, source: Path, week: str) -> list[Taken]:
    """Take every notebook below `source` in as a submission for `week`; one record each, problems included.

    A later upload replaces an earlier one of the same student and lesson. Raises `InstructorError` only
    where the source as a whole cannot be read or the week is unknown.
    """
    course.weeks([week])
    if not source.exists():
        raise InstructorError(f"there is nothing at {source}: name a folder or a zip file of submissions.")
    lessons = _lessons(course, week)
    newest: dict[tuple[str, str], tuple[tuple, Upload]] = {}
    taken: list[Taken] = []
    for upload in uploads(source):
        student, stem = layouts.whose(upload.path, lessons)
        if upload.refused:
            taken.append(
                Taken(
                    student,
                    _lesson(stem, None, lessons) or stem,
                    layouts.printable(str(upload.path)),
                    problem=upload.refused,
                )
            )
            continue
        lesson = _lesson(stem, upload.content, lessons)
        if lesson is None:
            taken.append(
                Taken(
                    student,
                    stem,
                    layouts.printable(str(upload.path)),
                    problem=f"is no lesson of {week}: the week has {', '.join(lessons)}",
                )
            )
            continue
        order = (_repeat(stem), upload.changed)
        if (student, lesson) not in newest or newest[student, lesson][0] <= order:
            newest[student, lesson] = (order, upload)
    for (student, lesson), (_, upload) in sorted(newest.items()):
        try:
            taken.append(_take(course, week, student, lesson, lessons[lesson], upload))
        except Exception as error:  # what is wrong with one student's file stops nobody else's
            problem = f"could not be taken in ({type(error).__name__}: {error})"
            taken.append(Taken(student, lesson, layouts.printable(str(upload.path)), problem=problem))
    _write_records(course, week, taken)
    return taken


def uploads(source: Path) -> Iterator[Upload]:
    """Every notebook below a folder or in a zip, with refusals named; links are never followed."""
    budget = _Budget()
    if source.is_file():
        changed = datetime.fromtimestamp(source.stat().st_mtime, UTC)
        if zipfile.is_zipfile(source):
            yield from _from_zip(source.read_bytes(), PurePosixPath(), budget, 1)
        elif source.suffix == ".ipynb":
            yield Upload(PurePosixPath(source.name), source.read_bytes(), changed)
        else:
            raise InstructorError(
                f"{source} is neither a folder, a zip file nor a notebook: name one of these."
            )
        return
    for folder, folders, names in os.walk(source, followlinks=False):
        folders[:] = sorted(name for name in folders if name not in _HIDDEN)
        for name in sorted(names):
            yield from _from_file(
                Path(folder) / name,
                PurePosixPath((Path(folder) / name).relative_to(source).as_posix()),
                budget,
            )


def _from_file(path: Path, shown: PurePosixPath, budget: _Budget) -> Iterator[Upload]:
    status = path.lstat()
    changed = datetime.fromtimestamp(status.st_mtime, UTC)
    if path.suffix.lower() not in (".ipynb", ".zip"):
        return
    if not stat.S_ISREG(status.st_mode):
        yield Upload(shown, None, changed, "is a link or device, not a file, and was refused")
    elif problem := budget.refuses(status.st_size):
        yield Upload(shown, None, changed, problem)
    elif path.suffix.lower() == ".ipynb":
        yield Upload(shown, path.read_bytes(), changed)
    else:
        yield from _from_zip(path.read_bytes(), shown.with_suffix(""), budget, 1)


def _from_zip(content: bytes, inside: PurePosixPath, budget: _Budget, depth: int) -> Iterator[Upload]:
    now = datetime.now(UTC)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except Exception as error:  # an unknown version, a broken directory: whatever zipfile makes of it
        yield Upload(inside / "archive.zip", None, now, f"is not a readable zip file ({error})")
        return
    for entry in archive.infolist():
        try:
            yield from _from_entry(archive, entry, inside, budget, depth)
        except Exception as error:  # an entry nobody could have packed by honest means costs itself
            yield Upload(inside / "entry.zip", None, now, f"holds an entry that cannot be read ({error})")


def _from_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, inside: PurePosixPath, budget: _Budget, depth: int
) -> Iterator[Upload]:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if (
        entry.is_dir()
        or any(part in _HIDDEN for part in path.parts)
        or path.suffix.lower() not in (".ipynb", ".zip")
    ):
        return
    shown = inside / path.name if path.is_absolute() or ".." in path.parts else inside / path
    changed = _entry_date(entry)
    problem = ""
    if path.is_absolute() or ".." in path.parts:
        problem = f"has a path that leads out of its folder ({entry.filename}) and was refused"
    elif stat.S_ISLNK(entry.external_attr >> 16):
        problem = "is a link, not a file, and was refused"
    elif entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1) and entry.file_size > 2**20:
        problem = "is packed like a zip bomb and was refused"
    problem = problem or budget.refuses(entry.file_size)
    data = b""
    if not problem:
        try:  # never read more than the entry claims to hold
            with archive.open(entry) as file:
                data = file.read(entry.file_size + 1)
            if len(data) > entry.file_size:
                problem = "holds more than it says and was refused"
        except Exception as error:  # zlib, encryption, wrong checksum, unknown method: all one thing here
            problem = f"cannot be unpacked ({type(error).__name__})"
    if problem:
        yield Upload(shown, None, changed, problem)
    elif path.suffix.lower() == ".ipynb":
        yield Upload(shown, data, changed)
    elif depth >= DEEPEST_ZIP:
        yield Upload(shown, None, changed, "is a zip inside a zip inside a zip and was refused")
    else:
        yield from _from_zip(data, shown.with_suffix(""), budget, depth + 1)


def _entry_date(entry: zipfile.ZipInfo) -> datetime:
    try:
        return datetime(*entry.date_time, tzinfo=UTC)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)


class _Budget:
    """Counts what a collection has unpacked so far."""

    def __init__(self) -> None:
        self.bytes = self.files = 0

    def refuses(self, size: int) -> str:
        """Why a further file of this size is refused; empty where it is not."""
        if size > rebuild.LARGEST_NOTEBOOK and size > LARGEST_UPLOAD:
            return "is too large and was refused"
        self.bytes, self.files = self.bytes + size, self.files + 1
        if self.bytes > LARGEST_UPLOAD:
            return f"was refused: the collection holds more than {LARGEST_UPLOAD // 2**20} MB"
        if self.files > MOST_FILES:
            return f"was refused: the collection holds more than {MOST_FILES} files"
        return ""


def _lessons(course: CourseFiles, week: str) -> dict[str, nbformat.NotebookNode]:
    found = {}
    for name in course.lesson_names(week):
        path = course.lessons / week / f"{name}.ipynb"
        if not path.is_file():
            raise InstructorError(
                f"lessons/{week}/{name}.ipynb is missing: run `autograder release {week}` first."
            )
        found[name] = nbformat.read(path, as_version=4)
    return found


def _repeat(stem: str) -> int:
    """Which repeat of a file its name says it is, as in ``powers (2)`` and ``powers-1``; 0 for none."""
    return max((int(number) for groups in _COPY.findall(stem) for number in groups if number), default=0)


def _lesson(stem: str, content: bytes | None, lessons: dict[str, nbformat.NotebookNode]) -> str | None:
    """The lesson a file is meant for: by its name, else by the exercises it holds."""
    cleaned = stem
    while (shorter := _COPY.sub("", cleaned).strip()) != cleaned:
        cleaned = shorter
    for name in (stem, cleaned):
        for lesson in lessons:
            if name.casefold() == lesson.casefold():
                return lesson
    if content is None:
        return None
    try:
        submitted = rebuild.read(content)
    except rebuild.Unreadable:
        near = [lesson for lesson in lessons if lesson.casefold() in stem.casefold()]
        return near[0] if len(near) == 1 else None
    names = {name for cell in submitted for name in (*cell.names, cells.marker(cell.source)) if name}
    shared = {
        lesson: sum(cells.grade_id(c) in names for c in nb.cells if cells.is_solution(c))
        for lesson, nb in lessons.items()
    }
    best = max(shared, key=lambda lesson: shared[lesson])
    return best if shared[best] else None


def _take(
    course: CourseFiles, week: str, student: str, lesson: str, released: nbformat.NotebookNode, upload: Upload
) -> Taken:
    """Keep one raw upload, write its healed notebook where nbgrader looks for it."""
    record = Taken(
        student,
        lesson,
        layouts.printable(str(upload.path)),
        timestamp=upload.changed.strftime("%Y-%m-%d %H:%M:%S UTC"),
    )
    raw = course.work / "collected" / week / student / f"{lesson}.ipynb"
    raw.parent.mkdir(parents=True, exist_ok=True)
    content = upload.content or b""  # an upload without content was refused before
    raw.write_bytes(content)
    target = course.submitted / student / week / f"{lesson}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        rebuilt = rebuild.rebuild(released, content)
    except rebuild.Unreadable as error:
        record.problem = str(error)
        target.unlink(missing_ok=True)
        return record
    healed = (nbformat.writes(rebuilt.notebook).rstrip("\n") + "\n").encode()
    record.healed, record.digest = rebuilt.healed, records.digest(healed)
    target.write_bytes(healed)
    (target.parent / "timestamp.txt").write_text(record.timestamp)
    return record


def _write_records(course: CourseFiles, week: str, taken: list[Taken]) -> None:
    """Add this collection's records to each student's; the newest for a lesson counts."""
    known = course.lesson_names(week)
    for student in sorted({record.student for record in taken}):
        folder = course.submitted / student / week
        folder.mkdir(parents=True, exist_ok=True)
        fresh = [record for record in taken if record.student == student and record.lesson in known]
        if fresh or any(folder.iterdir()):
            records.add(folder, fresh)
            continue
        folder.rmdir()
        if not any(folder.parent.iterdir()):
            folder.parent.rmdir()

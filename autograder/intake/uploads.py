"""Opens what was collected: a folder or a zip, and the zips in it. Each student has room of its own.

`listed` names everything without reading it, so that it is known whose each file is; `opened` then reads one
student's files, within bounds of that student's own. Links are never followed, and what is refused or left
aside is named. Not for: whose a file is (`layouts`), or what is in it (`reading`).
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from autograder.course_directory import InstructorError

MOST_BYTES = 500 * 2**20
"""Bytes that one student's files may have together, packed and unpacked."""
MOST_FILES = 2_000
"""Files of one student that are looked at."""
DEEPEST_ZIP = 2
"""Zips inside zips that are opened; what was collected counts where it is a zip."""
LARGEST_RATIO = 200
"""A zip entry that unpacks to more than this many times its size is a bomb (JSON reaches about 40)."""
NOTEBOOK, OTHER_FORMS = ".ipynb", (".py", ".html", ".htm", ".json", ".md", ".txt", ".gz")
"""A notebook's ending, and those of what it may have been exported as or packed into."""

_ADDED = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", "timestamp.txt", "intake.json",
          "submission_secret.txt")
"""What operating systems, nbgrader and intake itself put beside submissions."""
_BACKUPS = ".ipynb_checkpoints"
_ZIP_SIGN = b"PK\x03\x04"


@dataclass(frozen=True)
class Item:
    """Something in the folder or zip that was collected: where, when it came, how large it says it is."""

    path: PurePosixPath
    changed: datetime
    size: int = 0
    read: Callable[[], bytes] | None = None
    """Its bytes; `None` where it is refused unread."""
    refused: str = ""
    depth: int = 0
    """The zips around it."""


@dataclass(frozen=True)
class Upload:
    """One file of a student: where it was found, its bytes, when it came, or why it is not taken."""

    path: PurePosixPath
    changed: datetime
    content: bytes = b""
    written: datetime = datetime.min.replace(tzinfo=UTC)
    """What a zip of the student's own says about it; good for choosing between two files of that student."""
    refused: str = ""
    left_aside: str = ""


def listed(source: Path) -> list[Item]:
    """Everything in a folder or zip, unread. Raises `InstructorError` for what is none of these."""
    if source.is_dir():
        return list(_in_folder(source))
    if zipfile.is_zipfile(source):
        try:
            return list(_in_zip(zipfile.ZipFile(source), 1))
        except Exception as error:  # an unknown version, a broken directory: whatever zipfile makes of it
            raise InstructorError(
                f"{source} is not a readable zip file ({error}): download it again.") from error
    if source.suffix == NOTEBOOK:
        return [_file(source, PurePosixPath(source.name))]
    raise InstructorError(f"{source} is neither a folder, a zip file nor a notebook: name one of these.")


def is_candidate(path: PurePosixPath) -> bool:
    """Whether a file of this name may be a submission, or hold one."""
    return path.suffix.lower() in (NOTEBOOK, ".zip", *OTHER_FORMS) and not is_added(path)


def is_added(path: PurePosixPath) -> bool:
    """Whether a file is none of a student's."""
    return any(part in (*_ADDED, _BACKUPS) for part in path.parts) or path.name.startswith("._")


def is_notebook(path: PurePosixPath) -> bool:
    return NOTEBOOK in [suffix.lower() for suffix in path.suffixes]


class Room:
    """How much of one student's files has been looked at so far."""

    def __init__(self) -> None:
        self.bytes = self.files = 0

    def refuses(self, size: int) -> str:
        """Why a further file of this size is refused; empty where it is not."""
        if self.files >= MOST_FILES:
            return f"was refused: the student handed in more than {MOST_FILES} files"
        if self.bytes + size > MOST_BYTES:
            return f"was refused: the student handed in more than {MOST_BYTES // 2**20} MB"
        self.bytes, self.files = self.bytes + size, self.files + 1
        return ""


def opened(item: Item, room: Room) -> Iterator[Upload]:
    """The files of one item: itself, or what is in it."""
    if item.refused or item.read is None:
        yield Upload(item.path, item.changed, refused=item.refused)
    elif is_added(item.path):
        backup = _BACKUPS in item.path.parts
        why = "is a backup that Jupyter made by itself" if backup else "was not made by a student"
        yield Upload(item.path, item.changed, left_aside=why)
    elif not is_candidate(item.path):
        ending = item.path.suffix.lower()
        yield Upload(item.path, item.changed,
                     left_aside=f"is a {ending} file, not a notebook" if ending else "is not a notebook")
    elif problem := room.refuses(item.size):
        yield Upload(item.path, item.changed, refused=problem)
    else:
        yield from _read(item, room)


def _read(item: Item, room: Room) -> Iterator[Upload]:
    try:
        content = item.read() if item.read else b""
    except Exception as error:  # zlib, encryption, wrong checksum, a file that is gone: all one thing here
        yield Upload(item.path, item.changed, refused=f"cannot be unpacked ({type(error).__name__})")
        return
    if len(content) > item.size:
        yield Upload(item.path, item.changed, refused="holds more than it says and was refused")
    elif item.path.suffix.lower() != ".zip" and not content.startswith(_ZIP_SIGN):
        yield Upload(item.path, item.changed, content)
    elif item.depth >= DEEPEST_ZIP:
        yield Upload(item.path, item.changed, refused="is a zip inside a zip inside a zip and was refused")
    else:
        yield from _unzipped(item, content, room)


def _unzipped(item: Item, content: bytes, room: Room) -> Iterator[Upload]:
    """What is in a student's own zip. It came when the zip came, whatever its entries say."""
    try:
        inner = list(_in_zip(zipfile.ZipFile(io.BytesIO(content)), item.depth + 1))
    except Exception as error:
        yield Upload(item.path, item.changed, refused=f"is not a readable zip file ({error})")
        return
    for one in inner:
        for upload in opened(one, room):
            yield Upload(item.path / upload.path, item.changed, upload.content, one.changed, upload.refused,
                         upload.left_aside)


def _in_folder(source: Path) -> Iterator[Item]:
    for folder, folders, names in os.walk(source, followlinks=False):
        folders.sort()
        here = PurePosixPath(Path(folder).relative_to(source).as_posix())
        for name in [name for name in folders if (Path(folder) / name).is_symlink()]:
            yield Item(here / name, datetime.now(UTC), refused="is a link to a folder and was not followed")
        for name in sorted(names):
            try:
                yield _file(Path(folder) / name, here / name)
            except OSError as error:
                yield Item(here / name, datetime.now(UTC), refused=f"cannot be read ({error.strerror})")


def _file(path: Path, shown: PurePosixPath) -> Item:
    status = path.lstat()
    changed = datetime.fromtimestamp(status.st_mtime, UTC)
    if not stat.S_ISREG(status.st_mode):
        return Item(shown, changed, refused="is a link or device, not a file, and was refused")
    return Item(shown, changed, status.st_size, path.read_bytes)


def _in_zip(archive: zipfile.ZipFile, depth: int) -> Iterator[Item]:
    for entry in archive.infolist():
        try:
            if not entry.is_dir():
                yield _entry(archive, entry, depth)
        except Exception as error:  # an entry nobody could have packed by honest means costs itself
            yield Item(PurePosixPath("entry"), datetime.now(UTC),
                       refused=f"holds an entry that cannot be read ({error})")


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> Item:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    problem = ""
    if path.is_absolute() or ".." in path.parts:
        problem = f"has a path that leads out of its folder ({entry.filename}) and was refused"
        path = PurePosixPath(path.name or "entry")
    elif stat.S_ISLNK(entry.external_attr >> 16):
        problem = "is a link, not a file, and was refused"
    elif entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1) and entry.file_size > 2**20:
        problem = "is packed like a zip bomb and was refused"

    def read() -> bytes:  # never more than the entry claims to hold
        with archive.open(entry) as file:
            return file.read(entry.file_size + 1)

    return Item(path, _entry_date(entry), entry.file_size, read, problem if is_candidate(path) else "", depth)


def _entry_date(entry: zipfile.ZipInfo) -> datetime:
    try:
        return datetime(*entry.date_time, tzinfo=UTC)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)

"""``autograder collect``: takes submissions in from a folder or an LMS's zip, one healed notebook each.

Understood are the platforms of `layouts`, nested at any depth, and a zip inside any of these. The raw upload
is kept below ``work/collected``; the healed notebook goes to nbgrader's ``submitted`` folder beside
``intake.json`` (`records`), which says what was healed or refused. Every file has its line: taken, refused or
left aside. Whose a file is, its outermost name says; where two people would be filed under one name, both are
refused. Not for: running anything a student wrote.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import nbformat

from autograder import cells
from autograder.course_directory import CourseFiles, InstructorError
from autograder.intake import definitions, layouts, rebuild, records, uploads
from autograder.intake.layouts import Owner, printable
from autograder.intake.records import Taken
from autograder.intake.submitted import Unreadable
from autograder.intake.uploads import Item, Room, Upload

MOST_LINES = 20
"""Files of one student that are named one by one where they are left aside; of more, their number."""
_COPY = re.compile(
    r"^(?:copy of|kopie von|copie de|copia de)\s+|\s*\((\d+)\)$|-(\d+)$|[ _-]copy\d*$", re.IGNORECASE
)
_NUMBER = re.compile(r"\((\d+)\)$|-(\d+)$")

Lessons = dict[str, nbformat.NotebookNode]


@dataclass(frozen=True)
class _Candidate:
    """A file that may be one student's submission for one lesson, and what speaks for it."""

    upload: Upload
    lesson: str
    order: tuple


def collect(course: CourseFiles, source: Path, week: str) -> list[Taken]:
    """Take every notebook below `source` in as a submission for `week`; one record a file, problems included.

    A later upload replaces an earlier one of the same student and lesson, unless it cannot be read. Raises
    `InstructorError` only where the source as a whole cannot be read or the week is unknown.
    """
    course.weeks([week])
    if not source.exists():
        raise InstructorError(f"there is nothing at {source}: name a folder or a zip file of submissions.")
    lessons = _lessons(course, week)
    taken: list[Taken] = []
    for student, found in sorted(_by_student(course, source, lessons).items()):
        try:
            taken += _take_all(course, week, student, found, lessons)
        except Exception as error:  # what is wrong with one student's files stops nobody else's
            problem = printable(f"could not be taken in ({type(error).__name__}: {error})")
            taken.append(Taken(student, "", printable(str(found[0][1].path)), problem=problem))
    return taken


def _by_student(
    course: CourseFiles, source: Path, lessons: Lessons
) -> dict[str, list[tuple[Owner, Item]]]:
    """Student -> what was uploaded by this student, by the outermost names alone."""
    items = uploads.listed(source)
    known = {folder.name for folder in course.submitted.glob("*")}
    paths = [item.path for item in items if uploads.is_candidate(item.path)]
    around = layouts.folders_around(paths, lessons, known)
    found: dict[str, list[tuple[Owner, Item]]] = defaultdict(list)
    for item in items:
        inside = len(item.path.parts) > around
        owner = layouts.whose(PurePosixPath(*item.path.parts[around:]) if inside else item.path, lessons)
        found[owner.student].append((owner, item))
    return found


def _take_all(
    course: CourseFiles, week: str, student: str, found: list[tuple[Owner, Item]], lessons: Lessons
) -> list[Taken]:
    """Take one student's files in; a record for each."""
    if clash := _clash(course, week, student, found):
        return [Taken(student, owner.file, printable(str(item.path)), problem=clash)
                for owner, item in found if uploads.is_candidate(item.path)]
    room, name = Room(), found[0][0].name
    candidates: dict[str, list[_Candidate]] = defaultdict(list)
    taken: list[Taken] = []
    for owner, item in found:
        for upload in uploads.opened(item, room):
            stem = owner.file if upload.path == item.path else _stem(upload.path)
            match = _candidate(student, week, stem, upload, lessons)
            if isinstance(match, Taken):
                taken.append(match)
            else:
                candidates[match.lesson].append(match)
    for lesson, rivals in sorted(candidates.items()):
        taken += _take_best(course, week, student, lesson, sorted(rivals, key=lambda one: one.order), lessons)
    for record in taken:
        record.name = name
    _write_records(course, week, student, taken, lessons)
    return list(_bounded(student, taken))


def _clash(course: CourseFiles, week: str, student: str, found: list[tuple[Owner, Item]]) -> str:
    """Why no work can be filed under this name: it is more than one person's. Empty where it is not."""
    people = {owner.person: printable(f"{owner.name} ({item.path.parts[0]})") for owner, item in found
              if uploads.is_candidate(item.path)}
    if len(people) > 1:
        return (f"was refused: {' and '.join(sorted(people.values())[:4])} would both be filed as {student}; "
                "rename one of them and collect again")
    name = found[0][0].name
    before = next((record.name for record in records.read(course.submitted / student / week).values()
                   if record.name), name)
    if before != name:
        return (f"was refused: {printable(before)}, collected before, is filed as {student}, too; rename "
                f"{printable(name)} and collect again")
    alike = [folder.name for folder in course.submitted.glob("*")
             if folder.name != student and folder.name.casefold() == student.casefold()]
    if alike:
        return f"was refused: {student} and {alike[0]} are one folder on many machines; rename one"
    return ""


def _candidate(student: str, week: str, stem: str, upload: Upload, lessons: Lessons) -> _Candidate | Taken:
    """What a file is a submission for; or a record of why it is none."""
    shown = printable(str(upload.path))
    if upload.refused:
        named = _named(stem, lessons) or printable(stem)
        return Taken(student, named, shown, problem=printable(upload.refused))
    lesson = None if upload.left_aside else _lesson(stem, upload, lessons)
    if lesson is not None:
        order = (uploads.is_notebook(upload.path), _repeat(stem), upload.changed, upload.written)
        return _Candidate(upload, lesson, order)
    why = upload.left_aside
    if not why and uploads.is_notebook(upload.path):
        return Taken(student, printable(stem), shown,
                     problem=f"is no lesson of {week}: the week has {', '.join(lessons)}")
    return Taken(student, _named(stem, lessons) or printable(stem), shown,
                 left_aside=why or f"holds no exercise of {week}")


def _lessons(course: CourseFiles, week: str) -> Lessons:
    found = {}
    for name in course.lesson_names(week):
        path = course.lessons / week / f"{name}.ipynb"
        if not path.is_file():
            raise InstructorError(
                f"lessons/{week}/{name}.ipynb is missing: run `autograder release {week}` first."
            )
        found[name] = nbformat.read(path, as_version=4)
    return found


def _stem(path: PurePosixPath) -> str:
    """A file's name without the endings it has or was given: ``powers.ipynb.txt`` is ``powers``."""
    name = path.name
    while PurePosixPath(name).suffix.lower() in (uploads.NOTEBOOK, ".zip", *uploads.OTHER_FORMS):
        name = PurePosixPath(name).stem
    return name


def _repeat(stem: str) -> int:
    """Which repeat of a file its name says it is, as in ``powers (2)`` and ``powers-1``; 0 for none."""
    return max((int(number) for groups in _NUMBER.findall(stem) for number in groups if number), default=0)


def _named(stem: str, lessons: Iterable[str]) -> str | None:
    """The lesson a file is named after."""
    cleaned = _stem(PurePosixPath(stem or "-"))
    names = [stem, cleaned]
    while (shorter := _COPY.sub("", cleaned).strip()) != cleaned:
        cleaned = shorter
        names.append(cleaned)
    return next((lesson for name in names for lesson in lessons
                 if name.casefold() == lesson.casefold()), None)


def _lesson(stem: str, upload: Upload, lessons: Lessons) -> str | None:
    """The lesson a file is meant for: by its name, else by the exercises it holds."""
    named = _named(stem, lessons)
    if named and uploads.is_notebook(upload.path):
        return named
    try:
        submitted = rebuild.read(upload.content)
    except Unreadable:
        near = [lesson for lesson in lessons if lesson.casefold() in stem.casefold()]
        return near[0] if len(near) == 1 and uploads.is_notebook(upload.path) else None
    names = {name for cell in submitted for name in (*cell.names, cells.marker(cell.source)) if name}
    headings = {name for cell in submitted for name in definitions.headings(cell.source)}
    shared = {lesson: sum(cells.grade_id(cell) in names or bool(definitions.headings(cell.source) & headings)
                          for cell in notebook.cells if cells.is_solution(cell))
              for lesson, notebook in lessons.items()}
    best = max(shared, key=lambda lesson: (shared[lesson], lesson == named))
    return best if shared[best] else None


def _take_best(
    course: CourseFiles, week: str, student: str, lesson: str, rivals: list[_Candidate], lessons: Lessons,
) -> Iterator[Taken]:
    """Take the newest file that can be read; the others are said."""
    if student == layouts.UNKNOWN and len(rivals) > 1:
        for one in rivals:
            yield Taken(student, lesson, printable(str(one.upload.path)), problem=(
                "was refused: nothing says whose it is, and there are several; put each into a folder of its "
                "student's name"))
        return
    best: Taken | None = None
    unreadable: list[Taken] = []
    for one in reversed(rivals):
        if best is None:
            record = _take(course, week, student, lesson, lessons[lesson], one.upload)
            best = record if not record.problem else None
            unreadable += [record] if record.problem else []
            continue
        yield Taken(student, lesson, printable(str(one.upload.path)),
                    left_aside=f"is another file for {lesson}: {best.file} was taken")
    for record in unreadable:
        if best is not None:
            best.healed.append(f"{record.file} {record.problem}: an earlier file was taken")
        elif (course.submitted / student / week / f"{lesson}.ipynb").is_file():
            record.problem += ": what was collected before stays"
        yield record
    if best is not None:
        yield best


def _take(
    course: CourseFiles, week: str, student: str, lesson: str, released: nbformat.NotebookNode, upload: Upload
) -> Taken:
    """Keep one raw upload, write its healed notebook where nbgrader looks for it."""
    record = Taken(
        student,
        lesson,
        printable(str(upload.path)),
        timestamp=upload.changed.strftime("%Y-%m-%d %H:%M:%S UTC"),
    )
    ending = uploads.NOTEBOOK if uploads.is_notebook(upload.path) else upload.path.suffix.lower()
    raw = course.work / "collected" / week / student / f"{lesson}{ending}"
    raw.parent.mkdir(parents=True, exist_ok=True)
    raw.write_bytes(upload.content)
    try:
        rebuilt = rebuild.rebuild(released, upload.content)
    except Unreadable as error:
        record.problem = printable(str(error))
        return record
    target = course.submitted / student / week / f"{lesson}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    healed = (nbformat.writes(rebuilt.notebook).rstrip("\n") + "\n").encode()
    record.healed, record.doubtful = [printable(note) for note in rebuilt.healed], rebuilt.doubtful
    record.digest = records.digest(healed)
    target.write_bytes(healed)
    (target.parent / "timestamp.txt").write_text(record.timestamp)
    return record


def _write_records(
    course: CourseFiles, week: str, student: str, taken: list[Taken], lessons: Lessons
) -> None:
    """Add this collection's records to the student's. What stays of an earlier one keeps its record."""
    folder = course.submitted / student / week
    good = {record.lesson for record in taken if not record.problem and not record.left_aside}
    kept: dict[str, Taken] = {}
    for record in taken:
        if record.lesson not in lessons or record.lesson in good and (record.problem or record.left_aside):
            continue
        if record.left_aside and record.lesson not in kept:  # nothing else was handed in for it
            record.problem, record.left_aside = record.left_aside, ""
        if record.lesson in good or not (folder / f"{record.lesson}.ipynb").is_file():
            kept[record.lesson] = record
    if kept:
        folder.mkdir(parents=True, exist_ok=True)
        records.add(folder, kept.values())


def _bounded(student: str, taken: list[Taken]) -> Iterator[Taken]:
    """The records, of those about files left aside only the first."""
    named = 0
    lines = [record for record in taken if record.left_aside]
    for record in taken:
        named += bool(record.left_aside)
        if not record.left_aside or named <= MOST_LINES:
            yield record
    if len(lines) > MOST_LINES:
        rest = len(lines) - MOST_LINES
        yield Taken(student, "", f"{rest} more files", left_aside="are no submissions for this week either")

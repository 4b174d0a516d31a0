"""The commands that test all this: audit, bench, demo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from autograder.cli.grading import grade_week, show_taken
from autograder.cli.terminal import Jobs, Lessons, Source, Weeks, console, progress, say, show_table
from autograder.course_directory import CourseFiles, InstructorError

if TYPE_CHECKING:
    from autograder.trials.audit import Mutation, Row
    from autograder.trials.bench import Standing
    from autograder.trials.demo import Kind, Marked

MOST_LISTED = 40
"""A larger sample class has no table of its students."""


def audit(
    weeks: Weeks = None,
    lesson: Lessons = None,
    jobs: Jobs = None,
    source: Source = "offline",
    measure: Annotated[bool, typer.Option(
        "--measure", help="Measure every threshold's number anew instead, ten seeds a source.")] = False,
    mutants: Annotated[int, typer.Option(
        min=0, help="Grade at most so many mutants of each solution instead, and say which survive.")] = 0,
) -> None:
    """Test the tests: grade the answer bank and compare with what each answer deserves."""
    from autograder.trials import audit as step

    course = CourseFiles.find()
    if mutants:
        with progress("mutants") as advance:
            found = step.mutation(course, mutants, weeks, lessons=lesson, source=source, jobs=jobs,
                                  progress=advance)
        if _show_mutants(found, everything=all(entry.graded < mutants for entry in found)):
            raise typer.Exit(1)
        return
    if measure:
        for what, where, numbers in step.measure(course, weeks, lessons=lesson):
            say(f"{what} ({where}): {', '.join(f'{number:.4f}' for number in numbers)}")
        return
    with progress("auditing") as advance:
        rows = step.audit(course, weeks, lessons=lesson, source=source, jobs=jobs, progress=advance)
    if _show_audited(rows):
        raise typer.Exit(1)


def bench(
    week: Annotated[str, typer.Option(help="The week of the lesson to grade.")] = "week4",
    lesson: Annotated[str, typer.Option(help="The lesson to grade.")] = "10_a_gradient_tape",
    submissions: Annotated[int, typer.Option(min=1)] = 12,
    rounds: Annotated[int, typer.Option(min=1)] = 3,
    sizes: Annotated[str, typer.Option(
        help="Sizes of the class for the scaling table, separated by commas; empty for none.")] = "10,30,100",
    workers: Annotated[str, typer.Option(
        help="Submissions at a time for the scaling table.")] = "1,2,4",
) -> None:
    """This grader against stock nbgrader (and otter-grader, where installed), alternating in one run."""
    from autograder.trials import bench as step

    classes, at_a_time = _numbers("--sizes", sizes), _numbers("--workers", workers)
    course = CourseFiles.find()
    measured, grown = [], []
    for m in step.bench(course, week, lesson, submissions=submissions, rounds=rounds):
        measured.append(m)
        say(f"round {m.round} {m.contender}: {m.a_minute:.1f} a minute, "
            f"{m.cpu_seconds_each:.1f} CPU-seconds each, {m.peak_bytes / 2**20:.0f} MB at the peak, "
            f"{m.share:.0%} of the points")
    _show_standings(f"{week}/{lesson}, {submissions} submissions, {rounds} rounds", step.standings(measured))
    if classes and at_a_time:
        grown = list(step.scaling(course, week, lesson, classes, at_a_time))
        rows = [[str(size), *(f"{seconds:.0f}" for s, _, seconds in grown if s == size)] for size in classes]
        show_table(["submissions", *(f"{jobs} at a time" for jobs in at_a_time)], rows, "wall time (s)")
    say(str(step.save(measured, grown, course.work / "bench")))


def demo(
    week: Annotated[str, typer.Option(help="The week the sample class hands in.")] = "",
    students: Annotated[int, typer.Option(
        min=1, help="Size of the class; above twelve, some hand in damaged files, loops and memory bombs.")
    ] = 12,
    jobs: Jobs = None,
) -> None:
    """The main job on a sample class: collect, grade, feedback, export."""
    from autograder.engine.conditions import Conditions
    from autograder.gradebook import export as exporting
    from autograder.gradebook import feedback as feeding
    from autograder.intake import collect as collecting
    from autograder.trials import demo as sample

    course = CourseFiles.find()
    week = week or sample.WEEK
    course.weeks([week])
    course = sample.demo_course(course, week)
    uploads = sample.make_class(course, week, students)
    console.print(f"[bold]1. collect[/] {week} from {escape(str(uploads))}", highlight=False, soft_wrap=True)
    show_taken(collecting.collect(course, uploads, week))
    console.print("[bold]2. grade[/]")
    conditions = Conditions.of(course, week, sandbox=False)  # the class is ours, so it needs no walls
    failed = grade_week(course, week, conditions.with_limits(cell_seconds=sample.CELL_SECONDS), jobs=jobs)
    console.print("[bold]3. feedback[/]")
    pages = feeding.feedback(course, week)
    console.print("[bold]4. export[/]")
    exported = exporting.export(course, week, "csv")
    if students <= MOST_LISTED:
        _show_students(week, sample.marked(course, week))
    _show_kinds(sample.marked_by_kind(course, week))
    for what, where in (("grades", exported), ("feedback", pages[0]), ("log", course.work / "grade.log"),
                        ("gradebook", course.work / "gradebook.db")):
        say(f"{what:9} {where}")
    if failed:
        raise typer.Exit(2)


def _numbers(option: str, text: str) -> list[int]:
    """The numbers of an option that takes several, such as 10,30,100."""
    try:
        return [int(part) for part in text.split(",")] if text else []
    except ValueError as error:
        sentence = f"{option} {text!r} is no list of whole numbers: write them as in 10,30,100."
        raise InstructorError(sentence) from error


def _show_audited(rows: list[Row]) -> int:
    """The table of an audit, then each miss; returns how many there are."""
    table = Table("lesson", "exercise", "points", "right accepted", "wrong rejected")
    for row in rows:
        table.add_row(row.lesson, row.exercise, f"{row.points:g}", f"{row.right_accepted}/{row.right}",
                      f"{row.wrong_rejected}/{row.wrong}", style="red" if row.misses else None)
    console.print(table)
    misses = [f"{row.lesson} {row.exercise}: {miss}" for row in rows for miss in row.misses]
    for miss in misses:
        say(f"miss: {miss}", "red")
    console.print(f"{len(rows)} exercises, {len(misses)} misses")
    return len(misses)


def _show_mutants(found: list[Mutation], everything: bool) -> bool:
    """The table, and what to look at; whether any mutant survives without a reason. Only where `everything`
    was graded can a reason be known to be out of date."""
    rows = []
    for entry in found:
        noticed = entry.graded - len(entry.survivors) - len(entry.argued)
        counts = (entry.graded, noticed, len(entry.argued), len(entry.survivors))
        rows.append([entry.lesson, entry.exercise, *(str(count or "") for count in counts)])
    show_table(["lesson", "exercise", "mutants", "noticed", "argued", "survive"], rows)
    for entry in found:
        for survivor in entry.survivors:
            say(f"survives: {entry.lesson} {entry.exercise} {survivor}")
        for what in entry.stale if everything else ():
            say(f"argued in the bank, but noticed: {entry.lesson} {entry.exercise} {what}")
    return any(entry.survivors for entry in found)


def _show_standings(title: str, standings: list[Standing]) -> None:
    rows = []
    for s in standings:
        times = "{1:.1f} ({0:.1f} to {2:.1f})".format(*s.ratio) if s.ratio else "1"
        rows.append([s.contender, f"{s.a_minute:.1f}", f"{s.cpu_seconds_each:.1f}",
                     f"{s.peak_bytes / 2**20:.0f}", f"{s.share:.0%}", times])
    show_table(["contender", "submissions a minute", "CPU-seconds each", "peak memory (MB)", "points earned",
                "times stock (median, lowest to highest)"], rows, title)


def _show_students(week: str, students: list[Marked]) -> None:
    rows = [[s.student, f"{s.points:g}", f"{s.possible:g}", str(s.by_hand or ""), "; ".join(s.remarks)]
            for s in students]
    show_table(["student", "points", "of", "to grade by hand", "remarks"], rows, week)


def _show_kinds(kinds: list[Kind]) -> None:
    rows = []
    for kind in kinds:
        span = f"{min(kind.points):g} to {max(kind.points):g}" if kind.points else ""
        rows.append([kind.name, str(kind.handed_in), str(len(kind.points)), span])
    show_table(["kind of submission", "handed in", "graded", "points (lowest to highest)"], rows)

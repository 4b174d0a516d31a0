"""The command ``autograder``: one subcommand for each step, each in the module of the same name.

This module only reads arguments, shows progress and prints results. A user's mistake ends in one
sentence and exit code 2; a failed check of the project's own (``release --check``, ``audit``) exits 1.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from autograder.course_directory import CourseFiles
from course.errors import CourseError

if TYPE_CHECKING:
    from autograder.engine.conditions import Conditions

# jsonschema imports this to check the format of addresses, of which a notebook has none; it takes seconds.
sys.modules.setdefault("rfc3987_syntax", None)

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
                  help="Release, collect, grade and report on the course's lessons.")
console = Console()

Weeks = Annotated[list[str] | None, typer.Argument(help="Weeks, such as week2; all where left out.")]
Week = Annotated[str, typer.Argument(help="A week, such as week2.")]
Jobs = Annotated[int | None, typer.Option(min=1, help="Submissions graded at a time; default: twice the cores, as memory allows.")]
Sandbox = Annotated[bool, typer.Option("--sandbox/--no-sandbox", help="Refuse to run where submissions cannot be confined.")]
Source = Annotated[str, typer.Option(help="Data the lessons see: offline or real.")]


def _say_version(wanted: bool) -> None:
    if wanted:
        from course import __version__

        print(f"autograder {__version__}")
        raise typer.Exit


@app.callback()
def _autograder(
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.", callback=_say_version, is_eager=True)] = False,
) -> None:
    """Release, collect, grade and report on the course's lessons."""


@app.command()
def release(
    weeks: Weeks = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 with a diff where lessons and solutions differ.")] = False,
) -> None:
    """Make the lessons students get from the solutions."""
    from autograder.authoring import release as step

    course = CourseFiles.find()
    if check:
        if difference := step.differences(course, weeks):
            sys.stdout.write(difference)
            raise typer.Exit(1)
        console.print("lessons and solutions agree")
        return
    changed = step.release(course, weeks)
    for path in changed:
        console.print(f"{path.relative_to(course.root)}", highlight=False)
    console.print(f"{len(changed)} lessons changed")


@app.command()
def new(lesson: Annotated[str, typer.Argument(help="Its week and name, such as week6/14_counts.")]) -> None:
    """Lay out a lesson with every part it must have: a small one that works, to be turned into yours."""
    from autograder.authoring import new as step

    course = CourseFiles.find()
    for path in step.new(course, lesson):
        console.print(f"{path.relative_to(course.root)}", highlight=False, soft_wrap=True)
    week, name = lesson.split("/")
    console.print(f"next: autograder execute {week} --lesson {name}; autograder release {week}; "
                  f"autograder audit {week} --lesson {name}", highlight=False, soft_wrap=True)


@app.command()
def execute(
    weeks: Weeks = None,
    lesson: Annotated[list[str] | None, typer.Option(help="Only this lesson; may be given several times.")] = None,
) -> None:
    """Run the solutions on the offline data and store their outputs (for authors, before `release`)."""
    from autograder.authoring import execute as step

    course = CourseFiles.find()
    with _progress() as bar:
        task = bar.add_task("executing", total=None)
        for done, total, path, seconds in step.execute(course, weeks, lesson):
            bar.update(task, completed=done, total=total)
            console.print(f"{path.relative_to(course.root)}: {seconds:.0f} CPU-seconds", highlight=False)


@app.command()
def collect(
    source: Annotated[Path, typer.Argument(help="A folder, or a zip file from Moodle, Canvas or Colab.")],
    week: Annotated[str, typer.Option(help="The week the submissions are for.")],
) -> None:
    """Take submissions in, repair what can be repaired, and say what was repaired."""
    from autograder.intake import collect as step

    _show_taken(step.collect(CourseFiles.find(), source, week))


@app.command()
def grade(
    weeks: Weeks = None,
    jobs: Jobs = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what has not changed.")] = False,
    student: Annotated[list[str] | None, typer.Option(help="Only this student; may be given several times.")] = None,
    source: Source = "offline",
    sandbox: Sandbox = True,
    complete: Annotated[bool, typer.Option("--complete", help="Run the cells no mark depends on too, and draw their pictures.")] = False,
    scheduler: Annotated[str | None, typer.Option(help="Grade on Dask: an address (tcp://…) or a deployment class (dask_jobqueue.SLURMCluster).")] = None,
) -> None:
    """Grade what was collected; run it again to finish a run that was stopped."""
    course = CourseFiles.find()
    collected = [week for week in course.weeks(weeks) if weeks or any(course.submitted.glob(f"*/{week}"))]
    if not collected:
        from autograder.course_directory import InstructorError

        raise InstructorError("nothing was collected: run `autograder collect SOURCE --week WEEK` first.")
    from autograder.engine.conditions import Conditions

    conditions = {week: Conditions.of(course, week, source=source, sandbox=sandbox, complete=complete) for week in collected}
    failed = sum(_grade(course, week, conditions[week], jobs=jobs, force=force, students=student, scheduler=scheduler)
                 for week in collected)
    if failed:
        raise typer.Exit(2)


@app.command()
def feedback(week: Week) -> None:
    """Write an HTML page for each student and lesson; never a hidden test."""
    from autograder.gradebook import feedback as step

    course = CourseFiles.find()
    pages = step.feedback(course, week)
    console.print(f"{len(pages)} pages below {course.feedback}", highlight=False, soft_wrap=True)


@app.command()
def report(
    week: Week,
    output: Annotated[Path | None, typer.Option(help="The file to write.")] = None,
) -> None:
    """Write a page on how a week went: distribution, difficulty and discrimination of each exercise, commonest failures."""
    from autograder.gradebook import report as step

    console.print(str(step.report(CourseFiles.find(), week, output)), highlight=False, soft_wrap=True)


@app.command()
def export(
    week: Week,
    to: Annotated[str, typer.Option(help="csv, canvas or moodle.")] = "csv",
    output: Annotated[Path | None, typer.Option(help="The file to write.")] = None,
) -> None:
    """Write the grades of a week as a file for a spreadsheet or a learning platform."""
    from autograder.gradebook import export as step

    console.print(str(step.export(CourseFiles.find(), week, to, output)), highlight=False, soft_wrap=True)


@app.command()
def audit(
    weeks: Weeks = None,
    lesson: Annotated[list[str] | None, typer.Option(help="Only this lesson; may be given several times.")] = None,
    jobs: Jobs = None,
    source: Source = "offline",
    measure: Annotated[bool, typer.Option("--measure", help="Measure every threshold's number anew instead, ten seeds a source.")] = False,
    mutants: Annotated[int, typer.Option(min=0, help="Grade at most so many mutants of each solution instead, and say which survive.")] = 0,
) -> None:
    """Test the tests: grade the answer bank and compare with what each answer deserves."""
    from autograder.trials import audit as step

    course = CourseFiles.find()
    if mutants:
        with _progress() as bar:
            task = bar.add_task("mutants", total=None)
            found = step.mutation(course, mutants, weeks, lessons=lesson, source=source, jobs=jobs,
                                  progress=lambda done, total: bar.update(task, completed=done, total=total))
        table = Table("lesson", "exercise", "mutants", "noticed")
        for entry in found:
            table.add_row(entry.lesson, entry.exercise, str(entry.graded), str(entry.graded - len(entry.survivors)))
        console.print(table)
        for entry in found:
            for survivor in entry.survivors:
                console.print(f"survives: {entry.lesson} {entry.exercise} {survivor}", highlight=False, markup=False, soft_wrap=True)
        return
    if measure:
        for what, where, numbers in step.measure(course, weeks):
            console.print(f"{what} ({where}): {', '.join(f'{number:.4f}' for number in numbers)}", highlight=False, soft_wrap=True)
        return
    with _progress() as bar:
        task = bar.add_task("auditing", total=None)
        rows = step.audit(course, weeks, lessons=lesson, source=source, jobs=jobs,
                          progress=lambda done, total: bar.update(task, completed=done, total=total))
    table = Table("lesson", "exercise", "points", "right accepted", "wrong rejected")
    for row in rows:
        good = not row.misses
        table.add_row(row.lesson, row.exercise, f"{row.points:g}", f"{row.right_accepted}/{row.right}",
                      f"{row.wrong_rejected}/{row.wrong}", style=None if good else "red")
    console.print(table)
    misses = [f"{row.lesson} {row.exercise}: {miss}" for row in rows for miss in row.misses]
    for miss in misses:
        console.print(f"miss: {miss}", style="red", highlight=False, markup=False, soft_wrap=True)
    console.print(f"{len(rows)} exercises, {len(misses)} misses")
    if misses:
        raise typer.Exit(1)


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder, a fresh git clone, or one published before.")],
) -> None:
    """Write the students' repository: lessons, `course`, how to install them; no solution, no hidden test."""
    from autograder.authoring import publish as step

    changed = step.publish(CourseFiles.find(), folder)
    for path in changed:
        console.print(path, highlight=False, markup=False, soft_wrap=True)
    console.print(f"{len(changed)} files changed in {folder}" if changed else f"nothing changed in {folder}", highlight=False, markup=False, soft_wrap=True)


@app.command()
def site(
    folder: Annotated[Path | None, typer.Argument(help="Where the pages are made; default: build/site.")] = None,
) -> None:
    """Make the lessons a site to browse: no solution, no hidden test, and no network needed."""
    from autograder.authoring import site as step

    course = CourseFiles.find()
    console.print(str(step.build(course, (folder or course.root / "build" / "site").resolve())), highlight=False, soft_wrap=True)


@app.command()
def bench(
    week: Annotated[str, typer.Option(help="The week of the lesson to grade.")] = "week4",
    lesson: Annotated[str, typer.Option(help="The lesson to grade.")] = "10_a_gradient_tape",
    submissions: Annotated[int, typer.Option(min=1)] = 12,
    rounds: Annotated[int, typer.Option(min=1)] = 3,
    sizes: Annotated[str, typer.Option(help="Sizes of the class for the scaling table, separated by commas; empty for none.")] = "10,30,100",
    workers: Annotated[str, typer.Option(help="Submissions at a time for the scaling table.")] = "1,2,4",
) -> None:
    """This grader against stock nbgrader (and otter-grader, where installed), alternating in one run."""
    from autograder.trials import bench as step

    course = CourseFiles.find()
    course.weeks([week])
    measured, grown = [], []
    for m in step.bench(course, week, lesson, submissions=submissions, rounds=rounds):
        measured.append(m)
        console.print(f"round {m.round} {m.contender}: {m.a_minute:.1f} a minute, {m.cpu_seconds / m.submissions:.1f} CPU-seconds each, "
                      f"{m.peak_bytes / 2**20:.0f} MB at the peak, {m.share:.0%} of the points", highlight=False)
    ratio = step.ratios(measured)
    table = Table("contender", "submissions a minute", "CPU-seconds each", "peak memory (MB)", "points earned", "times stock (median, lowest to highest)",
                  title=f"{week}/{lesson}, {submissions} submissions, {rounds} rounds", title_justify="left")
    for name in dict.fromkeys(m.contender for m in measured):
        mine = [m for m in measured if m.contender == name]
        middle = sorted(mine, key=lambda m: m.a_minute)[len(mine) // 2]
        spread = f"{ratio[name][1]:.1f} ({ratio[name][0]:.1f} to {ratio[name][2]:.1f})" if name in ratio else "1"
        table.add_row(name, f"{middle.a_minute:.1f}", f"{middle.cpu_seconds / middle.submissions:.1f}", f"{max(m.peak_bytes for m in mine) / 2**20:.0f}",
                      f"{min(m.share for m in mine):.0%}", spread)
    console.print(table)
    if sizes:
        numbers = [[int(part) for part in text.split(",")] for text in (sizes, workers)]
        table = Table("submissions", *(f"{jobs} at a time" for jobs in numbers[1]), title="wall time (s)", title_justify="left")
        grown = list(step.scaling(course, week, lesson, *numbers))
        for size in numbers[0]:
            table.add_row(str(size), *(f"{seconds:.0f}" for s, _, seconds in grown if s == size))
        console.print(table)
    console.print(str(step.save(measured, grown, course.work / "bench")), highlight=False, soft_wrap=True)


@app.command()
def demo(
    week: Annotated[str, typer.Option(help="The week the sample class hands in.")] = "",
    students: Annotated[int, typer.Option(min=1, help="Size of the class; above twelve, some hand in damaged files, loops and memory bombs.")] = 12,
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
    _show_taken(collecting.collect(course, uploads, week))
    console.print("[bold]2. grade[/]")
    conditions = Conditions.of(course, week, sandbox=False)  # the class is ours
    failed = _grade(course, week, conditions.with_limits(cell_seconds=sample.CELL_SECONDS), jobs=jobs)
    console.print("[bold]3. feedback[/]")
    pages = feeding.feedback(course, week)
    console.print("[bold]4. export[/]")
    exported = exporting.export(course, week, "csv")
    if students <= 40:
        _show_grades(course, week)
    _show_kinds(course, week, uploads)
    for what, where in (("grades", exported), ("feedback", pages[0]), ("log", course.work / "grade.log"),
                        ("gradebook", course.work / "gradebook.db")):
        console.print(f"{what:9} {where}", highlight=False, soft_wrap=True)
    if failed:
        raise typer.Exit(2)


@app.command()
def doctor() -> None:
    """Say what this machine can enforce on a submission, and what not; exit 2 where it cannot confine at all."""
    from autograder import doctor as step
    from autograder.engine.forks import machine_plan, supported

    table = Table("protection", "here", "remark")
    for protection in step.examine():
        table.add_row(protection.what, "[green]yes[/]" if protection.holds else "[yellow]no[/]", escape(protection.remark))
    console.print(table)
    strength = machine_plan().strength if supported() else "none"
    console.print(f"walls: {strength}")
    if strength == "none":
        raise typer.Exit(2)


def _grade(course: CourseFiles, week: str, conditions: Conditions, **options) -> int:
    """Grade one week with a progress bar; returns how many submissions could not be graded."""
    from autograder.engine import forks

    if options.get("scheduler") is None and forks.supported():
        forks.Zygote.start()  # it imports TensorFlow while this process imports nbgrader
        if missing := forks.machine_plan().missing:
            console.print(f"weaker walls than elsewhere: {'; '.join(missing)}", highlight=False, soft_wrap=True)
    from autograder.gradebook import grade as step

    with _progress() as bar:
        task = bar.add_task(week, total=None)
        result = step.grade_week(course, week, conditions, **options,
                                 progress=lambda done, total, outcome: bar.update(task, completed=done, total=total))
    faults = [outcome for outcome in result.outcomes if outcome.fault]
    for outcome in faults:
        console.print(f"{outcome.student}: not graded: {outcome.fault}; run the command again", style="red", highlight=False, markup=False)
    defects = {f"{name}, {test}: {text}" for o in result.outcomes for name, lesson in o.lessons.items() for test, text in lesson.defects.items()}
    for defect in sorted(defects):
        console.print(f"defect of the check, not of the students: {defect}", style="red", highlight=False, markup=False, soft_wrap=True)
    again = f", {result.unchanged} unchanged since the last time" if result.unchanged else ""
    console.print(f"{week}: {len(result.outcomes) - len(faults)} submissions graded{again}")
    return len(faults)


def _show_taken(taken: list) -> None:
    for record in taken:
        if record.problem:
            console.print(f"{record.student} {record.file}: {record.problem}", style="red", highlight=False, markup=False, soft_wrap=True)
        for healed in record.healed:
            console.print(f"{record.student} {record.lesson}: {healed}", style="yellow", highlight=False, markup=False, soft_wrap=True)
    good = sum(not record.problem for record in taken)
    console.print(f"{good} lessons taken in, {len(taken) - good} refused")


def _show_grades(course: CourseFiles, week: str) -> None:
    """The table of grades, with what a person has still to do and what went wrong."""
    from autograder.gradebook.recording import Recorder, open_gradebook

    with Recorder(course) as recorder:
        details = recorder.details(week)
    table = Table("student", "points", "of", "to grade by hand", "remarks", title=week, title_justify="left")
    with open_gradebook(course) as gradebook:
        for submission in sorted(gradebook.assignment_submissions(week), key=lambda s: s.student.id):
            lessons = details.get(submission.student.id, {}).get("lessons", {}).values()
            remarks = [lesson["problem"] for lesson in lessons if lesson["problem"]]
            remarks += [f"{len(lesson['healed'])} cells healed" for lesson in lessons if lesson["healed"]]
            remarks += [reason for lesson in lessons for reason in lesson["reasons"].values() if "stopped after" in reason]
            by_hand = sum(grade.needs_manual_grade for notebook in submission.notebooks for grade in notebook.grades)
            table.add_row(submission.student.id, f"{submission.score:g}", f"{submission.max_score:g}", str(by_hand or ""), escape("; ".join(remarks)))
    console.print(table)


def _show_kinds(course: CourseFiles, week: str, uploads: Path) -> None:
    """How every kind of sample student came out: graded, lost, points."""
    from autograder.gradebook.recording import open_gradebook
    from autograder.trials import demo as sample

    with open_gradebook(course) as gradebook:
        scores = {s.student.id: s.score for s in gradebook.assignment_submissions(week)}
    table = Table("kind of submission", "handed in", "graded", "points (lowest to highest)", title_justify="left")
    for kind, names in sample.kinds(uploads).items():
        found = [scores[name] for name in names if name in scores]
        table.add_row(kind, str(len(names)), str(len(found)), f"{min(found):g} to {max(found):g}" if found else "")
    console.print(table)


def _progress() -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("left"),
                    TimeRemainingColumn(), console=console)


def main() -> None:
    """Entry point of the command."""
    try:
        app()
    except CourseError as error:
        print(f"autograder: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("autograder: stopped; run the command again to go on where it stopped", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()

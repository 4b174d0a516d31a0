"""The commands for a class: collect, grade, feedback, report, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from autograder.cli.terminal import Jobs, Source, Week, Weeks, console, progress, say
from autograder.course_directory import CourseFiles, InstructorError

if TYPE_CHECKING:
    from autograder.engine.conditions import Conditions
    from autograder.intake.records import Taken

Output = Annotated[Path | None, typer.Option(help="The file to write.")]


def collect(
    source: Annotated[Path, typer.Argument(help="A folder, or a zip file from Moodle, Canvas or Colab.")],
    week: Annotated[str, typer.Option(help="The week the submissions are for.")],
) -> None:
    """Take submissions in, repair what can be repaired, and say what was repaired."""
    from autograder.intake import collect as step

    show_taken(step.collect(CourseFiles.find(), source, week))


def grade(
    weeks: Weeks = None,
    jobs: Jobs = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what has not changed.")] = False,
    student: Annotated[list[str] | None, typer.Option(
        help="Only this student; may be given several times.")] = None,
    source: Source = "offline",
    sandbox: Annotated[bool, typer.Option(
        "--sandbox/--no-sandbox", help="Refuse to run where submissions cannot be confined.")] = True,
    complete: Annotated[bool, typer.Option(
        "--complete", help="Run the cells no mark depends on too, and draw their pictures.")] = False,
    scheduler: Annotated[str | None, typer.Option(
        help="Grade on Dask: an address (tcp://…) or a deployment class (dask_jobqueue.SLURMCluster).")
    ] = None,
) -> None:
    """Grade what was collected; run it again to finish a run that was stopped."""
    course = CourseFiles.find()
    collected = [week for week in course.weeks(weeks) if weeks or any(course.submitted.glob(f"*/{week}"))]
    if not collected:
        raise InstructorError("nothing was collected: run `autograder collect SOURCE --week WEEK` first.")
    from autograder.engine.conditions import Conditions

    conditions = {week: Conditions.of(course, week, source=source, sandbox=sandbox, complete=complete)
                  for week in collected}
    failed = sum(grade_week(course, week, conditions[week], jobs=jobs, force=force, students=student,
                            scheduler=scheduler) for week in collected)
    if failed:
        raise typer.Exit(2)


def feedback(week: Week) -> None:
    """Write an HTML page for each student and lesson; never a hidden test."""
    from autograder.gradebook import feedback as step

    course = CourseFiles.find()
    pages = step.feedback(course, week)
    say(f"{len(pages)} pages below {course.feedback}")


def report(week: Week, output: Output = None) -> None:
    """Write a page on how a week went: points, each exercise's difficulty and discrimination, failures."""
    from autograder.gradebook import report as step

    say(str(step.report(CourseFiles.find(), week, output)))


def export(
    week: Week,
    to: Annotated[str, typer.Option(help="csv, canvas or moodle.")] = "csv",
    output: Output = None,
) -> None:
    """Write the grades of a week as a file for a spreadsheet or a learning platform."""
    from autograder.gradebook import export as step

    say(str(step.export(CourseFiles.find(), week, to, output)))


def show_taken(taken: list[Taken]) -> None:
    """Say what was refused, left aside or healed, what a person should look at, and how much came in."""
    for record in taken:
        if record.problem:
            say(f"{record.student} {record.file}: {record.problem}", "red")
        if record.left_aside:
            say(f"{record.student} {record.file}: was left aside: {record.left_aside}", "dim")
        for healed in record.healed:
            say(f"{record.student} {record.lesson}: {healed}", "yellow")
        if record.doubtful:
            say(f"{record.student} {record.lesson}: look at {', '.join(record.doubtful)}: another cell may "
                "be meant, and stands in the notebook, too", "magenta")
    good = [record for record in taken if not record.problem and not record.left_aside]
    refused, aside = (sum(bool(text) for text in texts) for texts in (
        [record.problem for record in taken], [record.left_aside for record in taken]))
    students = len({record.student for record in good})
    more = f", {aside} files left aside" if aside else ""
    counted = f"{len(good)} lesson{'s' * (len(good) != 1)} of {students} student{'s' * (students != 1)}"
    say(f"{counted} taken in, {refused} refused{more}")


def grade_week(course: CourseFiles, week: str, conditions: Conditions, **options: Any) -> int:
    """Grade one week with a progress bar; returns how many submissions could not be graded."""
    from autograder.engine import forks

    if options.get("scheduler") is None and forks.supported():
        forks.Zygote.start()  # it imports TensorFlow while this process imports nbgrader
        if missing := forks.machine_plan().missing:
            say(f"weaker walls than elsewhere: {'; '.join(missing)}")
    from autograder.gradebook import grade as step

    with progress(week) as advance:
        result = step.grade_week(course, week, conditions, **options,
                                 progress=lambda done, total, outcome: advance(done, total))
    faults = [outcome for outcome in result.outcomes if outcome.fault]
    for outcome in faults:
        say(f"{outcome.student}: not graded: {outcome.fault}; run the command again", "red")
    defects = {f"{name}, {test}: {text}" for outcome in result.outcomes
               for name, lesson in outcome.lessons.items() for test, text in lesson.defects.items()}
    for defect in sorted(defects):
        say(f"defect of the check, not of the students: {defect}", "red")
    for sentence in result.gone:
        say(sentence, "yellow")
    again = f", {result.unchanged} unchanged since the last time" if result.unchanged else ""
    console.print(f"{week}: {len(result.outcomes) - len(faults)} submissions graded{again}")
    return len(faults)

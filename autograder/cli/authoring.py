"""The commands for a lesson on its way to students: new, release, execute, publish, site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.terminal import Lessons, Weeks, console, progress, say
from autograder.course_directory import CourseFiles


def new(lesson: Annotated[str, typer.Argument(help="Its week and name, such as week6/14_counts.")]) -> None:
    """Lay out a lesson with every part it must have: a small one that works, to be turned into yours."""
    from autograder.authoring import new as step

    course = CourseFiles.find()
    for path in step.new(course, lesson):
        say(f"{path.relative_to(course.root)}")
    week, name = lesson.split("/")
    say(f"next: autograder execute {week} --lesson {name}; autograder release {week}; "
        f"autograder audit {week} --lesson {name}")


def release(
    weeks: Weeks = None,
    check: Annotated[bool, typer.Option(
        "--check", help="Write nothing; exit 1 with a diff where lessons and solutions differ.")] = False,
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
        say(f"{path.relative_to(course.root)}")
    console.print(f"{len(changed)} lessons changed")


def execute(weeks: Weeks = None, lesson: Lessons = None) -> None:
    """Run the solutions on the offline data and store their outputs (for authors, before `release`)."""
    from autograder.authoring import execute as step

    course = CourseFiles.find()
    with progress("executing") as advance:
        for done, total, path, seconds in step.execute(course, weeks, lesson):
            advance(done, total)
            say(f"{path.relative_to(course.root)}: {seconds:.0f} CPU-seconds")


def publish(
    folder: Annotated[Path, typer.Argument(
        help="A new or empty folder, a fresh git clone, or one published before.")],
) -> None:
    """Write the students' repository: lessons, `course`, how to install them; no solution, no hidden test."""
    from autograder.authoring import publish as step

    changed = step.publish(CourseFiles.find(), folder)
    for path in changed:
        say(path)
    say(f"{len(changed)} files changed in {folder}" if changed else f"nothing changed in {folder}")


def site(
    folder: Annotated[Path | None, typer.Argument(
        help="Where the pages are made; default: build/site.")] = None,
) -> None:
    """Make the lessons a site to browse: no solution, no hidden test, and no network needed."""
    from autograder.authoring import site as step

    course = CourseFiles.find()
    say(str(step.build(course, (folder or course.root / "build" / "site").resolve())))

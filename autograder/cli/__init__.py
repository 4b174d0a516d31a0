"""The command ``autograder``: reads arguments, shows progress and prints results.

    authoring   a lesson on its way to students: new, release, execute, publish, site
    grading     a class: collect, grade, feedback, report, export
    trials      the tests of all this: audit, bench, demo
    machine     what this machine can enforce: doctor
    terminal    what they share: the options, the console, the progress bar

What a command does is in the step of the same name in the rooms beside this one, which are imported when the
command runs, so that ``autograder --help`` answers at once. A user's mistake ends in one sentence and exit
code 2; a failed check of the project's own (``release --check``, ``audit``) exits 1.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from autograder.cli import authoring, grading, machine, trials
from autograder.cli.terminal import console, safe
from course.errors import CourseError

# jsonschema imports this to check the format of addresses, of which a notebook has none; it takes seconds.
# `None` is how Python is told that there is no such module.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
                  help="Release, collect, grade and report on the course's lessons.")

for command in (
    authoring.new, authoring.release, authoring.execute,
    grading.collect, grading.grade, grading.feedback, grading.report, grading.export,
    trials.audit,
    authoring.publish, authoring.site,
    trials.bench, trials.demo,
    machine.doctor,
):  # in the order of the help
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        from course import __version__

        console.print(f"autograder {__version__}", highlight=False)
        raise typer.Exit


@app.callback()
def _autograder(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True,
                                          help="Print the version and exit.")] = False,
) -> None:
    """Options of the command itself."""


INTERRUPTED = 130
"""Typer's exit code after Ctrl-C."""


def main() -> None:
    """Entry point of the command."""
    try:
        app()
    except CourseError as error:
        print(safe(f"autograder: {error}"), file=sys.stderr)
        sys.exit(2)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            print("autograder: stopped; run the command again to go on where it stopped", file=sys.stderr)
        raise

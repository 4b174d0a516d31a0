"""The command ``course``: what a student runs in a terminal."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from course import __version__
from course.errors import CourseError

app = typer.Typer(add_completion=False, no_args_is_help=True,
                  help="The student's side of the deep-learning course.")


@app.callback()
def _course() -> None:
    """The student's side of the deep-learning course."""


@app.command()
def doctor(
    seconds: Annotated[float, typer.Option(help="How long the training run may take.", min=0.1)] = 5.0,
) -> None:
    """Look at versions, device, data and a short training run; say what to do about anything wrong."""
    from course.doctor import examine

    table = Table(title=f"course {__version__}", title_justify="left")
    for column in ("what", "found", "what to do"):
        table.add_column(column, overflow="fold")
    findings = examine(seconds)
    for finding in findings:
        colour = "green" if not finding.advice else "red" if finding.serious else "yellow"
        table.add_row(finding.what, f"[{colour}]{escape(finding.found)}[/]", escape(finding.advice) or "ok")
    wrong = any(finding.advice and finding.serious for finding in findings)
    advice = "Put right what is red, then run `course doctor` again."
    Console().print(table, advice if wrong else "Everything a lesson needs works here.")
    if wrong:
        raise typer.Exit(2)


def main() -> None:
    """Entry point: a user's mistake is one sentence on stderr and exit code 2."""
    try:
        app()
    except CourseError as error:
        print(f"course: {error}", file=sys.stderr)
        sys.exit(2)

"""What the commands share: options of one meaning in several of them, the console and the progress bar.

Not for: anything only one group of commands needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

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

from autograder.intake.layouts import printable

console = Console()

Weeks = Annotated[list[str] | None, typer.Argument(help="Weeks, such as week2; all where left out.")]
Week = Annotated[str, typer.Argument(help="A week, such as week2.")]
Lessons = Annotated[
    list[str] | None, typer.Option("--lesson", help="Only this lesson; may be given several times.")]
Jobs = Annotated[int | None, typer.Option(
    min=1, help="Submissions graded at a time; default: twice the cores, as memory allows.")]
Source = Annotated[str, typer.Option(help="Data the lessons see: offline or real.")]


def safe(text: str) -> str:
    """A text fit for a terminal, line by line: names and messages may hold what a terminal would obey."""
    return "\n".join(printable(line) for line in text.split("\n"))


def say(line: str, style: str | None = None) -> None:
    """Print one line as it is: a student's name or a path is no markup, and is not broken in two."""
    console.print(safe(line), style=style, highlight=False, markup=False, soft_wrap=True)


def show_table(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str | None = None) -> None:
    """Print a table of plain text."""
    table = Table(*columns, title=title, title_justify="left")
    for row in rows:
        table.add_row(*(escape(safe(field)) for field in row))
    console.print(table)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar while the block runs; what it gives is called with how much is done, and of how much."""
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
                  TextColumn("left"), TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)

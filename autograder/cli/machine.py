"""The command about this machine: doctor."""

from __future__ import annotations

import typer
from rich.markup import escape
from rich.table import Table

from autograder.cli.terminal import console


def doctor() -> None:
    """Say what this machine can enforce on a submission, and what not; exit 2 where it cannot confine."""
    from autograder import doctor as step

    table = Table("protection", "here", "remark")
    for protection in step.examine():
        here = "[green]yes[/]" if protection.holds else "[yellow]no[/]"
        table.add_row(protection.what, here, escape(protection.remark))
    console.print(table)
    strength = step.strength()
    console.print(f"walls: {strength}")
    if strength == "none":
        raise typer.Exit(2)

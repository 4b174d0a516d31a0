"""Everything but the submission itself that could change its marks, in one frozen value.

`Conditions` travel with a `Job`, to another machine if need be, and are part of its fingerprint: what was
graded with a limit of two seconds is graded again when the limit becomes sixty. Limits are set in one place,
the table ``[tool.dl-course.limits]`` of pyproject.toml, for all lessons or for one::

    [tool.dl-course.limits]
    cell_seconds = 120

    [tool.dl-course.limits."week2/03_fcnn_mnist"]
    cell_seconds = 240

The version of the tests is the tested notebooks themselves, which a job holds. Not for: how limits are kept
(`running`, `autograder.sandbox`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from autograder.course_directory import CourseFiles, InstructorError
from autograder.sandbox import Resources

SOURCES = ("offline", "real")
"""The data sources a grade may depend on; the network is none."""

WHERE = "[tool.dl-course.limits] of pyproject.toml"


@dataclass(frozen=True)
class Limits:
    """What one lesson of a submission may use; what each process may use besides is in `resources`."""

    cell_seconds: float = 120
    """Processor time of one cell; the student's functions may take as long while a test asks them."""
    notebook_seconds: float = 900
    """Processor time of all cells together, with those that are run again; never less than for one."""
    idle_seconds: float = 60
    """How long a cell may wait without computing."""
    wall_seconds: float = 1800
    """How long all cells together may take, whatever they wait for: a bound for what computes next to
    nothing, far above what a right answer takes on a busy machine."""
    start_seconds: float = 120
    """How long the start of the two processes may take, which no student can prolong."""
    grace_seconds: float = 5
    """Processor time an interrupted kernel may use before it answers; else it is ended and the notebook run
    again without the cell."""
    output_bytes: int = 2_000_000
    """What one cell may print or draw before it is stopped."""
    resources: Resources = field(default_factory=Resources)
    """What the kernel of the operating system enforces on each process."""


@dataclass(frozen=True)
class Conditions:
    """How a submission is graded. `by_lesson` holds the lessons whose limits are not `limits`."""

    source: str = "offline"
    """The data every lesson sees: ``offline`` or ``real``."""
    sandbox: bool = True
    """Whether walls are demanded; without, submissions are confined as far as the machine allows."""
    complete: bool = False
    """Whether every cell is run and every picture drawn; otherwise cells that no mark depends on are left
    out, and a picture's text alternative stands in its place. That is most of a lesson's time."""
    trusted: bool = True
    """Whether tests run in a process of the grader's own (`autograder.examination`), not in the student's."""
    limits: Limits = field(default_factory=Limits)
    by_lesson: tuple[tuple[str, Limits], ...] = ()

    @classmethod
    def of(
        cls,
        course: CourseFiles,
        week: str,
        *,
        source: str = "offline",
        sandbox: bool = True,
        complete: bool = False,
    ) -> Conditions:
        """The conditions of one week of a course, with the limits its pyproject.toml sets.

        ``AUTOGRADER_SANDBOX=off`` in the environment is the same as `sandbox` off. Raises `InstructorError`
        for an unknown source, and for limits that make no sense.
        """
        if source not in SOURCES:
            raise InstructorError(
                f"there is no data source {source!r} to grade with: choose from {', '.join(SOURCES)}."
            )
        table = course.settings.get("limits", {})
        everywhere = {key: value for key, value in table.items() if not isinstance(value, dict)}
        limits = _limits(everywhere, Limits(), WHERE)
        own = {
            name.partition("/")[2]: _limits(
                changed, limits, f'[tool.dl-course.limits."{name}"] of pyproject.toml'
            )
            for name, changed in sorted(table.items())
            if isinstance(changed, dict) and name.partition("/")[0] == week
        }
        sandbox = sandbox and os.environ.get("AUTOGRADER_SANDBOX") != "off"
        return cls(source, sandbox, complete, limits=limits, by_lesson=tuple(own.items()))

    def limits_of(self, lesson: str) -> Limits:
        """The limits of one lesson of the week."""
        return dict(self.by_lesson).get(lesson, self.limits)

    def with_limits(self, **changed: Any) -> Conditions:
        """The same with other limits, such as ``cell_seconds=20``, for every lesson."""
        own = tuple((name, replace(limits, **changed)) for name, limits in self.by_lesson)
        return replace(self, limits=replace(self.limits, **changed), by_lesson=own)

    def to_json(self) -> dict[str, Any]:
        """As plain data, for a fingerprint."""
        return asdict(self)


def strangers(course: CourseFiles) -> list[str]:
    """Sentences on tables of limits that name no lesson of the course."""
    names = [name for name, value in course.settings.get("limits", {}).items() if isinstance(value, dict)]
    known = {f"{week}/{lesson}" for week in course.weeks() for lesson in course.lesson_names(week)}
    return [
        f'pyproject.toml: [tool.dl-course.limits."{name}"] names no lesson; write it as "week2/03_fcnn_mnist"'
        for name in names
        if name not in known
    ]


def _limits(changed: Mapping[str, Any], limits: Limits, where: str) -> Limits:
    """`limits` with what one table of pyproject.toml changes."""
    own = {entry.name for entry in fields(Limits)} - {"resources"}
    processes = {entry.name for entry in fields(Resources)}
    for name, value in changed.items():
        if name not in own | processes:
            raise InstructorError(
                f"{name} in {where} is no limit: choose from {', '.join(sorted(own | processes))}."
            )
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise InstructorError(f"{name} in {where} must be a number above 0, not {value!r}.")
    resources = replace(
        limits.resources, **{name: int(value) for name, value in changed.items() if name in processes}
    )
    made = replace(
        limits, resources=resources, **{name: value for name, value in changed.items() if name in own}
    )
    for name, less, least in (("notebook_seconds", made.notebook_seconds, made.cell_seconds),
                              ("cpu_seconds", resources.cpu_seconds, made.notebook_seconds),
                              ("wall_seconds", made.wall_seconds, made.notebook_seconds)):
        if less < least:
            raise InstructorError(
                f"{name} in {where} is {less:g}, which would stop a cell before its own limit of "
                f"{made.cell_seconds:g} s or a lesson before its {made.notebook_seconds:g} s: raise {name}."
            )
    return made

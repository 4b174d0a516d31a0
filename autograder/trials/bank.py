"""The answer bank: for every exercise, right answers and wrong ones, and what each deserves.

A bank file, ``tests/answers/<week>/<lesson>.py``, makes one `Bank` named ``bank`` and fills it. An
answer's code is the whole source of the exercise's solution cell. `autograder.trials.audit` grades the
answers and compares points; this module only holds them.
"""

from __future__ import annotations

import math
import textwrap
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from pathlib import Path

from course.errors import CourseError

LARGEST_CHANCE = 1e-4
"""A threshold is refused when a right answer fails it more often than this."""


@dataclass(frozen=True)
class Answer:
    """One answer to one exercise. `points` is what it deserves, `None` for all there are."""

    exercise: str
    name: str
    code: str
    points: float | None

    @property
    def is_right(self) -> bool:
        return self.points is None


@dataclass(frozen=True)
class Threshold:
    """A limit some measured number of a right answer must keep, and what was measured to set it.

    `offline` and `real` hold one number a seed (at least ten); `measure(seed, source)` makes such a
    number again. A right answer passes when its number is above `limit` (below, where `above` is false).
    """

    exercise: str
    what: str
    limit: float
    above: bool
    measured: dict[str, Sequence[float]]
    measure: Callable[[int, str], float]

    def chance_of_failing(self, source: str) -> float:
        """How likely the next seed's number breaks the limit.

        The predictive distribution for the next draw from a normal population of which n were seen:
        (limit − mean) / (s·√(1 + 1/n)) follows Student's t with n − 1 degrees of freedom.
        """
        from scipy.stats import t

        numbers = self.measured[source]
        n, mean = len(numbers), math.fsum(numbers) / len(numbers)
        spread = math.sqrt(math.fsum((number - mean) ** 2 for number in numbers) / (n - 1))
        distance = mean - self.limit if self.above else self.limit - mean
        if spread == 0:
            return 0.0 if distance > 0 else 1.0
        return float(t.sf(distance / (spread * math.sqrt(1 + 1 / n)), n - 1))


@dataclass(frozen=True)
class Argument:
    """Why mutants whose description holds `what` may have all points."""

    exercise: str
    what: str
    because: str


@dataclass
class Bank:
    """All answers to one lesson, named ``week/lesson``."""

    lesson: str
    answers: list[Answer] = field(default_factory=list)
    thresholds: list[Threshold] = field(default_factory=list)
    arguments: list[Argument] = field(default_factory=list)

    def right(self, exercise: str, name: str, code: str) -> None:
        """An answer that deserves every point; `name` says in which style it is written."""
        self.answers.append(Answer(exercise, name, _cell(code), None))

    def wrong(self, exercise: str, name: str, code: str, points: float = 0.0) -> None:
        """An answer with a mistake students really make, which `name` names, and the points it keeps."""
        self.answers.append(Answer(exercise, name, _cell(code), float(points)))

    def threshold(
        self, exercise: str, what: str, limit: float, *, offline: Sequence[float], real: Sequence[float],
        measure: Callable[[int, str], float], above: bool = True,
    ) -> None:
        """Record how the limit of a check on a random quantity was set; see `Threshold`."""
        measured = {"offline": offline, "real": real}
        self.thresholds.append(Threshold(exercise, what, limit, above, measured, measure))

    def argued(self, exercise: str, *whats: str, because: str) -> None:
        """Changes of the solution that no check has to notice, by words of their descriptions, and why."""
        self.arguments += [Argument(exercise, what, because) for what in whats]

    def of(self, exercise: str) -> list[Answer]:
        """The answers to one exercise."""
        return [answer for answer in self.answers if answer.exercise == exercise]

    def exercises(self) -> list[str]:
        """Every exercise that has an answer, in the order of the file."""
        return list(dict.fromkeys(answer.exercise for answer in self.answers))


def load(path: Path) -> Bank:
    """Run a bank file and return its ``bank``."""
    loader = SourceFileLoader(f"answers_{path.parent.name}_{path.stem}", str(path))
    module = types.ModuleType(loader.name)
    module.__file__ = loader.path
    try:
        loader.exec_module(module)
    except FileNotFoundError as error:
        raise CourseError(f"there is no answer bank at {path}: write one.") from error
    bank = getattr(module, "bank", None)
    if not isinstance(bank, Bank):
        raise CourseError(f"{path} defines no Bank named `bank`: add one.")
    return bank


def _cell(code: str) -> str:
    return textwrap.dedent(code).strip("\n")

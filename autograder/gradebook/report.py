"""``autograder report``: one page on how a week went, and which exercises an instructor should look at again.

For each exercise: its difficulty (the mean share of its points; 1 is easy), its discrimination (the
correlation between its points and those of all other exercises, the "corrected item-total correlation" of
classical test theory: an exercise near 0 or below measures something else than its neighbours do) and the
commonest sentences students read. The page is ``templates/report.html``; it holds no student's name. Not for:
single students, whose feedback pages say more.
"""

from __future__ import annotations

import base64
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import numpy as np
from jinja2 import Environment, PackageLoader
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from autograder.course_directory import CourseFiles, InstructorError
from autograder.gradebook.recording import Recorder, open_gradebook

FEWEST = 10
"""Below so many submissions a correlation says nothing, and is left out."""
COMMONEST = 3

_NUMBERS = re.compile(r"(?<![\w.])[-+−]?\d[\d.,…]*(?:e[-+]?\d+)?")

_SHARE = re.compile(r"^[\d.]+ of [\d.]+ points\. ")


@dataclass(frozen=True)
class Exercise:
    """One graded cell over a class. `points` holds one number a submission, nan where a person has still to
    give it."""

    lesson: str
    name: str
    maximum: float
    points: np.ndarray
    rest: np.ndarray
    """Points of the same submissions on everything else."""
    failures: list[tuple[str, int]] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """Submissions that a person has still to read."""
        return int(np.isnan(self.points).sum())

    @property
    def difficulty(self) -> float:
        """Mean share of the points, 0 to 1; nan while somebody's points are still to be given."""
        return float(self.points.mean() / self.maximum) if self.maximum else math.nan

    @property
    def full(self) -> float:
        """Share of the submissions with all points; nan as above."""
        return math.nan if self.waiting else float((self.points >= self.maximum).mean())

    @property
    def discrimination(self) -> float:
        """Pearson correlation with the points on everything else; nan for a small class and where all have
        the same."""
        if self.waiting or len(self.points) < FEWEST or np.ptp(self.points) == 0 or np.ptp(self.rest) == 0:
            return math.nan
        return float(np.corrcoef(self.points, self.rest)[0, 1])


@dataclass(frozen=True)
class WeekReport:
    """A graded week: everybody's points, the points there are, its exercises in the lessons' order, and the
    submissions that could not be read."""

    week: str
    totals: np.ndarray
    maximum: float
    exercises: list[Exercise]
    problems: list[tuple[str, int]]


def report(course: CourseFiles, week: str, output: Path | None = None) -> Path:
    """Write the page of one graded week; returns it.

    Raises `InstructorError` where the week has not been graded or the page cannot be written.
    """
    found = examine(course, week)
    target = output or course.work / "report" / f"{week}.html"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(found), encoding="utf-8")
    except OSError as error:
        sentence = f"{target} cannot be written ({error.strerror}): name another file with --output."
        raise InstructorError(sentence) from error
    return target


def examine(course: CourseFiles, week: str) -> WeekReport:
    """The numbers of one week, read from the gradebook; raises `InstructorError` where it is not graded."""
    course.weeks([week])
    with Recorder(course) as recorder:
        notes = [item for details in recorder.details(week).values() for item in details["lessons"].items()]
    earned: dict[tuple[str, str], list[float]] = {}
    maxima: dict[tuple[str, str], float] = {}
    with open_gradebook(course) as gradebook:
        known = [assignment.name for assignment in gradebook.assignments]
        submissions = gradebook.assignment_submissions(week) if week in known else []
        for submission in submissions:
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    key = (notebook.name, grade.cell.name)
                    maxima[key] = grade.max_score
                    score = math.nan if grade.needs_manual_grade else grade.score
                    earned.setdefault(key, []).append(score)
    if not submissions:
        raise InstructorError(f"nothing of {week} has been graded: run `autograder grade {week}` first.")
    points = {key: np.array(values) for key, values in earned.items()}
    totals = np.nansum(np.stack(list(points.values())), axis=0)
    sentences: dict[tuple[str, str], Counter] = {key: Counter() for key in points}
    for name, lesson in notes:
        for test, text in lesson["reasons"].items():
            if text and (name, test) in sentences:
                sentences[name, test][_alike(text)] += 1
    exercises = [Exercise(*key, maxima[key], values, totals - np.nan_to_num(values),
                          sentences[key].most_common(COMMONEST)) for key, values in points.items()]
    problems = Counter(_alike(lesson["problem"]) for _, lesson in notes if lesson["problem"])
    return WeekReport(week, totals, float(sum(maxima.values())), exercises, problems.most_common())


def _alike(sentence: str) -> str:
    """A sentence with its numbers taken out: the same mistake on other numbers counts as the same."""
    return re.sub(r"…[….,]*…", "…", _NUMBERS.sub("…", _SHARE.sub("", sentence)))


def page(found: WeekReport) -> str:
    """The report as one HTML page that needs no other file."""
    pages = Environment(loader=PackageLoader("autograder.gradebook"), autoescape=True,
                        trim_blocks=True, lstrip_blocks=True)
    picture = base64.b64encode(_distribution(found)).decode()
    return pages.get_template("report.html").render(
        found=found, picture=picture, words=_words(found), fewest=FEWEST, number=_number)


def _number(value: float) -> str:
    """A number in a table; a dash where there is none."""
    return "–" if math.isnan(value) else f"{value:.2f}".replace("-", "−")


def _words(found: WeekReport) -> str:
    low, middle, high = np.percentile(found.totals, [25, 50, 75])
    return (f"{len(found.totals)} submissions, {found.maximum:g} points to be had. "
            f"Half of the class has {middle:g} points or more; "
            f"the middle half lies between {low:g} and {high:g}.")


def _distribution(found: WeekReport) -> bytes:
    """A histogram of the totals, as PNG."""
    from course.plots import COLOURS

    drawn = Figure(figsize=(7, 2.8), layout="constrained")
    axes = drawn.subplots()
    bins = np.linspace(0, max(found.maximum, 1), 21)
    axes.hist(found.totals, bins=bins.tolist(), color=COLOURS[0], edgecolor="white")
    axes.set(xlabel="points", ylabel="submissions")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    png = BytesIO()
    drawn.savefig(png, format="png", dpi=110, metadata={"Software": None})
    return png.getvalue()

"""``autograder report``: one page on which an instructor sees how a week went, and which exercises to look at again.

For each exercise: its difficulty (the mean share of its points; 1 is easy), its discrimination (the correlation
between its points and those of all other exercises, the "corrected item-total correlation" of classical test theory:
an exercise near 0 or below measures something else than its neighbours do) and the commonest sentences students read.
The page holds no student's name. Not for: single students, whose feedback pages say more.
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
from jinja2 import Environment
from matplotlib.figure import Figure

from autograder.course_directory import CourseFiles, InstructorError
from autograder.gradebook.recording import Recorder, open_gradebook

FEWEST = 10
"""Below so many submissions a correlation says nothing, and is left out."""
COMMONEST = 3

_NUMBERS = re.compile(r"(?<![\w.])[-+−]?\d[\d.,…]*(?:e[-+]?\d+)?")

_SHARE = re.compile(r"^[\d.]+ of [\d.]+ points\. ")


@dataclass(frozen=True)
class Exercise:
    """One graded cell over a class. `points` holds one number a submission, nan where a person has still to give it."""

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
        """Pearson correlation with the points on everything else; nan for a small class and where all have the same."""
        if self.waiting or len(self.points) < FEWEST or np.ptp(self.points) == 0 or np.ptp(self.rest) == 0:
            return math.nan
        return float(np.corrcoef(self.points, self.rest)[0, 1])


@dataclass(frozen=True)
class WeekReport:
    """A graded week: everybody's points, the points there are, its exercises in the lessons' order, and submissions that could not be read."""

    week: str
    totals: np.ndarray
    maximum: float
    exercises: list[Exercise]
    problems: list[tuple[str, int]]


def report(course: CourseFiles, week: str, output: Path | None = None) -> Path:
    """Write the page of one graded week; returns it. Raises `InstructorError` where the week has not been graded or the page cannot be written."""
    found = examine(course, week)
    target = output or course.work / "report" / f"{week}.html"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(found), encoding="utf-8")
    except OSError as error:
        raise InstructorError(f"{target} cannot be written ({error.strerror}): name another file with --output.") from error
    return target


def examine(course: CourseFiles, week: str) -> WeekReport:
    """The numbers of one week, read from the gradebook. Raises `InstructorError` where it has not been graded."""
    course.weeks([week])
    with Recorder(course) as recorder:
        notes = [lesson for details in recorder.details(week).values() for lesson in details["lessons"].items()]
    earned: dict[tuple[str, str], list[float]] = {}
    maxima: dict[tuple[str, str], float] = {}
    with open_gradebook(course) as gradebook:
        submissions = gradebook.assignment_submissions(week) if week in [a.name for a in gradebook.assignments] else []
        for submission in submissions:
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    key = (notebook.name, grade.cell.name)
                    maxima[key] = grade.max_score
                    earned.setdefault(key, []).append(math.nan if grade.needs_manual_grade else grade.score)
    if not submissions:
        raise InstructorError(f"nothing of {week} has been graded: run `autograder grade {week}` first.")
    points = {key: np.array(values) for key, values in earned.items()}
    totals = np.nansum(np.stack(list(points.values())), axis=0)
    sentences = {key: Counter(_alike(text) for name, lesson in notes if name == key[0] for test, text in lesson["reasons"].items() if test == key[1] and text)
                 for key in points}
    exercises = [Exercise(lesson, name, maxima[lesson, name], values, totals - np.nan_to_num(values), sentences[lesson, name].most_common(COMMONEST))
                 for (lesson, name), values in points.items()]
    problems = Counter(_alike(lesson["problem"]) for _, lesson in notes if lesson["problem"])
    return WeekReport(week, totals, float(sum(maxima.values())), exercises, problems.most_common())


def _alike(sentence: str) -> str:
    """A sentence with its numbers taken out, so that the same mistake on other numbers counts as the same."""
    return re.sub(r"…[….,]*…", "…", _NUMBERS.sub("…", _SHARE.sub("", sentence)))


def page(found: WeekReport) -> str:
    """The report as one HTML page that needs no other file."""
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(_PAGE)
    template.globals.update(number=lambda value: "–" if math.isnan(value) else f"{value:.2f}".replace("-", "−"))
    return template.render(found=found, picture=base64.b64encode(_distribution(found)).decode(), words=_words(found), fewest=FEWEST)


def _words(found: WeekReport) -> str:
    low, middle, high = np.percentile(found.totals, [25, 50, 75])
    return (f"{len(found.totals)} submissions, {found.maximum:g} points to be had. Half of the class has {middle:g} points or more; "
            f"the middle half lies between {low:g} and {high:g}.")


def _distribution(found: WeekReport) -> bytes:
    """A histogram of the totals, as PNG."""
    from course.plots import COLOURS

    drawn = Figure(figsize=(7, 2.8), layout="constrained")
    axes = drawn.subplots()
    axes.hist(found.totals, bins=np.linspace(0, max(found.maximum, 1), 21), color=COLOURS[0], edgecolor="white")
    axes.set(xlabel="points", ylabel="submissions")
    axes.yaxis.get_major_locator().set_params(integer=True)
    png = BytesIO()
    drawn.savefig(png, format="png", dpi=110, metadata={"Software": None})
    return png.getvalue()


_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ found.week }}: how it went</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; color: #222; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #ccc; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
ul { margin: 0; padding-left: 1.1rem; }
tr.look td { background: #fff4e5; }
img { max-width: 100%; }
div.wide { overflow-x: auto; }
</style>
</head>
<body>
<h1>{{ found.week }}: how it went</h1>
<p>{{ words }}</p>
<img src="data:image/png;base64,{{ picture }}" alt="Histogram of the points. {{ words }}">
<h2>Exercises</h2>
<p>Difficulty is the mean share of the points: 1 is easy. Discrimination is the correlation with the points on everything
else; it takes {{ fewest }} submissions. Shaded: fewer than a third of the points, or a discrimination under 0.1.</p>
<div class="wide">
<table>
<thead><tr><th scope="col">lesson</th><th scope="col">exercise</th><th scope="col" class="n">points</th><th scope="col" class="n">difficulty</th>
<th scope="col" class="n">all points</th><th scope="col" class="n">discrimination</th><th scope="col">what students read most often</th></tr></thead>
<tbody>
{% for e in found.exercises %}
<tr{% if e.difficulty < 1 / 3 or e.discrimination < 0.1 %} class="look"{% endif %}><td>{{ e.lesson }}</td><td>{{ e.name.removeprefix("test-") }}</td>
<td class="n">{{ "%g" | format(e.maximum) }}</td><td class="n">{{ number(e.difficulty) }}</td><td class="n">{{ number(e.full) }}</td><td class="n">{{ number(e.discrimination) }}</td>
<td>{% if e.waiting %}{{ e.waiting }} to be graded by hand{% endif %}{% if e.failures %}<ul>{% for text, count in e.failures %}<li>{{ count }} × {{ text }}</li>{% endfor %}</ul>{% endif %}</td></tr>
{% endfor %}
</tbody>
</table>
</div>
{% if found.problems %}
<h2>Submissions that could not be graded whole</h2>
<ul>{% for text, count in found.problems %}<li>{{ count }} × {{ text }}</li>{% endfor %}</ul>
{% endif %}
</body>
</html>
"""

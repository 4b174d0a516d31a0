"""``autograder bench``: this grader against stock nbgrader and otter-grader, alternating in one run.

Every round grades the same submissions with each contender in turn, so that a slow minute of the machine
hits all of them; what counts are the ratios within a round. Processor time is that of the whole machine
while a contender runs (a forked kernel's time is charged to nobody else), so nothing else should run.
Each measurement carries the share of the points that right answers earned, since a grader that fails
early looks fast. Not for: how a contender is run (`autograder.trials.contenders`), nor a verdict in a test.
"""

from __future__ import annotations

import json
import shutil
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
import psutil

from autograder import cells
from autograder.course_directory import CourseFiles, InstructorError
from autograder.trials import bank as banks
from autograder.trials.contenders import OURS, STOCK, contenders

SAMPLE_SECONDS = 0.25


@dataclass(frozen=True)
class Measured:
    """One contender in one round: seconds for the batch, CPU-seconds, the peak of its memory in bytes, and
    the share of the points (0 to 1) that these right answers earned."""

    contender: str
    round: int
    submissions: int
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    share: float

    @property
    def a_minute(self) -> float:
        return 60 * self.submissions / self.seconds

    @property
    def cpu_seconds_each(self) -> float:
        return self.cpu_seconds / self.submissions


@dataclass(frozen=True)
class Standing:
    """One contender over all rounds: speed and CPU-seconds of the round of median speed, the highest peak of
    memory in bytes, the lowest share of the points, and how many times as fast as stock it was (lowest,
    median, highest; `None` for stock itself)."""

    contender: str
    a_minute: float
    cpu_seconds_each: float
    peak_bytes: int
    share: float
    ratio: tuple[float, float, float] | None


def bench(
    course: CourseFiles, week: str, lesson: str, *, submissions: int = 12, rounds: int = 3,
    jobs: int | None = None, only: str | None = None,
) -> Iterator[Measured]:
    """Alternate the contenders (or take `only` one) over the same submissions; yields each measurement.

    Raises `InstructorError` for an unknown week or lesson, a lesson that was not released, and a contender
    that fails.
    """
    course.lessons_named([week], [lesson])
    arena = course.work / "bench" / f"{week}-{lesson}-{submissions}"
    shutil.rmtree(arena, ignore_errors=True)
    uploads = _submissions(course, week, lesson, submissions)
    found = contenders(course, arena, week, lesson, uploads, jobs)
    for number in range(1, rounds + 1):
        for name, contender in found.items():
            if only in (None, name):
                contender.prepare()
                seconds, cpu, peak = _measure(contender.grade)
                yield Measured(name, number, submissions, seconds, cpu, peak, contender.share())


def scaling(
    course: CourseFiles, week: str, lesson: str, sizes: list[int], workers: list[int],
) -> Iterator[tuple[int, int, float]]:
    """How this grader's wall time grows: (submissions, workers, seconds)."""
    for size in sizes:
        for jobs in workers:
            for measured in bench(course, week, lesson, submissions=size, rounds=1, jobs=jobs, only=OURS):
                yield size, jobs, measured.seconds


def ratios(measured: list[Measured], to: str = STOCK) -> dict[str, tuple[float, float, float]]:
    """Contender -> (lowest, median, highest) of its speed over that of `to`, round by round."""
    base = {m.round: m.a_minute for m in measured if m.contender == to}
    found: dict[str, list[float]] = {}
    for m in measured:
        if m.contender != to and m.round in base:
            found.setdefault(m.contender, []).append(m.a_minute / base[m.round])
    return {name: (min(values), statistics.median(values), max(values)) for name, values in found.items()}


def standings(measured: list[Measured]) -> list[Standing]:
    """Every contender's standing, in the order they were measured."""
    ratio, found = ratios(measured), []
    for name in dict.fromkeys(m.contender for m in measured):
        rounds = sorted((m for m in measured if m.contender == name), key=lambda m: m.a_minute)
        middle = rounds[len(rounds) // 2]
        peak, share = max(m.peak_bytes for m in rounds), min(m.share for m in rounds)
        found.append(Standing(name, middle.a_minute, middle.cpu_seconds_each, peak, share, ratio.get(name)))
    return found


def plot(measured: list[Measured], grown: list[tuple[int, int, float]], target: Path) -> None:
    """The measurements as a figure: submissions a minute, and wall time against the size of the class."""
    from matplotlib.figure import Figure

    from course.plots import COLOURS, MARKERS

    figure = Figure(figsize=(10, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    names = list(dict.fromkeys(m.contender for m in measured))
    for place, name in enumerate(names):
        values = [m.a_minute for m in measured if m.contender == name]
        middle = statistics.median(values)
        spread = [[middle - min(values)], [max(values) - middle]]
        left.bar(place, middle, color=COLOURS[place], yerr=spread, capsize=4)
    left.set(xticks=range(len(names)), xticklabels=names, ylabel="submissions a minute")
    for place, jobs in enumerate(sorted({jobs for _, jobs, _ in grown})):
        line = sorted((size, seconds) for size, workers, seconds in grown if workers == jobs)
        style = {"marker": MARKERS[place], "color": COLOURS[place], "label": f"{jobs} at a time"}
        right.plot(*zip(*line, strict=True), **style)
    if grown:
        right.legend()
    right.set(xlabel="submissions", ylabel="wall time (s)")
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, dpi=100)


def _submissions(course: CourseFiles, week: str, lesson: str, count: int) -> list[bytes]:
    """Notebooks filled with the bank's right answers, a different mix each."""
    bank = banks.load(course.answers / week / f"{lesson}.py")
    released = course.lessons / week / f"{lesson}.ipynb"
    if not released.is_file():
        raise InstructorError(f"{released} is missing: run `autograder release {week}` first.")
    made = []
    for number in range(count):
        notebook = nbformat.read(released, as_version=4)
        for cell in notebook.cells:
            right = [answer for answer in bank.of(cells.grade_id(cell)) if answer.is_right]
            if cells.is_solution(cell) and right:
                cell.source = right[number % len(right)].code
        made.append(nbformat.writes(notebook).encode())
    return made


def _measure(command: Callable[[], None]) -> tuple[float, float, int]:
    """What `command` takes: wall seconds, the machine's CPU-seconds, and this process tree's peak of memory
    in bytes."""
    peak, stop = [0], threading.Event()

    def watch() -> None:
        while not stop.wait(SAMPLE_SECONDS):
            peak[0] = max(peak[0], _tree_memory())

    watcher = threading.Thread(target=watch, daemon=True)
    before, start = _busy(), time.perf_counter()
    watcher.start()
    command()
    seconds, cpu = time.perf_counter() - start, _busy() - before
    stop.set()
    watcher.join()
    return seconds, cpu, peak[0]


def _busy() -> float:
    times = psutil.cpu_times()
    return times.user + times.nice + times.system


def _tree_memory() -> int:
    """Proportional memory (PSS) of all processes below this one: pages that forks share count once."""
    total = 0
    for process in psutil.Process().children(recursive=True):
        try:
            total += process.memory_full_info().pss
        except (psutil.Error, AttributeError):
            continue
    return total


def save(measured: list[Measured], grown: list[tuple[int, int, float]], folder: Path) -> Path:
    """Write every number as JSON beside the plot; returns the plot."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = {"rounds": [asdict(m) for m in measured], "scaling": grown}
    (folder / "bench.json").write_text(json.dumps(numbers, indent=1))
    plot(measured, grown, folder / "bench.png")
    return folder / "bench.png"

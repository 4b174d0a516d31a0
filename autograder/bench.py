"""``autograder bench``: this grader against stock nbgrader and otter-grader, alternating in one run.

Every round grades the same submissions with each contender in turn, so that a slow minute of the machine
hits all of them; what counts are the ratios within a round. Processor time is that of the whole machine
while a contender runs (a forked kernel's time is charged to nobody else), so nothing else should run.
Otter takes part where ``otter`` is on the PATH. Not for: a verdict in a test.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil

from autograder import bank as banks
from autograder import cells
from autograder.course_directory import CourseFiles, InstructorError
from autograder.preprocessors import SETUP_ID

STOCK, OTTER, OURS = "stock nbgrader", "otter-grader", "autograder"
SAMPLE_SECONDS = 0.25


@dataclass(frozen=True)
class Measured:
    """One contender in one round: seconds for the batch, CPU-seconds, and the peak of its memory in bytes."""

    contender: str
    round: int
    submissions: int
    seconds: float
    cpu_seconds: float
    peak_bytes: int

    @property
    def a_minute(self) -> float:
        return 60 * self.submissions / self.seconds


def bench(
    course: CourseFiles, week: str, lesson: str, *, submissions: int = 12, rounds: int = 3, jobs: int | None = None,
    contenders: list[str] | None = None,
) -> Iterator[Measured]:
    """Alternate the contenders over the same submissions; yields each measurement as it is made."""
    arena = course.work / "bench" / f"{week}-{lesson}-{submissions}"
    shutil.rmtree(arena, ignore_errors=True)
    uploads = _submissions(course, week, lesson, submissions)
    runs = _contenders(course, arena, week, lesson, uploads, jobs)
    if contenders:
        runs = {name: run for name, run in runs.items() if name in contenders}
    for number in range(1, rounds + 1):
        for name, (prepare, command) in runs.items():
            prepare()
            yield _measure(name, number, submissions, command)


def scaling(course: CourseFiles, week: str, lesson: str, sizes: list[int], workers: list[int]) -> Iterator[tuple[int, int, float]]:
    """How this grader's wall time grows: (submissions, workers, seconds)."""
    for size in sizes:
        for jobs in workers:
            for measured in bench(course, week, lesson, submissions=size, rounds=1, jobs=jobs, contenders=[OURS]):
                yield size, jobs, measured.seconds


def ratios(measured: list[Measured], to: str = STOCK) -> dict[str, tuple[float, float, float]]:
    """Contender -> (lowest, median, highest) of its speed over that of `to`, round by round."""
    base = {m.round: m.a_minute for m in measured if m.contender == to}
    found: dict[str, list[float]] = {}
    for m in measured:
        if m.contender != to and m.round in base:
            found.setdefault(m.contender, []).append(m.a_minute / base[m.round])
    return {name: (min(values), statistics.median(values), max(values)) for name, values in found.items()}


def plot(measured: list[Measured], grown: list[tuple[int, int, float]], target: Path) -> None:
    """The measurements as a figure: submissions a minute, and wall time against the size of the class."""
    from matplotlib.figure import Figure

    from course.plots import COLOURS, MARKERS

    figure = Figure(figsize=(10, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    names = list(dict.fromkeys(m.contender for m in measured))
    for place, name in enumerate(names):
        values = [m.a_minute for m in measured if m.contender == name]
        left.bar(place, statistics.median(values), color=COLOURS[place], yerr=[[statistics.median(values) - min(values)], [max(values) - statistics.median(values)]], capsize=4)
    left.set(xticks=range(len(names)), xticklabels=names, ylabel="submissions a minute")
    for place, jobs in enumerate(sorted({jobs for _, jobs, _ in grown})):
        line = sorted((size, seconds) for size, workers, seconds in grown if workers == jobs)
        right.plot(*zip(*line, strict=True), marker=MARKERS[place], color=COLOURS[place], label=f"{jobs} at a time")
    if grown:
        right.legend()
    right.set(xlabel="submissions", ylabel="wall time (s)")
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, dpi=100)


def _submissions(course: CourseFiles, week: str, lesson: str, count: int) -> list[bytes]:
    """Notebooks filled with the bank's right answers, a different mix each."""
    path = course.answers / week / f"{lesson}.py"
    bank = banks.load(path)
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


Contender = tuple[Callable[[], None], Callable[[], None]]


def _contenders(course: CourseFiles, arena: Path, week: str, lesson: str, uploads: list[bytes], jobs: int | None) -> dict[str, Contender]:
    """Name -> (clean up before a round, run the round)."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    environment = os.environ | {"COURSE_SOURCE": "offline"}
    ours, stock = arena / "ours", arena / "stock"
    for root, below in ((ours, ours / "autograder" / "work" / "submitted"), (stock, stock / "submitted")):
        (root / ("solutions" if root == ours else "source") / week).mkdir(parents=True)
        shutil.copy(course.solutions / week / f"{lesson}.ipynb", root / ("solutions" if root == ours else "source") / week)
        for number, content in enumerate(uploads):
            target = below / f"s{number:03}" / week / f"{lesson}.ipynb"
            target.parent.mkdir(parents=True)
            target.write_bytes(content if root == ours else _without_colab_cell(content))
    shutil.copy(course.root / "pyproject.toml", ours)
    (ours / "lessons").mkdir()
    (stock / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'bench'\nc.Execute.timeout = 120\nc.ClearMarkScheme.enforce_metadata = False\n"
    )
    nbgrader = str(Path(sys.executable).with_name("nbgrader"))
    subprocess.run([nbgrader, "generate_assignment", week, "--force"], cwd=stock, env=environment, **quiet)
    command = [sys.executable, "-m", "autograder.cli", "grade", week, "--force", *(("--jobs", str(jobs)) if jobs else ())]
    found: dict[str, Contender] = {
        STOCK: (lambda: shutil.rmtree(stock / "autograded", ignore_errors=True),
                lambda: _stock(nbgrader, stock, week, len(uploads), environment)),
        OURS: (lambda: None, lambda: subprocess.run(command, cwd=ours, env=environment, **quiet)),
    }
    if shutil.which("otter"):
        found[OTTER] = (lambda: None, _otter(course, arena / "otter", week, lesson, uploads, environment, quiet))
    return found


def _without_colab_cell(content: bytes) -> bytes:
    """A submission as stock nbgrader released it: it stops at a locked cell that its release does not have."""
    notebook = nbformat.reads(content.decode(), as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.get("id") != SETUP_ID]
    return nbformat.writes(notebook).encode()


def _stock(nbgrader: str, folder: Path, week: str, submissions: int, environment: dict) -> None:
    """Grade with stock nbgrader; an error there must not pass for speed."""
    done = subprocess.run([nbgrader, "autograde", week, "--force"], cwd=folder, env=environment, capture_output=True, text=True)
    graded = len(list(folder.glob(f"autograded/*/{week}/*.ipynb")))
    if done.returncode or graded != submissions:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise InstructorError(f"stock nbgrader graded {graded} of {submissions} submissions, so there is nothing to compare with: {last}")


def _otter(course: CourseFiles, folder: Path, week: str, lesson: str, uploads: list[bytes], environment: dict, quiet: dict) -> Callable[[], None]:
    """The same tests in otter's format, and its ``otter run`` on as many submissions at a time as there are cores."""
    tests = folder / "tests"
    tests.mkdir(parents=True)
    solution = nbformat.read(course.solutions / week / f"{lesson}.ipynb", as_version=4)
    for cell in solution.cells:
        if cells.is_test(cell):
            name = cells.grade_id(cell).replace("-", "_")
            lines = cells_as_doctest(cell.source)
            case = {"code": lines, "hidden": False, "locked": False, "points": cells.points(cell)}
            suite = {"name": name, "points": cells.points(cell), "suites": [{"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}]}
            (tests / f"{name}.py").write_text(f"OK_FORMAT = True\ntest = {suite!r}\n")
    for number, content in enumerate(uploads):
        (folder / f"s{number:03}").mkdir()
        (folder / f"s{number:03}" / f"{lesson}.ipynb").write_bytes(content)
    subprocess.run(["otter", "generate", "-t", str(tests), "-o", str(folder / "autograder.zip"), "--no-environment"], cwd=folder, env=environment, **quiet)

    def one(number: int) -> None:
        subprocess.run(["otter", "run", "-a", str(folder / "autograder.zip"), f"{lesson}.ipynb"], cwd=folder / f"s{number:03}", env=environment, **quiet)

    def run() -> None:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(one, range(len(uploads))))

    return run


def cells_as_doctest(source: str) -> str:
    """A test cell as one doctest example that passes when nothing is raised."""
    body = "\n".join(line for line in source.split("\n") if line.strip() and "HIDDEN TESTS" not in line)
    return f">>> exec({body!r}, globals())\n"


def _measure(name: str, number: int, submissions: int, command: Callable[[], None]) -> Measured:
    """Wall time, the machine's processor time and the peak of this process tree's memory while `command` runs."""
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
    return Measured(name, number, submissions, seconds, cpu, peak[0])


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
    (folder / "bench.json").write_text(json.dumps({"rounds": [m.__dict__ for m in measured], "scaling": grown}, indent=1))
    plot(measured, grown, folder / "bench.png")
    return folder / "bench.png"


__all__ = ["Measured", "bench", "plot", "ratios", "save", "scaling"]

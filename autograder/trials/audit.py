"""``autograder audit``: tests the tests, by grading answers whose worth is known.

Every answer of the bank (`autograder.trials.bank`) is graded as a student's would be. To save time, answers
to different exercises travel in one submission, as long as no test of one can see the other. A miss is
a right answer without full points, a wrong one with other points than it deserves, a blank lesson that
earns anything, a solution that does not earn everything, an exercise with fewer than two right or three
wrong answers, or a threshold a right answer fails too often. `mutation` grades mutants of the solutions
(`autograder.trials.mutants`) instead, and says which survive.
"""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder import cells
from autograder.assignment import lessons_with_tests
from autograder.course_directory import CourseFiles
from autograder.engine.conditions import Conditions
from autograder.engine.kernels import Kernels
from autograder.engine.submission import Job, grade_submission
from autograder.examination import provenance
from autograder.gradebook import grade
from autograder.trials import bank as banks
from autograder.trials import mutants
from autograder.trials.bank import LARGEST_CHANCE, Answer, Argument, Bank

Progress = Callable[[int, int], None]
"""Called with how many submissions are graded, and of how many."""

FEWEST_RIGHT, FEWEST_WRONG = 2, 3
MUTANT_SECONDS = 30.0
"""The time limit of a cell while mutants are graded."""


@dataclass
class Row:
    """The audit of one exercise."""

    lesson: str
    exercise: str
    points: float
    right: int = 0
    right_accepted: int = 0
    wrong: int = 0
    wrong_rejected: int = 0
    misses: list[str] = field(default_factory=list)


@dataclass
class _Trial:
    """One submission of the audit: an answer for each exercise, and which of them are judged."""

    answers: dict[str, Answer | None]
    judged: set[str]
    name: str = ""


def audit(
    course: CourseFiles, weeks: list[str] | None = None, *, lessons: list[str] | None = None,
    source: str = "offline", jobs: int | None = None, progress: Progress = lambda done, total: None,
) -> list[Row]:
    """Audit every exercise of these weeks (default: all); one row each, with its misses."""
    rows: list[Row] = []
    work: list[tuple[str, str, _Trial, Job]] = []
    by_lesson: dict[tuple[str, str], tuple[NotebookNode, dict[str, Row]]] = {}
    for week, name, solution, tested in _exercised(course, weeks, lessons):
        bank = banks.load(course.answers / week / f"{name}.py")
        table = _rows(f"{week}/{name}", solution, bank)
        rows += table.values()
        by_lesson[week, name] = (solution, table)
        conditions = Conditions.of(course, week, source=source, sandbox=False)
        for trial in _trials(solution, bank):
            work.append((week, name, trial, _job(week, name, solution, tested, trial, conditions)))
    graded = asyncio.run(_grade_all(work, jobs, progress))
    for (week, name, trial, _), points in zip(work, graded, strict=True):
        solution, table = by_lesson[week, name]
        _judge(solution, trial, points, table)
    return rows


@dataclass
class Mutation:
    """The mutants of one exercise: how many were graded, and what those changed that no check noticed."""

    lesson: str
    exercise: str
    graded: int = 0
    survivors: list[str] = field(default_factory=list)
    argued: list[str] = field(default_factory=list)
    """Survivors that the bank gives a reason for."""
    stale: list[str] = field(default_factory=list)
    """Reasons of the bank without a survivor."""


def mutation(
    course: CourseFiles, most: int, weeks: list[str] | None = None, *, lessons: list[str] | None = None,
    source: str = "offline", jobs: int | None = None, progress: Progress = lambda done, total: None,
) -> list[Mutation]:
    """Grade at most so many mutants of every exercise's solution; one entry for each exercise."""
    found: dict[tuple[str, str, str], Mutation] = {}
    work: list[tuple[str, str, _Trial, Job]] = []
    solutions: dict[tuple[str, str], NotebookNode] = {}
    arguments: dict[tuple[str, str], list[Argument]] = {}
    for week, name, solution, tested in _exercised(course, weeks, lessons):
        solutions[week, name] = solution
        path = course.answers / week / f"{name}.py"
        arguments[week, name] = banks.load(path).arguments if path.is_file() else []
        bank = Bank(f"{week}/{name}")
        for cell in solution.cells:
            exercise = cells.grade_id(cell)
            if cells.is_solution(cell) and not cells.is_manual(cell):
                found[week, name, exercise] = Mutation(f"{week}/{name}", exercise)
                tests = [test.source for test in _tests(solution, exercise)]
                for what, code in mutants.sample(cell.source, exercise, most, tests):
                    bank.wrong(exercise, what, code)
        # a mutant that never ends is noticed, too
        conditions = Conditions.of(course, week, source=source, sandbox=False).with_limits(
            cell_seconds=MUTANT_SECONDS
        )
        for trial in _trials(solution, bank)[2:]:
            work.append((week, name, trial, _job(week, name, solution, tested, trial, conditions)))
    graded = asyncio.run(_grade_all(work, jobs, progress))
    for (week, name, trial, _), (earned, _) in zip(work, graded, strict=True):
        for exercise in trial.judged:
            entry = found[week, name, exercise]
            entry.graded += 1
            tests = _tests(solutions[week, name], exercise)
            if all(earned[cells.grade_id(test)] >= cells.points(test) - 1e-9 for test in tests):
                survivor = trial.answers[exercise]
                entry.survivors.append(survivor.name if survivor else "the solution")
    for (week, name, exercise), entry in found.items():
        _argue(entry, [a for a in arguments[week, name] if a.exercise == exercise])
    return list(found.values())


def _argue(entry: Mutation, arguments: list[Argument]) -> None:
    """Sort the survivors into those with a reason in the bank and those without."""
    entry.argued = [what for what in entry.survivors if any(a.what in what for a in arguments)]
    entry.stale = [a.what for a in arguments if not any(a.what in what for what in entry.survivors)]
    entry.survivors = [what for what in entry.survivors if what not in entry.argued]


def _exercised(
    course: CourseFiles, weeks: list[str] | None, lessons: list[str] | None,
) -> Iterator[tuple[str, str, NotebookNode, str]]:
    """Week, name, solution and tested notebook of every lesson (or only `lessons`) that has exercises."""
    for week, named in groupby(course.lessons_named(weeks, lessons), key=itemgetter(0)):
        tested = lessons_with_tests(course, week, gradebook=False)
        for _, name in named:
            solution = nbformat.read(course.solutions / week / f"{name}.ipynb", as_version=4)
            if any(cells.is_test(cell) for cell in solution.cells):
                yield week, name, solution, tested[name]


def _job(
    week: str, name: str, solution: NotebookNode, tested: str, trial: _Trial, conditions: Conditions
) -> Job:
    """The work of grading one trial."""
    submission, lesson = _submission(solution, trial), _up_to(tested, trial)
    if trial.name not in ("blank", "solution"):
        _spare(lesson, submission)
    handed_in = {name: nbformat.writes(submission).encode()}
    return Job(trial.name, week, {name: nbformat.writes(lesson)}, handed_in, conditions=conditions)


async def _grade_all(work: list, jobs: int | None, progress: Progress) -> list[tuple[dict, dict]]:
    """Points and reasons of every trial, in order."""
    places, done = asyncio.Semaphore(jobs or grade.default_jobs()), 0

    async def one(name: str, job: Job) -> tuple[dict, dict]:
        nonlocal done
        async with places:
            outcome = await grade_submission(job, Kernels.for_this_machine(job.conditions))
        done += 1
        progress(done, len(work))
        if outcome.fault:
            raise RuntimeError(outcome.fault)
        lesson = outcome.lessons[name]
        return lesson.points, lesson.reasons

    progress(0, len(work))
    return await asyncio.gather(*(one(name, job) for _, name, _, job in work))


def _rows(lesson: str, solution: NotebookNode, bank: Bank) -> dict[str, Row]:
    """A row for each automatically graded exercise, with the misses that need no grading."""
    exercises = [cells.grade_id(c) for c in solution.cells if cells.is_solution(c) and not cells.is_manual(c)]
    table = {name: Row(lesson, name, sum(map(cells.points, _tests(solution, name)))) for name in exercises}
    for name, row in table.items():
        answers = bank.of(name)
        row.right = sum(answer.is_right for answer in answers)
        row.wrong = len(answers) - row.right
        if row.right < FEWEST_RIGHT or row.wrong < FEWEST_WRONG:
            row.misses.append(f"the bank has {row.right} right and {row.wrong} wrong answers; "
                              f"it needs {FEWEST_RIGHT} and {FEWEST_WRONG}")
    for name in bank.exercises():
        if name not in table:
            miss = "the bank answers an exercise the lesson does not have"
            table[name] = Row(lesson, name, 0, misses=[miss])
    for threshold in bank.thresholds:
        for source, numbers in threshold.measured.items():
            chance = threshold.chance_of_failing(source)
            if len(numbers) < 10 or chance > LARGEST_CHANCE:
                table[threshold.exercise].misses.append(
                    f"{threshold.what} ({source}): a right answer fails with chance {chance:.1e} "
                    f"by {len(numbers)} seeds")
    return table


def _tests(notebook: NotebookNode, exercise: str) -> list[NotebookNode]:
    names = [cells.grade_id(c) for c in notebook.cells if cells.is_solution(c)]
    return [c for c in notebook.cells if cells.is_test(c) and cells.exercise_of(c, names) == exercise]


def _trials(solution: NotebookNode, bank: Bank) -> list[_Trial]:
    """The submissions to grade: blank, solution, all right answers, and the wrong ones packed together."""
    names = [cells.grade_id(c) for c in solution.cells if cells.is_solution(c) and not cells.is_manual(c)]
    everything = set(names)
    trials = [_Trial(dict.fromkeys(names), everything, "blank"), _Trial({}, everything, "solution")]
    answers = [answer for answer in bank.answers if answer.exercise in everything]
    for answer in (answer for answer in answers if answer.is_right):
        place = next((t for t in trials[2:] if answer.exercise not in t.answers), None)
        if place is None:
            place = _Trial({}, everything, f"right-{len(trials) - 1}")
            trials.append(place)
        place.answers[answer.exercise] = answer
    influences = _influences(solution, names)
    wrong: list[_Trial] = []
    for answer in (answer for answer in answers if not answer.is_right):
        def free(trial: _Trial, new: str = answer.exercise) -> bool:
            return all(new != old and new not in influences[old] and old not in influences[new]
                       for old in trial.answers)

        place = next((trial for trial in wrong if free(trial)), None)
        if place is None:
            place = _Trial({}, set(), f"wrong-{len(wrong) + 1}")
            wrong.append(place)
        place.answers[answer.exercise] = answer
        place.judged.add(answer.exercise)
    return trials + wrong


def _influences(solution: NotebookNode, exercises: list[str]) -> dict[str, set[str]]:
    """Exercise -> the exercises whose tests could come out differently if it were answered differently."""
    found: dict[str, set[str]] = {}
    for exercise in exercises:
        tainted: set[str] = set()
        reached: set[str] = set()
        for cell in solution.cells:
            if cell.cell_type != "code":
                continue
            names = provenance.names(cell.source)
            bound, read = names.bound, names.loaded
            name = cells.grade_id(cell)
            if name == exercise:
                tainted |= bound
            elif read & tainted:
                tainted |= bound
                if cells.is_solution(cell):
                    reached.add(name)
                elif cells.is_test(cell) and (tested := cells.exercise_of(cell, exercises)):
                    reached.add(tested)
            else:
                tainted -= bound
        found[exercise] = reached - {exercise}
    return found


def _up_to(tested: str, trial: _Trial) -> NotebookNode:
    """The tested notebook, ended after the last test the trial is judged by: the rest costs time only."""
    notebook = nbformat.reads(tested, as_version=4)
    names = [cells.grade_id(c) for c in notebook.cells if cells.is_solution(c)]
    judged = [place for place, c in enumerate(notebook.cells)
              if cells.is_test(c) and cells.exercise_of(c, names) in trial.judged]
    notebook.cells = notebook.cells[: judged[-1] + 1]
    return notebook


def _spare(lesson: NotebookNode, submission: NotebookNode) -> None:
    """Leave out, of both, what only demonstrates: the blank lesson and the solution have run it, and it takes
    most of the time."""
    places = provenance.demonstrations(submission)
    spared = {submission.cells[place].source.strip() for place in places}
    submission.cells = [cell for place, cell in enumerate(submission.cells) if place not in places]
    lesson.cells = [cell for cell in lesson.cells
                    if cells.nbgrader(cell) or cell.cell_type != "code" or cell.source.strip() not in spared]


def _submission(solution: NotebookNode, trial: _Trial) -> NotebookNode:
    """A student's notebook with this trial's answers; `None` leaves the stub, no entry takes the solution."""
    notebook = copy.deepcopy(solution)
    for cell in notebook.cells:
        name = cells.grade_id(cell)
        if cells.is_solution(cell) and not cells.is_manual(cell) and name in trial.answers:
            answer = trial.answers[name]
            cell.source = answer.code if answer is not None else ""
            if answer is not None and cells.marker(cell.source) is None:
                cell.source = f"# exercise: {name}\n{cell.source}"
    if trial.name == "blank":
        notebook.cells = [cell for cell in notebook.cells if not cells.is_solution(cell)]
    return notebook


def _judge(solution: NotebookNode, trial: _Trial, graded: tuple[dict, dict], table: dict[str, Row]) -> None:
    """Compare what a trial earned with what it deserves, exercise by exercise."""
    points, reasons = graded
    for exercise in trial.judged:
        row = table[exercise]
        tests = [cells.grade_id(test) for test in _tests(solution, exercise)]
        earned = sum(points[name] for name in tests)
        why = "; ".join(reasons[name] for name in tests if name in reasons)
        answer = trial.answers.get(exercise)
        deserved: float
        if trial.name == "blank":
            deserved, what = 0.0, "the blank lesson"
        elif trial.name == "solution":
            deserved, what = row.points, "the solution"
        elif answer is None:
            deserved, what = row.points, "right answer 'of the solution'"
        elif answer.is_right:
            deserved, what = row.points, f"right answer {answer.name!r}"
        else:
            deserved, what = answer.points or 0.0, f"wrong answer {answer.name!r}"
        good = abs(earned - deserved) < 1e-9
        if good and answer is not None:
            row.right_accepted += answer.is_right
            row.wrong_rejected += not answer.is_right
        if not good:
            because = f" ({why})" if why else ""
            row.misses.append(f"{what}: {earned:g} points instead of {deserved:g}{because}")


def measure(
    course: CourseFiles, weeks: list[str] | None = None, *, lessons: list[str] | None = None, seeds: int = 10,
    sources: tuple[str, ...] = ("offline", "real"),
) -> Iterator[tuple[str, str, list[float]]]:
    """Measure every threshold's number anew; yields the threshold's text, source, and one number a seed."""
    for week, name in course.lessons_named(weeks, lessons):
        path = course.answers / week / f"{name}.py"
        for threshold in banks.load(path).thresholds if path.is_file() else []:
            for source in sources:
                numbers = [threshold.measure(seed, source) for seed in range(seeds)]
                yield f"{week}/{name} {threshold.exercise}: {threshold.what}", source, numbers

"""The same marks as stock nbgrader on honest work, but where stock is wrong; each such case is named here."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from mini_course import RIGHT, handed_in, make_course
from nbgrader.api import Gradebook
from test_audit import GOOD

from autograder import cells
from autograder.authoring.release import release
from autograder.cells import SETUP_ID
from autograder.gradebook import grade as step
from autograder.intake.collect import collect
from autograder.trials import bank as banks

ROOT = Path(__file__).resolve().parents[3]

NBGRADER = str(Path(sys.executable).with_name("nbgrader"))

TALKING = ("# exercise: square\nimport sys\ndef square(x):\n"
           "    print('computing', file=sys.stderr)\n    return x * x")
# What honest students hand in and stock nbgrader marks wrongly: (answers, its points, those deserved).
STOCK_IS_WRONG = {
    "text on stderr in a graded cell costs all its points": (
        {"square": TALKING, "cube": RIGHT["cube"]}, 3, 5),
}

Marks = dict[str, dict[str, float]]
"""Student -> test cell -> points."""


def marks(url: str, week: str) -> Marks:
    """What a gradebook holds."""
    with Gradebook(url) as gradebook:
        return {s.student.id: {g.name: g.auto_score for n in s.notebooks for g in n.grades}
                for s in gradebook.assignment_submissions(week)}


def differing(theirs: Marks, mine: Marks) -> dict[tuple[str, str], tuple[float, float]]:
    """(Student, test cell) -> both points, where they are not the same."""
    return {(student, cell): (points, mine[student][cell]) for student, found in theirs.items()
            for cell, points in found.items() if mine[student][cell] != points}


def stock(folder: Path, source: Path, week: str, submissions: dict[str, bytes], lesson: str) -> Marks:
    """The marks that nbgrader's own commands and settings give."""
    (folder / "source" / week).mkdir(parents=True)
    (folder / "source" / week / f"{lesson}.ipynb").write_bytes(source.read_bytes())
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'stock'\n"
        "c.ClearMarkScheme.enforce_metadata = False\n")
    for student, content in submissions.items():
        target = folder / "submitted" / student / week / f"{lesson}.ipynb"
        target.parent.mkdir(parents=True)
        notebook = nbformat.reads(content.decode(), as_version=4)
        # Stock's release has no Colab cell.
        notebook.cells = [c for c in notebook.cells if c.get("id") != SETUP_ID]
        nbformat.write(notebook, target)
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for command in ("generate_assignment", "autograde"):
        done = subprocess.run([NBGRADER, command, week], cwd=folder, env=environment,
                              capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
    return marks(f"sqlite:///{folder / 'gradebook.db'}", week)


def ours(course, folder: Path, week: str, submissions: dict[str, bytes], lesson: str) -> Marks:
    for student, content in submissions.items():
        target = folder / "class" / student / f"{lesson}.ipynb"
        target.parent.mkdir(parents=True)
        target.write_bytes(content)
    collect(course, folder / "class", week)
    step.grade_week(course, week)
    return marks(course.gradebook_url, week)


def test_every_answer_of_a_bank_and_each_exception(tmp_path):
    course = make_course(tmp_path / "course")
    (tmp_path / "powers.py").write_text(GOOD)
    written = handed_in(course, **RIGHT, why="<!-- exercise: why -->\nSigns cancel.")
    submissions = {"blank": handed_in(course), "written": written}
    for number, answer in enumerate(banks.load(tmp_path / "powers.py").answers):
        code = f"# exercise: {answer.exercise}\n{answer.code}"
        submissions[f"answer{number}"] = handed_in(course, **{answer.exercise: code})
    exceptions = {f"exception{n}": case for n, case in enumerate(STOCK_IS_WRONG.values())}
    submissions |= {student: handed_in(course, **answers) for student, (answers, _, _) in exceptions.items()}
    solution = course.solutions / "week1" / "powers.ipynb"
    by_stock = stock(tmp_path / "stock", solution, "week1", submissions, "powers")
    by_us = ours(course, tmp_path, "week1", submissions, "powers")
    for student, (_, wrong, deserved) in exceptions.items():
        points = [sum(v for v in scores.pop(student).values() if v) for scores in (by_stock, by_us)]
        assert points == [wrong, deserved]
    assert not differing(by_stock, by_us)


@pytest.mark.slow
@pytest.mark.parametrize("lesson", ["week1/01b_losses_and_activations", "week5/12_maxlike_dice"])
def test_every_answer_in_the_bank_of_a_real_lesson(tmp_path, lesson):
    """The bank's answers, packed into submissions as the audit packs them, have the same marks from both."""
    from autograder.trials import audit

    week, name = lesson.split("/")
    source = ROOT / "solutions" / week / f"{name}.ipynb"
    course = make_course(tmp_path / "course")
    (course.solutions / week).mkdir(exist_ok=True)
    (course.solutions / week / f"{name}.ipynb").write_bytes(source.read_bytes())
    (course.solutions / "week1" / "powers.ipynb").unlink()
    release(course, [week])
    solution = nbformat.read(source, as_version=4)
    trials = audit._trials(solution, banks.load(ROOT / "tests" / "answers" / week / f"{name}.py"))
    submissions = {}
    for trial in trials:
        notebook = nbformat.read(course.lessons / week / f"{name}.ipynb", as_version=4)
        answers = {cells.grade_id(cell): cell.source for cell in audit._submission(solution, trial).cells
                   if cells.is_solution(cell)}
        for cell in notebook.cells:
            if cells.is_solution(cell):
                cell.source = answers.get(cells.grade_id(cell), cell.source)
        submissions[trial.name] = nbformat.writes(notebook).encode()
    by_stock = stock(tmp_path / "stock", source, week, submissions, name)
    by_us = ours(course, tmp_path, week, submissions, name)
    for (student, cell), (by_them, _) in differing(by_stock, by_us).items():
        # The one exception: NumPy's warnings on stderr cost all points in stock nbgrader.
        autograded = tmp_path / "stock" / "autograded" / student / week / f"{name}.ipynb"
        outputs = next(c.outputs for c in nbformat.read(autograded, as_version=4).cells
                       if cells.grade_id(c) == cell)
        warned = any(output.output_type == "stream" and output.name == "stderr" for output in outputs)
        assert by_them == 0 and warned, (student, cell)


@pytest.mark.parametrize("lesson", ["problem1", "problem2"])
def test_the_notebooks_of_nbgraders_documentation(tmp_path, lesson):
    import nbgrader

    from autograder.assignment import run_nbgrader
    from autograder.course_directory import CourseFiles

    guide = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
    source = guide / "source" / "ps1" / f"{lesson}.ipynb"
    if not source.is_file():
        pytest.skip("this nbgrader came without its documentation")
    root = tmp_path / "course"
    (root / "solutions" / "ps1").mkdir(parents=True)
    (root / "solutions" / "ps1" / f"{lesson}.ipynb").write_bytes(source.read_bytes())
    (root / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    course = CourseFiles.find(root)
    run_nbgrader(course, "ps1", course.lessons)
    solved = nbformat.writes(nbformat.read(source, as_version=4)).encode()
    careless = solved.replace(b"i ** 2 for i", b"i * 2 for i").replace(b"n < 1", b"n < 0")
    submissions = {"solved": solved, "careless": careless}
    by_stock = stock(tmp_path / "stock", source, "ps1", submissions, lesson)
    by_us = ours(course, tmp_path, "ps1", submissions, lesson)
    assert not differing(by_stock, by_us)

"""The same marks as stock nbgrader on honest work, but for the cases where stock is wrong, each named here."""

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
from autograder.authoring.preprocessors import SETUP_ID
from autograder.authoring.release import release
from autograder.gradebook import grade as step
from autograder.intake.collect import collect
from autograder.trials import bank as banks

ROOT = Path(__file__).resolve().parents[3]

NBGRADER = str(Path(sys.executable).with_name("nbgrader"))

# What honest students hand in and stock nbgrader marks wrongly: name -> (answers, stock's points, the points deserved).
STOCK_IS_WRONG = {
    "text on stderr in a graded cell costs all its points": (
        {"square": "# exercise: square\nimport sys\ndef square(x):\n    print('computing', file=sys.stderr)\n    return x * x", "cube": RIGHT["cube"]}, 3, 5),
}


def stock(folder: Path, source: Path, week: str, submissions: dict[str, bytes], lesson: str) -> dict[str, dict[str, float]]:
    """Grade with nbgrader's own commands and settings; student -> test cell -> points."""
    (folder / "source" / week).mkdir(parents=True)
    (folder / "source" / week / f"{lesson}.ipynb").write_bytes(source.read_bytes())
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'stock'\nc.ClearMarkScheme.enforce_metadata = False\n")
    for student, content in submissions.items():
        target = folder / "submitted" / student / week / f"{lesson}.ipynb"
        target.parent.mkdir(parents=True)
        notebook = nbformat.reads(content.decode(), as_version=4)
        notebook.cells = [c for c in notebook.cells if c.get("id") != SETUP_ID]  # stock's release has no Colab cell
        nbformat.write(notebook, target)
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for command in ("generate_assignment", "autograde"):
        done = subprocess.run([NBGRADER, command, week], cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {s.student.id: {g.name: g.auto_score for n in s.notebooks for g in n.grades} for s in gradebook.assignment_submissions(week)}


def ours(course, folder: Path, week: str, submissions: dict[str, bytes], lesson: str) -> dict[str, dict[str, float]]:
    for student, content in submissions.items():
        target = folder / "class" / student / f"{lesson}.ipynb"
        target.parent.mkdir(parents=True)
        target.write_bytes(content)
    collect(course, folder / "class", week)
    step.grade_week(course, week)
    with Gradebook(course.gradebook_url) as gradebook:
        return {s.student.id: {g.name: g.auto_score for n in s.notebooks for g in n.grades} for s in gradebook.assignment_submissions(week)}


def test_every_answer_of_a_bank_and_each_exception(tmp_path):
    course = make_course(tmp_path / "course")
    (tmp_path / "powers.py").write_text(GOOD)
    submissions = {"blank": handed_in(course), "written": handed_in(course, **RIGHT, why="<!-- exercise: why -->\nSigns cancel.")}
    for number, answer in enumerate(banks.load(tmp_path / "powers.py").answers):
        submissions[f"answer{number}"] = handed_in(course, **{answer.exercise: f"# exercise: {answer.exercise}\n{answer.code}"})
    exceptions = {f"exception{n}": case for n, case in enumerate(STOCK_IS_WRONG.values())}
    submissions |= {student: handed_in(course, **answers) for student, (answers, _, _) in exceptions.items()}
    by_stock = stock(tmp_path / "stock", course.solutions / "week1" / "powers.ipynb", "week1", submissions, "powers")
    by_us = ours(course, tmp_path, "week1", submissions, "powers")
    for student, (_, wrong, deserved) in exceptions.items():
        points = [sum(v for v in scores.pop(student).values() if v) for scores in (by_stock, by_us)]
        assert points == [wrong, deserved]
    differing = {(s, c): (v, by_us[s][c]) for s, scores in by_stock.items() for c, v in scores.items() if by_us[s][c] != v}
    assert not differing


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
        answers = {cells.grade_id(cell): cell.source for cell in audit._submission(solution, trial).cells if cells.is_solution(cell)}
        for cell in notebook.cells:
            if cells.is_solution(cell):
                cell.source = answers.get(cells.grade_id(cell), cell.source)
        submissions[trial.name] = nbformat.writes(notebook).encode()
    by_stock = stock(tmp_path / "stock", source, week, submissions, name)
    by_us = ours(course, tmp_path, week, submissions, name)
    differing = {(s, c): (v, by_us[s][c]) for s, scores in by_stock.items() for c, v in scores.items() if by_us[s][c] != v}
    for student, cell in list(differing):  # the one exception: NumPy's warnings on stderr cost all points in stock nbgrader
        autograded = nbformat.read(tmp_path / "stock" / "autograded" / student / week / f"{name}.ipynb", as_version=4)
        outputs = next(c.outputs for c in autograded.cells if cells.grade_id(c) == cell)
        if differing[student, cell][0] == 0 and any(o.output_type == "stream" and o.name == "stderr" for o in outputs):
            del differing[student, cell]
    assert not differing


@pytest.mark.parametrize("lesson", ["problem1", "problem2"])
def test_the_notebooks_of_nbgraders_documentation(tmp_path, lesson):
    import nbgrader

    from autograder.authoring.release import run_nbgrader
    from autograder.course_directory import CourseFiles

    source = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "source" / "ps1" / f"{lesson}.ipynb"
    if not source.is_file():
        pytest.skip("this nbgrader came without its documentation")
    root = tmp_path / "course"
    (root / "solutions" / "ps1").mkdir(parents=True)
    (root / "solutions" / "ps1" / f"{lesson}.ipynb").write_bytes(source.read_bytes())
    (root / "pyproject.toml").write_text((Path(__file__).parents[3] / "pyproject.toml").read_text())
    course = CourseFiles.find(root)
    run_nbgrader(course, "ps1", course.lessons)
    solved = nbformat.writes(nbformat.read(source, as_version=4)).encode()
    submissions = {"solved": solved, "careless": solved.replace(b"i ** 2 for i", b"i * 2 for i").replace(b"n < 1", b"n < 0")}
    by_stock = stock(tmp_path / "stock", source, "ps1", submissions, lesson)
    by_us = ours(course, tmp_path, "ps1", submissions, lesson)
    differing = {(s, c): (v, by_us[s][c]) for s, scores in by_stock.items() for c, v in scores.items() if by_us[s][c] != v}
    assert not differing

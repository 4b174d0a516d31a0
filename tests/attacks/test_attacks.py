"""Every attack in this folder earns what its honest code deserves, learns nothing,
harms nothing, leaves nothing.

An attack is a file: its docstring says what it tries, ``DESERVES`` the points of each exercise (0 where
left out), ``ANSWERS`` the cells it hands in, ``SELF_HARM`` that it may end its own kernel, and
``tamper(notebook)``, where there is one, what else it does to the file. In a cell, OUTSIDE stands for a
folder of the host that anybody could write to, if there were no walls. All attacks are graded in one
run, as one class, with two honest students among them.
"""

import importlib.util
import os
import tempfile
from pathlib import Path

import nbformat
import pytest

from attacks.lesson import EXERCISES, HONEST, POINTS, SECRET, make_course
from autograder.engine import forks
from autograder.engine.conditions import Conditions, Limits
from autograder.gradebook import grade
from autograder.gradebook.feedback import feedback
from autograder.intake.collect import collect

FOLDER = Path(__file__).parent
MACHINERY = ("grading", "lesson", "strengths", "world")
ATTACKS = sorted(path.stem for path in FOLDER.glob("*.py")
                 if not path.stem.startswith(("__", "test_")) and path.stem not in MACHINERY)
LIMITS = Limits(cell_seconds=10, notebook_seconds=60, idle_seconds=10, grace_seconds=5, output_bytes=500_000)
SURVIVOR = "attack_survivor"
"""The name under which an attack leaves a process behind."""

pytestmark = [
    pytest.mark.skipif(not forks.supported() or forks.machine_plan().strength == "none",
                       reason="this machine can confine nothing"),
    pytest.mark.xdist_group("attacks"),
]


def load(name):
    spec = importlib.util.spec_from_file_location(f"attacks_{name}", FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def notebook_of(course, answers, outside, tamper=None) -> bytes:
    notebook = nbformat.read(course.lessons / "week1" / "powers.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.id in answers:
            cell.source = answers[cell.id].replace("OUTSIDE", str(outside))
    if tamper:
        tamper(notebook)
    return nbformat.writes(notebook).encode()


def tree(course) -> dict[str, bytes]:
    """All files of the course outside its work folder."""
    return {str(path): path.read_bytes()
            for path in course.root.rglob("*") if path.is_file() and course.work not in path.parents}


@pytest.fixture(scope="module")
def outside():
    """A folder of the host that every user may write to."""
    with tempfile.TemporaryDirectory(prefix="outside-") as folder:
        os.chmod(folder, 0o777)
        yield Path(folder)


@pytest.fixture(scope="module")
def graded(tmp_path_factory, outside):
    """The class after its one grading run: (course, outcomes by student,
    the course's files as they were before)."""
    folder = tmp_path_factory.mktemp("attacks")
    course = make_course(folder / "course")
    students = {"honest_first": HONEST, "zz_honest_last": HONEST}
    for name in students:
        target = folder / "class" / name / "powers.ipynb"
        target.parent.mkdir(parents=True)
        target.write_bytes(notebook_of(course, HONEST, outside))
    for name in ATTACKS:
        attack = load(name)
        target = folder / "class" / name / "powers.ipynb"
        target.parent.mkdir(parents=True)
        target.write_bytes(notebook_of(course, attack.ANSWERS, outside, getattr(attack, "tamper", None)))
    collect(course, folder / "class", "week1")
    before = tree(course)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSTRUCTOR_SECRET", SECRET)
        result = grade.grade_week(course, "week1", Conditions(limits=LIMITS))
    return course, {outcome.student: outcome for outcome in result.outcomes}, before


def test_there_are_sixty_attacks_and_each_says_what_it_tries():
    assert len(ATTACKS) >= 60
    for name in ATTACKS:
        attack = load(name)
        assert len(attack.__doc__) > 20 and set(attack.DESERVES) <= set(EXERCISES), name


@pytest.mark.parametrize("name", ["honest_first", "zz_honest_last"])
def test_honest_students_among_them_earn_everything(graded, name):
    _, outcomes, _ = graded
    full = {f"test-{exercise}": points for exercise, points in POINTS.items()}
    assert outcomes[name].lessons["powers"].points == full


@pytest.mark.parametrize("name", ATTACKS)
def test_it_earns_what_it_deserves(graded, name):
    _, outcomes, _ = graded
    lesson, attack = outcomes[name].lessons["powers"], load(name)
    assert not outcomes[name].fault
    deserved = {f"test-{exercise}": attack.DESERVES.get(exercise, 0) for exercise in EXERCISES}
    if getattr(attack, "SELF_HARM", False) and not any(lesson.points.values()):
        return  # it ended its own kernel, and with it its own points
    assert lesson.points == deserved, (lesson.reasons, lesson.problem)


@pytest.mark.parametrize("name", ATTACKS)
def test_it_learns_nothing(graded, name):
    course, outcomes, _ = graded
    graded = outcomes[name].lessons["powers"].notebook
    notebook = nbformat.reads(graded, as_version=4) if graded else None
    for cell in notebook.cells if notebook else ():
        assert SECRET not in str(cell.get("outputs", "")), cell.get("id")


def test_feedback_tells_no_secret_either(graded):
    course, _, _ = graded
    for page in feedback(course, "week1"):
        assert SECRET not in Path(page).read_text(), page


def test_nothing_outside_their_scratch_copies_changed(graded, outside):
    course, _, before = graded
    assert tree(course) == before and not list(outside.iterdir())


def test_no_process_is_left(graded):
    left = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                left += [entry.name] if SURVIVOR.encode() in (entry / "cmdline").read_bytes() else []
            except OSError:
                continue
    assert not left

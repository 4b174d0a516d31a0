"""A lesson that was opened, run and saved in Colab comes back as the same answers, and earns the same
marks."""

import shutil

import nbformat
import pytest
from mini_course import ROOT
from test_same_marks import ours

from autograder import cells
from autograder.course_directory import CourseFiles
from autograder.intake import rebuild
from autograder.trials import bank as banks
from autograder.trials.demo import as_colab_saves

LESSONS = sorted((ROOT / "lessons").glob("*/*.ipynb"))
GRADED = "week1/01b_losses_and_activations"


def filled_in(lesson, change=None):
    """The lesson's text with the course's own answers, but for those in `change` (exercise -> source)."""
    solution = nbformat.read(ROOT / "solutions" / lesson.relative_to(lesson.parents[1]), as_version=4)
    answers = {cells.grade_id(cell): cell.source for cell in solution.cells if cells.is_solution(cell)} | (
        change or {}
    )
    notebook = nbformat.read(lesson, as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cells.grade_id(cell), cell.source)
    return nbformat.writes(notebook)


@pytest.mark.parametrize("own_ids", [False, True], ids=["ids kept", "ids of Colab's"])
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_answer_comes_back(path, own_ids):
    lesson, text = nbformat.read(path, as_version=4), filled_in(path)
    straight, from_colab = (
        rebuild.rebuild(lesson, written.encode()) for written in (text, as_colab_saves(text, own_ids))
    )
    assert from_colab.missing == straight.missing == []
    assert [(cell.id, cell.source.rstrip("\n")) for cell in from_colab.notebook.cells] == [
        (cell.id, cell.source.rstrip("\n")) for cell in straight.notebook.cells
    ]


def test_the_marks_are_those_of_the_original(tmp_path):
    week, name = GRADED.split("/")
    for place in ("solutions", "lessons"):
        (tmp_path / "course" / place / week).mkdir(parents=True)
        shutil.copy(ROOT / place / f"{GRADED}.ipynb", tmp_path / "course" / place / week)
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "course")
    wrong = next(
        answer
        for answer in banks.load(ROOT / "tests" / "answers" / f"{GRADED}.py").answers
        if not answer.is_right
    )
    written = {
        "right": filled_in(ROOT / "lessons" / f"{GRADED}.ipynb"),
        "wrong": filled_in(
            ROOT / "lessons" / f"{GRADED}.ipynb",
            {wrong.exercise: f"# exercise: {wrong.exercise}\n{wrong.code}"},
        ),
    }
    saved = {f"{student}-{kind}": as_colab_saves(text, own_ids)
             for student, text in written.items() for kind, own_ids in (("kept", False), ("own", True))}
    marks = ours(
        CourseFiles.find(tmp_path / "course"),
        tmp_path,
        week,
        {student: text.encode() for student, text in (written | saved).items()},
        name,
    )
    for student in saved:
        assert marks[student] == marks[student.split("-")[0]], student
    lesson = nbformat.read(ROOT / "lessons" / f"{GRADED}.ipynb", as_version=4)
    full = {cells.grade_id(cell): cells.points(cell) for cell in lesson.cells if cells.is_test(cell)}
    assert {test: marks["right"][test] for test in full} == full
    lost = {test for test in full if marks["wrong"][test] < full[test]}
    assert {
        cells.exercise_of(cell, [wrong.exercise]) for cell in lesson.cells if cells.grade_id(cell) in lost
    } == {wrong.exercise}

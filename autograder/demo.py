"""``autograder demo``: the main job on a sample class, start to finish.

Twelve students hand in one week: two know everything, some a part, one nothing, and three cause
trouble (a file that is no notebook, an endless loop, a notebook saved by Colab). Their answers come
from the answer bank. The demo has a gradebook of its own below ``work/demo`` and never touches yours.
"""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder import bank as banks
from autograder import cells
from autograder.bank import Bank
from autograder.course_directory import CourseFiles, InstructorError

WEEK = "week5"
STUDENTS = ("Ada", "Blaise", "Carl", "Daniel", "Emmy", "Florence", "Grace", "Hypatia", "Ivo", "Jakob", "Kurt", "Leonhard")
CELL_SECONDS = 20
"""An endless loop should not keep an onlooker waiting for two minutes."""
LOOP = "while True:\n    pass"


def demo_course(course: CourseFiles) -> CourseFiles:
    """The same lessons with an empty work folder of the demo's own."""
    work = course.work / "demo"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    return CourseFiles(course.root, work)


def make_class(course: CourseFiles, week: str) -> Path:
    """Write the twelve students' uploads as they would come from a learning platform; returns their folder."""
    lesson = next((name for name in course.lesson_names(week) if (course.answers / week / f"{name}.py").is_file()), None)
    if lesson is None:
        raise InstructorError(f"no lesson of {week} has an answer bank: choose another week.")
    released = course.lessons / week / f"{lesson}.ipynb"
    if not released.is_file():
        raise InstructorError(f"{released} is missing: run `autograder release {week}` first.")
    bank = banks.load(course.answers / week / f"{lesson}.py")
    folder = course.work / "uploads"
    for number, student in enumerate(STUDENTS):
        target = folder / student / f"{lesson}.ipynb"
        target.parent.mkdir(parents=True)
        target.write_text(_upload(number, nbformat.read(released, as_version=4), bank), encoding="utf-8")
    return folder


def _upload(number: int, notebook: NotebookNode, bank: Bank) -> str:
    """What student `number` hands in: 0 and 1 know everything, 2 to 8 a part, 9 nothing, 10 and 11 are odd."""
    choose = random.Random(number)
    exercises = [cell for cell in notebook.cells if cells.is_solution(cell) and not cells.is_manual(cell)]
    for place, cell in enumerate(exercises):
        answers = bank.of(cells.grade_id(cell))
        right, wrong = [a for a in answers if a.is_right], [a for a in answers if not a.is_right]
        if number in (0, 1, 8, 11):
            cell.source = right[number % len(right)].code
        elif number != 9 and (place + 1) / len(exercises) <= number / 8:  # the later students get further
            cell.source = choose.choice(right if choose.random() < 0.7 else wrong).code
    for cell in notebook.cells:
        if cells.is_manual(cell) and number in (0, 1, 4, 6, 11):
            cell.source = cell.source.replace("YOUR ANSWER HERE", "The data are more likely under one model than under the other.")
    if number == 10:
        return nbformat.writes(notebook)[:5_000]  # the upload broke off
    if number == 8:
        exercises[-1].source = f"{cells.MARKER.search(exercises[-1].source).group(0)}\n{LOOP}"
    text = nbformat.writes(notebook)
    return _as_colab_saves(text) if number == 11 else text


def _as_colab_saves(text: str) -> str:
    """The notebook as Google Colab writes it: format 4.0, ids in the metadata, nbgrader's metadata gone."""
    tree = json.loads(text)
    tree["nbformat_minor"] = 0
    for cell in tree["cells"]:
        cell["metadata"] = {"id": cell.pop("id")}
    return json.dumps(tree)

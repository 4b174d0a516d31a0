"""``autograder demo``: the main job on a sample class, start to finish.

Twelve students hand in one week: two know everything, some a part, one nothing, and three cause
trouble (a file that is no notebook, an endless loop, a notebook saved by Colab). A larger class adds
damaged files (5 %), loops (2 %) and memory bombs (1 %). Their answers come from the answer bank. The
demo has a gradebook of its own below ``work/demo`` and never touches yours.
"""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder import cells
from autograder.course_directory import CourseFiles, InstructorError
from autograder.gradebook.recording import Recorder, open_gradebook
from autograder.trials import bank as banks
from autograder.trials.bank import Bank

WEEK = "week5"
STUDENTS = ("Ada", "Blaise", "Carl", "Daniel", "Emmy", "Florence",
            "Grace", "Hypatia", "Ivo", "Jakob", "Kurt", "Leonhard")
CELL_SECONDS = 20
"""An endless loop should not keep an onlooker waiting for two minutes."""
ENDINGS = {
    "endless loop": "while True:\n    pass",
    "memory bomb": "hoard = []\nwhile True:\n    hoard.append(bytearray(50_000_000))",
}
"""What stands in the last exercise of students who cause trouble."""


def demo_course(course: CourseFiles, week: str) -> CourseFiles:
    """A course of one lesson, the first of `week` that has a bank, with an empty work folder of its own.

    Raises `InstructorError` where no lesson of the week has a bank, or it was not released.
    """
    banked = [name for name in course.lesson_names(week) if (course.answers / week / f"{name}.py").is_file()]
    lesson = next(iter(banked), None)
    if lesson is None:
        raise InstructorError(f"no lesson of {week} has an answer bank: choose another week.")
    if not (course.lessons / week / f"{lesson}.ipynb").is_file():
        missing = f"lessons/{week}/{lesson}.ipynb is missing"
        raise InstructorError(f"{missing}: run `autograder release {week}` first.")
    work = course.work / "demo"
    shutil.rmtree(work, ignore_errors=True)
    made = CourseFiles(work / "course", work)
    for source, target in ((course.solutions, made.solutions), (course.lessons, made.lessons)):
        (target / week).mkdir(parents=True)
        shutil.copy(source / week / f"{lesson}.ipynb", target / week)
    (made.answers / week).mkdir(parents=True)
    shutil.copy(course.answers / week / f"{lesson}.py", made.answers / week)
    shutil.copy(course.root / "pyproject.toml", made.root)
    return made


def make_class(course: CourseFiles, week: str, students: int = len(STUDENTS)) -> Path:
    """Write the students' uploads as they would come from a learning platform; returns their folder."""
    (lesson,) = course.lesson_names(week)
    released = course.lessons / week / f"{lesson}.ipynb"
    bank = banks.load(course.answers / week / f"{lesson}.py")
    folder = course.work / "uploads"
    listed: dict[str, list[str]] = {}
    for number in range(students):
        kind = _kind(number, students)
        student = STUDENTS[number % len(STUDENTS)]
        if students > len(STUDENTS):
            student += f" {number // len(STUDENTS) + 1}"
        listed.setdefault(kind, []).append(student)
        target = folder / student / f"{lesson}.ipynb"
        target.parent.mkdir(parents=True)
        handed_in = _upload(number, kind, nbformat.read(released, as_version=4), bank)
        target.write_text(handed_in, encoding="utf-8")
    (course.work / "kinds.json").write_text(json.dumps(listed))
    return folder


def kinds(course: CourseFiles) -> dict[str, list[str]]:
    """Kind of submission -> the students of the sample class who handed in such a one."""
    return json.loads((course.work / "kinds.json").read_text())


@dataclass(frozen=True)
class Marked:
    """One student's week: points, how many answers a person has still to read, and what is remarkable."""

    student: str
    points: float
    possible: float
    by_hand: int
    remarks: list[str]


def marked(course: CourseFiles, week: str) -> list[Marked]:
    """The graded class, by name."""
    with Recorder(course) as recorder:
        details = recorder.details(week)
    found = []
    with open_gradebook(course) as gradebook:
        for submission in gradebook.assignment_submissions(week):
            student = submission.student.id
            lessons = details.get(student, {}).get("lessons", {}).values()
            remarks = [lesson["problem"] for lesson in lessons if lesson["problem"]]
            remarks += [f"{len(lesson['healed'])} cells healed" for lesson in lessons if lesson["healed"]]
            remarks += [reason for lesson in lessons for reason in lesson["reasons"].values()
                        if "stopped after" in reason]
            by_hand = sum(g.needs_manual_grade for notebook in submission.notebooks for g in notebook.grades)
            found.append(Marked(student, submission.score, submission.max_score, by_hand, remarks))
    return sorted(found, key=lambda marked: marked.student)


@dataclass(frozen=True)
class Kind:
    """One kind of submission: how many handed in such a one, and the points of those that were graded."""

    name: str
    handed_in: int
    points: list[float]


def marked_by_kind(course: CourseFiles, week: str) -> list[Kind]:
    """How every kind of sample student came out."""
    points = {one.student: one.points for one in marked(course, week)}
    return [Kind(kind, len(students), [points[name] for name in students if name in points])
            for kind, students in kinds(course).items()]


def _kind(number: int, students: int) -> str:
    """What student `number` hands in."""
    if students <= len(STUDENTS):
        singular = {0: "perfect", 1: "perfect", 8: "endless loop",
                    9: "blank", 10: "damaged", 11: "saved by Colab"}
        return singular.get(number, "partly right")
    hundred = number % 100
    if hundred < 5:
        return "damaged"
    if hundred < 7:
        return "endless loop"
    if hundred < 8:
        return "memory bomb"
    return ("perfect", "partly right", "saved by Colab", "partly right", "blank")[number % 5]


def _upload(number: int, kind: str, notebook: NotebookNode, bank: Bank) -> str:
    """The file that student `number`, who is of this kind, hands in."""
    choose = random.Random(number)
    exercises = [cell for cell in notebook.cells if cells.is_solution(cell) and not cells.is_manual(cell)]
    for place, cell in enumerate(exercises):
        answers = bank.of(cells.grade_id(cell))
        right, wrong = [a for a in answers if a.is_right], [a for a in answers if not a.is_right]
        if kind == "partly right":  # some students get further than others
            if (place + 1) / len(exercises) <= (number % 8 + 1) / 8:
                cell.source = choose.choice(right if choose.random() < 0.7 else wrong).code
        elif kind != "blank":
            cell.source = right[number % len(right)].code
    written = "The data are more likely under one model than under the other."
    for cell in notebook.cells:
        if cells.is_manual(cell) and number % 3 == 0 and kind != "blank":
            cell.source = cell.source.replace("YOUR ANSWER HERE", written)
    if kind in ENDINGS:
        exercises[-1].source = f"# exercise: {cells.grade_id(exercises[-1])}\n{ENDINGS[kind]}"
    text = nbformat.writes(notebook)
    if kind == "damaged":
        return text[: 40 + number % 10]  # the upload broke off before the first answer
    return as_colab_saves(text) if kind == "saved by Colab" else text


def as_colab_saves(text: str, own_ids: bool = False) -> str:
    """The notebook as Google Colab writes it after a run: what it adds, what it moves, and what it drops.

    Format 4.0 with ids in the metadata (with `own_ids`, ids of Colab's); nbgrader's metadata gone; who ran a
    cell and when; outputs with ids; sources that lost or won a line end; widgets' state; a badge on top.
    """
    tree = json.loads(text)
    for number, cell in enumerate(tree["cells"]):
        name = f"Q{number:010d}x" if own_ids else cell["id"]
        cell.pop("id")
        source = "".join(cell["source"]).rstrip("\n") + "\n" * (number % 2)
        cell["source"] = source.splitlines(keepends=True) if number % 3 else source
        shown = {key: cell["metadata"][key] for key in ("cellView", "tags") if key in cell["metadata"]}
        if cell["cell_type"] == "markdown":
            cell["metadata"] = {"id": name}
            continue
        user = {"displayName": "A. Student", "userId": "00000000000000000000"}
        run = {"status": "ok", "timestamp": 1_700_000_000_000 + number, "user_tz": -60, "elapsed": 12,
               "user": user}
        place = {"base_uri": "https://localhost:8080/", "height": 35}
        cell["metadata"] = {"id": name, "colab": place, "executionInfo": run,
                            "outputId": f"{number:08x}-aaaa-bbbb"} | shown
        cell["execution_count"] = number
        view = {"version_major": 2, "version_minor": 0, "model_id": "abc"}
        data = {"text/plain": ["HBox()"],
                "application/vnd.google.colaboratory.intrinsic+json": {"type": "string"},
                "application/vnd.jupyter.widget-view+json": view}
        cell["outputs"] = [{"output_type": "execute_result", "execution_count": number, "metadata": {},
                            "data": data}]
    badge = "<a href=\"https://colab.research.google.com/github/\" target=\"_parent\">Open In Colab</a>"
    top = {"id": "view-in-github", "colab_type": "text"}
    tree["cells"].insert(0, {"cell_type": "markdown", "metadata": top, "source": [badge]})
    box = {"model_module": "@jupyter-widgets/controls", "model_name": "HBoxModel",
           "model_module_version": "1.5.0", "state": {}}
    tree["metadata"] |= {
        "colab": {"provenance": [], "include_colab_link": True, "gpuType": "T4"}, "accelerator": "GPU",
        "widgets": {"application/vnd.jupyter.widget-state+json": {"abc": box}},
    }
    tree["nbformat"], tree["nbformat_minor"] = 4, 0
    return json.dumps(tree)

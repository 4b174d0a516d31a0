"""autograder grade: scores in nbgrader's gradebook, one odd submission never stopping the class.

With it `autograder.gradebook.recording`, which writes them.
"""

import json
import os
import shutil
from dataclasses import replace

import nbformat
import pytest
from mini_course import RIGHT, handed_in, upload
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook

from autograder.course_directory import InstructorError
from autograder.engine.conditions import Conditions, Limits
from autograder.gradebook import grade as step
from autograder.intake.collect import collect

QUICK = Limits(cell_seconds=15, grace_seconds=2)
USUAL = Conditions(limits=QUICK)


def run(course, tmp_path, limits=QUICK, **submissions):
    """Collect and grade these students' files (bytes); returns the outcomes by student."""
    for student, content in submissions.items():
        upload(tmp_path / "class", student, content)
    collect(course, tmp_path / "class", "week1")
    result = step.grade_week(course, "week1", Conditions(limits=limits))
    return {outcome.student: outcome for outcome in result.outcomes}


def scores(course) -> dict[str, float]:
    with Gradebook(course.gradebook_url) as gradebook:
        return {s.student.id: s.score for s in gradebook.assignment_submissions("week1")}


def grades(course, student) -> dict:
    with Gradebook(course.gradebook_url) as gradebook:
        found = gradebook.find_submission("week1", student).notebooks[0].grades
        return {g.name: (g.auto_score, g.manual_score, g.needs_manual_grade) for g in found}


def test_a_class_of_every_kind(course, tmp_path):
    outcomes = run(
        course,
        tmp_path,
        perfect=handed_in(course, **RIGHT, why="<!-- exercise: why -->\nSigns cancel."),
        partly=handed_in(
            course, square=RIGHT["square"], cube="# exercise: cube\ndef cube(x):\n    return abs(x) ** 3"
        ),
        blank=handed_in(course),
        broken=b"{ no notebook",
        noisy=handed_in(
            course,
            **{
                k: "import sys, warnings\nwarnings.warn('careful')\nprint('text', file=sys.stderr)\n" + v
                for k, v in RIGHT.items()
            },
        ),
        asking=handed_in(course, **{k: f"check.hint()\ncheck.hint({k!r})\n" + v for k, v in RIGHT.items()}),
        crashing=handed_in(course, square=RIGHT["square"], cube="# exercise: cube\nimport os\nos._exit(1)"),
    )
    assert scores(course) == {
        "perfect": 5,
        "partly": 3,
        "blank": 0,
        "broken": 0,
        "noisy": 5,
        "asking": 5,
        "crashing": 2,
    }
    assert grades(course, "perfect")["why"] == (None, None, True)
    assert grades(course, "blank")["why"] == (0, None, False)
    assert outcomes["broken"].problem == "powers: is not a notebook: it is not valid JSON"
    assert outcomes["crashing"].lessons["powers"].problem == "cube: the kernel died in this cell, twice"
    assert (
        "exercise 'square' is not written yet" in outcomes["blank"].lessons["powers"].reasons["test-square"]
    )
    assert len((course.work / "grade.log").read_text().splitlines()) == 7


def test_an_answer_in_doubt_is_graded_and_waits_for_a_person(course, tmp_path):
    twice = nbformat.reads(handed_in(course, **RIGHT).decode(), as_version=4)
    place = next(place for place, cell in enumerate(twice.cells) if cell.id == "square")
    twice.cells.insert(place + 1, new_code_cell("# exercise: square\ndef square(x):\n    return 9"))
    run(course, tmp_path, twice=nbformat.writes(twice).encode())
    assert [grades(course, "twice")[name][2] for name in ("test-square", "test-cube")] == [True, False]


def test_an_endless_loop_costs_its_exercise_and_nothing_else(course, tmp_path):
    loop = "# exercise: square\ndef square(x):\n    while True:\n        pass"
    outcomes = run(
        course,
        tmp_path,
        Limits(cell_seconds=3, grace_seconds=2),
        loops=handed_in(course, square=loop, cube=RIGHT["cube"]),
    )
    assert outcomes["loops"].lessons["powers"].points == {"test-square": 0.0, "test-cube": 3.0}


def test_a_cell_that_will_not_be_interrupted_costs_its_exercise_and_nothing_else(course, tmp_path):
    deaf = (
        "# exercise: square\nimport signal\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n    pass"
    )
    outcomes = run(
        course,
        tmp_path,
        Limits(cell_seconds=3, grace_seconds=1),
        deaf=handed_in(course, square=deaf, cube=RIGHT["cube"]),
    )
    assert outcomes["deaf"].lessons["powers"].points == {"test-square": 0.0, "test-cube": 3.0}
    assert "did not end when interrupted" in outcomes["deaf"].problem


def test_endless_output_is_stopped(course, tmp_path):
    chatty = "# exercise: cube\nwhile True:\n    print('x' * 10_000)"
    limits = Limits(cell_seconds=20, output_bytes=100_000)
    outcomes = run(course, tmp_path, limits, chatty=handed_in(course, square=RIGHT["square"], cube=chatty))
    assert outcomes["chatty"].lessons["powers"].points["test-square"] == 2.0
    assert "stopped after 0.1 MB of output" in outcomes["chatty"].problem
    assert (course.autograded / "chatty" / "week1" / "powers.ipynb").stat().st_size < 400_000


def test_running_again_grades_nothing_twice(course, tmp_path):
    run(course, tmp_path, ada=handed_in(course, **RIGHT))
    again = step.grade_week(course, "week1", USUAL)
    assert again.outcomes == [] and again.unchanged == 1
    assert [o.student for o in step.grade_week(course, "week1", USUAL, force=True).outcomes] == ["ada"]


def test_a_changed_submission_is_graded_again_and_a_manual_grade_stays(course, tmp_path):
    answer = "<!-- exercise: why -->\nSigns cancel."
    run(course, tmp_path, ada=handed_in(course, why=answer))
    with Gradebook(course.gradebook_url) as gradebook:
        grade = gradebook.find_grade("why", "powers", "week1", "ada")
        grade.manual_score, grade.needs_manual_grade = 1.0, False
        gradebook.db.commit()
    run(course, tmp_path, ada=handed_in(course, **RIGHT, why=answer))
    assert scores(course) == {"ada": 6}
    assert grades(course, "ada")["why"] == (None, 1.0, False)
    run(course, tmp_path, ada=handed_in(course, **RIGHT, why=answer + " Or do they?"))
    assert grades(course, "ada")["why"] == (None, 1.0, True)


def test_a_changed_test_regrades_and_keeps_the_history(course, tmp_path):
    from sqlalchemy import select

    from autograder.gradebook.recording import HISTORY, Recorder

    run(course, tmp_path, ada=handed_in(course, **RIGHT))
    path = course.solutions / "week1" / "powers.ipynb"
    path.write_text(path.read_text().replace("square, -5.0).close_to(25.0", "square, -4.0).close_to(17.0"))
    assert [
        o.lessons["powers"].points["test-square"] for o in step.grade_week(course, "week1", USUAL).outcomes
    ] == [0.0]
    assert scores(course) == {"ada": 3}
    with Recorder(course) as recorder:
        rows = recorder.gradebook.db.execute(select(HISTORY.c.points)).scalars().all()
    assert rows == [5.0, 3.0]


def test_a_removed_test_cell_is_one_sentence_and_loses_nothing(course, tmp_path):
    run(course, tmp_path, ada=handed_in(course, **RIGHT))
    path = course.solutions / "week1" / "powers.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [c for c in notebook.cells if c.id not in ("cube", "test-cube")]
    nbformat.write(notebook, path)
    with pytest.raises(InstructorError, match="week1"):
        step.grade_week(course, "week1", USUAL)
    assert scores(course) == {"ada": 5}


def test_nothing_collected_is_one_sentence(course):
    with pytest.raises(InstructorError, match="autograder collect SOURCE --week week1"):
        step.grade_week(course, "week1", USUAL)


def test_an_unknown_student_is_one_sentence(course, tmp_path):
    run(course, tmp_path, ada=handed_in(course))
    with pytest.raises(InstructorError, match="nothing was collected for week1 from bob"):
        step.grade_week(course, "week1", USUAL, students=["bob"])


def test_a_held_gradebook_is_one_sentence_and_a_second_run_finishes(course, tmp_path, monkeypatch):
    import sqlite3

    from autograder.gradebook import recording

    run(course, tmp_path, ada=handed_in(course, **RIGHT))
    monkeypatch.setattr(recording, "LOCK_SECONDS", 0.2)
    upload(tmp_path / "class", "ben", handed_in(course, **RIGHT))
    collect(course, tmp_path / "class", "week1")
    original = step._store

    def hold(*args):
        holder = sqlite3.connect(course.work / "gradebook.db", isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        try:
            original(*args)
        finally:
            holder.execute("ROLLBACK")
            holder.close()

    monkeypatch.setattr(step, "_store", hold)
    with pytest.raises(InstructorError, match="held by another program"):
        step.grade_week(course, "week1", USUAL)
    monkeypatch.setattr(step, "_store", original)
    assert [o.student for o in step.grade_week(course, "week1", USUAL).outcomes] == ["ben"]
    assert scores(course) == {"ada": 5, "ben": 5}


def test_a_grader_that_cannot_start_kernels_scores_nobody(course, tmp_path, monkeypatch):
    from jupyter_client import AsyncKernelManager

    async def fails(self, **kwargs):
        raise RuntimeError("no process could be made")

    monkeypatch.setattr(AsyncKernelManager, "start_kernel", fails)
    outcomes = run(course, tmp_path, ada=handed_in(course, **RIGHT))
    assert "the grader failed on powers (NoKernel" in outcomes["ada"].fault and scores(course) == {}
    monkeypatch.undo()
    assert [o.fault for o in step.grade_week(course, "week1", USUAL).outcomes] == [""] and scores(course) == {
        "ada": 5
    }


def test_a_submission_sees_neither_the_graders_environment_nor_the_real_data(course, tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "xyz")
    spy = "# exercise: square\nimport os, json\nprint(json.dumps(dict(os.environ)))\n"
    spy += "def square(x):\n    return x * x"
    run(course, tmp_path, eve=handed_in(course, square=spy))
    notebook = nbformat.read(course.autograded / "eve" / "week1" / "powers.ipynb", as_version=4)
    seen = json.loads(next(c for c in notebook.cells if c.id == "square").outputs[0].text)
    assert (
        "SECRET_TOKEN" not in seen
        and seen["COURSE_SOURCE"] == "offline"
        and seen["HOME"] != os.environ.get("HOME")
    )


def test_without_walls_grading_refuses_and_says_what_to_do(course, tmp_path, monkeypatch):
    from autograder.engine import kernels
    from autograder.sandbox import Plan

    monkeypatch.delenv("AUTOGRADER_SANDBOX", raising=False)
    monkeypatch.setattr(
        kernels,
        "machine_plan",
        lambda: Plan("none", missing=("namespaces are refused here", "the kernel has no Landlock")),
    )
    with pytest.raises(InstructorError, match="cannot be confined.*no Landlock.*--no-sandbox"):
        run(course, tmp_path, ada=handed_in(course))
    assert step.grade_week(course, "week1", replace(USUAL, sandbox=False)).outcomes


def test_the_gpu_bounds_how_many_run_at_a_time(monkeypatch):
    monkeypatch.setattr(step, "_free_gpu_memory", lambda: 3 * 2**30)
    assert step.default_jobs() == 1
    monkeypatch.setattr(step, "_free_gpu_memory", lambda: None)
    assert step.default_jobs() >= 1


def test_the_gpus_memory_is_read_from_nvidias_tool(tmp_path, monkeypatch):
    tool = tmp_path / "nvidia-smi"
    tool.write_text("#!/bin/sh\necho 16000\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert step._free_gpu_memory() == 16_000 * 2**20


def test_half_a_letter_in_an_error_or_an_output_stops_nobody(course, tmp_path):
    half = "# exercise: square\nprint('\\udc80')\ndef square(x):\n    raise ValueError('\\udc80')"
    outcomes = run(
        course,
        tmp_path,
        ada=handed_in(course, **RIGHT),
        odd=handed_in(course, square=half, cube=RIGHT["cube"]),
    )
    assert {name: outcome.fault for name, outcome in outcomes.items()} == {"ada": "", "odd": ""}
    assert scores(course) == {"ada": 5, "odd": 3}
    assert step.grade_week(course, "week1", USUAL).unchanged == 2


def test_an_outcome_that_cannot_be_written_is_a_fault_and_the_others_are_graded(course, tmp_path):
    (course.autograded / "odd" / "week1" / "powers.part").mkdir(parents=True)
    outcomes = run(course, tmp_path, ada=handed_in(course, **RIGHT), odd=handed_in(course, **RIGHT))
    assert "could not be written (IsADirectoryError" in outcomes["odd"].fault and not outcomes["ada"].fault
    assert scores(course)["ada"] == 5
    (course.autograded / "odd" / "week1" / "powers.part").rmdir()
    again = step.grade_week(course, "week1", USUAL)
    assert [o.student for o in again.outcomes] == ["odd"] and scores(course)["odd"] == 5


@pytest.mark.parametrize(
    ("line", "files", "free"),
    [
        (
            "0::/user/scope",
            {"user/scope/memory.max": 3 * 2**30, "user/scope/memory.current": 2**30},
            2 * 2**30,
        ),
        (
            "0::/user/scope",
            {"user/memory.max": 2**30, "user/memory.current": 2**29, "user/scope/memory.max": "max"},
            2**29,
        ),
        (
            "4:cpu,memory:/job",
            {"memory/job/memory.limit_in_bytes": 2**30, "memory/job/memory.usage_in_bytes": 0},
            2**30,
        ),
        ("3:cpu:/job", {"cpu/job/cpu.shares": 1}, None),
    ],
)
def test_a_control_groups_memory_bounds_how_many_run_at_a_time(tmp_path, line, files, free):
    for name, value in files.items():
        (tmp_path / "groups" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "groups" / name).write_text(f"{value}\n")
    (tmp_path / "cgroup").write_text(f"1:name=systemd:/\n{line}\n")
    found = step._free_memory(tmp_path / "cgroup", tmp_path / "groups")
    assert found == free if free else found > 0


def test_a_file_that_was_removed_keeps_its_marks_and_is_named(course, tmp_path):
    run(course, tmp_path, ada=handed_in(course, **RIGHT), ben=handed_in(course, **RIGHT))
    copy = course.autograded / "ada" / "week1" / "powers.ipynb"
    before, mark = copy.read_bytes(), scores(course)
    (course.submitted / "ada" / "week1" / "powers.ipynb").unlink()
    shutil.rmtree(course.submitted / "ben")
    for force in (False, True):
        again = step.grade_week(course, "week1", USUAL, force=force)
        assert again.gone == ["ada: powers was graded, and its file is gone: the marks stay"]
        assert again.outcomes == [] and scores(course) == mark == {"ada": 5, "ben": 5}
    assert copy.read_bytes() == before


def test_one_of_two_files_removed_keeps_its_marks_while_the_other_is_graded(course, tmp_path):
    for folder in (course.solutions, course.lessons):
        shutil.copy(folder / "week1" / "powers.ipynb", folder / "week1" / "roots.ipynb")
    upload(tmp_path / "class", "ada", handed_in(course, **RIGHT))
    (tmp_path / "class" / "ada" / "roots.ipynb").write_bytes(handed_in(course, square=RIGHT["square"]))
    collect(course, tmp_path / "class", "week1")
    step.grade_week(course, "week1", USUAL)
    assert scores(course) == {"ada": 7}
    (course.submitted / "ada" / "week1" / "powers.ipynb").unlink()
    (tmp_path / "class" / "ada" / "powers.ipynb").unlink()
    (tmp_path / "class" / "ada" / "roots.ipynb").write_bytes(handed_in(course, **RIGHT))
    collect(course, tmp_path / "class", "week1")
    again = step.grade_week(course, "week1", USUAL)
    assert len(again.gone) == 1 and [set(o.lessons) for o in again.outcomes] == [{"roots"}]
    assert scores(course) == {"ada": 10}
    again = step.grade_week(course, "week1", USUAL)
    assert len(again.gone) == 1 and again.unchanged == 1 and scores(course) == {"ada": 10}

"""Grading on Dask: the same results as the local pool, also when a worker is lost."""

import os
import signal
import threading
import time

import pytest
from mini_course import RIGHT, handed_in, make_course, upload

from autograder.course_directory import InstructorError
from autograder.engine.conditions import Conditions, Limits
from autograder.gradebook import grade as step
from autograder.intake.collect import collect

distributed = pytest.importorskip(
    "dask.distributed", reason="Dask is not installed: pip install 'dl-course[cluster]'"
)
dask = pytest.importorskip("dask")

QUICK = Conditions(limits=Limits(cell_seconds=20, grace_seconds=2))


@pytest.fixture(scope="module")
def dask_cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0
    ) as made:
        yield made


def collected(folder):
    course = make_course(folder / "course")
    for number in range(6):
        answers = dict(list(RIGHT.items())[: number % 3])
        upload(folder / "class", f"s{number}", handed_in(course, **answers))
    collect(course, folder / "class", "week1")
    return course


def points(result):
    return {o.student: o.lessons["powers"].points for o in result.outcomes}


def test_two_workers_one_of_them_killed_give_the_local_results(dask_cluster, tmp_path):
    local = points(step.grade_week(collected(tmp_path / "local"), "week1", QUICK))
    workers = [worker.pid for worker in dask_cluster.workers.values()]
    killer = threading.Timer(3, os.kill, (workers[0], signal.SIGKILL))
    killer.start()
    course = collected(tmp_path / "remote")
    remote = step.grade_week(course, "week1", QUICK, scheduler=dask_cluster.scheduler_address)
    killer.join()
    assert points(remote) == local and not [o for o in remote.outcomes if o.fault]


@pytest.fixture
def shared_worker():
    """A cluster of one worker that runs three submissions at a time and is not given up when it dies."""
    with dask.config.set({"distributed.deploy.lost-worker-timeout": "1 hour"}), distributed.LocalCluster(
        n_workers=1, threads_per_worker=3, processes=True, dashboard_address=None, memory_limit=0
    ) as made:
        yield made


def test_a_submission_that_kills_its_worker_thrice_is_reported_and_those_beside_it_are_graded(
    shared_worker, tmp_path, monkeypatch
):
    from autograder.engine import cluster

    def poisonous(job, *settings):
        if job.student == "s3":
            time.sleep(0.5)
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(1)
        return cluster.Outcome(
            job.student, job.week, {"powers": cluster.Lesson(points={"test-square": 2.0, "test-cube": 3.0})}
        )

    monkeypatch.setattr(cluster, "grade_on_worker", poisonous)
    result = step.grade_week(collected(tmp_path), "week1", scheduler=shared_worker.scheduler_address)
    problems = {o.student: o.problem for o in result.outcomes}
    assert "ended its worker 3 times" in problems.pop("s3") and set(problems.values()) == {""}


def test_a_cluster_that_loses_all_its_workers_is_one_sentence(shared_worker, tmp_path, monkeypatch):
    from autograder.engine import cluster

    def slow(job, *settings):
        if job.student == "s5":
            time.sleep(60)
        return cluster.Outcome(job.student, job.week, {"powers": cluster.Lesson()})

    monkeypatch.setattr(cluster, "grade_on_worker", slow)
    monkeypatch.setattr(cluster, "WORKER_SECONDS", 1)
    monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.2)
    course, known = collected(tmp_path), []
    leaving = threading.Timer(0.5, shared_worker.scale, [0])

    def note(done, total, outcome):
        known.extend([outcome.student] if outcome else [])
        if len(known) == 5:
            leaving.start()

    with pytest.raises(InstructorError, match="lost all its workers, and none came back in 1 s: start some"):
        step.grade_week(course, "week1", scheduler=shared_worker.scheduler_address, progress=note)
    leaving.join()
    assert sorted(known) == ["s0", "s1", "s2", "s3", "s4"]  # their outcomes are written


def test_a_deployment_class_is_started_from_its_name(tmp_path):
    result = step.grade_week(
        collected(tmp_path), "week1", QUICK, scheduler="dask.distributed.LocalCluster", jobs=1
    )
    assert len(result.outcomes) == 6 and not [o for o in result.outcomes if o.fault]


@pytest.mark.parametrize(
    ("scheduler", "sentence"),
    [("tcp://127.0.0.1:9", "cannot be reached"), ("no.such.Cluster", "neither an address")],
)
def test_a_scheduler_that_is_not_there_is_one_sentence(tmp_path, scheduler, sentence, monkeypatch):
    from autograder.engine import cluster

    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    start = time.monotonic()
    with pytest.raises(InstructorError, match=sentence):
        step.grade_week(collected(tmp_path), "week1", scheduler=scheduler)
    assert time.monotonic() - start < 60


def test_a_scheduler_without_workers_is_one_sentence_and_not_waited_on_for_ever(tmp_path, monkeypatch):
    from autograder.engine import cluster

    monkeypatch.setattr(cluster, "WORKER_SECONDS", 0.5)
    with distributed.LocalCluster(n_workers=0, dashboard_address=None) as empty:
        with pytest.raises(InstructorError, match="has no workers, and none joined it in 0.5 s: start some"):
            step.grade_week(collected(tmp_path), "week1", QUICK, scheduler=empty.scheduler_address)

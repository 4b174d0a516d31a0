"""autograder.engine.kernels: the environment a submission sees, and the walls it gets."""

import pytest

from autograder.course_directory import InstructorError
from autograder.engine import forks, kernels
from autograder.engine.conditions import Conditions, Limits
from autograder.engine.kernels import Kernels
from autograder.sandbox import Plan, Resources


@pytest.mark.parametrize(("conditions", "seen"), [
    (Conditions(), {"COURSE_SOURCE": "offline", "COURSE_FIGURES": "describe"}),
    (Conditions("real", complete=True), {"COURSE_SOURCE": "real", "COURSE_FIGURES": "draw"}),
])
def test_a_submission_sees_what_the_conditions_say(tmp_path, conditions, seen):
    environment = Kernels(conditions).environment(str(tmp_path))
    assert {name: environment[name] for name in seen} == seen
    assert environment["HOME"] == str(tmp_path) and environment["PYTHONHASHSEED"] == "0"


@pytest.mark.skipif(not forks.supported(), reason="kernels can only be forked on Linux")
def test_the_walls_hold_what_a_lesson_may_use(tmp_path):
    few = Limits(resources=Resources(memory_bytes=10**9, open_files=64))
    (tmp_path / "a").mkdir()
    launch = Kernels(forked=True).launch(str(tmp_path / "a"), few)
    assert launch["walls"].resources == few.resources
    assert launch["walls"].strength == forks.machine_plan().strength
    (tmp_path / "b").mkdir()
    assert "walls" not in Kernels(forked=False).launch(str(tmp_path / "b"), few)


@pytest.mark.skipif(not forks.supported(), reason="nothing is confined here in any case")
def test_walls_that_are_demanded_and_not_there_are_one_sentence(monkeypatch):
    monkeypatch.setattr(kernels, "machine_plan", lambda: Plan("none", missing=("there are none",)))
    with pytest.raises(
        InstructorError, match="cannot be confined on this machine: there are none. Grade elsewhere"
    ):
        Kernels.for_this_machine(Conditions())
    assert Kernels.for_this_machine(Conditions(sandbox=False)).forked

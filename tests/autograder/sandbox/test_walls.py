"""autograder.sandbox.walls: a plan is plain data, for it crosses to the process that builds the walls."""

import dataclasses
import json

import pytest

from autograder.sandbox import Plan, Resources


def test_a_plan_arrives_in_another_process_as_it_was():
    resources = Resources(memory_bytes=2**30, processes=7)
    plan = Plan("landlock", True, ("no namespaces", "no control group"), resources, "/group")
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_a_plan_cannot_be_changed_once_made():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Plan("none").strength = "namespaces"

"""autograder.authoring.check_lint: checks that cannot run in the grader's process are found at release."""

import pytest
from mini_course import lesson_of as lesson

from autograder.authoring import check_lint

IDENTITY = "def f(x):\n    return x"


@pytest.mark.parametrize(("source", "sentence"), [
    ("assert f(x) == 7", "uses x, which a cell makes that students can change"),
    ("assert isinstance(f, type)", "asks isinstance about the student's own object"),
    ("import inspect\ninspect.getsource(f)", "uses inspect.getsource on the student's code"),
    ("assert f.__code__.co_argcount == 1", "looks at .__code__"),
    ("with tf.GradientTape() as tape:\n    y = f(tf.constant(1.0))",
     "calls the student's function under a GradientTape"),
    ("%time f(1)", "is not plain Python"),
])
def test_a_check_that_cannot_cross_is_found_when_it_is_released(source, sentence):
    found = check_lint.findings(lesson(
        ("locked", "import tensorflow as tf"), ("free", "x = 7"), ("solution", IDENTITY), ("test", source)))
    assert len(found) == 1 and sentence in found[0] and found[0].startswith("cell test-")


def test_a_name_that_only_a_test_makes_must_not_be_used_later():
    found = check_lint.findings(lesson(
        ("solution", IDENTITY), ("test", "result = f(1)"), ("free", "print(result)")))
    assert found == ["cell c2: uses result, which only the check test-test1 makes; make it outside the check"]

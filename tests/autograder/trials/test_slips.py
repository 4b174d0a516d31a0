"""Slips of the field: what each makes of a solution, and that the result runs."""

import ast

import numpy as np
import pytest

from autograder.trials import mutants

SOURCE = '''# exercise: step
def step(x_train, x_test, rate=0.1):
    """One step."""
    ### BEGIN SOLUTION
    centred = x_train - x_train.mean(axis=0)
    scale = np.std(centred, axis=1) + 1e-7
    part = [x_test[i] for i in range(len(x_test))][1:-1]
    return rate * np.log(scale), part, keras.activations.get("relu")
    ### END SOLUTION
'''
TEST = '''data = [[1.0, 2.0]]
check.call(step, data, np.ones(3), rate=0.5).equals(4.0, because="so")
### BEGIN HIDDEN TESTS
check.call(step, data, np.zeros(7), rate=0.7).equals(5.0, because="so")
### END HIDDEN TESTS'''


@pytest.fixture(scope="module")
def found():
    return dict(mutants.mutants(SOURCE, "step", [TEST]))


@pytest.mark.parametrize(
    "change",
    [
        "`x_train - x_train.mean(axis=0)` became `x_train`",
        "`x_train.mean(axis=0)` became `x_train.mean(axis=1)`",
        "`1e-07` became `0.0`",
        "`np.std(centred, axis=1)` became `np.std(centred, axis=1, ddof=1)`",
        "`np.std(centred, axis=1)` became `np.std(centred, axis=0)`",
        "`x_test` became `x_train`",
        "`range(len(x_test))` became `range(len(x_test) - 1)`",
        "`1:-1` became `1 + 1:-1`",
        "`np.log(scale)` became `np.log10(scale)`",
        "`np.log(scale)` became `np.log(np.clip(scale, 1e-07, None))`",
        "`'relu'` became `'sigmoid'`",
    ],
)
def test_an_expression_slips(found, change):
    assert any(what.endswith(change) for what in found), sorted(found)


@pytest.mark.parametrize(
    ("slip", "line"),
    [
        ("x_train is always [[1.0, 2.0]]", "x_train = [[1.0, 2.0]]"),
        ("x_test is always np.ones(3)", "x_test = np.ones(3)"),
        ("rate is always 0.5", "rate = 0.5"),
        ("rate is always its default", "rate = 0.1"),
        ("always returns 4.0", "return 4.0"),
        ("x_train and x_test change places", "x_train, x_test = (x_test, x_train)"),
    ],
)
def test_a_function_begins_with_what_the_visible_example_would_not_show(found, slip, line):
    body = ast.parse(found[f"step: {slip}"]).body[0].body
    assert ast.get_docstring(ast.parse(found[f"step: {slip}"]).body[0]) and ast.unparse(body[1]) == line


def test_what_only_hidden_tests_give_is_no_slip(found):
    assert not any("np.zeros(7)" in what or "5.0" in what for what in found)


def test_an_argument_that_is_not_read_cannot_be_ignored():
    source = "# exercise: f\ndef f(x, t):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
    slips = dict(mutants.mutants(source, "f", ["check.call(f, 3.0, 4)"]))
    assert any("x is always 3.0" in what for what in slips) and not any(
        "t is always" in what for what in slips
    )


def test_a_result_is_rounded():
    source = "# exercise: f\ndef f(x):\n    ### BEGIN SOLUTION\n    return -x / 3\n    ### END SOLUTION"
    names = {"np": np}
    exec(dict(mutants.mutants(source, "f"))["f: returns its result rounded to two digits"], names)
    assert names["f"](1.0) == pytest.approx(-0.33)

"""Mutants: small changes to a solution, and the audit that says which of them nobody notices."""

import ast

import numpy as np
import pytest

from autograder.trials import audit, mutants

SOURCE = '''# exercise: shrink
def shrink(x, by=2):
    """x / 2, or 0 where it is small."""
    ### BEGIN SOLUTION
    limit = 3
    return -x.mean(axis=0) / by if x.max() > limit else 0.0
    ### END SOLUTION
'''


def test_each_mutant_differs_in_one_place_inside_the_solution():
    found = dict(mutants.mutants(SOURCE, "shrink"))
    assert {what.split(": ", 1)[1] for what in found} >= {
        "`3` became `4`", "`0.0` became `1.0`", "`x.max()` became `x.min()`",
        "`x.mean(axis=0)` became `x.mean()`", "`x.mean(axis=0)` became `x.sum(axis=0)`",
        "`x.max() > limit` became `x.max() >= limit`", "`-x.mean(axis=0)` became `+x.mean(axis=0)`",
        "`-x.mean(axis=0) / by` became `-x.mean(axis=0) * by`"}
    assert len(found) == len(set(found.values()))
    for code in found.values():
        assert code.startswith("# exercise: shrink\ndef shrink(x, by=2):\n") and "x / 2, or 0 where" in code
        ast.parse(code)


def test_a_mutant_runs_and_computes_something_else():
    code = dict(mutants.mutants(SOURCE, "shrink"))["line 2: `x.mean(axis=0)` became `x.sum(axis=0)`"]
    names = {}
    exec(code, names)
    assert names["shrink"](np.array([[2.0], [6.0]])) == pytest.approx(-4.0)


def test_a_sample_is_spread_evenly():
    everything = list(mutants.mutants(SOURCE, "shrink"))
    some = mutants.sample(SOURCE, "shrink", 3)
    assert some[0] == everything[0] and some[-1] == everything[-1] and len(some) == 3
    assert mutants.sample(SOURCE, "shrink", 100) == everything


def test_the_audit_names_the_mutants_that_no_check_notices(course):
    """Of the mini course, x ** 2.0 in `square` is checked at 3 and -5; `cube` only at whole numbers."""
    found = {entry.exercise: entry for entry in audit.mutation(course, 40, ["week1"])}
    assert set(found) == {"square", "cube"} and found["square"].graded > 2
    assert found["square"].survivors == [] and found["cube"].survivors == []
    path = course.solutions / "week1" / "powers.ipynb"
    path.write_text(path.read_text().replace("return x ** 2.0", "return x ** 2.0 + 0 * x"))
    bank = course.answers / "week1" / "powers.py"
    bank.parent.mkdir(parents=True, exist_ok=True)
    bank.write_text("from autograder.trials.bank import Bank\n\nbank = Bank('week1/powers')\n"
                    "bank.argued('square', '`0` became `1`', because='never')\n"
                    "bank.argued('square', '`0 * x` became `0 / x`', because='0 either way')\n")
    square = next(entry for entry in audit.mutation(course, 40, ["week1"]) if entry.exercise == "square")
    assert any("`0 * x` became `0 / x`" in what for what in square.argued)
    assert any("`x ** 2.0 + 0 * x` became `x ** 2.0`" in what for what in square.survivors)
    assert square.stale == ["`0` became `1`"] and not set(square.survivors) & set(square.argued)

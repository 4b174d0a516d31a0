"""autograder.examination.scores: what one executed test cell earns."""

import pytest
from nbformat.v4 import new_code_cell, new_output

from autograder.examination import scores


def cell(*outputs, points=3, status="ok"):
    made = new_code_cell("check", outputs=list(outputs))
    made.metadata.nbgrader = {"grade": True, "solution": False, "points": points, "grade_id": "test-x"}
    if status:
        made.metadata[scores.RECORD] = {"status": status}
    return made


def ends_in(text):
    return new_output("execute_result", data={"text/plain": text}, execution_count=1)


def test_a_cell_that_ran_without_a_number_earns_everything():
    assert scores.score(cell()).points == 3


@pytest.mark.parametrize(("text", "points"), [
    ("2.0", 2), ("0.0", 0), ("3.0", 3), ("1.5e0", 1.5), ("2", 2),
    ("np.float64(0.0)", 0), ("np.float64(2.5)", 2.5),
])
def test_a_number_in_range_is_the_score(text, points):
    assert scores.score(cell(ends_in(text))).points == points


@pytest.mark.parametrize("text", [
    "nan", "-1.0", "-1", "inf", "-inf", "3.5", "1e9", "True", "False", "None", "np.float64(nan)", "np.True_",
    "np.False_",
])
def test_what_is_no_number_of_points_earns_nothing_and_says_why(text):
    score = scores.score(cell(ends_in(text)))
    assert score.points == 0 and text in score.reason


def test_any_other_last_expression_is_no_score():
    assert scores.score(cell(ends_in("array([1, 2])"))).points == 3


def test_text_on_stderr_costs_nothing():
    warning = new_output("stream", name="stderr", text="WARNING: a Keras warning")
    assert scores.score(cell(warning)).points == 3


def test_an_error_costs_everything_and_is_the_reason():
    error = new_output("error", ename="CheckFailed", evalue="square(3) gave 6.", traceback=[])
    assert scores.score(cell(error)) == scores.Score(0.0, "square(3) gave 6.")


@pytest.mark.parametrize("status", ["", "error", "timeout", "died"])
def test_without_an_ok_reply_of_the_kernel_nothing_is_earned(status):
    assert scores.score(cell(ends_in("3.0"), status=status)).points == 0

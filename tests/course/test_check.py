"""course.check: what a student reads when a check does not hold."""

import numpy as np
import pytest

from course import check


def double(x):
    return 2 * x


def message(action) -> str:
    with pytest.raises(check.CheckFailed) as caught:
        action()
    return str(caught.value)


def test_a_check_that_holds_returns_the_result():
    assert check.call(double, 2.0).close_to(4.0, because="twice").value == 4.0


def test_a_failure_says_what_was_called_what_came_back_and_which_property_was_expected():
    said = message(lambda: check.call(double, 3.0).close_to(7.0, because="one more than twice"))
    assert said == "double(3) gave 6. Expected: one more than twice."


def test_the_expected_value_is_never_shown():
    said = message(lambda: check.call(double, 3.0).close_to(7.12345, because="the right number"))
    assert "7.1" not in said


def test_a_wrong_shape_is_named():
    said = message(lambda: check.call(double, np.zeros((2, 3))).has_shape((2,)))
    assert "shape (2,), not (2, 3)" in said


@pytest.mark.parametrize("result", [np.array([4.0]), 4, np.float32(4), [4.0]])
def test_numbers_in_any_wrapping_are_numbers(result):
    check.call(lambda: result).close_to(4.0, because="four")


def test_a_tensor_is_judged_as_its_array():
    tf = pytest.importorskip("tensorflow")
    check.call(lambda: tf.constant([1.0, 2.0])).close_to([1.0, 2.0], because="same")
    check.call(lambda: [tf.Variable(1.0)]).close_to([1.0], because="same")


def test_none_asks_for_a_return():
    assert "is there a `return`?" in message(lambda: check.call(lambda: None).close_to(1.0, because="one"))


@pytest.mark.parametrize("wrong", ["text", {"a": 1}, object(), [[1], [2, 3]]])
def test_what_is_no_array_of_numbers_is_said_to_be_none(wrong):
    assert "array of numbers" in message(lambda: check.call(lambda: wrong).close_to(1.0, because="one"))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_infinities_and_nan_are_not_close_and_not_finite(bad):
    message(lambda: check.call(lambda: bad).close_to(1.0, because="one"))
    message(lambda: check.call(lambda: bad).is_finite())
    message(lambda: check.call(lambda: bad).lies_between(0, 1, because="a probability"))


def test_an_empty_array_lies_nowhere():
    message(lambda: check.call(lambda: []).lies_between(0, 1, because="a probability"))


def test_equals_compares_lists_with_tuples_and_arrays():
    check.call(lambda: (1, 2)).equals([1, 2], because="pair")
    check.call(lambda: np.array([1, 2])).equals([1, 2], because="pair")
    message(lambda: check.call(lambda: [1, 3]).equals([1, 2], because="pair"))


def test_satisfies_takes_an_exception_for_no():
    result = check.call(lambda: 3)
    assert "a long list" in message(lambda: result.satisfies(lambda v: len(v) > 2, because="a long list"))


def test_a_stub_is_reported_as_unfinished():
    def sigmoid(x):
        raise NotImplementedError("exercise: sigmoid")

    with pytest.raises(check.Unfinished, match="exercise 'sigmoid' is not written yet"):
        check.call(sigmoid, 0.0)


def test_an_exception_in_the_students_code_becomes_one_sentence():
    said = message(lambda: check.call(lambda x: x / 0, 1))
    assert said.startswith("<lambda>(1) raised ZeroDivisionError: division by zero")


def test_the_students_function_cannot_change_the_checks_array():
    array = np.ones(3)

    def spoil(x):
        x[:] = 0
        return x

    assert "changed its argument `x`" in message(lambda: check.call(spoil, array))
    assert array.sum() == 3


def test_partial_adds_the_parts_that_hold_and_goes_on_after_one_that_does_not(capsys):
    parts = check.partial(3)
    with parts.worth(1, "first"):
        check.that(False, "no")
    with parts.worth(2, "second"):
        pass
    assert parts.points == 2.0 and type(parts.points) is float
    assert capsys.readouterr().out == "first: 0 of 1. no\nsecond: 2 of 2\n"


def test_nbgraders_validate_button_sees_right_or_the_first_sentence_of_what_is_wrong(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    parts = check.partial(3)
    with parts.worth(1, "the visible part"):
        pass
    assert parts.points == 3.0  # the hidden part, worth 2, is not in the student's notebook
    for sentence in ("too large.", "too small."):
        with parts.worth(1, "another"):
            check.that(False, sentence)
    assert message(lambda: parts.points) == "too large."


def test_a_grader_does_not_listen_to_the_validate_button(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    monkeypatch.setattr(check, "observed", [])
    assert check.partial(3).points == 0.0


def test_partial_refuses_to_offer_more_than_the_exercise_has():
    parts = check.partial(1)
    with pytest.raises(ValueError, match="offer 2 points"):
        with parts.worth(2, "too much"):
            pass


def test_a_failure_is_shown_without_traceback_in_a_notebook():
    assert check.CheckFailed("one sentence.")._render_traceback_() == ["CheckFailed: one sentence."]


def test_long_values_are_described_shortly():
    assert check.describe(np.zeros((100, 3))) == "an array of shape (100, 3)"
    assert check.describe([0] * 50) == "a list of 50 items"
    assert len(check.describe("x" * 500)) < 70

"""course.errors: what IPython shows of them, what test runners make of them, and a stub's own error."""

import pytest

from course.errors import CheckFailed, CourseError, DataError, Unfinished, unfinished


@pytest.mark.parametrize("kind", [CourseError, DataError, CheckFailed, Unfinished])
def test_a_notebook_shows_the_sentence_and_its_notes_alone(kind):
    error = kind("it broke: mend it.")
    assert error._render_traceback_() == [f"{kind.__name__}: it broke: mend it."]
    error.add_note("Stuck?")
    assert error._render_traceback_() == [f"{kind.__name__}: it broke: mend it.", "Stuck?"]


def test_a_check_that_failed_is_a_failure_to_every_test_runner_and_missing_data_are_not():
    assert issubclass(Unfinished, CheckFailed) and issubclass(CheckFailed, AssertionError)
    assert not issubclass(DataError, AssertionError)


def test_only_a_stubs_own_error_means_unfinished():
    error = unfinished(NotImplementedError("exercise: cube"))
    assert type(error) is Unfinished and str(error) == "exercise 'cube' is not written yet."
    assert unfinished(NotImplementedError("no such mode")) is None
    assert unfinished(ValueError("exercise: cube")) is None

"""Errors that a reader of a notebook or a terminal can act on: one sentence, no traceback.

Every error of this package that a user can cause derives from `CourseError`. IPython shows such
an error as its sentence alone; the command lines print it and exit with code 2. Errors in the
project's own logic are not for here: those keep their traceback.
"""

STUB = "exercise:"
"""How the text of a stub's `NotImplementedError` begins; the exercise's name follows."""


class CourseError(Exception):
    """Something a user can put right; its text says what, where and what to do."""

    def _render_traceback_(self) -> list[str]:
        """What IPython prints instead of a traceback: the sentence, and notes such as the offer of a hint."""
        return [f"{type(self).__name__}: {self}", *getattr(self, "__notes__", [])]


class DataError(CourseError):
    """A data set that was asked for cannot be had."""


class CheckFailed(CourseError, AssertionError):
    """A check of an exercise did not hold. An `AssertionError`, so that every test runner knows it."""


class Unfinished(CheckFailed):
    """The exercise that is being checked, or one that it builds on, still holds its stub."""


def unfinished(error: Exception) -> Unfinished | None:
    """What a stub's own error means; None for any other."""
    if isinstance(error, NotImplementedError) and str(error).startswith(STUB):
        return Unfinished(f"exercise '{str(error)[len(STUB):].strip()}' is not written yet.")
    return None

"""What the checks of an exercise are written in.

A check calls the student's function with plain data and judges the plain data that comes back::

    check.call(sigmoid, 0.0).close_to(0.5, because="σ(0) lies half-way between 0 and 1")

When it does not hold, the student reads one sentence: what was called, what came back, which
property was expected (`because`). The expected value itself is never shown. A check never looks
inside a student's class or code, so that it can also run in another process than the student's.

Not for: grading (package ``autograder``), which only sees whether a cell raised and the number of
points a `Partial` ends in.
"""

from __future__ import annotations

import contextlib
import math
import os
import textwrap
import traceback
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import numpy as np

from course import arguments, hints
from course.arguments import may_change
from course.errors import STUB, CheckFailed, CourseError, Unfinished, unfinished

__all__ = ["CheckFailed", "Partial", "Result", "Unfinished", "call", "hint", "may_change", "partial",
           "random_weights", "that", "value"]

observed: list[dict[str, Any]] | None = None
"""Where a grader puts a list, every check adds what it looked at, whether it held,
and the sentence if it did not."""

_called = ""  # the function that was called last: where no cell's text says more, what fails belongs to it


def call(function: Callable, *args: Any, **kwargs: Any) -> Result:
    """Call a student's function and keep its result together with the text of the call.

    Arrays, lists and dicts among the arguments are copied first. Raises `Unfinished` for a stub, and
    `CheckFailed` for any other exception and for a function that changes an argument. One that is there to
    do so is called in a block ``with check.may_change("weights"):``, and may do it to what the check holds.
    """
    global _called
    if not callable(function):
        raise _failure(f"expected a function here, not {describe(function)}. Define it with `def`.")
    name = _called = getattr(function, "__name__", type(function).__name__)
    text = _describe_call(name, args, kwargs)
    try:
        outcome = arguments.call(function, *arguments.given(function, args, kwargs))
    except Exception as error:
        raise _as_failure(error, text) from None
    return Result(outcome, text)


def value(name: str, outcome: Any) -> Result:
    """Judge a value that is already there, such as a model's accuracy; `name` says what it is."""
    return Result(outcome, name)


def that(condition: Any, message: str) -> None:
    """Raise `CheckFailed` with `message` unless `condition` is true."""
    _observe(message, bool(condition), message)
    if not bool(condition):
        raise _failure(message)


def random_weights(model: Any, seed: int = 1) -> Any:
    """Give a model other weights before its predictions are compared with them; returns the model.

    With start weights of zero, whichever a student chose them for, all activations and poolings look alike.
    Kernels are normal with variance 1 / (inputs of a unit); biases, and what else is a vector, 0.1 to 0.6.
    """
    rng, weights = np.random.default_rng(seed), []
    for shape in map(np.shape, model.get_weights()):
        kernel = rng.normal(size=shape) / math.sqrt(math.prod(shape[:-1]) or 1)
        weights.append(kernel if len(shape) > 1 else rng.uniform(0.1, 0.6, shape))
    model.set_weights(weights)
    return model


def hint(exercise: Any = None, lesson: str | None = None) -> None:
    """Print the next hint for the exercise of the last failed check, below those opened before.

    `exercise`, its name or the function itself, asks about another one. Prints a sentence where that is
    not possible: a call that stayed in an answer must never cost a point, and while grading no check
    fails beside it.
    """
    try:
        lines = hints.open_next(exercise, lesson)
    except CourseError as error:
        lines = [str(error)]
    for line in lines:  # JupyterLab would break them in the middle of words
        print(textwrap.fill(line, 80, subsequent_indent="    ", break_long_words=False,
                            break_on_hyphens=False))


class Result:
    """What a student's function returned, ready to be judged. Every method returns the result itself.

    `because` is the property that was expected, as the end of the sentence "… : expected that …".
    """

    def __init__(self, outcome: Any, text: str) -> None:
        self.value = outcome
        self.text = text

    def array(self) -> np.ndarray:
        """The result as a NumPy array of numbers; fails the check where it is not one."""
        if self.value is None:
            self._fail("a result: is there a `return`?")
        try:
            array = np.asarray(plain(self.value))
        except (TypeError, ValueError):
            array = None
        if array is None or array.dtype.kind not in "biufc":
            self._fail("a number or an array of numbers")
        return array

    def close_to(self, expected: Any, because: str, rtol: float = 1e-5, atol: float = 1e-7) -> Result:
        """Numbers within ``atol + rtol·|expected|`` of `expected`, in an array of the same shape.

        A one-element array counts as the number in it, and the other way round.
        """
        array, expected = self.array(), np.asarray(plain(expected))
        if array.shape != expected.shape and not array.size == expected.size == 1:
            self._fail(f"shape {expected.shape}, not {array.shape}. Remember: {because}")
        if not np.allclose(array.reshape(expected.shape), expected, rtol=rtol, atol=atol):
            self._fail(because)
        return self._hold()

    def equals(self, expected: Any, because: str) -> Result:
        """Exactly `expected`: whole numbers, strings, truth values, or lists and tuples of them."""
        if self.value is None:
            self._fail("a result: is there a `return`?")
        found, wanted = plain(self.value), plain(expected)
        same = np.array_equal(found, wanted) if _is_array(found) or _is_array(wanted) else found == wanted
        if isinstance(found, list | tuple) and isinstance(wanted, list | tuple):
            same = list(found) == list(wanted)
        if not same:
            self._fail(because)
        return self._hold()

    def has_shape(self, shape: tuple[int, ...], because: str = "") -> Result:
        """An array of this shape; -1 stands for any length."""
        found = self.array().shape
        if len(found) != len(shape) or any(want not in (-1, have)
                                           for want, have in zip(shape, found, strict=True)):
            self._fail(f"shape {shape}, not {found}" + (f". Remember: {because}" if because else ""))
        return self._hold()

    def lies_between(self, low: float, high: float, because: str) -> Result:
        """Every number lies in the closed interval from `low` to `high`."""
        array = self.array()
        if array.size == 0 or not bool(np.all((array >= low) & (array <= high))):
            self._fail(because)
        return self._hold()

    def is_finite(self, because: str = "finite numbers, no inf and no nan") -> Result:
        """No number is infinite or nan."""
        if not np.all(np.isfinite(self.array())):
            self._fail(because)
        return self._hold()

    def satisfies(self, holds: Callable[[Any], Any], because: str) -> Result:
        """``holds(value)`` is true. An exception inside `holds` counts as "not true"."""
        try:
            good = bool(holds(plain(self.value)))
        except Exception:
            good = False
        if not good:
            self._fail(because)
        return self._hold()

    def _ipython_display_(self) -> None:
        """As the last line of a cell, a check that held says so in one word."""
        print("passed")

    def _fail(self, expected: str) -> NoReturn:
        sentence = f"{self.text} gave {describe(self.value)}. Expected: {expected}.".replace("..", ".")
        _observe(self.text, False, sentence)
        raise _failure(sentence)

    def _hold(self) -> Result:
        _observe(self.text, True)
        return self


class Partial:
    """Collects the points of one exercise part by part; its last line hands them to the grader::

        parts = check.partial(3)
        with parts.worth(1, "values"):
            check.call(softmax, [0.0, 0.0]).close_to([0.5, 0.5], because="equal logits, equal probabilities")
        with parts.worth(2, "large logits"):
            check.call(softmax, [1000.0, 0.0]).is_finite()
        parts.points

    A part that fails says so and gives nothing; the next one is tried all the same.
    """

    def __init__(self, points: float) -> None:
        self.maximum = float(points)
        self._earned = 0.0
        self._offered = 0.0
        self._failure: CheckFailed | None = None

    @property
    def points(self) -> float:
        """The points earned so far.

        nbgrader's Validate button knows only right and wrong, and the hidden parts are not in the
        notebook it runs. There, the first part that failed is raised, so that its sentence is shown;
        where all parts held, the exercise counts as right.
        """
        # never where a mark is given
        if observed is None and os.environ.get("NBGRADER_EXECUTION") == "validate":
            if self._failure:
                raise self._failure from None
            return self.maximum
        return self._earned

    @contextlib.contextmanager
    def worth(self, points: float, what: str) -> Iterator[None]:
        """Give `points` if the block raises nothing."""
        self._offered += points
        if self._offered > self.maximum + 1e-9:
            raise ValueError(f"the parts offer {self._offered:g} points, the exercise has {self.maximum:g}")
        try:
            yield
        except Exception as error:
            failure = error if isinstance(error, CheckFailed) else _as_failure(error, what)
            print(f"{what}: 0 of {points:g}. {failure}")
            for offer in [] if self._failure else getattr(failure, "__notes__", []):
                print(offer)
            self._failure = self._failure or failure
            _observe(what, False, str(failure), points)
        else:
            self._earned = math.fsum((self._earned, points))
            print(f"{what}: {points:g} of {points:g}")
            _observe(what, True, points=points)


def partial(points: float) -> Partial:
    """Start a check whose parts are worth points of their own; see `Partial`."""
    return Partial(points)


def plain(outcome: Any) -> Any:
    """A TensorFlow tensor or variable as NumPy array, inside lists, tuples and dicts too;
    the rest as it is."""
    if hasattr(outcome, "numpy") and callable(outcome.numpy):
        return outcome.numpy()
    if isinstance(outcome, list | tuple) and not hasattr(outcome, "_fields"):
        return type(outcome)(plain(item) for item in outcome)
    if isinstance(outcome, dict):
        return {key: plain(item) for key, item in outcome.items()}
    return outcome


def describe(outcome: Any) -> str:
    """A value as a student would write it down: short, rounded to four significant digits."""
    outcome = plain(outcome)
    if outcome is None or isinstance(outcome, bool | str | bytes):
        text = repr(outcome)
        return text if len(text) <= 60 else text[:57] + "…'"
    if isinstance(outcome, int | float | np.number | np.bool_):
        return f"{outcome:.4g}" if isinstance(outcome, float | np.floating) else str(outcome)
    if isinstance(outcome, np.ndarray):
        if outcome.size > 8:
            return f"an array of shape {outcome.shape}"
        return np.array2string(outcome, precision=4, separator=", ").replace("\n", "")
    if isinstance(outcome, list | tuple):
        if len(outcome) > 8:
            return f"a {type(outcome).__name__} of {len(outcome)} items"
        inside = ", ".join(map(describe, outcome))
        return f"[{inside}]" if isinstance(outcome, list) else f"({inside}{',' if len(outcome) == 1 else ''})"
    if callable(outcome) and hasattr(outcome, "__name__"):
        return f"the function {outcome.__name__}"
    return f"a {type(outcome).__name__}"


def _observe(what: str, held: bool, sentence: str = "", points: float | None = None) -> None:
    if observed is not None:
        observed.append({"what": what[:500], "held": held, "sentence": "" if held else sentence[:2_000],
                         "points": points})


def _describe_call(name: str, args: tuple, kwargs: dict) -> str:
    parts = [describe(arg) for arg in args] + [f"{key}={describe(arg)}" for key, arg in kwargs.items()]
    return f"{name}({', '.join(parts)})"


def _failure(sentence: str, kind: type[CheckFailed] = CheckFailed, exercise: str = "") -> CheckFailed:
    """The exception of a failed check; a note on it offers hints where there are some.
    A grader's checks offer none."""
    failure = kind(sentence)
    if observed is None and (offer := hints.after_failure(exercise, _called)):
        failure.add_note(offer)
    return failure


def _as_failure(error: Exception, text: str) -> CheckFailed:
    """The exception that a student's code raised, as one sentence with the line it happened in."""
    if isinstance(error, arguments.ChangedArgument):
        return _failure(str(error), arguments.ChangedArgument)
    if isinstance(error, CheckFailed):
        return error
    if stub := unfinished(error):
        return _failure(str(stub), Unfinished, str(error)[len(STUB) :].strip())
    line = getattr(error, "student_line", "")  # it comes from another process
    where = f" in the line `{line}`" if line else ""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if "<ipython-input" in frame.filename or "ipykernel_" in frame.filename:
            where = f" in the line `{frame.line}`" if frame.line else ""
            break
    first = (str(error).strip().splitlines() or [""])[0]
    return _failure(f"{text} raised {type(error).__name__}{': ' + first if first else ''}{where}. "
                    "Mend that first.")


def _is_array(outcome: Any) -> bool:
    return isinstance(outcome, np.ndarray)

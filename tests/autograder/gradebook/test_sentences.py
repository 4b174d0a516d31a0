"""What a student may read of a test with hidden parts: its author's words, never the student's code's."""

import pytest
from mini_course import nbgrader
from nbformat.v4 import new_code_cell

from autograder.gradebook import sentences

TEST = """shape = (2, 4)
check.call(f, 1.0).close_to(2.0, because="it doubles")
check.that(f(2.0) > 3, f"at {shape}: no error. Compare shapes first")
### BEGIN HIDDEN TESTS
for name in ("relu", "tanh"):
    check.call(f, 7.25).close_to(14.5, because=f"the formula of {name} in the table")
check.call(f, 8.25).has_shape((3,), because="one number a point")
check.call(f, 9.25).close_to(18.5, because="it doubles twice. Expected: nothing else")
check.call(f, 5.25).equals(1, because="it ends in a full stop.")
### END HIDDEN TESTS"""


def told(said: str, kind: str = "CheckFailed", source: str = TEST, **record) -> list[str]:
    cell = new_code_cell(source, metadata=nbgrader("test-f", grade=True, locked=True, points=2))
    trusted = {"points": 0.0, "reason": "", "error": [kind, said], "checks": [], "status": "error"} | record
    cell.metadata["autograder"] = {"status": "error", "trusted": trusted}
    return sentences.told(cell, {"f", "g"})


@pytest.mark.parametrize(
    ("said", "kind", "shown"),
    [
        (
            "f(1) gave 'SECRET'. Expected: it doubles.",
            "CheckFailed",
            "`check.call(f, 1.0).close_to(2.0, because='it doubles')` does not hold. Expected: it doubles.",
        ),
        (
            "at (2, 4): no error. Compare shapes first",
            "CheckFailed",
            "`check.that(f(2.0) > 3, f'at {shape}: no error. Compare shapes first')` does not hold. "
            "at …: no error. Compare shapes first",
        ),
        (
            "f(7.25) gave 'SECRET'. Expected: the formula of tanh in the table.",
            "CheckFailed",
            "A hidden check does not hold. Expected: the formula of … in the table.",
        ),
        (
            "f(8.25) gave [1]. Expected: shape (3,), not (725,). Remember: one number a point.",
            "CheckFailed",
            "A hidden check does not hold. Remember: one number a point.",
        ),
        (
            "f(5.25) gave 'Expected: it doubles'. Expected: it ends in a full stop.",
            "CheckFailed",
            "A hidden check does not hold. Expected: it ends in a full stop.",
        ),
        (
            "f(7.25) raised ValueError: SECRET in the line `SECRET`. Mend that first.",
            "CheckFailed",
            "Your code raised ValueError in this test.",
        ),
        (
            "f(7.25) raised Secret725: x. Mend that first.",
            "CheckFailed",
            "Your code raised an error in this test.",
        ),
        ("SECRET", "Secret725", "Your code raised an error in this test."),
        ("SECRET", "KeyError", "Your code raised KeyError in this test."),
        ("exercise 'g' is not written yet.", "Unfinished", "exercise 'g' is not written yet."),
        ("exercise 'SECRET' is not written yet.", "Unfinished", "Your code raised an error in this test."),
        ("name 'g' is not defined", "NameError", "The name 'g' is not defined."),
        ("name 'SECRET' is not defined", "NameError", "Your code raised NameError in this test."),
        (
            "f(7.25) raised TimeoutError: your code gave no answer within 120 s. Mend that first.",
            "CheckFailed",
            "Your code gave no answer in time.",
        ),
        (
            "f(7.25) gave None. Expected: a result: is there a `return`?.",
            "CheckFailed",
            "Expected: a result: is there a `return`?",
        ),
        ("SECRET", "CheckFailed", "A hidden check does not hold."),
    ],
)
def test_a_sentence_keeps_what_is_its_authors(said, kind, shown):
    assert told(said, kind) == [shown]


def test_parts_keep_their_names_and_points():
    source = (
        'parts = check.partial(3)\nwith parts.worth(1, "values"):\n'
        '    check.call(f, 1).equals(2, because="two")\n'
        '### BEGIN HIDDEN TESTS\nwith parts.worth(1, "large"):\n'
        '    check.call(f, 9).equals(9, because="nine")\n'
        "### END HIDDEN TESTS\nparts.points"
    )
    checks = [
        {"what": "f(1)", "held": True, "sentence": "", "points": None},
        {"what": "values", "held": True, "sentence": "", "points": 1},
        {"what": "large", "held": False, "sentence": "f(9) gave 'SECRET'. Expected: nine.", "points": 1},
        {"what": "SECRET", "held": True, "sentence": "", "points": 1},
    ]
    assert told("", source=source, error=None, points=1.0, reason="1 of 3 points", checks=checks) == [
        "1 of 2 points",
        "values: 1 of 1",
        "large: 0 of 1. A hidden check does not hold. Expected: nine.",
        "a part: 1 of 1",
    ]


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        ({"stopped": "stopped after 120 s"}, "It was stopped after 120 s."),
        ({"stopped": "the kernel ended"}, "The kernel ended."),
        ({}, "It did not run to its end."),
    ],
)
def test_a_test_without_a_record_says_how_it_ended(record, shown):
    cell = new_code_cell(TEST, metadata=nbgrader("test-f", grade=True, locked=True, points=2))
    cell.metadata["autograder"] = record
    assert sentences.told(cell, set()) == [shown]


def test_all_points_need_no_words():
    assert told("", error=None, points=2.0) == []


def test_a_source_that_cannot_be_read_and_a_long_sentence_say_nothing():
    assert told("f(1) gave 2. Expected: it doubles.", source=f"({TEST}") == ["A hidden check does not hold."]
    assert told("x" * 10_000) == ["A hidden check does not hold."]

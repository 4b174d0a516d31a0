"""autograder.examination.provenance: which names of a test are the student's, read from the instructor's."""

import pytest
from mini_course import lesson_of as lesson

from autograder.examination import provenance

STUDENTS_F = ("solution", "def f(x):\n    return x")
NUMPY = ("locked", "import numpy as np")


def only_test(*parts) -> provenance.Test:
    (found,) = provenance.tests(lesson(*parts)).values()
    return found


def test_a_function_of_the_student_is_fetched_and_imports_are_the_graders():
    test = only_test(NUMPY, STUDENTS_F, ("test", "assert np.all(f(3) == 3)"))
    assert (test.fetched, test.locked, test.borrowed) == (["f"], [0], [])


def test_a_locked_helper_brings_along_what_it_needs():
    helper = ("locked", "def ask(n):\n    return np.sum(f(n))")
    test = only_test(NUMPY, ("locked", "unused = 3"), helper, STUDENTS_F, ("test", "assert ask(2) == 2"))
    assert (test.fetched, test.locked) == (["f"], [0, 2])


def test_the_last_cell_that_binds_a_name_owns_it():
    test = only_test(("locked", "def f(x):\n    return 0"), STUDENTS_F, ("test", "f(1)"))
    assert test.fetched == ["f"] and not test.locked
    test = only_test(STUDENTS_F, ("locked", "def f(x):\n    return 0"), ("test", "f(1)"))
    assert not test.fetched and test.locked == [1]


def test_a_locked_cell_that_changes_a_needed_object_runs_too():
    changes, another = ("locked", "table['a'] = 1"), ("locked", "other = {}\nother['a'] = 1")
    test = only_test(("locked", "table = {}"), changes, another, ("test", "assert table"))
    assert test.locked == [0, 1]
    seeds = ("locked", "np.random.seed(3)\nslow = np.ones(10**6)")
    test = only_test(NUMPY, seeds, ("test", "assert np.ones(1)"))
    assert test.locked == [0]


@pytest.mark.parametrize("source", [
    "for x in range(3):\n    f(x)", "x = 1\nf(x)", "[f(x) for x in range(3)]", "f(lambda x: x)",
    "def g(x):\n    return f(x)\ng(1)", "with open('a') as x:\n    f(x)",
    "try:\n    f(1)\nexcept ValueError as x:\n    print(x)", "if (x := 3) > 2:\n    f(x)", "import x\nf(x)",
])
def test_names_a_test_makes_itself_are_not_fetched(source):
    test = only_test(("free", "x = 7"), STUDENTS_F, ("test", source))
    assert test.fetched == ["f"]


def test_adding_to_a_name_reads_it():
    found = provenance.names("total += 1\nfor n in range(3):\n    other[n] += n")
    assert found.loaded == {"total", "other"} and found.bound == {"total", "n"}


def test_a_name_from_a_cell_students_can_change_is_borrowed():
    test = only_test(("free", "x = 7"), STUDENTS_F, ("test", "assert f(x) == 7"))
    assert test.fetched == ["f", "x"] and test.borrowed == ["x"]


def test_cells_that_only_demonstrate_are_those_nothing_graded_leans_on():
    solution = ("solution", "def f(n):\n    return n + y")
    before = ("free", "x = 7"), ("free", "print(np.sum(x))"), ("free", "y = 8")
    nb = lesson(NUMPY, *before, solution, ("free", "shown = f(3)"), ("test", "assert f(1) == 9"))
    assert provenance.demonstrations(nb) == {1, 2, 5}


@pytest.mark.parametrize("cell", [
    "table['a'] = 1", "table.update(a=1)", "changed = table.pop('b', None)", "fill(table)",
    "for name in table:\n    pass", "from math import *",
])
def test_a_cell_that_may_change_what_graded_work_uses_stays(cell):
    free = ("free", "table = {}"), ("free", cell), ("free", "print('hello')")
    nb = lesson(*free, ("solution", "def f(n):\n    return table"), ("test", "assert f(1)"))
    assert provenance.demonstrations(nb) == {2}


DEEP = {
    "a sum of 3,000 terms": "big = total" + " + total" * 3_000,
    "1,500 elifs": "if x == 0:\n    big = 0\n" + "elif x == 1:\n    big = x\n" * 1_500,
    "brackets": "big = " + "[" * 150 + "total" + "]" * 150,
    "minus signs": "big = " + "-" * 50_000 + "total",
}


@pytest.mark.parametrize("what", DEEP)
def test_a_cell_too_deep_to_follow_stays_with_all_that_it_may_need(what):
    provenance.names(DEEP[what])
    free = ("free", "total = 1\nx = 3"), ("free", DEEP[what]), ("free", "print('hello')")
    nb = lesson(*free, ("solution", "def f(n):\n    return big"), ("test", "assert f(1)"))
    assert not provenance.demonstrations(nb) & {0, 1}


def test_the_names_of_a_cell_are_read_once(monkeypatch):
    source = "first_time = 1"
    found = provenance.names(source)
    monkeypatch.setattr(provenance.ast, "parse", None)
    assert provenance.names(source) is found

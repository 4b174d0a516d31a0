"""autograder.examination: a test in the grader's process sees the student's work as it would beside it.

The parent's part is `autograder.engine.examining`.
"""

import asyncio
from dataclasses import replace

import nbformat
import pytest
from mini_course import RIGHT, handed_in, nbgrader
from nbformat.v4 import new_code_cell, new_notebook

from autograder.assignment import lessons_with_tests
from autograder.engine import forks
from autograder.engine.conditions import Conditions, Limits
from autograder.engine.kernels import Kernels
from autograder.engine.submission import Job, grade_submission

CONFINED = forks.supported() and forks.machine_plan().strength != "none"
pytestmark = pytest.mark.skipif(not CONFINED, reason="this machine can confine nothing")
QUICK = Conditions(limits=Limits(cell_seconds=10, grace_seconds=2))


def lesson_of(solution: str, test: str, locked: str = "") -> str:
    """A lesson of one exercise ``work`` worth 2 points, as JSON."""
    imports = f"import course\nimport numpy as np\nfrom course import check\n{locked}"
    tested = nbgrader("test-work", grade=True, locked=True, points=2)
    cells = [
        new_code_cell(imports, id="imports", metadata=nbgrader("imports", locked=True)),
        new_code_cell(f"# exercise: work\n{solution}", id="work", metadata=nbgrader("work", solution=True)),
        new_code_cell(test, id="test-work", metadata=tested),
    ]
    return nbformat.writes(new_notebook(cells=cells))


def graded(lesson: str, forked: bool = True, **conditions):
    """What came of the lesson, handed in as it is."""
    handed_in = {"lesson": lesson.encode()}
    job = Job("somebody", "week1", {"lesson": lesson}, handed_in, conditions=replace(QUICK, **conditions))
    outcome = asyncio.run(grade_submission(job, Kernels(job.conditions, forked)))
    assert not outcome.fault, outcome.fault
    return outcome.lessons["lesson"]


def cells_of(graded_lesson) -> list:
    return nbformat.reads(graded_lesson.notebook, as_version=4).cells


def run(lesson: str, trusted: bool = True):
    """Grade a lesson that is its own submission; (points, reason, defect, the test cell's printed text)."""
    found = graded(lesson, trusted=trusted)
    text = "".join(o.text for o in cells_of(found)[-1].outputs if o.output_type == "stream")
    reason, defect = found.reasons.get("test-work", ""), found.defects.get("test-work", "")
    return found.points["test-work"], reason, defect, text


WORKS = {
    "arrays, lists and numbers": (
        "def work(a, b, c):\n    return a * b, [c]",
        "x, y = work(np.ones(3), 2, 'c')\nassert x.tolist() == [2, 2, 2] and y == ['c']",
    ),
    "keyword arguments": (
        "def work(a, *, b=1):\n    return a + b",
        "assert work(1, b=3) == 4 and work(1) == 2",
    ),
    "a function of the test as argument": (
        "def work(f):\n    return f(2) + f(3)",
        "assert work(lambda x: 10 * x) == 50",
    ),
    "a library's function as argument": (
        "def work(f, x):\n    assert f is np.sin\n    return f(x)",
        "assert work(np.sin, 0.0) == 0",
    ),
    "a locked cell's function as argument": (
        "def work(f):\n    return f is double, f(4)",
        "assert work(double) == (True, 8)",
    ),
    "a student's function handed back": (
        "def work(f=None):\n    return inner if f is None else f is inner\ndef inner():\n    return 1",
        "f = work()\nassert f() == 1 and work(f)",
    ),
    "a generator": (
        "def work(n):\n    yield from range(n)",
        "assert list(work(4)) == [0, 1, 2, 3]",
    ),
    "a class of the student's": (
        "class work:\n    def __init__(self, n):\n        self.n = n\n"
        "    def twice(self):\n        return 2 * self.n",
        "thing = work(4)\nassert thing.twice() == 8 and thing.n == 4",
    ),
    "a random generator as argument": (
        "def work(rng):\n    return rng.normal(size=3)",
        "same = np.random.default_rng(1).normal(size=3)\n"
        "assert np.allclose(work(np.random.default_rng(1)), same)",
    ),
    "a name that is hidden": (
        "def inner():\n    return 1\ndef work():\n    return inner()",
        "kept = inner\ndel inner\n"
        "try:\n    work()\n    seen = 'no error'\nexcept NameError:\n    seen = 'error'\n"
        "inner = kept\nassert seen == 'error' and work() == 1",
    ),
    "a name that is replaced": (
        "def inner():\n    return 1\ndef work():\n    return inner()",
        "inner = lambda: 7\nassert work() == 7",
    ),
    "exceptions under their own name": (
        "def work(x):\n    raise KeyError('no such key')",
        "try:\n    work(1)\n    assert False\n"
        "except KeyError as error:\n    assert 'no such key' in str(error)",
    ),
    "partial credit": (
        "def work(x):\n    return x",
        "parts = check.partial(2)\nwith parts.worth(2, 'all'):\n"
        "    check.call(work, 1).equals(1, because='x')\nparts.points",
    ),
}


@pytest.mark.parametrize("name", WORKS)
def test_honest_work_earns_its_points(name):
    points, reason, defect, _ = run(lesson_of(*WORKS[name], locked="def double(x):\n    return 2 * x"))
    assert (points, reason, defect) == (2, "", "")


MISTAKES = {
    "a wrong value": "def work(x):\n    return x + 1",
    "no return": "def work(x):\n    x * 2",
    "not written": 'def work(x):\n    raise NotImplementedError("exercise: work")',
    "an exception": "def work(x):\n    return x / 0",
    "a wrong name": "def wrok(x):\n    return x",
    "a wrong shape": "def work(x):\n    return np.ones((2, 2))",
    "a string": "def work(x):\n    return 'six'",
    "an object": "class Six:\n    pass\ndef work(x):\n    return Six()",
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_the_words_the_student_reads_in_the_notebook(name):
    lesson = lesson_of(MISTAKES[name], 'check.call(work, 3.0).close_to(6.0, because="twice the number")')
    assert run(lesson)[:2] == run(lesson, trusted=False)[:2] and run(lesson)[0] == 0


CHANGES = {  # the student's function, and what the test calls
    "an array": ("def work(x):\n    x *= 2\n    return x", "check.call(work, np.ones(3))"),
    "a list of arrays": ("def work(x):\n    x[0] -= 1\n    return x", "check.call(work, [np.ones(3)])"),
    "a dict": ("def work(x):\n    x['b'] = 2\n    return x", "check.call(work, {'a': 1})"),
    "a step": ("def work(x):\n    x -= 1\n    return x", "check.call(walk, work, np.ones(2))"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_argument_changed_in_place_is_a_mistake_with_one_sentence_here_and_in_the_notebook(name):
    lesson = lesson_of(*CHANGES[name], locked="def walk(step, x):\n    return step(x)")
    points, reason = run(lesson)[:2]
    assert (points, reason) == run(lesson, trusted=False)[:2]
    assert points == 0 and reason.startswith("`work` changed its argument `x`, which the caller may")


def test_an_argument_that_is_there_to_be_changed_may_be():
    solution, test = CHANGES["an array"]
    assert run(lesson_of(solution, f"with check.may_change('x'):\n    {test}"))[:2] == (2, "")


def test_the_record_says_which_check_failed():
    test = (
        'parts = check.partial(2)\n'
        'with parts.worth(1, "right of 0"):\n    check.call(work, 3.0).equals(3.0, because="x")\n'
        'with parts.worth(1, "left of 0"):\n'
        '    check.call(work, -3.0).equals(-3.0, because="the sign stays")\n'
        'parts.points'
    )
    found = graded(lesson_of("def work(x):\n    return abs(x)", test))
    record = cells_of(found)[-1].metadata["autograder"]["trusted"]
    worth = [(check["what"], check["held"], check["points"]) for check in record["checks"] if check["points"]]
    assert record["points"] == 1 and worth == [("right of 0", True, 1), ("left of 0", False, 1)]
    assert "the sign stays" in record["checks"][-1]["sentence"]


def test_what_a_students_function_prints_stands_with_its_test():
    assert run(lesson_of("def work():\n    print('hello from work')", "work()"))[3] == "hello from work\n"


def test_an_endless_call_costs_its_check_and_later_parts_do_not_wait():
    test = (
        'parts = check.partial(2)\n'
        'with parts.worth(1, "at 0"):\n    check.call(work, 0).equals(0, because="0")\n'
        'with parts.worth(0.5, "at 1"):\n    work(1)\n'
        'with parts.worth(0.5, "at 2"):\n    work(2)\n'
        'parts.points'
    )
    points, _, _, text = run(lesson_of("def work(x):\n    while x:\n        pass\n    return 0", test))
    assert points == 1 and text.count("your code was stopped after 10 s of processor time") == 2


def test_a_defect_of_the_check_is_not_called_the_students():
    points, _, defect, _ = run(lesson_of("def work(x):\n    return 1", "work(object())"))
    assert points == 0
    assert "this check hands over something that cannot cross" in defect and "a object" in defect


def test_the_students_process_holds_no_test_and_no_module_of_the_grader(course):
    peek = (
        "# exercise: square\nimport sys\nprint([n for n in sys.modules if n.startswith('autograder')])\n"
        "def square(x):\n    return x * x"
    )
    tested = lessons_with_tests(course, "week1", gradebook=False)
    content = handed_in(course, square=peek, cube=RIGHT["cube"])
    job = Job("peeker", "week1", tested, {"powers": content}, conditions=QUICK)
    outcome = asyncio.run(grade_submission(job, Kernels(QUICK, forked=True)))
    found = outcome.lessons["powers"]
    text = next(cell.outputs[0].text for cell in cells_of(found) if cell.get("id") == "square")
    assert "answering" in text and "examiner" not in text and "provenance" not in text
    assert found.points == {"test-square": 2, "test-cube": 3}


def test_it_works_with_fresh_kernels_too():
    test = 'check.call(work, 3.0).close_to(6.0, because="twice")'
    assert graded(lesson_of("def work(x):\n    return 2 * x", test), forked=False).points == {"test-work": 2}


def submission_with(*cells: str, complete: bool = False):
    """Grade the lesson with these free cells before the answer; (points, which of the cells ran)."""
    text = lesson_of("def work():\n    return eval('made')", "assert work() == 7")
    lesson = nbformat.reads(text, as_version=4)
    lesson.cells[1:1] = [new_code_cell(source, id=f"free{number}") for number, source in enumerate(cells)]
    found = graded(nbformat.writes(lesson), complete=complete)
    free = [cell for cell in cells_of(found) if str(cell.get("id")).startswith("free")]
    return found.points["test-work"], [bool(cell.execution_count) for cell in free]


def test_a_cell_no_mark_depends_on_is_left_out_unless_everything_is_wanted():
    text = lesson_of("def work():\n    return 7", "assert work() == 7")
    lesson = nbformat.reads(text, as_version=4)
    lesson.cells.insert(2, new_code_cell("print('shown', work())", id="free"))
    text = nbformat.writes(lesson)
    for complete in (False, True):
        found = graded(text, complete=complete)
        cell = next(cell for cell in cells_of(found) if cell.get("id") == "free")
        assert found.points == {"test-work": 2} and bool(cell.outputs) == complete


def test_when_a_name_is_missing_everything_is_run_so_that_nobody_loses_a_point():
    # `eval` hides from whoever reads the code that the answer needs it
    assert submission_with("made = 7") == (2, [True])

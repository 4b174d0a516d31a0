"""autograder audit: it accepts a good bank (`autograder.trials.bank`) and reports every kind of miss."""

import pytest
from mini_course import ROOT

from autograder.trials import audit as step
from autograder.trials import bank as banks
from autograder.trials.bank import Bank, Threshold
from course.errors import CourseError

GOOD = '''
from autograder.trials.bank import Bank

bank = Bank("week1/powers")
bank.right("square", "product", "def square(x):\\n    return x * x")
bank.right("square", "loop", "def square(x):\\n    return sum(abs(x) for _ in range(int(abs(x))))")
bank.wrong("square", "doubled", "def square(x):\\n    return 2 * x")
bank.wrong("square", "sign kept", "def square(x):\\n    return x * abs(x)")
bank.wrong("square", "literal", "def square(x):\\n    return 9.0")
bank.right("cube", "power", "def cube(x):\\n    return x ** 3")
bank.right("cube", "product", "def cube(x):\\n    return x * x * x")
bank.wrong("cube", "sign lost", "def cube(x):\\n    return abs(x) ** 3", points=1)
bank.wrong("cube", "squared", "def cube(x):\\n    return x ** 2")
bank.wrong("cube", "literal", "def cube(x):\\n    return 8.0", points=1)
'''


@pytest.fixture
def with_bank(course):
    def write(text):
        path = course.answers / "week1" / "powers.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return {row.exercise: row for row in step.audit(course, ["week1"])}

    return write


def test_a_good_bank_has_no_miss(with_bank):
    rows = with_bank(GOOD)
    assert [(r.right_accepted, r.wrong_rejected, r.misses) for r in rows.values()] == [(2, 3, []), (2, 3, [])]


@pytest.mark.parametrize(("change", "exercise", "sentence"), [
    (("2 * x", "x * x"), "square", "wrong answer 'doubled': 2 points instead of 0"),
    (("x ** 3\"", "x ** 4\""), "cube", "right answer 'power': 0 points instead of 3"),
    (('points=1)\nbank.wrong("cube", "squared"', 'points=2)\nbank.wrong("cube", "squared"'), "cube",
     "'sign lost': 1 points instead of 2"),
    (('bank.wrong("square", "literal", "def square(x):\\n    return 9.0")', ""), "square",
     "2 right and 2 wrong answers"),
    (('bank.right("cube", "product"', 'bank.right("cone", "product"'), "cone",
     "an exercise the lesson does not have"),
])
def test_misses(with_bank, change, exercise, sentence):
    assert change[0] in GOOD
    assert any(sentence in miss for miss in with_bank(GOOD.replace(*change))[exercise].misses)


def test_a_threshold_that_right_answers_fail_too_often_is_a_miss(with_bank):
    close = GOOD + ("\nbank.threshold('cube', 'accuracy', 0.8, offline=[.81, .82, .83, .84, .85] * 2, "
                    "real=[.95, .951] * 5, measure=lambda seed, source: 0.9)\n")
    misses = with_bank(close)["cube"].misses
    assert len(misses) == 1 and "accuracy (offline)" in misses[0]


def test_the_chance_of_failing_comes_from_students_t():
    from scipy.stats import t

    threshold = Threshold("x", "accuracy", 0.7, True, {"offline": [0.8, 0.82] * 5}, lambda seed, source: 0.8)
    spread = (0.01**2 * 10 / 9) ** 0.5
    assert threshold.chance_of_failing("offline") == pytest.approx(t.sf(0.11 / (spread * 1.1**0.5), 9))


def test_a_bank_that_is_missing_or_holds_none_is_one_sentence(tmp_path):
    with pytest.raises(CourseError, match="there is no answer bank at"):
        banks.load(tmp_path / "none.py")
    (tmp_path / "empty.py").write_text("")
    with pytest.raises(CourseError, match="defines no Bank named `bank`"):
        banks.load(tmp_path / "empty.py")


def test_answers_whose_tests_see_each_other_never_travel_together(course):
    from mini_course import mini_solution

    solution = mini_solution()
    solution.cells[4].source = solution.cells[4].source.replace("x ** 3.0", "square(x) * x")
    assert step._influences(solution, ["square", "cube"]) == {"square": {"cube"}, "cube": set()}
    bank = Bank("week1/powers")
    for name in ("square", "cube"):
        bank.wrong(name, "a", f"def {name}(x): return 0")
    assert [set(t.answers) for t in step._trials(solution, bank)[2:]] == [{"square"}, {"cube"}]


def test_the_bank_of_a_real_lesson_has_no_miss():
    """One lesson as a sample; `make audit` grades the whole bank."""
    from autograder.course_directory import CourseFiles

    rows = step.audit(CourseFiles.find(ROOT), ["week5"], lessons=["12_maxlike_dice"])
    assert len(rows) == 7 and not [miss for row in rows for miss in row.misses]

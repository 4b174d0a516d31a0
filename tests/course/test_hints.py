"""course.hints: which exercise is meant, one hint after another; and the hint files of the real lessons."""

import nbformat
import pytest
from mini_course import ROOT

from autograder import cells
from autograder.authoring import hint_lint
from course import check, hints, runtime

LESSON = "week1/growing"
HINTS = {LESSON: {"double": ["What grows?", "Twice as much.", "Add it to itself."], "halve": ["Which half?"]},
         "week2/growing_too": {"double": ["Another lesson's."]}}


@pytest.fixture(autouse=True)
def growing(monkeypatch):
    """Hints of two small lessons, nothing failed or opened yet, and a lesson that is known."""
    monkeypatch.setattr(hints, "lessons", lambda: HINTS)
    monkeypatch.setattr(hints, "_failed", None)
    monkeypatch.setattr(hints, "_opened", {})
    monkeypatch.setattr(check, "_called", "")
    monkeypatch.setattr(runtime, "lesson", LESSON)


@pytest.fixture
def cell(monkeypatch):
    """Set the text of the notebook cell that is being run."""
    return lambda source: monkeypatch.setattr(hints, "_running_cell", lambda: source)


def double(x):
    return x


def failure(action=lambda: check.call(double, 2.0).close_to(4.0, because="twice")) -> check.CheckFailed:
    with pytest.raises(check.CheckFailed) as caught:
        action()
    return caught.value


def test_a_failed_check_offers_hints_beside_its_sentence_and_leaves_the_sentence_alone():
    error = failure()
    assert str(error) == "double(2) gave 2. Expected: twice."
    assert error._render_traceback_() == ["CheckFailed: double(2) gave 2. Expected: twice.",
                                          "Stuck? Run check.hint()."]


def test_each_call_opens_one_more_and_keeps_those_opened_before(capsys):
    failure()
    said = []
    for _ in range(4):
        check.hint()
        said.append(capsys.readouterr().out.splitlines())
    assert said[0] == ["Hint 1 of 3 for double: What grows?"]
    assert said[2] == [*said[0], "Hint 2 of 3 for double: Twice as much.",
                       "Hint 3 of 3 for double: Add it to itself."]
    assert said[3][:3] == said[2] and said[3][3].startswith("There is no further hint.")
    # nothing left to offer
    assert failure()._render_traceback_() == ["CheckFailed: double(2) gave 2. Expected: twice."]


def test_a_stub_offers_the_hints_of_its_own_exercise(capsys):
    def halve(x):
        raise NotImplementedError("exercise: halve")

    def double(x):
        return 4 * halve(x)

    failure(lambda: check.call(double, 2.0))
    check.hint()
    assert capsys.readouterr().out == "Hint 1 of 1 for halve: Which half?\n"


@pytest.mark.parametrize("source, wanted", [
    ("half = 3  # double\ncheck.value('double', halve(half)).close_to(1, because='half')", "halve"),
    ("check.that(double(3) == 6, 'no'); halve(1)", "double"),
    ("check.that(x, 'belongs to what was called last')", "double"),
    ("%time check.that(x, 'a magic line is not Python')", "double"),
])
def test_a_check_of_a_value_belongs_to_the_first_exercise_its_cell_names_or_the_last_one_called(
        cell, source, wanted):
    cell(source)
    check.call(double, 2.0)
    failure(lambda: check.that(False, "no"))
    assert hints._failed == wanted


def test_parts_offer_once(capsys):
    parts = check.partial(3)
    for what in ("one", "two", "three"):
        with parts.worth(1, what):
            check.call(double, 2.0).close_to(4.0, because="twice")
    printed = capsys.readouterr().out.splitlines()
    assert printed[1] == hints.OFFER and printed.count(hints.OFFER) == 1 and len(printed) == 4


def test_where_there_are_no_hints_none_are_offered_and_an_older_failure_is_forgotten(capsys):
    failure()
    assert failure(lambda: check.call(abs, 2.0).close_to(4.0, because="twice"))._render_traceback_()[1:] == []
    check.hint()
    assert capsys.readouterr().out.startswith("No check with hints has failed here yet")


def test_a_grader_is_offered_nothing_and_nothing_is_remembered(monkeypatch, capsys):
    monkeypatch.setattr(check, "observed", [])
    error = failure()
    with check.partial(1).worth(1, "part"):
        raise error
    assert error._render_traceback_()[1:] == [] and hints.OFFER not in capsys.readouterr().out
    assert hints._failed is None


@pytest.mark.parametrize("lesson, arguments, sentence", [
    (LESSON, ("dubble",), "week1/growing has no hints for 'dubble': choose from double, halve."),
    (None, ("double", "growing_three"),
     "There are no hints for a lesson 'growing_three': choose from week1/growing, week2/growing_too."),
    (None, ("dubble",),
     "No exercise with hints is called 'dubble': "
     "take the name from the first line of its cell, `# exercise: NAME`."),
    (None, (double,),
     "week1/growing and week2/growing_too have an exercise 'double': say which, "
     "as in check.hint(\"double\", lesson=\"week1/growing\")."),
    (None, (double, "growing_too"), "Hint 1 of 1 for double: Another lesson's."),
])
def test_a_name_that_means_nothing_is_one_sentence_and_never_an_exception(
        lesson, arguments, sentence, monkeypatch, capsys):
    monkeypatch.setattr(runtime, "lesson", lesson)
    check.hint(*arguments)
    assert " ".join(capsys.readouterr().out.split()) == sentence


def test_lines_are_broken_between_words(monkeypatch, capsys):
    monkeypatch.setitem(HINTS[LESSON], "halve", ["word " * 40])
    check.hint("halve")
    printed = capsys.readouterr().out
    assert len(printed.splitlines()) == 3 and max(map(len, printed.splitlines())) <= 80
    assert printed.split().count("word") == 40


def test_where_no_lesson_is_named_the_notebook_shows_which_one_it_is(monkeypatch, capsys):
    monkeypatch.setattr(runtime, "lesson", None)
    monkeypatch.setattr(hints, "_namespace", lambda: {"double": double, "halve": double})
    failure()
    check.hint()
    assert capsys.readouterr().out == "Hint 1 of 3 for double: What grows?\n"


def test_a_notebook_is_read_for_the_cell_that_runs_and_the_names_it_holds(monkeypatch):
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    try:
        shell.run_cell("from course import hints\nseen = hints._running_cell()", store_history=True)
        assert shell.user_ns["seen"].startswith("from course") and "seen" in hints._namespace()
    finally:
        InteractiveShell.clear_instance()


# -- the real files

SOLUTIONS = {path: nbformat.read(path, as_version=4)
             for path in sorted((ROOT / "solutions").glob("*/*.ipynb"))}
GRADED = [path for path, nb in SOLUTIONS.items() if any(cells.is_test(cell) for cell in nb.cells)]


def hint_file(solution):
    return (hints.FOLDER / solution.relative_to(ROOT / "solutions")).with_suffix(".toml")


@pytest.mark.parametrize("path", GRADED, ids=lambda path: path.stem)
def test_every_lesson_with_checks_has_complete_hints_that_give_nothing_away(path):
    assert hint_file(path).is_file()
    assert hint_lint.findings(SOLUTIONS[path], hint_file(path)) == []


@pytest.mark.parametrize("path", GRADED, ids=lambda path: path.stem)
def test_a_failure_in_a_check_of_a_lesson_leads_to_the_hints_of_its_exercise(path):
    names = [cells.grade_id(cell) for cell in SOLUTIONS[path].cells if cells.is_solution(cell)]
    table = hints.read(hint_file(path))
    for test in filter(cells.is_test, SOLUTIONS[path].cells):
        shown = cells.without_region(test.source, "hidden tests")
        found = next((name for name in hints.names_in(shown) if name in table), None)
        # Checks that name no exercise call it in a function of the lesson, so that it was called last.
        assert found in (cells.exercise_of(test, names), None), cells.grade_id(test)


def test_no_hint_file_is_without_a_lesson():
    assert set(hints.FOLDER.glob("*/*.toml")) <= {hint_file(path) for path in GRADED}

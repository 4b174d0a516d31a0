"""autograder.authoring.hint_lint: what release refuses in a lesson's hints, shown with planted mistakes."""

import pytest
from mini_course import mini_solution, nbgrader
from nbformat.v4 import new_code_cell, new_notebook

from autograder.authoring import hint_lint
from autograder.authoring.release import LintError, generate

SOLUTION = '''# exercise: step
def step(w, rate):
    """One step downhill."""
    print("shown to students")
    ### BEGIN SOLUTION
    slope = 2.0 * (w - 3.0)
    for name in ["first", "second"]:
        w -= rate * slope  # against the slope
    if w > 10.25: w = 0
    return w, np.abs(slope)
    ### END SOLUTION'''


@pytest.fixture
def found(tmp_path):
    """The findings for a lesson of one exercise, `step`, and this text as its hints."""
    cell = new_code_cell(SOLUTION, metadata=nbgrader("step", solution=True))

    def look(text):
        (tmp_path / "lesson.toml").write_text(text)
        return hint_lint.findings(new_notebook(cells=[cell]), tmp_path / "lesson.toml")

    return look


@pytest.mark.parametrize("leak", [
    "return w, np.abs(slope)",
    "Compute slope = 2.0*(w-3.0) first.",
    "Multiply `2.0 * (w - 3.0)`.",
    "Use w -= rate*slope.",
    "Subtract rate * slope.",
    "The second is `np.abs( slope )`.",
    "Write: for name in ['first', 'second'].",
    "And if w > 10.25: w = 0",
])
def test_code_of_the_solution_is_found_however_it_is_spaced_or_quoted(found, leak):
    said = found(f"[step]\nhints = ['Which way is downhill?', '''{leak}''']")
    assert said and all("hint 2 gives the solution away" in sentence for sentence in said)


@pytest.mark.parametrize("fair", [
    "Which way is downhill?", "The slope, times the rate, is subtracted.", "return w",
    'print("shown to students")'])
def test_words_short_code_and_what_students_see_anyway_are_no_leak(found, fair):
    assert found(f"[step]\nhints = ['''{fair}''']") == []


@pytest.mark.parametrize("text, sentence", [
    ("", "exercise step: has no hints"),
    ("[step]\nhints = ['a']\n[stop]\nhints = ['b']", "[stop]: no exercise of this name is graded by a check"),
    ("[step]\nhints = []", "exercise step: has 0 hints; between 1 and 3 is allowed"),
    ("[step]\nhints = ['a', 'b', 'c', 'd']", "exercise step: has 4 hints; between 1 and 3 is allowed"),
    ("[step]\nhints = ['a', ' ']", "exercise step: hints must be a list of texts"),
    ("[step]\nhints = 'one'", "exercise step: hints must be a list of texts"),
    ("[step]\nhint = ['a']", "may hold nothing but tables such as [split], each with a list named hints"),
    ("step = ['a']", "may hold nothing but tables such as [split], each with a list named hints"),
])
def test_gaps_strangers_and_wrong_forms_are_one_sentence_each(found, text, sentence):
    assert found(text) == [sentence]


def test_a_damaged_file_is_named_as_such(found):
    assert found("[step")[0].startswith("is not TOML")


def test_release_refuses_a_planted_leak_and_asks_no_hints_of_answers_graded_by_hand(course):
    path = course.hints / "week1" / "powers.toml"
    assert hint_lint.findings(mini_solution(), path) == []  # no file, nothing to say
    path.parent.mkdir(parents=True)
    path.write_text("[square]\nhints = ['Multiply it by itself.']\n[cube]\nhints = ['Once more.']")
    generate(course, ["week1"])
    path.write_text("[square]\nhints = ['Multiply it by itself.']\n[cube]\nhints = ['return x**3.0']")
    with pytest.raises(LintError) as refused:
        generate(course, ["week1"])
    assert str(refused.value) == (
        "course/hints/week1/powers.toml: exercise cube: hint 1 gives the solution away: return x ** 3.0")

"""autograder.intake.texts: an answer in words reaches the person who marks, wherever it was written."""

import nbformat
import pytest
from test_matching import answer, own, place, rebuilt

from autograder.engine.submission import _answered
from autograder.intake import rebuild

WHY = "Minus times minus is plus."


def is_for_a_person(lesson, result):
    """Whether grading leaves the question to a person, and what that person reads."""
    return _answered(lesson, result.notebook)["why"], answer(result, "why")


PLACES = {
    "in a new cell below": lambda found, at: found.insert(at + 1, own(WHY, "markdown")),
    "in a new cell above the stub": lambda found, at: found.insert(at, own(WHY, "markdown")),
    "at the beginning": lambda found, at: found.insert(0, own(WHY, "markdown")),
    "at the end, in a raw cell": lambda found, at: found.append(own(WHY, "raw")),
    "in the question's cell": lambda found, at: found[at - 1].update(
        source=f"{found[at - 1]['source']}\n\n{WHY}"),
    "in place of the stub, nameless": lambda found, at: found.__setitem__(at, own(WHY, "markdown")),
    "in a cell of code": lambda found, at: found.insert(at + 1, own(WHY)),
}


@pytest.mark.parametrize("where", PLACES)
def test_words_that_nothing_claims_are_never_an_automatic_0(lesson, blank, where):
    PLACES[where](blank["cells"], place(blank, "why"))
    asked, text = is_for_a_person(lesson, rebuilt(lesson, blank))
    assert asked and WHY in text


def test_no_words_at_all_are_no_answer(lesson, blank):
    assert not is_for_a_person(lesson, rebuilt(lesson, blank))[0]


def test_what_may_be_meant_is_marked_as_doubtful_and_said(lesson, blank):
    blank["cells"].insert(0, own(WHY, "markdown"))
    result = rebuilt(lesson, blank)
    assert result.doubtful == ["why"]
    assert any("to be decided by whoever marks it" in note for note in result.healed)


def test_an_answer_may_go_on_in_the_next_cell(lesson, perfect):
    at = place(perfect, "why")
    perfect["cells"][at]["source"] = "<!-- exercise: why -->\nFirst."
    perfect["cells"].insert(at + 1, own("Second.", "markdown"))
    assert answer(rebuilt(lesson, perfect), "why").split("\n")[1:] == ["First.", "Second."]


def test_notes_stay_where_they_stood_and_do_nothing(lesson, perfect):
    perfect["cells"][place(perfect, "why")]["source"] = WHY
    perfect["cells"].insert(3, own('"""my note\u2028import os', "markdown"))
    notebook = rebuilt(lesson, perfect).notebook
    note = next(cell for cell in notebook.cells if "my note" in cell.source)
    assert note.cell_type == "code" and all(line.startswith("#") for line in note.source.splitlines())
    kept = rebuild.carry_over(lesson, nbformat.writes(notebook).encode())
    assert "my note" in "".join(cell.source for cell in kept.cells)


def test_where_id_and_marker_line_disagree_the_place_decides_and_it_is_said(lesson, perfect):
    perfect["cells"][place(perfect, "why")]["source"] = f"<!-- exercise: square -->\n{WHY}"
    assert WHY in answer(rebuilt(lesson, perfect), "why")

"""autograder.engine.outputs: messages become outputs, whatever they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook
from nbformat.validator import validate

from autograder.engine.outputs import Outputs, TooMuchOutput


def filled(*messages, limit=10_000):
    """The outputs of a cell after these (kind, content)."""
    cell = new_code_cell("")
    outputs = Outputs(cell, limit)
    for kind, content in messages:
        outputs.add({"msg_type": kind, "content": content})
    return cell.outputs


def test_text_of_one_stream_runs_together_and_the_last_picture_of_a_name_stands():
    stream = ("stream", {"name": "stdout", "text": "a"})
    assert [output.text for output in filled(stream, stream)] == ["aa"]
    shown = {"data": {"text/plain": "1"}, "metadata": {}, "transient": {"display_id": "x"}}
    (output,) = filled(
        ("display_data", shown), ("update_display_data", shown | {"data": {"text/plain": "2"}})
    )
    assert output.data == {"text/plain": "2"}


def test_of_metadata_a_pictures_size_and_words_are_kept_and_nothing_else():
    told = {"width": '1" onload="alert(1)', "height": 5, "alt": "a circle", "onload": "alert(1)"}
    (output,) = filled(("display_data", {"data": {"image/png": "x"},
                                         "metadata": {"image/png": told, "huge": "x" * 10**6}}))
    assert output.metadata == {"image/png": {"height": 5, "alt": "a circle"}}


@pytest.mark.parametrize(("kind", "content"), [
    ("stream", {"name": "n" * 20_000, "text": ""}),
    ("stream", {"name": "stdout", "text": "x" * 20_000}),
    ("error", {"ename": "x" * 20_000}),
    ("error", {"evalue": "x" * 20_000}),
    ("error", {"traceback": ["x" * 100] * 200}),
    ("display_data", {"data": {"text/html": "x" * 20_000}}),
    ("display_data", {"data": {"x" * 20_000: ""}}),
    ("display_data", {"data": {"image/png": ""}, "metadata": {"image/png": {"alt": "x" * 20_000}}}),
])  # fmt: skip
def test_all_that_is_kept_counts(kind, content):
    """A stream's name is one of two, so that a long one is not kept at all."""
    try:
        kept = filled((kind, content))
    except TooMuchOutput:
        return
    assert len(str(kept)) < 1000


def test_many_empty_outputs_are_too_much_as_well():
    with pytest.raises(TooMuchOutput):
        filled(*[("display_data", {"data": {}})] * 100)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3),
    max_leaves=6,
)
NAMES = (
    "data",
    "metadata",
    "transient",
    "name",
    "text",
    "ename",
    "evalue",
    "traceback",
    "wait",
    "execution_count",
)
KINDS = (
    "stream",
    "error",
    "display_data",
    "execute_result",
    "update_display_data",
    "clear_output",
    "status",
    7,
)


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), ANYTHING | st.dictionaries(st.sampled_from(NAMES), ANYTHING)))
)
def test_whatever_a_process_sends_a_valid_notebook_comes_of_it(messages):
    cell = new_code_cell("")
    cell.outputs = filled(*messages)
    validate(new_notebook(cells=[cell]))

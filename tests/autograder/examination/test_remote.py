"""autograder.examination.remote: what stands in the grader's process for the student's objects."""

import json
import math
import socket
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.crossing import CannotCross
from autograder.crossing.channel import Channel
from autograder.examination import remote
from autograder.examination.remote import Link, Remote, RemoteFailure, RemoteFunction, library_path
from course.arguments import ChangedArgument, may_change

keras = pytest.importorskip("keras")


def test_a_value_is_a_value_and_a_function_is_called_where_it_lives(notebook, link):
    def scale(x, by=2):
        return x * by

    notebook.update(x=np.arange(3), scale=scale)
    assert link.get("x").tolist() == [0, 1, 2]
    found = link.get("scale")
    assert isinstance(found, RemoteFunction) and found.__name__ == "scale" and found is not scale
    assert found(np.ones(2), by=3).tolist() == [3, 3]
    assert repr(found) == "<function of the student's>"


def test_an_object_of_the_students_shows_its_public_attributes_and_items(notebook, link):
    class Net:
        depth = 3

        def __iter__(self):
            return iter([1, 2])

        def __eq__(self, other):
            return True

    notebook["net"] = Net()
    net = link.get("net")
    assert isinstance(net, Remote) and not callable(net) and type(net).__name__ == "Net"
    assert net.depth == 3 and list(net) == [1, 2] and net != 7
    with pytest.raises(AttributeError):
        _ = net._secret


def test_a_model_that_cannot_cross_is_asked_where_it_lives(notebook, link):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation=lambda x: 2 * x)])
    model.compile("sgd", lambda truth, guess: keras.ops.mean(guess - truth))
    notebook["build"] = lambda: model
    found, x = link.get("build")(), np.ones((3, 2))
    assert isinstance(found, Remote) and found.count_params() == 3 and found.input_shape == (None, 2)
    found.set_weights([np.ones((2, 1)), np.zeros(1)])
    assert found.predict(x, verbose=0).tolist() == [[4]] * 3 and found(x).shape == (3, 1)
    assert found.evaluate(x, np.ones((3, 1)), verbose=0) == pytest.approx(3)


def test_a_model_that_keras_cannot_build_anew_is_asked_where_it_lives(notebook, link, monkeypatch):
    notebook["model"] = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])

    def cannot(text, weights):
        raise CannotCross("no")

    monkeypatch.setattr(remote.models, "rebuild", cannot)
    assert link.get("model").count_params() == 3 and not link.gone


def test_handed_back_it_is_the_students_own_object(notebook, link):
    token = object()
    notebook.update(token=token, same=lambda it: it is token)
    assert link.get("same")(link.get("token")) is True


@pytest.mark.parametrize("kind", [KeyError, ZeroDivisionError, NotImplementedError])
def test_an_exception_comes_under_its_own_name(notebook, link, kind):
    def fails():
        raise kind("what happened")

    notebook["fails"] = fails
    with pytest.raises(kind, match="what happened") as raised:
        link.get("fails")()
    assert isinstance(raised.value, RemoteFailure) and type(raised.value).__name__ == kind.__name__


def test_a_changed_argument_is_named_whatever_the_name_is(notebook, link):
    def grow(items):
        items.append(1)

    notebook["grow"] = grow
    given = [0]
    with pytest.raises(ChangedArgument, match="`grow` changed its argument `items`"):
        link.get("grow")(given)
    assert given == [0]
    with may_change("items"):
        link.get("grow")(given)
    with pytest.raises(ChangedArgument) as raised:
        says(message(["changed", ["<b>"], [7, "a\nb", "θ", *"x" * 99]])).ask("get", "x")
    assert "\n" not in str(raised.value) and "<" not in str(raised.value) and "`θ`" in str(raised.value)
    assert len(str(raised.value)) < 300


def test_an_exception_of_the_students_making_is_a_plain_failure_under_its_name(notebook, link):
    class Odd(BaseException):
        pass

    def fails():
        raise Odd("odd")

    notebook["fails"] = fails
    with pytest.raises(RemoteFailure, match="odd") as raised:
        link.get("fails")()
    assert type(raised.value).__bases__ == (RemoteFailure,) and type(raised.value).__name__ == "Odd"


def test_a_name_that_is_not_there_is_a_name_error(link):
    with pytest.raises(NameError, match="not defined in your notebook"):
        link.get("nothing")


def test_a_name_the_test_rebinds_or_deletes_is_followed_in_the_notebook(notebook, link):
    exec("def inner():\n    return 1\ndef outer():\n    return inner()", notebook)
    outer, inner = link.get("outer"), link.get("inner")
    link.namespace["inner"] = lambda: 7
    assert outer() == 7
    del link.namespace["inner"]
    with pytest.raises(NameError):
        outer()
    link.namespace["inner"] = inner
    assert outer() == 1


def test_a_function_of_the_test_is_called_from_the_students_code(notebook, link):
    notebook["apply"] = lambda f, *given: [f(each) for each in given]
    assert link.get("apply")(lambda x: 10 * x, 1, 2) == [10, 20] and link.callbacks == 2
    assert link.get("apply")(np.sqrt, 4.0) == [2] and link.callbacks == 2  # a library's crosses by name


def test_what_cannot_cross_is_the_checks_own_defect(notebook, link):
    notebook["use"] = lambda x: x
    with pytest.raises(CannotCross, match="this check hands over something that cannot cross"):
        link.get("use")(object())
    assert "a object; hand over numbers" in link.defect


def test_callbacks_have_an_end(notebook, link, monkeypatch):
    monkeypatch.setattr(remote, "MAX_CALLBACKS", 5)
    notebook["apply"] = lambda f: [f(n) for n in range(10)]
    with pytest.raises(ValueError, match="a call of a function that was not given"):
        link.get("apply")(lambda x: x)
    assert link.gone


def says(answer: bytes | None) -> Link:
    """A link to a process that reads one question and says just this; `None`: hangs up."""
    ours, theirs = socket.socketpair()

    def speak():
        Channel(theirs).receive()
        if answer is not None:
            theirs.sendall(answer)
        theirs.close()

    threading.Thread(target=speak, daemon=True).start()
    return Link(Channel(ours), {}, {}, 3.0)


def message(tree) -> bytes:
    header = json.dumps({"tree": tree, "sizes": []}).encode()
    return len(header).to_bytes(4, "big") + header


@pytest.mark.parametrize("tree", [
    3, [], {}, ["nonsense"], ["value"], ["value", ["object", "0", "f", "function", True]],
    ["value", ["name", "eval"]],
    ["value", ["model", 0, "{}", ["list", []]]], ["callback", 0, ["list", []], ["dict", []]], ["callback"],
    ["callback", "0", ["list", []], ["dict", []]], ["value", ["callback", 0, "f"]], ["raised"],
])
def test_an_answer_no_honest_process_gives_ends_the_talk(tree):
    link = says(message(tree))
    with pytest.raises(RemoteFailure, match="your kernel answered with"):
        link.get("x")
    with pytest.raises(ValueError, match="your kernel answered with"):
        link.get("y")  # asked no more


@pytest.mark.parametrize("kind", ["RemoteFailure", "__class__", "SystemExit", "a b", "", 3, None])
def test_the_name_of_an_exception_is_all_that_comes_from_there(kind):
    raised = remote.failure(kind, "text", "line")
    assert isinstance(raised, RemoteFailure) and isinstance(raised, Exception)
    assert (str(raised), raised.student_line) == ("text", "line")


def test_a_kernel_that_ends_and_one_that_says_nothing():
    with pytest.raises(RuntimeError, match="your kernel ended before it answered"):
        says(None).get("x")
    ours, theirs = socket.socketpair()
    with theirs, pytest.raises(TimeoutError, match="your code gave no answer within 3 s"):
        Link(Channel(ours, 0.0), {}, {}, 3.0).get("x")


@pytest.mark.parametrize(("value", "path"), [
    (math.sin, "math.sin"), (np.linalg.norm, "numpy.linalg.norm"), (np.sin, "numpy.sin"), (len, ""), (3, ""),
    (lambda x: x, ""), (socket.socket, ""),
])
def test_a_librarys_function_is_known_by_its_public_name(value, path):
    assert library_path(value) == path


WORDS = st.sampled_from([
    "value", "missing", "raised", "changed", "callback", "object", "model", "list", "dict", "array", "<f8",
    "f", "{}",
])
PARTS = WORDS | st.none() | st.booleans() | st.integers(-1, 3) | st.floats() | st.text(max_size=4)


@settings(max_examples=300, deadline=None, database=None)
@given(st.recursive(PARTS, lambda inner: st.lists(inner, max_size=5), max_leaves=12), st.sampled_from(
    ["value", "missing", "raised", "changed", "callback"]))
def test_whatever_the_students_process_answers_is_a_value_or_a_failure_of_its_own(tree, tag):
    link = says(message([tag, *tree] if isinstance(tree, list) else [tag, tree]))
    try:
        link.ask("get", "x")
    except (RemoteFailure, ChangedArgument) as failed:
        assert str(failed) and len(type(failed).__name__) < 80
    finally:
        link.channel.close()

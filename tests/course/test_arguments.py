"""course.arguments: a function that changes what it was given is told so; all others never are."""

import collections
import dataclasses
import types

import numpy as np
import pytest

from course import arguments, check


def refused(function, *args, **kwargs) -> str:
    with pytest.raises(check.CheckFailed) as caught:
        check.call(function, *args, **kwargs)
    return str(caught.value)


def in_place(theta, gradient, rate=0.1):
    theta -= rate * gradient
    return theta


def test_one_sentence_names_the_function_and_the_argument_and_the_checks_own_data_stay_as_they_are():
    theta = np.array([1.0, 2.0])
    said = refused(in_place, theta, np.ones(2))
    assert said.startswith("`in_place` changed its argument `theta`, which") and "Work on a copy" in said
    assert theta.tolist() == [1, 2]


@dataclasses.dataclass
class Point:
    x: float


def set_item(x, key, value):
    x[key] = value


CHANGES = {
    "an array": (lambda: np.zeros(3), lambda x: set_item(x, 0, 1)),
    "an array of whole numbers": (lambda: np.arange(3), lambda x: x.sort() or set_item(x, 1, 5)),
    "an array's view": (lambda: np.zeros((2, 3)), lambda x: set_item(x.reshape(-1), 4, 1)),
    "an array's shape": (lambda: np.zeros((2, 3)), lambda x: setattr(x, "shape", (3, 2))),
    "an array of texts": (lambda: np.array(["a", "b"]), lambda x: set_item(x, 0, "c")),
    "an array of lists": (lambda: np.array([[1], [2, 3]], dtype=object), lambda x: x[0].append(1)),
    "a nan that comes": (lambda: np.ones(2), lambda x: set_item(x, 0, np.nan)),
    "a list": (lambda: [3, 1, 2], lambda x: x.sort()),
    "a list that gets longer": (lambda: [], lambda x: x.append(None)),
    "an array in a list": (lambda: [np.ones(2)], lambda x: np.add(x[0], 1, out=x[0])),
    "a list in a tuple": (lambda: ("a", [1]), lambda x: x[1].clear()),
    "a dict": (lambda: {"a": 1}, lambda x: x.update(b=2)),
    "a value of a dict": (lambda: {"a": 1}, lambda x: x.update(a=2)),
    "a list in a dict": (lambda: {"a": [1]}, lambda x: x["a"].append(2)),
    "a set": (lambda: {1}, lambda x: x.add(2)),
    "a deque": (lambda: collections.deque([1, 2]), lambda x: x.rotate()),
    "bytes": (lambda: bytearray(b"ab"), lambda x: x.pop()),
    "an object of a dataclass": (lambda: Point(1.0), lambda x: setattr(x, "x", 2.0)),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_what_is_changed_in_place_is_seen(kind):
    make, change = CHANGES[kind]

    def work(number, x):
        change(x)

    assert "`work` changed its argument `x`" in refused(work, 3, make())
    assert "`work` changed its argument `x`" in refused(work, number=3, x=make())


def test_variables_layers_and_models_are_looked_at_where_they_are():
    keras, tf = pytest.importorskip("keras"), pytest.importorskip("tensorflow")
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])

    def train(model):
        model.compile("sgd", "mse")
        model.fit(np.ones((4, 2)), np.ones(4), verbose=0)

    assert "its argument `model`" in refused(train, model)
    assert "its argument `w`" in refused(lambda w: w.assign_add(1.0), tf.Variable(1.0))
    assert "its argument `w`" in refused(lambda w: w[0].assign(w[0] + 1), [keras.Variable(1.0)])
    fresh = keras.Sequential([keras.layers.Dense(1)])
    check.call(lambda net: net(np.ones((1, 2))), fresh)  # the first call makes its weights
    check.call(lambda net: net.predict(np.ones((1, 2)), verbose=0), model)


def test_right_answers_are_never_refused():
    tf = pytest.importorskip("tensorflow")

    def on_a_copy(x):
        x = x.copy()
        x -= 1
        return x

    def slopes(x):  # finite differences, with what was changed put back by arithmetic
        for place in range(len(x)):
            x[place] += 1e-3
            x[place] -= 2e-3
            x[place] += 1e-3

    def draw(rng, items, mapped):
        return rng.normal(), list(items), list(mapped)

    def nothing_new(x):
        x[:] = x
        return x

    check.call(on_a_copy, np.ones(3)).close_to(np.zeros(3), because="one less")
    for x in (np.random.default_rng(1).normal(size=9), np.zeros(2), [0.3, 0.0, 7e3], np.float32([0.1, 90])):
        check.call(slopes, x)
    check.call(draw, np.random.default_rng(1), iter([1, 2]), map(str, [3]))
    check.call(nothing_new, np.array([np.nan, np.inf, -0.0]))
    check.call(nothing_new, [1, "a", None, float("nan"), object(), tf.constant(1.0), np.int64(3)])
    check.call(lambda *many, **named: None, [1], {2: 3}, x=tf.ones(3))
    check.call(tf.function(lambda x: x + 1), tf.constant(1.0)).close_to(2.0, because="one more")
    check.call(np.random.default_rng(1).shuffle, np.arange(9))  # a library's function does what it says


def test_a_student_s_function_is_watched_where_another_function_calls_it():
    notebook = types.ModuleType("__main__")
    exec("def gd(theta):\n    theta -= 1\n    return theta\ndef walk(rule, start):\n    return rule(start)",
         vars(notebook))
    assert "`gd` changed its argument `theta`" in refused(notebook.walk, notebook.gd, np.ones(2))


def test_an_exercise_that_is_there_to_change_something_says_so():
    theta, other = np.ones(2), np.ones(2)
    with check.may_change("theta"):
        check.call(in_place, theta, other).close_to([0.9, 0.9], because="a step")
        assert theta.tolist() == [0.9, 0.9]  # the check's own
        assert "`gradient`" in refused(lambda theta, gradient: set_item(gradient, 0, 0), theta, other)
    assert "`theta`" in refused(in_place, theta, other)
    assert not arguments.allowed


def test_a_part_of_a_check_that_calls_a_function_itself_says_the_same():
    parts = check.partial(1)
    with parts.worth(1, "directly"):
        arguments.call(in_place, [np.ones(1), np.ones(1)], {})
    assert parts.points == 0


def test_a_function_without_a_signature_counts_its_arguments():
    class Odd:
        __signature__ = "none"

        def __call__(self, x):
            x.append(1)

    assert "changed its argument `argument 1`" in refused(Odd(), [])

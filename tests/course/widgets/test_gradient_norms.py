"""course.widgets.gradient_norms: the recorded norms against Keras and a backward pass in NumPy."""

import itertools

import numpy as np
import pytest
from scipy.special import softmax

from course.widgets import gradient_flow, gradient_norms

SETTINGS = list(itertools.product(gradient_norms.DEPTHS, gradient_norms.ACTIVATIONS, gradient_norms.SKIPS))
FUNCTIONS = {"sigmoid": lambda z: 1 / (1 + np.exp(-z)), "tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}
SLOPES = {"sigmoid": lambda a: a * (1 - a), "tanh": lambda a: 1 - a**2,
          "relu": lambda a: (a > 0).astype(float)}


def norms_by_numpy(depth, activation, skip):
    """The same networks' gradients by the chain rule, in float64."""
    weights = [w.astype(float) for w in gradient_norms.network(depth, activation, skip).get_weights()]
    x, y = gradient_norms.batch()
    inputs, activations, shortcut = [x.astype(float)], [], skip == "with"
    for w, b in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        activations.append(FUNCTIONS[activation](inputs[-1] @ w + b))
        inputs.append(activations[-1] + shortcut * inputs[-1])
    p = softmax(inputs[-1] @ weights[-2] + weights[-1], axis=1)
    upstream = (p - np.eye(p.shape[1])[y]) / len(y) @ weights[-2].T
    found = []
    for w, a, h in zip(weights[-4::-2], activations[::-1], inputs[-2::-1], strict=True):
        at_z = upstream * SLOPES[activation](a)
        found.append(np.hypot(np.linalg.norm(h.T @ at_z), np.linalg.norm(at_z.sum(axis=0))))
        upstream = at_z @ w.T + shortcut * upstream
    return found[::-1]


@pytest.mark.parametrize("activation", gradient_norms.ACTIVATIONS)
@pytest.mark.parametrize("skip", gradient_norms.SKIPS)
def test_recorded_norms_are_those_of_the_chain_rule(activation, skip):
    for depth in gradient_norms.DEPTHS[:4]:
        recorded = gradient_norms.norms(depth, activation, skip)
        assert recorded == pytest.approx(norms_by_numpy(depth, activation, skip), rel=2e-3)


@pytest.mark.parametrize("skip", gradient_norms.SKIPS)
def test_recorded_norms_are_those_of_course_gradients(skip):
    for depth, activation in ((5, "sigmoid"), (10, "relu")):
        measured = gradient_norms.hidden_norms(depth, activation, skip)
        assert gradient_norms.norms(depth, activation, skip) == pytest.approx(measured, rel=2e-3)


def test_the_story():
    """Sigmoids starve the first layers, tanh does not, and a shortcut brings the gradient back."""
    ratio = {setting: gradient_norms.norms(*setting)[0] / gradient_norms.norms(*setting)[-1]
             for setting in SETTINGS}
    sigmoid, relu, tanh = (ratio[30, activation, "without"] for activation in ("sigmoid", "relu", "tanh"))
    assert sigmoid < 1e-15 < 1e-6 < relu < 1e-2 < tanh
    assert min(ratio[30, activation, "with"] for activation in gradient_norms.ACTIVATIONS) > 1e-2


def test_description_says_the_numbers():
    first, *_, last = gradient_norms.norms(10, "relu", "with")
    words = gradient_flow().description(depth=10, activation="relu", skip="with")
    assert words.startswith("10 hidden layers of ReLU units with skip connections")
    assert f"norm {first:.2g} in the first" in words and f"{last:.2g} in the last" in words
    assert f"{first / last:.2g} times" in words


def test_every_setting_draws_its_own_picture():
    widget = gradient_flow()
    assert len({widget.picture(depth=depth, activation=activation, skip=skip)
                for depth, activation, skip in SETTINGS}) == len(SETTINGS)


def test_without_the_list_of_skip_connections():
    widget = gradient_flow(skip_connections=False)
    assert [control.name for control in widget.controls] == ["depth", "activation"]
    assert "skip" not in widget.filmstrip_text()


def test_the_same_bytes_from_run_to_run():
    filmstrip = gradient_flow().filmstrip()
    assert filmstrip == gradient_flow().filmstrip()
    assert filmstrip[0].startswith(b"\x89PNG")

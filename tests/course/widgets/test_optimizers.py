"""course.widgets.optimizers: the recorded paths against the rules in NumPy and against Keras, and what the
picture says."""

import numpy as np
import pytest

from course.widgets import optimizer_race, optimizers, recorded

EPSILON = 1e-7


def gradient_descent(g, s, t, rate):
    return -rate * g


def momentum(g, s, t, rate):
    s["v"] = 0.9 * s.get("v", 0) - rate * g
    return s["v"]


def adagrad(g, s, t, rate):
    s["sum"] = s.get("sum", 0) + g**2
    return -rate * g / np.sqrt(s["sum"] + EPSILON)


def rmsprop(g, s, t, rate):
    s["mean"] = 0.9 * s.get("mean", 0) + 0.1 * g**2
    return -rate * g / np.sqrt(s["mean"] + EPSILON)


def adadelta(g, s, t, rate):
    s["mean"] = 0.95 * s.get("mean", 0) + 0.05 * g**2
    step = -np.sqrt(s.get("steps", 0) + 1e-3) / np.sqrt(s["mean"] + 1e-3) * g
    s["steps"] = 0.95 * s.get("steps", 0) + 0.05 * step**2
    return rate * step


def adam(g, s, t, rate, amsgrad=False):
    s["m"], s["v"] = 0.9 * s.get("m", 0) + 0.1 * g, 0.9 * s.get("v", 0) + 0.1 * g**2
    s["top"] = np.maximum(s.get("top", 0), s["v"]) if amsgrad else s["v"]
    return -rate * np.sqrt(1 - 0.9**t) / (1 - 0.9**t) * s["m"] / (np.sqrt(s["top"]) + EPSILON)


def amsgrad(g, s, t, rate):
    return adam(g, s, t, rate, amsgrad=True)


RULES = dict(zip(optimizers.OPTIMIZERS, (
    (gradient_descent, 0.05), (momentum, 0.02), (adagrad, 0.4), (rmsprop, 0.05), (adadelta, 1.0),
    (adam, 0.15), (amsgrad, 0.15)), strict=True))


@pytest.mark.parametrize("surface", optimizers.SURFACES)
def test_gradients_are_the_slopes_of_the_heights(surface):
    of = optimizers.SURFACES[surface]
    for x, y in np.random.default_rng(1).uniform(-2, 2, (20, 2)):
        slopes = [(of.height(x + 1e-5, y) - of.height(x - 1e-5, y)) / 2e-5,
                  (of.height(x, y + 1e-5) - of.height(x, y - 1e-5)) / 2e-5]
        assert of.gradient(x, y) == pytest.approx(slopes, abs=1e-6)
    for x, y in of.lowest:
        assert of.gradient(x, y) == pytest.approx((0, 0), abs=1e-12)


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("surface", optimizers.SURFACES)
def test_recorded_paths_follow_the_rules(surface, name):
    rule, rate = RULES[name]
    for rates, factor in optimizers.FACTORS.items():
        walked, state = [np.array(optimizers.SURFACES[surface].start, dtype=float)], {}
        for t in range(1, optimizers.STEPS + 1):
            walked.append(walked[-1] + rule(np.array(optimizers.SURFACES[surface].gradient(*walked[-1])),
                                            state, t, rate * factor))
        assert optimizers.path(surface, name, rates) == pytest.approx(np.array(walked), rel=1e-3, abs=2e-3)


def test_the_stored_file_is_what_keras_walks(monkeypatch):
    monkeypatch.setattr(optimizers, "STEPS", 4)
    monkeypatch.setattr(optimizers, "FACTORS", {"as in the lesson": 1.0})
    walked, stored = optimizers.trace(), recorded.read("optimizers")
    assert len(walked) == len(optimizers.SURFACES) * len(optimizers.OPTIMIZERS)
    for key, places in walked.items():
        assert np.array(stored[key][:5]) == pytest.approx(np.array(places), abs=2e-3)


def test_the_story():
    """Dividing by the gradient's size leaves the saddle at once;
    twice the rate is too much for gradient descent in the canyon."""
    left = {name: abs(optimizers.path("saddle", name, "as in the lesson")[30, 1]) > 0.5
            for name in optimizers.OPTIMIZERS}
    assert left["Adam"] and left["RMSprop"] and not left["gradient descent"]
    assert abs(optimizers.path("canyon", "gradient descent", "twice as large")[60, 1]) > 1e6


def test_description_names_the_first_and_the_last():
    widget = optimizer_race()
    assert "all start at (-2.5, 0.6)" in widget.description(step=0)
    places = {name: optimizers.path("canyon", name, "as in the lesson")[40] for name in RULES}
    height = {name: optimizers.SURFACES["canyon"].height(*place) for name, place in places.items()}
    words = widget.description(step=40)
    assert f"lowest stands {min(height, key=height.get)} at" in words
    assert f"highest {max(height, key=height.get)} at" in words
    assert words.startswith("The canyon after 40 steps, learning rates as in the lesson: ")
    assert "gradient descent left the picture" in widget.description(step=40, rates="twice as large")


def test_every_landscape_draws_and_every_step_moves():
    widget = optimizer_race()
    settings = [(step, surface, rates) for surface in optimizers.SURFACES for rates in optimizers.FACTORS
                for step in (0, 1, optimizers.STEPS)]
    pictures = {widget.picture(step=step, surface=surface, rates=rates) for step, surface, rates in settings}
    assert len(pictures) == len(settings)


def test_the_same_bytes_from_run_to_run():
    filmstrip = optimizer_race().filmstrip()
    assert filmstrip == optimizer_race().filmstrip()
    assert filmstrip[0].startswith(b"\x89PNG")

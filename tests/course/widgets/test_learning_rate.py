"""course.widgets.learning_rate: places and losses against steps that are really taken, and what is said."""

import itertools

import numpy as np
import pytest

from course.widgets import learning_rate, learning_rates

CURVATURES = (0.5, 2.0, 8.0)
SETTINGS = list(itertools.product(learning_rate.RATES, CURVATURES))


def loss(w, curvature):
    return curvature * w**2 / 2


@pytest.mark.parametrize("curvature", CURVATURES)
def test_places_are_those_of_steps_against_the_slope(curvature):
    for rate in learning_rate.RATES:
        walked = [learning_rate.START]
        for _ in range(learning_rate.STEPS):
            h = 1 + abs(walked[-1])  # a central difference is exact for a parabola, whatever its step
            slope = (loss(walked[-1] + h, curvature) - loss(walked[-1] - h, curvature)) / (2 * h)
            walked.append(walked[-1] - rate * slope)
        assert learning_rate.descent(rate, curvature) == pytest.approx(walked, rel=1e-6, abs=1e-6)


def test_verdicts_say_what_the_loss_does():
    for rate, curvature in SETTINGS:
        places = learning_rate.descent(rate, curvature)
        height, verdict = loss(places, curvature), learning_rate.verdict(rate, curvature)
        assert ("blows up" in verdict) == (height[-1] > 1.5 * height[0])
        assert ("for ever" in verdict) == bool(np.allclose(height, height[0]))
        assert ("overshoots" in verdict) == (places[1] > 1e-9 and height[-1] < 0.9 * height[0])
        assert (verdict == "right") == bool(places[1] < -1e-9 and height[-1] < 0.01 * height[0])


def test_every_valley_knows_too_small_right_and_too_large():
    for curvature in CURVATURES:
        said = " ".join(learning_rate.verdict(rate, curvature) for rate in learning_rate.RATES)
        assert all(words in said for words in ("too small", "right", "there in one step", "overshoots",
                                               "for ever", "blows up"))


def test_description_says_the_numbers():
    words = learning_rates().description(rate=0.05, curvature=2.0)
    assert words == ("Learning rate 0.05 in a valley of curvature 2: too small. "
                     "Each step multiplies the distance from the minimum by 0.9; "
                     f"after 20 steps it is {0.9**20:.2g} times what it was.")


def test_every_value_of_a_control_draws_its_own_picture():
    widget, settings = (learning_rates(),
                        list(zip(learning_rate.RATES, itertools.cycle(CURVATURES), strict=False)))
    assert len({widget.picture(rate=rate, curvature=curvature)
                for rate, curvature in settings}) == len(settings)


def test_the_same_bytes_from_run_to_run():
    filmstrip = learning_rates().filmstrip()
    assert filmstrip == learning_rates().filmstrip()
    assert filmstrip[0].startswith(b"\x89PNG")
    assert "too small" in filmstrip[1] and "right" in filmstrip[1] and "too large" in filmstrip[1]

"""course.widgets.lines: the belief after each point against a plain sum over a grid, and its words."""

import numpy as np
import pytest

from course.widgets import lines
from course.widgets.lines import LINES, NOISE, POINTS, SPREADS, TRUTH, _belief, _data


@pytest.mark.parametrize("points", (0, 1, 2, 5, POINTS))
@pytest.mark.parametrize("spread", (0.5, 1.0))
def test_the_belief_is_that_of_a_grid(points, spread):
    x, y, _ = _data()
    intercept, slope = np.meshgrid(np.linspace(-4, 4, 401), np.linspace(-4, 4, 401), indexing="ij")
    logs = -(intercept**2 + slope**2) / (2 * spread**2)
    for place, height in zip(x[:points], y[:points], strict=True):
        logs = logs - (height - intercept - slope * place) ** 2 / (2 * NOISE**2)
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    line, root = _belief(points, spread)
    mean = np.array([np.sum(weights * intercept), np.sum(weights * slope)])
    away = np.stack([intercept - mean[0], slope - mean[1]])
    np.testing.assert_allclose(line, mean, atol=2e-3)
    np.testing.assert_allclose(root @ root.T, np.einsum("aij,bij,ij->ab", away, away, weights), atol=2e-3)


def test_points_narrow_the_belief_and_a_narrow_prior_holds_the_lines_back():
    sizes = [abs(np.linalg.det(_belief(points, 3.0)[1])) for points in range(POINTS + 1)]
    assert np.all(np.diff(sizes) < 0)
    steep = [_belief(POINTS, spread)[0][1] for spread in SPREADS]
    assert np.all(np.diff(steep) < 0) and steep[0] > -0.7 and abs(steep[-1] - TRUTH[1]) < 0.4


def test_the_first_point_turns_the_lines_and_the_second_one_stops_them():
    x, _, _ = _data()
    assert x[0] > 1 and x[1] < -1
    _, root = _belief(1, 3.0)
    assert (root @ root.T)[0, 1] < 0  # a larger slope goes with a smaller intercept


def test_the_words_of_the_start():
    words = lines().description()
    line, root = _belief(2, 3.0)
    covariance = root @ root.T
    wide = covariance[0, 0] ** 0.5
    assert words.startswith(f"2 points seen, prior sd 3: intercept {line[0]:.2f} ± {wide:.2f}, slope ")
    assert "1 point seen" in lines().description(points=1)
    edge = (np.array([1, 6]) @ covariance @ [1, 6]) ** 0.5
    assert f"by {edge:.2f} at x = 6. The true line lies inside the oval of 95 %." in words
    assert "outside the oval" in lines().description(spread=0.2)


def test_moves_change_the_picture_and_it_is_the_same_from_run_to_run():
    widget = lines()
    pictures = {widget.picture(points=points, spread=spread) for points in (0, 1, 9) for spread in SPREADS}
    assert len(pictures) == 3 * len(SPREADS)
    assert widget.picture(points=4, spread=1.0) == lines().picture(points=4, spread=1.0)
    (png, words), again = widget.filmstrip(), lines().filmstrip()
    assert (png, words) == again and png.startswith(b"\x89PNG") and "16 points" in words


def test_controls_are_two_sliders_and_there_are_as_many_lines_as_said():
    panel = lines(5, 1.0).panel()
    points, spread = panel.children[:2]
    assert (points.value, spread.value) == (5, 1.0) and len(_data()[2]) == LINES
    points.value = 16
    assert 'role="status"' in panel.children[-1].value and "16 points" in panel.children[-1].value

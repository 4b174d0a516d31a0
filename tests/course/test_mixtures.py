"""course.mixtures: what the pictures of the lesson on mixtures draw, and that they say it in words too."""

import numpy as np
import pytest
from scipy import stats

from course import mixtures


def test_densities_are_scaled_to_the_number_of_observations(shown):
    minutes = np.array([50.0, 50, 52, 60])
    mixtures.over_minutes(minutes, {"bump": stats.norm(53, 2).pdf}, "bars and a bump")
    (figure, alt), = shown
    axes, = figure.axes
    heights = {round(bar.get_x() + bar.get_width() / 2): bar.get_height() for bar in axes.patches}
    assert (heights[50], heights[51], heights[52], heights[60]) == (2, 0, 1, 1) and sum(heights.values()) == 4
    assert (
        axes.lines[0].get_ydata().max() == pytest.approx(4 * stats.norm.pdf(0, 0, 2), rel=1e-3)
        and alt == "bars and a bump"
    )


def test_bars_of_a_pmf_and_the_density_over_them(shown):
    mixtures.pmf_bars(
        {
            "one": (np.array([0.2, 0.5, 0.3]), stats.norm(1, 0.7).pdf),
            "two": (np.array([0.9, 0.1]), stats.norm.pdf),
        },
        "k",
        "bars",
    )
    one, two = shown[0][0].axes
    assert [bar.get_height() for bar in one.patches] == [0.2, 0.5, 0.3] and two.get_title() == "two"


def test_errors_reach_from_the_lowest_to_the_highest_split(shown):
    train, held_out = np.array([[3.0, 2.0], [3.2, 2.2]]), np.array([[4.0, 3.0], [4.6, 3.4]])
    mixtures.train_and_held_out((1, 2), train, held_out, "two lines")
    axes, = shown[0][0].axes
    np.testing.assert_allclose(axes.containers[0].lines[0].get_ydata(), [3.1, 2.1])
    segments = np.array(axes.containers[1].lines[2][0].get_segments())[:, :, 1]
    np.testing.assert_allclose(segments, [[4.0, 4.6], [3.0, 3.4]])


def test_the_inverse_problem_has_a_line_left_and_a_density_right(shown):
    across, up = np.linspace(0, 1, 5), np.linspace(0, 2, 4)
    mixtures.inverse_problem(
        across, across, 2 * across, (across, up), np.full((5, 4), 9.0), ("x", "y"), "a line and a map"
    )
    left, right, _ = shown[0][0].axes
    np.testing.assert_allclose(left.lines[1].get_ydata(), 2 * across)
    assert (
        right.collections[0].get_array().max() == 8
    )  # cut, so that one narrow branch does not make all others white

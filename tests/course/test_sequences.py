"""course.sequences: what the pictures of the lesson on sequences draw, and that they say it in words too."""

import numpy as np
import pytest

from course import sequences


def test_the_largest_input_that_comes_back_is_marked_in_both_series(shown):
    noise = np.array([0.1, -2.0, 1.0, 0.5, 3.0])
    sequences.noise_and_echo(noise, np.array([0, 0, 0.1, -2.0, 1.0]), 2, "noise and echo")
    (figure, alt), = shown
    marks = [axes.lines[0].get_xydata().ravel().tolist() for axes in figure.axes]
    assert marks == [[1.0, -2.0], [3.0, -2.0]] and alt == "noise and echo"  # 3.0 comes too late to return


def test_the_cliff_has_a_line_for_each_network_and_one_where_its_field_ends(shown):
    errors = {"plain": [0.0, 1.0, 1.0], "dilated": [0.0, 0.0, 1.0]}
    sequences.cliff((16, 17, 61), errors, {"plain": 17, "dilated": 61}, "a cliff")
    axes, = shown[0][0].axes
    heights = {line.get_label(): list(line.get_ydata()) for line in axes.lines}
    assert heights["plain: sees 17 inputs"] == errors["plain"]
    assert heights["dilated: sees 61 inputs"] == errors["dilated"]
    ends = sorted(line.get_xdata()[0] for line in axes.lines if line.get_linestyle() == ":")
    assert ends == [16.5, 60.5]  # between the last delay that is seen and the next one


def test_slopes_are_drawn_from_the_last_input_backwards(shown):
    sequences.slopes({"one": np.array([9.0, 0.2, 0.7, 0.1])}, [2], 3, "bars")
    axes, = shown[0][0].axes
    bars = [patch for patch in axes.patches if patch.get_width() == pytest.approx(0.9)]
    assert [bar.get_height() for bar in bars] == [0.1, 0.7, 0.2]  # 0, 1, 2 steps back
    assert axes.get_xlim()[0] > axes.get_xlim()[1]


def test_the_mark_stands_horizon_hours_after_the_window(shown):
    level = np.sin(np.arange(200))
    sequences.tide_gauge(level, 48, 25, 24, "a tide")
    axes, = shown[0][0].axes
    np.testing.assert_allclose(axes.lines[1].get_xydata(), [[(48 + 24 + 24) / 24, level[96]]])


def test_single_forecasts_stand_beside_the_line(shown):
    sequences.errors_by_look_back((4, 8), {"linear": [0.2, 0.1]}, {"last": (1, 0.6)}, "errors")
    axes, = shown[0][0].axes
    points = {line.get_label(): line.get_xydata().tolist() for line in axes.lines}
    assert points == {"linear": [[4, 0.2], [8, 0.1]], "last": [[1, 0.6]]}
    assert axes.get_xscale() == axes.get_yscale() == "log"

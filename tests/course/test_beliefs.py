"""course.beliefs: what the pictures of week 7 draw, and that they say it in words too."""

import numpy as np
import pytest

from course import beliefs


def test_dice_are_counted_in_shares_of_the_bag_and_compared_with_the_belief_after(shown):
    after = np.array([0, 0.1, 0.2, 0.3, 0.4, 0, 0])
    beliefs.dice({"bag": (np.array([1, 1, 1, 1, 0, 0, 0]), after), "other": (np.ones(7), after)}, "bars")
    (figure, alt), = shown
    before, then = figure.axes[0].containers
    np.testing.assert_allclose([bar.get_height() for bar in before], [0.25] * 4 + [0] * 3)
    np.testing.assert_allclose([bar.get_height() for bar in then], after)
    assert alt == "bars" and figure.axes[1].get_title() == "other"


def test_a_belief_becomes_a_density_of_area_1(shown):
    p = (np.arange(50) + 0.5) / 50
    belief = p**3 / np.sum(p**3)
    after = {"flat": np.full(50, 0.02), "sloped": belief}
    beliefs.over_p(p, {"after": after, "later": {"flat": belief}}, "two")
    flat, sloped = shown[0][0].axes[0].lines
    np.testing.assert_allclose(flat.get_ydata(), 1)
    assert np.sum(sloped.get_ydata()) / 50 == pytest.approx(1)
    assert len(shown[0][0].axes) == 2


def test_coverage_is_shaded_where_it_falls_short_of_the_promise(shown):
    p = np.linspace(0, 1, 5)
    beliefs.coverage(p, {"low": np.full(5, 0.6), "high": np.ones(5)}, 0.95, "truth", "two curves")
    low, high = shown[0][0].axes
    np.testing.assert_allclose(low.lines[0].get_ydata(), 0.6)
    assert low.lines[1].get_ydata()[0] == 0.95
    assert len(low.collections[0].get_paths()) == 1 and not high.collections[0].get_paths()


def test_lines_that_were_drawn_are_dots_left_and_lines_right(shown):
    two = np.array([[1.0, 2.0], [0.0, -1.0]])
    data = np.array([0.0, 1.0]), np.array([1.0, 2.5])
    flat = np.ones((3, 4)) / 12
    beliefs.lines(np.arange(3.0), np.arange(4.0), flat, two, data, (-2, 3), "an oval and lines")
    left, right = shown[0][0].axes
    np.testing.assert_allclose(left.lines[0].get_xydata(), two)
    np.testing.assert_allclose(right.lines[0].get_ydata(), [1 - 4, 1 + 6])
    np.testing.assert_allclose(right.lines[2].get_xydata(), np.transpose(data))


def test_bands_reach_two_standard_deviations_to_either_side(shown):
    x = np.array([0.0, 1.0])
    beliefs.bands(x, {"all lines": (np.array([1.0, 2.0]), np.array([0.5, 1.0]), np.array([3.0, 4.0]))},
                  (x, x), "two bands")
    axes, = shown[0][0].axes
    outer, inner = ([path.vertices[:, 1] for path in band.get_paths()][0] for band in axes.collections)
    assert (outer.min(), outer.max()) == (-6, 10) and (inner.min(), inner.max()) == (0, 4)


def test_wins_and_losses_are_counted_and_large_wins_stand_in_the_last_bar(shown):
    lead = np.array([-0.1, -0.02, -0.3, 0.4, 7.0])
    beliefs.wins_and_losses(lead, "lead", ("loses", "wins"), "a histogram")
    axes, = shown[0][0].axes
    words = [text.get_text() for text in axes.get_legend().get_texts()]
    assert {"median -0.02", "mean 1.40", "loses: 60% of the games", "wins: 40% of the games"} == set(words)
    assert sum(bar.get_height() for bar in axes.patches) == 5 and axes.patches[-1].get_height() == 1


def test_the_best_prior_is_marked(shown):
    beliefs.evidence(np.array([0.1, 2.0, 30.0]), np.array([-5.0, -3.0, -4.0]), "spread", "a hill")
    axes, = shown[0][0].axes
    np.testing.assert_allclose(axes.lines[1].get_xydata(), [[2.0, -3.0]])
    assert axes.texts[0].get_text() == "best: 2.0" and axes.get_xscale() == "log"

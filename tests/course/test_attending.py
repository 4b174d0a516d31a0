"""course.attending: what the pictures of the lesson on attention draw, and that they say it in words too."""

import numpy as np

from course import attending


def test_the_largest_weights_are_a_line_for_each_entry(shown):
    attending.largest_weights((4, 16), {"without": [0.5, 0.7], "with": [0.3, 0.31]}, "two lines")
    (figure, alt), = shown
    axes, = figure.axes
    assert {line.get_label(): list(line.get_ydata()) for line in axes.lines} == {
        "without": [0.5, 0.7], "with": [0.3, 0.31]}
    assert axes.get_xscale() == "log" and alt == "two lines"


def test_codes_are_shown_with_positions_across_and_compared_with_three_of_them(shown):
    code = np.random.default_rng(0).normal(size=(8, 4))
    attending.codes(code, "stripes and curves")
    left, right = shown[0][0].axes[:2]
    np.testing.assert_array_equal(left.images[0].get_array(), code.T)
    assert [line.get_label() for line in right.lines] == [f"with position {n}" for n in (2, 4, 6)]
    np.testing.assert_allclose(right.lines[1].get_ydata(), code @ code[4])


def test_each_image_stands_above_the_shares_of_its_patches(shown):
    images, shares = np.random.default_rng(1).random((2, 6, 6)), np.arange(8).reshape(2, 4) / 28
    attending.looked_at(images, 3, shares, ["one", "two"], "images")
    axes = shown[0][0].axes
    np.testing.assert_array_equal(axes[1].images[0].get_array(), images[1])
    np.testing.assert_allclose(axes[3].images[0].get_array(), shares[1].reshape(2, 2))
    assert axes[2].images[0].get_clim() == axes[3].images[0].get_clim() == (0, shares.max())
    assert axes[0].get_title() == "one" and len(axes[0].lines) == 2

"""course.saliency: maps below their images with a frame about the truth, and shares as bars."""

import numpy as np
import pytest

from course import saliency


def test_a_row_of_images_and_a_row_for_each_kind_of_map(shown):
    images = np.arange(2 * 7 * 8.0).reshape(2, 7, 8)
    maps = np.stack([images[0] - 20, -images[0]])
    saliency.maps_below(images, {"one": maps, "two": 0 * maps}, [(2, 3), (4, 5)], ["a", "b"], "maps")
    (figure, alt), = shown
    panels = np.array(figure.axes).reshape(3, 2)
    assert alt == "maps" and [axes.get_title() for axes in panels[0]] == ["a", "b"]
    assert [axes.get_ylabel() for axes in panels[:, 0]] == ["image", "one", "two"]
    np.testing.assert_array_equal(panels[1, 0].images[0].get_array(), maps[0])
    assert panels[1, 0].images[0].get_clim() == (-35, 35)  # 0 is white, on either side of it colours
    assert panels[2, 1].images[0].get_clim() == (-1, 1)
    assert {axes.images[0].get_clim() for axes in panels[0]} == {(0, images.max())}
    for axes in panels[:, 1]:
        frame, = axes.patches
        assert (frame.get_x(), frame.get_y(), frame.get_width()) == (2.5, 1.5, 5)


def test_bars_of_shares_and_their_numbers(shown):
    saliency.accuracies({"a": {"here": 1.0, "there": 0.25}, "b": {"here": 0.5, "there": 0.0}}, "bars")
    axes, = shown[0][0].axes
    assert [bar.get_height() for bar in axes.patches] == [1.0, 0.25, 0.5, 0.0]
    assert [text.get_text() for text in axes.texts] == ["1.00", "0.25", "0.50", "0.00"]
    middle = [bar.get_x() + bar.get_width() / 2 for bar in axes.patches]
    np.testing.assert_allclose(np.add(middle[:2], middle[2:]) / 2, [0, 1], atol=1e-9)
    assert axes.get_ylim()[1] == pytest.approx(1.12)

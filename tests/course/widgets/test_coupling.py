"""course.widgets.coupling: moments of what it makes, the way back, and what the words say."""

import numpy as np
import pytest

from course.errors import CourseError
from course.widgets import coupling, coupling_layer

LOOKS_AT, CLOUDS = coupling.LOOKS_AT, coupling.CLOUDS


def many():
    return coupling._Cloud(20_000)


@pytest.mark.parametrize("looks_at", LOOKS_AT)
def test_back_and_forth_leaves_the_data_where_they_were(looks_at):
    cloud = many()
    assert np.allclose(cloud.at(1.0, looks_at, CLOUDS[1]), cloud.data)
    assert np.array_equal(cloud.at(0.0, looks_at, CLOUDS[0]), cloud.noise)


def test_what_passes_stays_and_every_share_of_the_way_is_between():
    cloud = many()
    for number, looks_at in enumerate(LOOKS_AT):
        passed = 1 - number
        for way in (0.3, 1.0):
            assert np.array_equal(cloud.at(way, looks_at, CLOUDS[0])[passed], cloud.noise[passed])
        half, whole = (cloud.at(way, looks_at, CLOUDS[0])[number] for way in (0.5, 1.0))
        assert np.abs(half - cloud.noise[number]).max() > 0 and not np.allclose(half, whole)


def test_the_layer_that_looks_at_the_second_coordinate_makes_the_banana():
    """Powers and products up to the fourth of what it makes agree with those of the data, within chance."""
    cloud = many()
    made = cloud.at(1.0, LOOKS_AT[0], CLOUDS[0])
    for powers in ((1, 0), (2, 0), (0, 2), (1, 2), (0, 4)):
        mean, of_data = (
            np.mean(points[0] ** powers[0] * points[1] ** powers[1]) for points in (made, cloud.data)
        )
        assert mean == pytest.approx(of_data, abs=0.2, rel=0.1)
    back = cloud.at(0.0, LOOKS_AT[0], CLOUDS[1])
    assert np.cov(back) == pytest.approx(np.eye(2), abs=0.05)
    assert np.mean(back**4, axis=1) == pytest.approx([3, 3], abs=0.3)


def test_the_layer_that_looks_at_the_first_coordinate_leaves_two_arms():
    """Its spread is that of the data near this place, yet what comes back is not normal: a fourth moment far
    below 3."""
    cloud = many()
    first, spread = coupling._spread_of_the_second()
    for place in (-0.4, 0.0, 1.0):
        near = np.abs(cloud.data[0] - place) < 0.1
        assert np.interp(place, first, spread) == pytest.approx(cloud.data[1, near].std(), rel=0.1)
    back = cloud.at(0.0, LOOKS_AT[1], CLOUDS[1])[1]
    assert np.mean(back**2) == pytest.approx(1, abs=0.1) and np.mean(back**4) < 2


def test_the_words_say_how_many_points_lie_near_the_middle():
    widget = coupling_layer()
    wrong = widget.description(way=0.0, looks_at=LOOKS_AT[1], cloud=CLOUDS[1])
    right = widget.description(way=0.0, looks_at=LOOKS_AT[0], cloud=CLOUDS[1])
    shares = [int(words.split("%")[0].split()[-1]) for words in (wrong, right)]
    assert shares[0] < 20 < 30 < shares[1] and "of a bell curve 38% do" in wrong
    assert (
        "looks at x₁: the first coordinate stays" in wrong
        and "looks at x₂: the second coordinate stays" in right
    )
    assert "%" not in widget.description(way=0.5)


def test_every_setting_draws_another_picture_and_a_move_is_the_same_as_drawing_anew():
    widget, other = coupling_layer(), coupling_layer()
    settings = [
        {"way": way, "looks_at": looks_at, "cloud": cloud}
        for way in (0.0, 1.0)
        for looks_at in LOOKS_AT
        for cloud in CLOUDS
    ]
    pictures = {widget.picture(**setting) for setting in settings}
    assert len(pictures) == 8 and other.picture(**settings[5]) in pictures


def test_the_panel_has_a_slider_two_lists_and_says_what_it_shows():
    way, looks_at, cloud, picture, words = coupling_layer().panel().children
    looks_at.value, way.value = LOOKS_AT[1], 0.4
    assert (
        'role="status"' in words.value
        and "at 0.4 of the way" in words.value
        and "looks at x₁" in picture.value
    )
    assert [value for _, value in cloud.options] == list(CLOUDS)


@pytest.mark.parametrize("points", [0, 19, 2001])
def test_a_cloud_too_small_or_too_large_is_refused_in_one_sentence(points):
    with pytest.raises(CourseError, match=f"a cloud of {points} points"):
        coupling_layer(points)

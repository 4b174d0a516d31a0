"""course.widgets.occlusion: the square covers what it says, the score is the map's, and moves change the
picture."""

import numpy as np
import pytest

from course.errors import CourseError
from course.widgets import occluding_square

rng = np.random.default_rng(0)
IMAGES = {"first": rng.normal(size=(6, 9)), "second": rng.normal(size=(6, 9))}
SCORES = {"first": 2.0, "second": -1.5}
MAPS = {name: {size: rng.normal(size=(6, 9)) for size in (1, 3, 5)} for name in IMAGES}
MAPS["first"][3][4, 7] = 9.0
MAPS["second"][3][0, 1] = -8.0


def widget():
    return occluding_square(IMAGES, SCORES, MAPS)


def test_it_begins_where_the_map_is_farthest_from_0():
    assert widget().description() == (
        "First, score 2.0 (plus). With a square of 3 by 3 pixels at row 4, column 7 covered, the score is "
        "−7.0 (ring). Squares of this size change it most at row 4, column 7."
    )
    assert "at row 0, column 1 covered, the score is 6.5 (plus)" in widget().filmstrip()[1]


def test_the_square_is_grey_and_ends_at_the_edge():
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 3))
    change = widget()._draw(figure, image="first", size=3, row=0, column=8)
    left = figure.axes[0]
    now = np.asarray(left.images[0].get_array())
    assert np.all(now[:2, 7:] == 0) and np.count_nonzero(now) == 6 * 9 - 4
    np.testing.assert_array_equal(now[2:], IMAGES["first"][2:])
    change(image="second", size=5, row=3, column=4)
    now, frame = np.asarray(left.images[0].get_array()), left.patches[0]
    np.testing.assert_array_equal(now[:, :2], IMAGES["second"][:, :2])
    assert np.all(now[1:6, 2:7] == 0) and (frame.get_x(), frame.get_y(), frame.get_width()) == (1.5, 0.5, 5)
    shades = figure.axes[1].images[0]
    np.testing.assert_array_equal(shades.get_array(), MAPS["second"][5])
    assert shades.get_clim() == (-np.abs(MAPS["second"][5]).max(), np.abs(MAPS["second"][5]).max())
    score = SCORES["second"] - MAPS["second"][5][3, 4]
    assert f"covered: score {score:.1f}".replace("-", "−") in left.get_title()


def test_moves_change_the_picture_and_it_is_the_same_from_run_to_run():
    made = widget()
    pictures = {made.picture(image=name, size=size, row=row)
                for name in IMAGES for size in (1, 5) for row in (1, 4)}
    assert len(pictures) == 8
    assert made.picture(row=2) == widget().picture(row=2) and made.filmstrip() == widget().filmstrip()


def test_controls_are_a_list_of_images_and_three_sliders():
    image, size, row, column, picture, words = widget().panel().children
    assert [value for _, value in size.options] == [1, 3, 5] and size.value == 3
    assert len(row.options) == 6 and len(column.options) == 9 and image.value == "first"
    row.value = 2
    image.value = "second"
    assert "at row 2, column 7 covered" in words.value and 'role="status"' in words.value
    assert "Second, score −1.5 (ring)" in picture.value


@pytest.mark.parametrize("maps", [
    {"first": MAPS["first"]},
    {"first": MAPS["first"], "second": {3: MAPS["second"][3]}},
    {**MAPS, "second": {size: np.zeros((6, 8)) for size in (1, 3, 5)}},
])
def test_maps_that_do_not_fit_are_refused_in_one_sentence(maps):
    with pytest.raises(CourseError, match="a map of the image's shape for each size"):
        occluding_square(IMAGES, SCORES, maps)

"""course.widgets.convolution: sums against SciPy, the sum in full, the map so far, places at each stride."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure
from scipy.signal import correlate2d

from course.errors import CourseError
from course.widgets import convolution
from course.widgets.convolution import KERNELS, SQUARE

IMAGE = np.array([[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]])
KERNEL = np.array([[0, 1, 2], [2, 2, 0], [0, 1, 2]])


def said(widget, **settings):
    """Terms, divisor and result of the sum in the description."""
    words = widget.description(**settings).replace("−", "-")
    terms = [float(pixel) * float(weight) for pixel, weight in re.findall(r"(-?[\d.]+)·\(?(-?[\d.]+)", words)]
    divisor = re.search(r"\) / (\d+)", words)
    return terms, int(divisor[1]) if divisor else 1, float(re.search(r"= (-?[\d.]+),", words)[1])


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("kernel", KERNELS)
def test_every_sum_is_the_cross_correlation(kernel, stride):
    widget = convolution()
    wanted = correlate2d(SQUARE, KERNELS[kernel], "valid")[::stride, ::stride]
    places = widget.controls[0].choices({"kernel": kernel, "stride": stride})
    assert len(places) == wanted.size
    for place, result in zip(places, wanted.ravel(), strict=True):
        terms, divisor, total = said(widget, place=place, kernel=kernel, stride=stride)
        assert len(terms) == 9 and sum(terms) / divisor == pytest.approx(result)
        assert total == pytest.approx(result, abs=0.005)


def test_the_example_of_the_lesson():
    widget = convolution(IMAGE, {"the kernel above": KERNEL})
    assert widget.description(place=5).endswith(
        "The window at row 1, column 0 gives 0·0 + 0·1 + 1·2 + 3·2 + 1·2 + 2·0 + 2·0 + 0·1 + 0·2 = 10, "
        "number 4 of the 9 of the feature map.")


def numbers(widget, **settings):
    """What stands right of the kernel in a picture: the feature map so far."""
    drawn = Figure(figsize=widget.size)
    widget._draw(drawn, **settings)
    image, kernel, feature_map = sorted(drawn.axes[0].images, key=lambda image: image.get_extent()[0])
    left, right = feature_map.get_extent()[:2]
    inside = []
    for text in drawn.axes[0].texts:
        across, down = text.get_position()
        if left < across < right and 0 < down < image.get_extent()[2]:
            inside.append(float(text.get_text().replace("−", "-")))
    return inside, feature_map.get_array()


def test_the_map_fills_as_far_as_the_window_has_come():
    widget = convolution(IMAGE, {"k": KERNEL})
    wanted = correlate2d(IMAGE, KERNEL, "valid")
    for done, place in enumerate([0, 1, 2, 5, 6, 7, 10, 11, 12], start=1):
        shown, raster = numbers(widget, place=place, kernel="k", stride=1)
        assert shown == wanted.ravel()[:done].tolist() and np.isfinite(raster.filled(np.nan)).sum() == done
    assert numbers(widget, place=10, kernel="k", stride=2)[0] == wanted[::2, ::2].ravel()[:3].tolist()


def test_a_stride_of_two_leaves_out_places():
    widget = convolution()
    panel = widget.panel()
    place, kernel, stride = panel.children[:3]
    assert len(place.options) == 25 and place.options[8] == ("row 1, column 3", 10)
    place.value = 24
    before = panel.children[-2].value
    stride.value = 2
    assert [value for _, value in place.options] == [0, 2, 4, 14, 16, 18, 28, 30, 32]
    assert place.value == 28 and "number 7 of the 9" in panel.children[-1].value
    assert panel.children[-2].value != before


def test_no_setting_leaves_a_trace_in_another():
    kernels = {"k": KERNEL, "row": np.ones((1, 3)) / 3}
    wanders = [(12, "k", 1), (0, "row", 2), (12, "row", 2), (10, "k", 2), (7, "k", 1)]
    widget = convolution(IMAGE, kernels)
    for place, kernel, stride in wanders:
        settings = {"place": place, "kernel": kernel, "stride": stride}
        assert widget.picture(**settings) == convolution(IMAGE, kernels).picture(**settings)


def test_one_kernel_needs_no_list():
    inputs = convolution(IMAGE, {"k": KERNEL}).panel().children[:-2]
    assert [made.description for made in inputs] == ["window at", "stride"]


def test_kernels_and_images_need_not_be_square():
    widget = convolution(IMAGE[:3], {"low": np.array([[1.5, -0.123, 2]]), "high": np.ones((3, 1)) / 3})
    assert said(widget, place=2, kernel="low", stride=1)[2] == pytest.approx(2 * 1.5 - 0.123, abs=0.005)
    assert said(widget, place=4, kernel="high", stride=2)[2] == pytest.approx(4 / 3, abs=0.005)
    assert widget.filmstrip()[0].startswith(b"\x89PNG")


@pytest.mark.parametrize(("image", "kernel", "what"), [
    (np.ones((11, 4)), KERNEL, r"image of shape \(11, 4\)"), (np.ones(4), KERNEL, r"\(4,\)"),
    (IMAGE, np.ones((6, 2)), r"kernel 'k' has shape \(6, 2\)"),
    (IMAGE[:2], KERNEL, "no more than the image")])
def test_what_cannot_be_written_out_is_refused_in_one_sentence(image, kernel, what):
    with pytest.raises(CourseError, match=what):
        convolution(image, {"k": kernel})


def test_the_same_bytes_from_run_to_run():
    png, words = convolution().filmstrip()
    assert (png, words) == convolution().filmstrip()
    assert png.startswith(b"\x89PNG") and "stride 2" in words
    assert convolution().picture() == convolution().picture()

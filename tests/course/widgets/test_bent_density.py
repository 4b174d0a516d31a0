"""course.widgets.bent_density: strips of an eighth each, the curve against SciPy, and what is said."""

import itertools
import re

import numpy as np
import pytest
from matplotlib.figure import Figure
from scipy import stats

from course.widgets import bent_density
from course.widgets.bent_density import REACH, SKEWS, STRIPS, TAILS, _draw, _map


def drawn(skew, tail, strip=6):
    """The axes of one picture: density of z, the empty one, map, density of x."""
    onto = Figure(figsize=(6, 4.4))
    _draw(onto, skew, tail, strip)
    return onto.axes


@pytest.mark.parametrize(("skew", "tail"), [(0.0, 1.0), (0.5, 0.75), (-1.0, 1.5), (1.0, 0.4)])
def test_the_bent_density_is_that_of_draws_sent_through_the_map(skew, tail):
    *_, across, after = drawn(skew, tail)
    density, x = after.lines[0].get_data()
    shares = np.cumsum((density[1:] + density[:-1]) / 2 * np.diff(x))
    assert shares[-1] == pytest.approx(1, abs=3e-3)
    z, mapped = across.lines[0].get_data()
    assert np.all(mapped == x) and shares == pytest.approx(
        stats.norm.cdf(z[1:]) - stats.norm.cdf(-REACH), abs=2e-3
    )


def test_the_map_is_sinh_of_a_shifted_and_stretched_arcsinh():
    z = np.linspace(-REACH, REACH, 21)
    for skew, tail in itertools.product(SKEWS, TAILS):
        np.testing.assert_allclose(
            _map(skew, tail)(z), np.sinh(tail * (np.arcsinh(z) + skew)), rtol=1e-9, atol=1e-12
        )


def test_every_strip_has_the_same_area_before_and_after():
    before, _, _, after = drawn(0.5, 0.75)
    for axes in (before, after):
        areas = []
        for path in axes.collections[0].get_paths():
            a, b = path.vertices[:-1].T
            areas.append(abs(np.sum(a * np.roll(b, -1) - b * np.roll(a, -1))) / 2)
        assert len(areas) == STRIPS and areas == pytest.approx([1 / STRIPS] * STRIPS, rel=0.02)


def test_the_words_say_how_the_strip_changed():
    words = bent_density(skew=0.5).description()
    assert words == (
        "Skew 0.5, tail 1: strip 6 of 8, each with an eighth of the probability, "
        "reaches from 0.32 to 0.67 in z and from 0.91 to 1.39 in x: "
        "1.36 times as wide, hence on average 0.74 times as high."
    )
    ends = np.sinh(np.arcsinh(stats.norm.ppf([5 / 8, 6 / 8])) + 0.5)
    assert ends == pytest.approx([0.91, 1.39], abs=0.005)
    assert "as wide and as high as before" in bent_density().description(skew=0.0, tail=1.0)


def test_every_setting_draws_another_picture():
    widget = bent_density()
    settings = [
        (skew, tail, strip) for skew in (-1.0, 0.0, 1.0) for tail in (0.4, 1.0, 1.5) for strip in (2, 7)
    ]
    assert len({widget.picture(skew=skew, tail=tail, strip=strip) for skew, tail, strip in settings}) == len(
        settings
    )


def test_a_move_changes_picture_and_words():
    skew, tail, strip, picture, words = bent_density().panel().children
    before = picture.value
    tail.value = 0.5
    assert picture.value != before and 'role="status"' in words.value and "tail 0.5" in words.value
    strip.value = 2
    assert re.search(r"strip 2 of 8.* -1\.15 to -0\.67 in z", words.value)
    assert [value for _, value in strip.options] == list(range(2, STRIPS)) and skew.value == 0.5


def test_the_same_bytes_from_run_to_run():
    filmstrip = bent_density().filmstrip()
    assert filmstrip == bent_density().filmstrip()
    assert filmstrip[0].startswith(b"\x89PNG")

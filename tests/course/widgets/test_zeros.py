"""course.widgets.zeros: moments against SciPy's formulas, stills that hit what they promise, words for each
move."""

import re

import numpy as np
import pytest
from scipy import stats

from course.errors import CourseError
from course.widgets import zero_inflation
from course.widgets.zeros import RATES, SHARES

NUMBERS = re.compile(
    r"mean ([\d.]+) \(the table has ([\d.]+)\), zeros (\d+)% \((\d+)%\), variance (\d+) \((\d+)\), "
    r"([\d.]+) groups above 20 \((\d+)\); NLL (\d+\.\d+)"
)


@pytest.fixture(scope="module")
def catches():
    rng = np.random.default_rng(14)
    return rng.poisson(rng.gamma(0.2, 3.3 / 0.2, size=250))


@pytest.fixture(scope="module")
def widget(catches):
    return zero_inflation(catches, ("fish caught", "groups"))


@pytest.mark.parametrize(
    ("rate", "share"), [(0.3, 0.01), (3.3, 1.0), (7.5, 0.44), (22.5, 0.15), (30.0, 1.0), (12.0, 0.83)]
)
def test_the_words_hold_what_the_distribution_has(widget, catches, rate, share):
    """Mixture moments by the law of total variance, the tail by the survival function, the NLL count by
    count."""
    found = [float(number) for number in NUMBERS.search(widget.description(rate=rate, share=share)).groups()]
    mean = share * rate
    probability = share * stats.poisson.pmf(catches, rate) + np.where(catches == 0, 1 - share, 0)
    variance = share * rate + share * (rate - mean) ** 2 + (1 - share) * mean**2
    assert found[0] == pytest.approx(mean, abs=0.051) and found[1] == pytest.approx(catches.mean(), abs=0.051)
    assert found[2] == pytest.approx(100 * (1 - share + share * np.exp(-rate)), abs=0.51) and found[3] == 57
    assert found[4] == pytest.approx(variance, abs=0.51) and found[5] == 67
    assert found[6] == pytest.approx(250 * share * stats.poisson.sf(20, rate), abs=0.051) and found[7] == 8
    with np.errstate(divide="ignore"):
        assert (
            found[8] == pytest.approx(-np.mean(np.log(probability)), abs=0.0051) or probability.min() < 1e-300
        )


def test_each_still_hits_two_of_the_three_numbers(widget):
    _, words = widget.filmstrip()
    found = [tuple(map(float, numbers)) for numbers in NUMBERS.findall(words)]
    hits = [
        (abs(mean - 3.3) < 0.15, abs(zeros - 57) < 2, abs(variance - 67) < 2)
        for mean, _, zeros, _, variance, *_ in found
    ]
    assert hits == [(True, False, False), (True, True, False), (True, False, True), (False, True, True)]


def test_it_begins_as_the_poisson_distribution_and_every_move_draws(widget):
    assert widget.settings == {"rate": 3.3, "share": 1.0}
    pictures = {
        widget.picture(rate=rate, share=share)
        for rate in (RATES[0], 3.3, RATES[-1])
        for share in (SHARES[0], 0.5, SHARES[-1])
    }
    assert len(pictures) == 9 and all(png.startswith(b"\x89PNG") for png in pictures)


def test_a_move_changes_picture_and_words_in_the_live_form(widget):
    rate, share, picture, words = widget.panel().children
    before = picture.value
    share.value = 0.44
    assert (
        picture.value != before
        and "Rate 3.3 and share 0.44" in words.value
        and 'role="status"' in words.value
    )
    rate.value = 7.5
    assert "zeros 56% (57%)" in words.value
    rate.value, share.value = 3.3, 1.0


@pytest.mark.parametrize(
    "counts", [np.zeros(5, dtype=int), np.array([0, 40]), np.array([3, 3, 3]), np.array([0, 0, 1000])]
)
def test_odd_tables_are_drawn_too(counts):
    png, words = zero_inflation(counts).filmstrip()
    assert png.startswith(b"\x89PNG") and "nan" not in words


@pytest.mark.parametrize(
    "counts", [np.array([1.5, 2.0]), np.array([-1, 2]), np.array([], dtype=int), np.zeros((2, 2), dtype=int)]
)
def test_what_is_no_table_of_counts_is_refused_in_one_sentence(counts):
    with pytest.raises(CourseError, match="whole numbers"):
        zero_inflation(counts)


def test_the_same_bytes_from_run_to_run(catches, widget):
    assert zero_inflation(catches, ("fish caught", "groups")).filmstrip() == widget.filmstrip()

"""course.widgets.die: likelihoods against counted sequences, the best die by logarithms, k never above n."""

import itertools

import numpy as np
import pytest

from course.errors import CourseError
from course.widgets import die


@pytest.mark.parametrize("throws", [1, 2, 4, 5])
def test_the_labels_by_counting_sequences(throws):
    """Each of the 6ⁿ sequences of faces is equally probable: count those with k faces that carry a dollar."""
    counts = np.zeros((throws + 1, 7))
    for sequence in itertools.product(range(6), repeat=throws):
        for faces in range(7):
            counts[sum(face < faces for face in sequence), faces] += 1
    for dollars in range(throws + 1):
        numbers = counts[dollars] / 6**throws
        labels = ["0" if number == 0 else "<0.001" if number < 0.001 else f"{number:.3f}"
                  for number in numbers]
        said = die(dollars, throws).description(dollars=dollars, throws=throws)
        assert f"dollar faces are {', '.join(labels)}. The die" in said
        second, best = np.sort(numbers)[-2:]
        assert f": {best / second:.3g} times as well as" in said or second == 0 or "e+" in said


def test_every_setting_names_the_best_die_and_draws():
    widget = die()
    p = np.arange(1, 6) / 6
    for throws in (1, 3, 10, 40):
        for dollars in range(throws + 1):
            inside = dollars * np.log(p) + (throws - dollars) * np.log(1 - p)
            best = 0 if dollars == 0 else 6 if dollars == throws else 1 + int(inside.argmax())
            said = widget.description(dollars=dollars, throws=throws)
            assert f"The die with {best} dollar face{'s' * (best != 1)} explains them best" in said
    pictures = {widget.picture(dollars=dollars, throws=throws)
                for dollars, throws in ((0, 1), (1, 1), (0, 40), (40, 40), (20, 40), (1, 40))}
    assert len(pictures) == 6


def test_the_words_for_two_dollars_in_ten_throws():
    words = die(2, throws=10).description()
    assert words == ("2 dollars in 10 throws: the likelihoods of the dice with 0 to 6 dollar faces are "
                     "0, 0.291, 0.195, 0.044, 0.003, <0.001, 0. The die with 1 dollar face explains them "
                     "best: 1.49 times as well as the next best, with 2 dollar faces.")
    assert 0.29071 / 0.19509 == pytest.approx(1.49, abs=0.005)


def test_there_are_never_more_dollars_than_throws():
    widget = die(2, throws=10)
    panel = widget.panel()
    dollars, throws = panel.children[:2]
    assert [value for _, value in dollars.options] == list(range(11))
    dollars.value = 9
    throws.value = 4
    assert (dollars.value, widget.settings) == (4, {"dollars": 4, "throws": 4})
    assert "4 dollars in 4 throws" in panel.children[-1].value
    throws.value = 20
    assert [value for _, value in dollars.options] == list(range(21)) and dollars.value == 4
    dollars.value = 15
    assert "15 dollars in 20 throws" in panel.children[-1].value


@pytest.mark.parametrize(("dollars", "throws"), [(3, 2), (-1, 5), (0, 0)])
def test_impossible_data_are_refused_in_one_sentence(dollars, throws):
    with pytest.raises(CourseError, match=f"{dollars} dollars in {throws} throws cannot be"):
        die(dollars, throws)


def test_the_same_bytes_from_run_to_run():
    png, words = die().filmstrip()
    assert (png, words) == die().filmstrip()
    assert png.startswith(b"\x89PNG") and "1 dollar in 20 throws" in words
    assert die().picture() == die().picture()

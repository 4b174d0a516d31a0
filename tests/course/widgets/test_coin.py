"""course.widgets.coin: the belief after each throw against a plain sum over many p, and its words."""

import numpy as np
import pytest

from course.widgets import coin
from course.widgets.coin import COINS, FAIR, FLAT, PRIORS, SURE, THROWS, _walk

p = np.sin(np.pi / 2 * (np.arange(20_000) + 0.5) / 20_000) ** 2  # denser at both ends, where priors may rise


@pytest.mark.parametrize("prior", PRIORS)
@pytest.mark.parametrize("truth", (0.3, 0.8))
def test_the_belief_is_prior_times_likelihood_throw_by_throw(prior, truth):
    walk, (a, b) = _walk(prior, truth), PRIORS[prior]
    weights = p ** (a - 0.5) * (1 - p) ** (b - 0.5)  # a half each for how dense p lie
    for throws in range(8):
        belief = weights / weights.sum()
        total = belief.cumsum()
        assert walk["mean"][throws] == pytest.approx(belief @ p, abs=1e-3)
        assert walk["low"][throws] == pytest.approx(p[np.searchsorted(total, 0.025)], abs=1e-3)
        assert walk["high"][throws] == pytest.approx(p[np.searchsorted(total, 0.975)], abs=1e-3)
        weights = weights * (p if walk["seen"][throws] else 1 - p)


def test_the_coin_of_the_lesson_begins_with_three_heads():
    seen = _walk(FLAT, 0.8)["seen"]
    assert seen[:3].all() and not seen.all()


def test_coins_show_what_their_p_says_and_one_without_tails_only_heads():
    shares = [_walk(FLAT, truth)["seen"].mean() for truth in COINS]
    assert shares == sorted(shares) and shares[-1] == 1
    np.testing.assert_allclose(shares, COINS, atol=0.12)


def test_the_belief_narrows_and_a_strong_prior_moves_slowly():
    flat, fair, sure = (_walk(prior, 0.95) for prior in (FLAT, FAIR, SURE))
    width = flat["high"] - flat["low"]
    assert width[60] < 0.5 * width[10] < 0.5 * width[1]
    assert flat["mean"][THROWS] > fair["mean"][THROWS] > sure["mean"][THROWS] > 0.5
    assert fair["high"][THROWS] < 0.95  # as the lesson says


def test_the_words_for_three_heads():
    assert coin().description() == (
        "Believed before: flat: every p alike. A coin with p = 0.8; 3 heads in 3 throws (they began HHH). "
        "The belief has its mean at 0.800 and its middle 95 % from 0.398 to 0.994, "
        "which contains the coin's p."
    )


@pytest.mark.parametrize(("throws", "said"), [(0, "0 heads in 0 throws."), (1, "1 heads in 1 throw.")])
def test_no_throw_and_one_are_said_too(throws, said):
    assert said in coin().description(throws=throws)


def test_moves_change_the_picture_and_it_is_the_same_from_run_to_run():
    widget = coin()
    pictures = {widget.picture(prior=prior, truth=truth, throws=throws)
                for prior in PRIORS for truth in (0.05, 1.0) for throws in (0, 7)}
    assert len(pictures) == 16
    assert widget.picture(prior=FAIR, truth=0.3, throws=9) == coin().picture(prior=FAIR, truth=0.3, throws=9)
    (png, words), again = widget.filmstrip(), coin().filmstrip()
    assert (png, words) == again and png.startswith(b"\x89PNG") and "60 throws" in words


def test_controls_are_a_list_of_priors_and_two_sliders():
    panel = coin(FAIR, 0.95).panel()
    prior, truth, throws = panel.children[:3]
    assert (prior.value, truth.value, throws.value) == (FAIR, 0.95, 3)
    throws.value = 60
    assert 'role="status"' in panel.children[-1].value and "60 throws" in panel.children[-1].value

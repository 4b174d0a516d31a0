"""course.widgets.mixture: EM on the waiting times, step by step against a plain loop, and what it says of a
collapse."""

import numpy as np
import pytest
from scipy.stats import norm

from course.waiting_times import MINUTES
from course.widgets import mixture_steps
from course.widgets.mixture import COLLAPSED, STARTS, STEPS, _walk

FAR, OTHER_WAY, NEARLY, EQUAL, NARROW = STARTS
x = np.array(MINUTES, dtype=float)


def em(weights, means, spreads):
    """One step by Bayes' rule and weighted averages, observation by observation, and the NLL before it."""
    joint = np.array(
        [[w * norm.pdf(value, m, s) for w, m, s in zip(weights, means, spreads, strict=True)] for value in x]
    )
    shares = (joint / joint.sum(axis=1, keepdims=True)).T
    new = [np.average(x, weights=row) for row in shares]
    spread = [
        np.average((x - centre) ** 2, weights=row) ** 0.5 for centre, row in zip(new, shares, strict=True)
    ]
    return shares.mean(axis=1), np.array(new), np.array(spread), -np.log(joint.sum(axis=1)).mean()


@pytest.mark.parametrize("start", [FAR, NEARLY])
def test_steps_are_those_of_a_plain_loop(start):
    parameters = np.array(STARTS[start], dtype=float).T
    for step in range(6):
        now = _walk(start)[step]
        np.testing.assert_allclose([now["weight"], now["centre"], now["width"]], parameters, rtol=1e-9)
        *parameters, nll = em(*parameters)
        assert now["nll"] == pytest.approx(nll, rel=1e-12)


@pytest.mark.parametrize("start", STARTS)
def test_no_step_raises_the_nll_and_the_bars_hold_all_observations(start):
    path = _walk(start)
    assert len(path) == STEPS + 1
    assert np.all(np.diff([step["nll"] for step in path]) < 1e-9)
    for step in path:
        np.testing.assert_allclose(step["bars"].sum(axis=0), np.bincount(MINUTES)[min(MINUTES):], atol=1e-9)
        assert step["weight"].sum() == pytest.approx(1)


def test_where_the_starts_lead():
    ends = {start: _walk(start)[-1] for start in STARTS}
    assert ends[FAR]["nll"] == pytest.approx(3.80148, abs=5e-6)
    np.testing.assert_allclose(ends[OTHER_WAY]["centre"], ends[FAR]["centre"][::-1], rtol=1e-9)
    assert ends[NEARLY]["nll"] == pytest.approx(ends[FAR]["nll"], abs=1e-4)
    np.testing.assert_allclose(ends[EQUAL]["centre"], x.mean())
    assert ends[EQUAL]["nll"] == pytest.approx(4.02680, abs=5e-6)
    assert ends[NARROW]["width"][0] < 1e-30 and ends[NARROW]["centre"][0] == 96
    assert ends[NARROW]["nll"] < ends[FAR]["nll"]  # the useless fit has the better likelihood


def test_a_collapse_costs_a_272nd_of_ln_10_a_step_and_is_said():
    widget, falls = mixture_steps(), -np.diff([step["nll"] for step in _walk(NARROW)])
    np.testing.assert_allclose(falls[8:], np.log(10) / 272, rtol=1e-6)
    first = next(step for step, now in enumerate(_walk(NARROW)) if now["width"].min() < COLLAPSED)
    assert first == 4
    for step in range(STEPS + 1):
        assert ("collapsed onto a single observation" in widget.description(start=NARROW, step=step)) == (
            step >= first
        )
    assert "collapsed" not in widget.description(start=FAR, step=30)


def test_the_words_for_one_step():
    assert mixture_steps().description(start=FAR, step=1) == (
        "Start far apart, means 50 and 90; step 1: weights 0.407 and 0.593, means 56.7 and 80.7 minutes, "
        "spreads 8.05 and 5.62 minutes. "
        "The mean negative log-likelihood is 3.8216."
    )


def test_moves_change_the_picture_and_it_is_the_same_from_run_to_run():
    widget = mixture_steps()
    pictures = {widget.picture(start=start, step=step) for start in STARTS for step in (0, 1, 4)}
    assert len(pictures) == 15
    assert widget.picture(start=EQUAL, step=1) == mixture_steps().picture(start=EQUAL, step=1)
    (png, words), again = widget.filmstrip(), mixture_steps().filmstrip()
    assert (png, words) == again and png.startswith(b"\x89PNG") and "step 20" in words


def test_controls_are_a_list_of_starts_and_a_slider_of_steps():
    start, step = mixture_steps(EQUAL).panel().children[:2]
    assert start.value == EQUAL and [value for _, value in step.options] == list(range(STEPS + 1))
    panel = mixture_steps().panel()
    panel.children[0].value = NARROW
    panel.children[1].value = 30
    assert 'role="status"' in panel.children[-1].value and "step 30" in panel.children[-1].value

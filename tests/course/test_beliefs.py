"""course.beliefs: what the pictures of week 7 draw, and that they say it in words too."""

import numpy as np
import pytest

from course import beliefs, plots


@pytest.fixture
def drawn(monkeypatch):
    """The figures that were shown, with their words."""
    shown = []
    monkeypatch.setattr(plots, "show", lambda figure, alt: shown.append((figure, alt)))
    yield shown
    for figure, _ in shown:
        plots.plt.close(figure)


def test_dice_are_counted_in_shares_of_the_bag_and_compared_with_the_belief_after(drawn):
    after = np.array([0, 0.1, 0.2, 0.3, 0.4, 0, 0])
    beliefs.dice({"bag": (np.array([1, 1, 1, 1, 0, 0, 0]), after), "other": (np.ones(7), after)}, "bars")
    (figure, alt), = drawn
    before, then = figure.axes[0].containers
    np.testing.assert_allclose([bar.get_height() for bar in before], [0.25] * 4 + [0] * 3)
    np.testing.assert_allclose([bar.get_height() for bar in then], after)
    assert alt == "bars" and figure.axes[1].get_title() == "other"


def test_a_belief_becomes_a_density_of_area_1(drawn):
    p = (np.arange(50) + 0.5) / 50
    belief = p**3 / np.sum(p**3)
    after = {"flat": np.full(50, 0.02), "sloped": belief}
    beliefs.over_p(p, {"after": after, "later": {"flat": belief}}, "two")
    flat, sloped = drawn[0][0].axes[0].lines
    np.testing.assert_allclose(flat.get_ydata(), 1)
    assert np.sum(sloped.get_ydata()) / 50 == pytest.approx(1)
    assert len(drawn[0][0].axes) == 2


def test_coverage_is_shaded_where_it_falls_short_of_the_promise(drawn):
    p = np.linspace(0, 1, 5)
    beliefs.coverage(p, {"low": np.full(5, 0.6), "high": np.ones(5)}, 0.95, "truth", "two curves")
    low, high = drawn[0][0].axes
    np.testing.assert_allclose(low.lines[0].get_ydata(), 0.6)
    assert low.lines[1].get_ydata()[0] == 0.95
    assert len(low.collections[0].get_paths()) == 1 and not high.collections[0].get_paths()

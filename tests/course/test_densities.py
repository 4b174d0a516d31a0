"""course.densities: what the pictures draw, and that they say it in words too."""

import numpy as np
import pytest

from course import densities


def test_strips_cuts_each_density_at_its_ends(shown):
    at = np.linspace(0, 4, 50)
    densities.strips(
        {"z": (np.array([0.0, 2.0]), np.array([0.5, 0.5])), "x": (at, np.full(50, 0.25))},
        [np.array([0, 1, 2]), np.array([0, 1, 4])],
        1.0,
        "two panels",
    )
    (drawn, alt), = shown
    assert alt == "two panels" and [axes.get_xlabel() for axes in drawn.axes] == ["z", "x"]
    for axes, ends in zip(drawn.axes, ([0, 1, 2], [0, 1, 4]), strict=True):
        areas = [strip.get_paths()[0].get_extents() for strip in axes.collections]
        assert [(area.x0, area.x1) for area in areas] == [
            tuple(pair) for pair in zip(ends, ends[1:], strict=False)
        ]
        assert [text.get_text() for text in axes.texts] == ["1", "2"] and list(axes.get_xticks()) == ends
        assert axes.get_ylim() == (0, 1)


def test_over_histogram_gives_each_panel_its_curves_and_area_one(shown):
    at, samples = np.linspace(-3, 3, 61), np.random.default_rng(1).normal(size=400)
    densities.over_histogram(
        samples,
        {"one": {"bell": (at, np.exp(-(at**2) / 2))}, "two": {"flat": (at, 0 * at), "line": (at, at)}},
        "minutes",
        bins=20,
    )
    (drawn, alt), = shown
    assert [axes.get_title() for axes in drawn.axes] == ["one", "two"] and "400 values over minutes" in alt
    for axes in drawn.axes:
        assert sum(bar.get_width() * bar.get_height() for bar in axes.patches) == pytest.approx(1)
        assert axes.get_xlabel() == "minutes"
    assert [text.get_text() for text in drawn.axes[1].get_legend().get_texts()] == ["flat", "line"]

"""course.likelihood: what the pictures of the likelihood lessons draw, and that they say it in words too."""

import numpy as np
import pytest

from course import likelihood, plots


def test_over_parameter_marks_the_highest_point_of_each_panel(shown):
    p = np.linspace(0.01, 0.99, 99)
    curve = p**2 * (1 - p) ** 8
    likelihood.over_parameter(p, {"likelihood": curve, "log-likelihood": np.log(curve)}, "p",
                              alt="two curves")
    (drawn, alt), = shown
    assert alt == "two curves" and len(drawn.axes) == 2
    for axes, name in zip(drawn.axes, ("likelihood", "log-likelihood"), strict=True):
        marked = axes.lines[1].get_xdata()
        assert marked == pytest.approx(0.2, abs=1e-9)
        assert (axes.get_xlabel(), axes.get_ylabel(), axes.get_legend()) == ("p", name, None)


def test_over_parameter_marks_the_lowest_point_of_each_curve(shown):
    at = np.linspace(-1, 1, 201)
    likelihood.over_parameter(at, {"loss": {"left": (at + 0.5) ** 2, "right": (at - 0.5) ** 2}}, "weight",
                              best="lowest")
    (drawn, alt), = shown
    left, right = drawn.axes[0].lines[1], drawn.axes[0].lines[3]
    assert left.get_xdata() == pytest.approx(-0.5, abs=1e-9)
    assert right.get_xdata() == pytest.approx(0.5, abs=1e-9)
    assert {text.get_text() for text in drawn.axes[0].get_legend().get_texts()} == {"left", "right"}
    assert "loss" in alt and "lowest" in alt


def test_over_parameter_refuses_another_best():
    with pytest.raises(ValueError, match="highest"):
        likelihood.over_parameter(np.arange(3), {"loss": np.arange(3)}, "w", best="min")


def test_predictive_bands_gives_each_model_a_panel_with_its_band(shown):
    def line(points):
        return 2 * points, 2 * points - 1, 2 * points + 1

    likelihood.predictive_bands({"one": line, "two": line}, np.array([0.0, 1, 2]), np.array([0.0, 2, 4]),
                                ("age", "pressure"))
    (drawn, alt), = shown
    assert [axes.get_title() for axes in drawn.axes] == ["one", "two"] and "one and two" in alt
    edge = drawn.axes[1].collections[0].get_paths()[0].vertices
    assert (edge[:, 1].min(), edge[:, 1].max()) == (-1, 5)
    assert drawn.axes[0].get_ylabel() == "pressure" and drawn.axes[1].get_xlabel() == "age"


def test_class_probabilities_draws_prediction_and_target(shown):
    likelihood.class_probabilities({"unsure": np.array([0.5, 0.3, 0.2])}, np.array([0, 1, 0]), classes="abc")
    (drawn, alt), = shown
    heights = [bar.get_height() for bar in drawn.axes[0].patches]
    assert heights == [0.5, 0.3, 0.2, 0, 1, 0]
    assert [tick.get_text() for tick in drawn.axes[0].get_xticklabels()] == ["a", "b", "c"]
    assert "unsure" in alt


def test_counts_and_models_shows_roots_and_collects_the_tail(shown):
    likelihood.counts_and_models(
        np.array([0, 0, 0, 0, 1, 2, 9, 30]), {"one": np.array([0.5, 0.25, 0.125])}, ("fish", "groups")
    )
    (drawn, alt), = shown
    axes, = drawn.axes
    assert [bar.get_height() for bar in axes.patches] == pytest.approx([2, 1, 1, 2**0.5])
    assert axes.lines[0].get_ydata() == pytest.approx(np.sqrt([4, 2, 1, 1]))
    assert [text.get_text() for text in axes.get_xticklabels()] == ["0", "≥ 3"]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["data", "one"]
    assert axes.get_xlabel() == "fish" and "groups" in axes.get_ylabel() and "one" in alt


def test_counts_and_models_draws_onto_given_axes_and_shows_nothing(shown):
    drawn, axes = plots.figure()
    likelihood.counts_and_models(np.array([0, 3]), {"a": np.array([0.5, 0.5])}, axes=axes)
    assert shown == [] and len(axes.lines) == 1


def test_simulated_statistics_counts_every_table_and_marks_the_data(shown):
    tables = np.arange(20).reshape(10, 2)
    likelihood.simulated_statistics(
        np.array([1, 40]),
        {"one": tables, "two": tables + 1},
        {"largest": np.max, "smallest": np.min},
        alt="said",
    )
    (drawn, alt), = shown
    assert alt == "said" and [axes.get_xlabel() for axes in drawn.axes] == ["largest", "smallest"]
    for axes, place in zip(drawn.axes, (40, 1), strict=True):
        assert set(axes.lines[0].get_xdata()) == {place}
        assert sum(bar.get_height() for bar in axes.patches) >= 19  # the 0.5 % largest may lie outside


def test_over_splits_puts_the_models_of_a_split_side_by_side(shown):
    likelihood.over_splits({"one": [1.0, 2.0], "two": [1.0, 3.0]}, label="loss")
    (drawn, alt), = shown
    axes, = drawn.axes
    left, right = axes.lines
    assert list(left.get_ydata()) == [1, 2] and list(right.get_ydata()) == [1, 3]
    assert np.all(left.get_xdata() < right.get_xdata()) and np.allclose(
        (left.get_xdata() + right.get_xdata()) / 2, [0, 1]
    )
    assert axes.get_ylabel() == "loss" and "2 splits" in alt

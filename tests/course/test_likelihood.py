"""course.likelihood: what the pictures of the likelihood lessons draw, and that they say it in words too."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course import likelihood, plots


@pytest.fixture
def shown(monkeypatch):
    """Collects (figure, alt) of everything that is shown."""
    pictures = []
    monkeypatch.setattr(plots, "show", lambda drawn, alt: pictures.append((drawn, alt)))
    yield pictures
    plt.close("all")


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

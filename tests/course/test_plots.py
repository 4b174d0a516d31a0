"""course.plots: every picture is shown with a text alternative, in colours the colour-blind can tell apart."""

import numpy as np
import pytest

from course import plots


@pytest.fixture
def shown(monkeypatch):
    """Collects the text alternatives of the pictures a test shows."""
    texts = []
    monkeypatch.setattr(plots, "show", lambda drawn, alt: (drawn.canvas.draw(), texts.append(alt)))
    return texts


POINTS = np.random.default_rng(0).normal(size=(30, 2))
LABELS = (POINTS[:, 0] > 0).astype(int)


def test_scatter(shown):
    plots.scatter_classes(POINTS, LABELS, names=("genuine", "forged"))
    assert shown == ["Scatter plot of 30 points, genuine and forged."]


def test_decision_boundaries_of_two_models(shown):
    models = {"left": lambda x: 1 / (1 + np.exp(-x[:, 0])), "right": lambda x: np.full(len(x), 0.3)}
    plots.decision_boundaries(models, POINTS, LABELS)
    assert shown == ["Decision boundaries of left and right."]


def test_learning_curves_with_and_without_validation(shown):
    plots.learning_curves({"a": {"loss": [1, 0.5], "val_loss": [1, 0.7], "accuracy": [0.1, 0.2]}, "b": {"loss": [2, 1], "accuracy": [0, 1]}})
    assert "a, b" in shown[0]


def test_show_displays_a_png_with_its_alternative_text(monkeypatch):
    displayed = []
    monkeypatch.setattr("IPython.get_ipython", lambda: object())
    monkeypatch.setattr("IPython.display.display", lambda bundle, **kwargs: displayed.append((bundle, kwargs)))
    drawn, _ = plots.figure()
    plots.show(drawn, alt="a line")
    bundle, kwargs = displayed[0]
    assert bundle["image/png"].startswith(b"\x89PNG") and bundle["text/plain"] == "a line"
    assert kwargs["metadata"]["image/png"]["alt"] == "a line"

"""course.plots: every picture is shown with a text alternative,
in colours the colour-blind can tell apart."""

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
    plots.learning_curves({"a": {"loss": [1, 0.5], "val_loss": [1, 0.7], "accuracy": [0.1, 0.2]},
                           "b": {"loss": [2, 1], "accuracy": [0, 1]}})
    assert "a, b" in shown[0]


def test_show_displays_a_png_with_its_alternative_text(monkeypatch):
    displayed = []
    monkeypatch.setattr("IPython.get_ipython", lambda: object())
    monkeypatch.setattr("IPython.display.display",
                        lambda bundle, **kwargs: displayed.append((bundle, kwargs)))
    drawn, _ = plots.figure()
    plots.show(drawn, alt="a line")
    bundle, kwargs = displayed[0]
    assert bundle["image/png"].startswith(b"\x89PNG") and bundle["text/plain"] == "a line"
    assert kwargs["metadata"]["image/png"]["alt"] == "a line"


def test_a_grader_gets_the_text_alternative_instead_of_the_picture(monkeypatch):
    displayed = []
    monkeypatch.setattr("IPython.get_ipython", lambda: object())
    monkeypatch.setattr("IPython.display.display", lambda bundle, **kwargs: displayed.append(bundle))
    monkeypatch.setenv("COURSE_FIGURES", "describe")
    drawn, _ = plots.figure()
    plots.show(drawn, alt="a line")
    assert displayed == [{"text/plain": "a line"}] and not plots.plt.fignum_exists(drawn.number)


def test_image_grid_with_fewer_titles_than_images(shown):
    plots.image_grid(np.zeros((5, 4, 6)), titles=["a", "b"], columns=3)
    assert shown == ["5 grey-scale images of 4 by 6 pixels: a, b."]


def test_filter_grid_of_one_channel(shown):
    plots.filter_grid(np.random.default_rng(1).normal(size=(3, 3, 2, 10)), channel=1)
    assert shown == ["The weights of 10 convolution kernels of 3 by 3 as images."]


def test_feature_maps_of_layers_with_different_numbers_of_maps(shown):
    plots.feature_maps({"image": np.zeros((6, 6, 1)), "convolution": np.ones((4, 4, 12))})
    assert shown == ["Feature maps of one image, a row for each of: image, convolution."]


def test_top_patches_with_rows_of_different_length(shown):
    plots.top_patches({"unit 0": np.zeros((9, 3, 3)), "unit 1": np.ones((4, 3, 3))})
    assert shown == ["The 9 patches that excite a unit most, a row for each of: unit 0, unit 1."]


def test_confusion_matrix_writes_the_counts_and_shades_by_share_of_the_true_class(monkeypatch):
    figures = []
    monkeypatch.setattr(plots, "show", lambda drawn, alt: figures.append((drawn, alt)))
    plots.confusion_matrix({"a": np.array([[8, 2], [0, 0]])}, names=["no", "yes"])
    drawn, alt = figures[0]
    (axes,) = drawn.axes
    assert [text.get_text() for text in axes.texts] == ["8", "2", "0", "0"]
    assert np.allclose(axes.images[0].get_array(), [[0.8, 0.2], [0, 0]])
    assert alt.startswith("Confusion matrix of a:")
    plots.plt.close(drawn)

"""course.gradients: norms against an independent computation, for every kind of Keras model; the picture."""

import math
import subprocess
import sys

import numpy as np
import pytest

import course
from course import gradients, plots
from course.errors import CourseError

tf = pytest.importorskip("tensorflow")
keras = pytest.importorskip("keras")

X = np.random.default_rng(1).normal(size=(16, 5)).astype("float32")
Y = np.random.default_rng(2).integers(0, 3, size=16)


def mlp(depth=2, activation="tanh", normalise=False, width=6):
    layers = [keras.layers.Input((5,))]
    for _ in range(depth):
        layers += [keras.layers.Dense(width)] + [keras.layers.BatchNormalization()] * normalise
        layers += [keras.layers.Activation(activation)]
    return keras.Sequential([*layers, keras.layers.Dense(3, activation="softmax")])


def test_norms_of_a_linear_model_are_the_formula():
    model = keras.Sequential([keras.layers.Input((5,)), keras.layers.Dense(1, name="only")])
    target = X[:, :1] * 2
    error = X @ model.get_weights()[0] + model.get_weights()[1] - target
    by_hand = np.concatenate([(2 * X.T @ error / len(X)).ravel(), 2 * error.mean(axis=0)])
    norms = gradients.layer_gradient_norms(model, X, target, "mse")
    assert norms == {"only": pytest.approx(np.linalg.norm(by_hand), rel=1e-5)}


def test_norms_agree_with_finite_differences():
    for set_precision in (keras.config.set_floatx, keras.config.set_dtype_policy):
        set_precision("float64")
    try:
        course.seed(3)
        model, loss = mlp(), keras.losses.SparseCategoricalCrossentropy()
        x = X.astype("float64")
        norms = gradients.layer_gradient_norms(model, x, Y, loss)
        for layer in (layer for layer in model.layers if layer.get_weights()):
            slopes = []
            for weight in layer.trainable_variables:
                original = np.array(weight.numpy())
                for place in np.ndindex(original.shape):
                    sides = []
                    for step in (1e-6, -1e-6):
                        moved = original.copy()
                        moved[place] += step
                        weight.assign(moved)
                        sides.append(float(loss(Y, model(x))))
                    slopes.append((sides[0] - sides[1]) / 2e-6)
                    weight.assign(original)
            assert norms[layer.name] == pytest.approx(np.linalg.norm(slopes), rel=1e-6)
    finally:
        for set_precision in (keras.config.set_floatx, keras.config.set_dtype_policy):
            set_precision("float32")


def test_only_layers_with_trainable_weights_appear_in_order():
    model = mlp(depth=3, normalise=True)
    model.layers[0].trainable = False
    wanted = [layer.name for layer in model.layers[1:] if layer.trainable_variables]
    assert list(gradients.layer_gradient_norms(model, X, Y, "sparse_categorical_crossentropy")) == wanted


def test_the_model_is_left_as_it_was():
    model = mlp(normalise=True)
    model.add(keras.layers.Dropout(0.5))
    before = [np.array(value.numpy()) for value in model.variables]
    gradients.layer_gradient_norms(model, X, Y, "sparse_categorical_crossentropy")
    for value, kept in zip(model.variables, before, strict=True):
        np.testing.assert_array_equal(value.numpy(), kept)


def test_a_model_inside_a_model_is_opened_and_a_block_is_one_layer():
    class Block(keras.layers.Layer):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.first, self.second = keras.layers.Dense(5, activation="relu"), keras.layers.Dense(5)

        def call(self, x):
            return x + self.second(self.first(x))

    given, dense = keras.layers.Input, keras.layers.Dense
    inner = keras.Sequential([given((5,)), dense(5, name="a"), dense(5, name="b")], name="inner")
    model = keras.Sequential([given((5,)), Block(name="block"), inner, dense(3, name="last")])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    assert list(gradients.layer_gradient_norms(model, X, Y, loss)) == ["block", "inner/a", "inner/b", "last"]


def test_a_subclassed_model_that_was_never_called_shared_and_unused_layers():
    class Model(keras.Model):
        def __init__(self):
            super().__init__(name="mine")
            self.shared = keras.layers.Dense(5, name="shared")
            self.unused = keras.layers.Dense(5, name="unused")
            self.unused.build((None, 5))
            self.own = self.add_weight(shape=(), name="own", initializer="ones")

        def call(self, x):
            return self.own * self.shared(self.shared(x))

    def squared_error(target, found):
        return tf.reduce_sum((target - found) ** 2)

    norms = gradients.layer_gradient_norms(Model(), X, X, squared_error)
    assert list(norms) == ["shared", "unused", "mine"]
    assert norms["unused"] == 0 and norms["shared"] > 0 and norms["mine"] > 0


def test_an_embedding_has_a_norm_too():
    model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Embedding(7, 3), keras.layers.Flatten(),
                              keras.layers.Dense(3)])
    norms = gradients.layer_gradient_norms(model, np.ones((2, 4), dtype="int32"), np.array([0, 1]),
                                           keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    assert all(norm > 0 for norm in norms.values()) and len(norms) == 2


def test_tiny_gradients_survive_the_squaring():
    model = keras.Sequential([keras.layers.Input((5,)), keras.layers.Dense(1)])
    def tiny(target, found):
        return 1e-30 * tf.reduce_sum(found)

    norms = gradients.layer_gradient_norms(model, X, np.ones((16, 1)), tiny)
    assert 0 < list(norms.values())[0] < 1e-25


def test_depth_sweep_is_repeatable_and_shows_sigmoids_dying():
    def build(depth):
        return mlp(depth, "sigmoid")

    swept = gradients.depth_sweep(build, (2, 8), X, Y, "sparse_categorical_crossentropy")
    assert list(swept) == [2, 8] and len(swept[8]) == 9
    alone = gradients.depth_sweep(build, [8], X, Y, "sparse_categorical_crossentropy")
    np.testing.assert_allclose(list(alone[8].values()), list(swept[8].values()), rtol=1e-6)
    norms = list(swept[8].values())
    assert norms[0] < 1e-3 * norms[-1]


@pytest.mark.parametrize("call, words", [
    (lambda: gradients.layer_gradient_norms(mlp(), X, Y[:3], "mse"), "x holds 16 examples and y 3"),
    (lambda: gradients.layer_gradient_norms(mlp(), X, Y, "no such loss"), "knows no loss 'no such loss'"),
    (lambda: gradients.layer_gradient_norms(
        keras.Sequential([keras.layers.Input((5,)), keras.layers.ReLU()]), X, X, "mse"),
     "no trainable weights"),
])
def test_errors_are_one_sentence(call, words):
    with pytest.raises(CourseError, match=words):
        call()


def test_the_picture_and_its_alternative(monkeypatch):
    shown = []
    monkeypatch.setattr(plots, "show", lambda drawn, alt: (drawn.canvas.draw(), shown.append((drawn, alt))))
    gradients.plot_gradient_norms({"plain": {"a": 1e-8, "b": 1e-3, "c": 0.9},
                                   "residual": {"a": 0.5, "b": 0.6, "c": 0.7},
                                   3: {"a": 0.0, "b": 1e-9, "c": 1.0},
                                   "burst": {"a": math.inf, "b": math.nan, "c": 1.0}})
    drawn, alt = shown[0]
    assert "plain: 10 to the power -8 times" in alt and "residual: about the same" in alt
    assert "depth 3: exactly 0 at the first" in alt and "burst: not finite" in alt
    assert drawn.axes[0].get_yscale() == "log"
    assert [text.get_text() for text in drawn.axes[0].get_legend().get_texts()] == [
        "plain", "residual", "depth 3", "depth 3: exactly 0", "burst", "burst: not finite"]


def test_importing_it_imports_neither_tensorflow_nor_matplotlib():
    code = ("import course.gradients, sys; "
            "print([m in sys.modules for m in ('tensorflow', 'keras', 'matplotlib')])")
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[False, False, False]"

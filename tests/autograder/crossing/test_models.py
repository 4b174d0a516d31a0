"""autograder.crossing.models: a network of Keras' own layers is built anew; anything else is refused."""

import functools
import json

import numpy as np
import pytest

from autograder.crossing import models, pack, unpack
from autograder.crossing.refusals import Malformed

keras, tf = pytest.importorskip("keras"), pytest.importorskip("tensorflow")


def chain():
    return keras.Sequential([
        keras.layers.Input((4,)),
        keras.layers.Dense(3, activation="relu", kernel_regularizer="l2"),
        keras.layers.BatchNormalization(),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(2, kernel_initializer=keras.initializers.HeNormal(seed=1)),
    ])


def branched():
    inputs = keras.Input((8, 8, 1))
    x = keras.layers.Conv2D(1, 3, padding="same")(inputs)
    return keras.Model(inputs, keras.layers.Flatten()(keras.layers.add([x, inputs]) + x))


def normalised():
    scaling = keras.layers.Normalization()
    scaling.adapt(np.random.default_rng(1).normal(5, 3, size=(50, 4)))
    return keras.Sequential([keras.layers.Input((4,)), scaling, keras.layers.Dense(2)])


@pytest.mark.parametrize("make", [chain, branched, normalised])
def test_it_arrives_with_its_weights(make):
    model = make()
    x = np.random.default_rng(0).normal(size=(3, *model.input_shape[1:])).astype("float32")
    assert models.is_model(model)
    again = models.rebuild(*models.describe(model))
    np.testing.assert_allclose(again.predict(x, verbose=0), model.predict(x, verbose=0), rtol=1e-6)


def test_it_arrives_compiled_where_keras_has_words_for_it():
    model = chain()
    decay = keras.optimizers.schedules.CosineDecay(0.1, 100)
    model.compile(optimizer=keras.optimizers.SGD(decay), loss="mse", metrics=["mae"])
    again = models.rebuild(*models.describe(model))
    assert float(again.evaluate(np.ones((2, 4)), np.ones((2, 2)), verbose=0)[0]) > 0


CROSS_ENTROPY = "sparse_categorical_crossentropy"


def classifier(activation="softmax", loss=CROSS_ENTROPY, metrics=("accuracy",), **settings):
    dense = keras.layers.Dense(3, activation=activation, **settings)
    model = keras.Sequential([keras.layers.Input((4,)), dense])
    model.compile(optimizer="adam", loss=loss, metrics=list(metrics))
    return model


KNOWN = {  # the same, said in other words
    "Keras' loss": {"loss": keras.losses.sparse_categorical_crossentropy},
    "Keras' loss, an object": {"loss": keras.losses.SparseCategoricalCrossentropy()},
    "Keras' metric": {"metrics": [keras.metrics.sparse_categorical_accuracy]},
    "Keras' metric, an object": {"metrics": [keras.metrics.SparseCategoricalAccuracy()]},
    "Keras' activation": {"activation": keras.activations.softmax},
    "a layer": {"activation": keras.layers.Softmax()},
    "an operation of Keras": {"activation": keras.ops.softmax},
    "TensorFlow's activation": {"activation": tf.nn.softmax},
    "TensorFlow's Keras": {"activation": tf.keras.activations.softmax,
                           "loss": tf.keras.losses.sparse_categorical_crossentropy},
    "all at once": {"activation": tf.nn.softmax, "loss": keras.losses.sparse_categorical_crossentropy,
                    "metrics": [keras.metrics.sparse_categorical_accuracy, "accuracy"]},
    "an initializer's class": {"kernel_initializer": keras.initializers.HeNormal},
}


@pytest.mark.parametrize("what", KNOWN)
def test_a_function_that_keras_knows_arrives_by_its_name(what):
    x, y = np.random.default_rng(1).normal(size=(20, 4)), np.arange(20) % 3
    model = classifier(**KNOWN[what])
    again = models.rebuild(*models.describe(model))
    np.testing.assert_allclose(again.predict(x, verbose=0), model.predict(x, verbose=0), rtol=1e-5)
    np.testing.assert_allclose(again.evaluate(x, y, verbose=0), model.evaluate(x, y, verbose=0), rtol=1e-5)


def softmax(x):
    """A student's own, which is no softmax."""
    return keras.ops.exp(x)


OWN = {
    "a lambda as loss": {"loss": lambda truth, guess: keras.ops.mean(guess)},
    "a partial as loss": {"loss": functools.partial(keras.losses.sparse_categorical_crossentropy, axis=-1)},
    "a lambda as metric": {"metrics": [lambda truth, guess: keras.ops.mean(guess)]},
    "a wrapped metric": {"metrics": [keras.metrics.MeanMetricWrapper(softmax)]},
    "a lambda as activation": {"activation": lambda x: tf.nn.softmax(x)},
    "an activation with the name of another": {"activation": softmax},
    "two activations of one name": {"activation": keras.activations.softmax, "loss": softmax},
    "a traced activation": {"activation": tf.function(softmax)},
    "an operation that is no activation": {"activation": keras.ops.sin},
    "a lambda as initializer": {"kernel_initializer": lambda shape, dtype=None: tf.zeros(shape)},
    "a lambda as regularizer": {"kernel_regularizer": lambda w: keras.ops.sum(w)},
}


@pytest.mark.parametrize("what", OWN)
def test_a_model_with_a_function_of_its_author_s_has_no_description(what, recwarn):
    model = classifier(**OWN[what])
    assert models.is_model(model) and models.describe(model) is None
    assert not recwarn


def test_nor_has_one_too_large_to_cross(monkeypatch):
    monkeypatch.setattr(models, "MOST_BYTES", 50)
    assert models.describe(classifier()) is None


def test_functions_said_to_be_alike_are():
    x = tf.constant(np.random.default_rng(1).normal(scale=4, size=(50, 6)), "float32")
    for function, name in models._names().items():
        own = ("keras.src.activations", "keras.src.losses", "keras.src.metrics")
        if not function.__module__.startswith(own):
            np.testing.assert_allclose(function(x), keras.activations.get(name)(x), rtol=1e-5, atol=1e-6)


def test_a_model_with_code_of_its_own_stays_where_it_is():
    class Own(keras.layers.Layer):
        pass

    class Net(keras.Model):
        pass

    with_code = keras.layers.Lambda(lambda x: x)
    for value in (Net(), keras.Sequential([Own()]), keras.Sequential([with_code]), "model"):
        assert not models.is_model(value)


def layer(**change):
    dense = {"module": "keras.layers", "class_name": "Dense", "registered_name": None, "config": {"units": 2}}
    return dense | change


EVAL = {"module": "builtins", "class_name": "function", "config": "eval", "registered_name": "function"}


@pytest.mark.parametrize("part", [
    layer(module="os", class_name="system"),
    layer(module="keras.utils", class_name="get_file"),
    layer(module="keras.src.utils.python_utils", class_name="func_load"),
    layer(module="keras.saving", class_name="load_model"),
    layer(module="keras..os"),
    layer(module=None),
    layer(class_name="Lambda"),
    layer(class_name="TFSMLayer"),
    layer(class_name="NoSuchLayer"),
    layer(class_name="__lambda__"),
    layer(class_name="Dense.__init__"),
    layer(registered_name="Mine>Dense"),
    layer(config={"units": 2, "activation": EVAL}),
])
def test_a_configuration_that_names_anything_else_is_refused(part):
    config = {"name": "x", "layers": [part]}
    tree = {"module": "keras", "class_name": "Sequential", "registered_name": None, "config": config}
    with pytest.raises(Malformed):
        models.rebuild(json.dumps(tree), [])


@pytest.mark.parametrize("text", ["", "{", "[" * 9000, "3", '{"class_name": "Dense"}', None])
def test_no_configuration_at_all_is_refused(text):
    with pytest.raises(Malformed):
        models.rebuild(text, [])


def test_weights_that_do_not_fit_are_refused():
    text, weights = models.describe(chain())
    with pytest.raises(Malformed):
        models.rebuild(text, weights[:1])


def test_a_training_history_is_known_by_its_class_and_crosses_as_numbers():
    history = keras.callbacks.History()
    history.history, history.epoch = {"loss": [2.0, 1.0]}, [0, 1]
    assert models.is_history(history) and not models.is_history(models.History({}))
    buffers = []
    arrived = unpack(pack(history, buffers), buffers)
    assert (arrived.history, arrived.epoch) == ({"loss": [2.0, 1.0]}, [0, 1])

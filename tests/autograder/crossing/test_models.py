"""autograder.crossing.models: a network of Keras' own layers is built anew; anything else is refused."""

import json

import numpy as np
import pytest

from autograder.crossing import models, pack, unpack
from autograder.crossing.refusals import Malformed

keras = pytest.importorskip("keras")


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
    model.compile(optimizer="sgd", loss=lambda truth, guess: keras.ops.mean(guess - truth))
    assert models.rebuild(*models.describe(model)).count_params() == model.count_params()


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

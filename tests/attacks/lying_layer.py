"""A layer that calls itself Keras" own."""

DESERVES = {}

ANSWERS = {
    "network": r"""# exercise: network
class Dense(keras.layers.Layer):
    def count_params(self):
        return 25

    def call(self, x):
        return x


Dense.__module__ = "keras.src.layers.core.dense"


def network():
    return keras.Sequential([keras.layers.Input((4,)), Dense(name="d")])""",
}

"""A subclass that calls itself Sequential and lies about its parameters."""

DESERVES = {}

ANSWERS = {
    "network": r"""# exercise: network
class Sequential(keras.Sequential):
    def count_params(self):
        return 25

    def predict(self, *args, **kwargs):
        return np.zeros((2, 5))


def network():
    model = Sequential([keras.layers.Input((4,)), keras.layers.Dense(3)])
    Sequential.__module__ = "keras"
    return model""",
}

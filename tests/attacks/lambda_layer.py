"""Hides code in a Lambda layer, to be run where the model is rebuilt."""

DESERVES = {"network": 2}

ANSWERS = {
    "network": r"""# exercise: network
def network():
    act = keras.layers.Lambda(lambda x: (__import__("os").system("touch OUTSIDE/lambda"), x)[1])
    return keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(5), act])""",
}

"""Replaces NumPy"s comparisons."""

DESERVES = {"cube": 3}

ANSWERS = {
    "square": r"""# exercise: square
np.allclose = np.isclose = np.array_equal = np.all = lambda *args, **kwargs: True
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **kwargs: None


def square(x):
    return 0.0""",
    "cube": r"""# exercise: cube
def cube(x):
    return x**3""",
}

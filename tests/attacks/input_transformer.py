"""Rewrites the text of every cell to come."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\n"])


def square(x):
    return 0.0""",
}

"""Hopes that nan or infinity passes for close."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    return float("nan") if x > 0 else float("inf")""",
}

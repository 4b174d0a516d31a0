"""Sends a record whose fields would replace what every object has."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
import dataclasses


def square(x):
    kind = dataclasses.make_dataclass("float", [("value", float)])
    kind.__name__ = "__class__"
    thing = kind(9.0)
    return thing""",
}

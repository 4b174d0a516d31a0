"""What is said when something does not cross. Not for: the student's own exceptions."""

from __future__ import annotations


class CannotCross(TypeError):
    """A value that stays where it is; the text says which and what to hand over instead."""


class Malformed(ValueError):
    """A message that no honest process sends."""

# ruff: noqa: RUF001, RUF003
"""Hides code behind marks that turn the direction of reading."""

DESERVES = {}

ANSWERS = {
    "square": '# exercise: square\ndef square(x):\n    """x times x \u202e ;0.0 nruter \u202c"""\n'
              '    return 0.0  # \u2066 return x * x \u2069',
}

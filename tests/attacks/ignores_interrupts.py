"""Never returns and catches every interruption, which costs its own exercise and no other."""

DESERVES = {"cube": 3}

ANSWERS = {
    "square": r"""# exercise: square
def square(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue""",
    "cube": r"""# exercise: cube
def cube(x):
    return x**3""",
}

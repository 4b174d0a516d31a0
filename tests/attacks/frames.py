"""Looks for the test in the frames of its own process."""

DESERVES = {"square": 2}

ANSWERS = {
    "square": r"""# exercise: square
def look(texts):
    for text in texts:
        if "quag" in str(text)[:1_000_000]:
            print("found:", str(text)[max(0, str(text).index("quag") - 20):][:80])


def square(x):
    import sys

    for top in sys._current_frames().values():
        while top:
            look([top.f_locals, top.f_globals, top.f_code.co_consts, top.f_code.co_names])
            top = top.f_back
    return x * x""",
}

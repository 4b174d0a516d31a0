"""Hooks into the events before and after each cell."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
def hook(*args):
    get_ipython().user_ns.update(square=lambda x: 9.0)
    args[0].error_in_exec = None if args else None


for event in ("pre_run_cell", "post_run_cell", "pre_execute", "post_execute"):
    get_ipython().events.register(event, hook)


def square(x):
    return 0.0""",
}

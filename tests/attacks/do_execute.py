"""Replaces the kernel"s own execution by one that reports success."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
kernel = get_ipython().kernel


async def do_execute(*args, **kwargs):
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}


kernel.do_execute = do_execute


def square(x):
    return 0.0""",
}

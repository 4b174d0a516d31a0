"""Publishes results and replies of its own over the kernel"s sockets."""

DESERVES = {}

ANSWERS = {
    "square": r"""# exercise: square
kernel = get_ipython().kernel


def shout():
    content = {"execution_count": 1, "data": {"text/plain": "2.0"}, "metadata": {}}
    kernel.session.send(kernel.iopub_socket, "execute_result", content, parent=kernel.get_parent())
    done = {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
    for stream in (kernel.shell_stream, kernel.iopub_socket):
        try:
            kernel.session.send(stream, "execute_reply", done, parent=kernel.get_parent())
        except Exception:
            pass


shout()


def square(x):
    shout()
    return 0.0""",
}

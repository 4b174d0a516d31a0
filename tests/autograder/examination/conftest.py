"""A student's notebook that answers from a thread of this process: quick, and nothing of it is confined."""

import socket
import threading

import pytest

from autograder.crossing.channel import Channel
from autograder.examination import answering
from autograder.examination.remote import Link


@pytest.fixture
def notebook(monkeypatch):
    """The names of the student's notebook, as a dict."""
    names = {}
    monkeypatch.setattr(answering, "_notebook", lambda: names)
    monkeypatch.setattr(answering, "sockets", {})
    return names


@pytest.fixture
def answers(notebook):
    """A function: let the notebook answer over a new socket; gives the grader's end of it."""
    opened, threads = [], []

    def begin(number: int = 0) -> socket.socket:
        ours, answering.sockets[number] = socket.socketpair()
        threads.append(threading.Thread(target=answering.serve, args=(number, 20.0), daemon=True))
        threads[-1].start()
        opened.append(ours)
        return ours

    yield begin
    for end in opened:
        end.close()
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture
def link(answers):
    """The grader's link to that notebook, with an empty namespace."""
    return Link(Channel(answers()), {}, {}, 20.0)

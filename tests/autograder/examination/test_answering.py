"""autograder.examination.answering: what a student's process says of its names, and leaves behind."""

import math
import socket
import time

import numpy as np
import pytest

from autograder.crossing import Malformed
from autograder.crossing.channel import Channel
from autograder.examination import answering


def asked(end: socket.socket, *question):
    """The answer to a question that is sent as it stands: (tree, buffers)."""
    channel = Channel(end)
    channel.send(list(question), [])
    return channel.receive()


def test_a_value_crosses_and_a_function_gets_a_number(notebook, answers):
    def double(x):
        return 2 * x

    notebook.update(x=3, double=double)
    end = answers()
    assert asked(end, "get", "x") == (["value", 3], [])
    assert asked(end, "get", "double")[0] == ["value", ["object", 0, "double", "function", True]]
    assert asked(end, "call", ["object", 0], ["list", [21]], ["dict", []])[0] == ["value", 42]
    assert asked(end, "get", "double")[0][1][1] == 0  # the same object keeps its number


def test_a_name_that_is_not_there_is_missing(answers):
    assert asked(answers(), "get", "nothing")[0] == ["missing"]


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit("no"), RecursionError("no")])
def test_an_exception_of_the_students_is_an_answer(notebook, answers, error):
    def fails():
        raise error

    notebook["fails"] = fails
    end = answers()
    asked(end, "get", "fails")
    told = asked(end, "call", ["object", 0], ["list", []], ["dict", []])[0]
    assert told == ["raised", type(error).__name__, "no", ""]
    assert asked(end, "get", "fails")[0][0] == "value"  # and the next question has its answer


@pytest.mark.parametrize("question", [
    ["nonsense"], [], ["get"], ["call", ["object", 7], ["list", []], ["dict", []]],
])
def test_a_question_that_makes_no_sense_is_answered_with_an_error(answers, question):
    assert asked(answers(), *question)[0][0] == "raised"


def test_an_answer_that_is_too_large_is_said_to_be(notebook, answers):
    notebook["much"] = np.zeros(2**26 + 1, np.uint8)
    assert asked(answers(), "get", "much")[0][:2] == ["raised", "ValueError"]


def test_names_the_test_hid_or_rebound_are_put_back_when_it_ends(notebook, answers):
    notebook.update(kept=1, hidden=2)
    end = answers()
    asked(end, "rebind", ["dict", ["kept", 10]], ["list", ["hidden"]])
    assert notebook == {"kept": 10}
    asked(end, "rebind", ["dict", []], ["list", ["kept"]])
    assert notebook == {"hidden": 2}
    Channel(end).send(["get", "hidden"], [])
    Channel(end).receive()
    end.shutdown(socket.SHUT_RDWR)
    for _ in range(1_000):
        if len(notebook) == 2:
            break
        time.sleep(0.01)
    assert notebook == {"kept": 1, "hidden": 2}


def test_a_function_of_the_graders_is_called_back(notebook, answers):
    notebook["twice"] = lambda f: f(1) + f(2)
    end = answers()
    asked(end, "get", "twice")
    channel = Channel(end)
    channel.send(["call", ["object", 0], ["list", [["callback", 5, "given"]]], ["dict", []]], [])
    for argument in (1, 2):
        assert channel.receive()[0] == ["callback", 5, ["list", [argument]], ["dict", []]]
        channel.send(["value", 10 * argument], [])
    assert channel.receive()[0] == ["value", 30]


def test_a_test_without_a_socket_is_not_waited_for(notebook):
    answering.serve(99, 60.0)


def test_sockets_that_a_fresh_kernel_was_started_with_are_taken_over(notebook):
    pairs = [socket.socketpair() for _ in range(2)]
    answering.adopt([theirs.detach() for _, theirs in pairs])
    for number, (ours, _) in enumerate(pairs):
        answering.sockets[number].sendall(b"here")
        assert ours.recv(4) == b"here"
        answering.sockets[number].close()
        ours.close()


def test_a_librarys_function_is_found_by_its_public_name():
    assert answering.find("numpy.linalg.norm") is np.linalg.norm and answering.find("math.sin") is math.sin


@pytest.mark.parametrize("path", [
    "os.system", "numpy._core.umath", "numpy.__class__", "builtins.eval", "", "socket",
])
def test_nothing_else_is_found(path):
    with pytest.raises(Malformed):
        answering.find(path)

"""autograder.engine.provisioner: sockets to a kernel that a student may have spoilt."""

import pytest
import zmq

from autograder.engine.provisioner import ForkedClient, zmq_context


def expect_no_waiting(context: zmq.Context) -> None:
    with context.socket(zmq.DEALER) as socket:
        assert socket.getsockopt(zmq.RECONNECT_IVL) == -1
        with pytest.raises(zmq.Again):
            zmq.Socket.shadow(socket.underlying).send(b"to nobody")


def test_a_manager_never_waits_to_send_and_never_connects_again():
    context = zmq_context()
    expect_no_waiting(context)
    context.term()


def test_nor_does_a_client_and_its_context_ends_with_it():
    client = ForkedClient()
    expect_no_waiting(client.context)
    context = client.context
    client.stop_channels()
    del client
    assert context.closed

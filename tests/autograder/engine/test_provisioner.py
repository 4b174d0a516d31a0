"""autograder.engine.provisioner: sockets to a kernel that a student may have spoilt."""

import pytest
import zmq

from autograder.engine.provisioner import ForkedClient, zmq_context


@pytest.mark.parametrize("made", [zmq_context, lambda: ForkedClient().context])
def test_a_socket_never_waits_to_send_and_never_connects_again(made):
    context = made()
    socket = context.socket(zmq.DEALER)
    try:
        assert socket.getsockopt(zmq.RECONNECT_IVL) == -1
        with pytest.raises(zmq.Again):
            zmq.Socket.shadow(socket.underlying).send(b"to nobody")
    finally:
        socket.close()
        context.term()

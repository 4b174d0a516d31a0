"""autograder.engine.provisioner: sockets to a kernel that a student may have spoilt."""

import subprocess
import sys
import textwrap

import pytest
import zmq

from autograder.engine.provisioner import NEVER_MS, ForkedClient, zmq_context


def expect_no_waiting(context: zmq.Context) -> None:
    with context.socket(zmq.DEALER) as socket:
        assert socket.getsockopt(zmq.RECONNECT_IVL) == NEVER_MS
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


def test_a_kernel_that_dies_in_the_middle_of_a_long_message_does_not_end_the_grader(tmp_path):
    """Between the parts of a message ZeroMQ looks, at every hundredth, whether the connection still
    stands."""
    reader = textwrap.dedent("""
        import sys, time, zmq
        from autograder.engine.provisioner import zmq_context
        grader, kernel = zmq_context(), zmq.Context()
        outputs = kernel.socket(zmq.PUB)
        outputs.bind(sys.argv[1])
        socket = grader.socket(zmq.SUB)
        heard = zmq.Socket.shadow(socket.underlying)
        heard.subscribe(b"")
        heard.connect(sys.argv[1])
        while not heard.poll(100):
            outputs.send_multipart([b"part"] * 250)
        first = heard.recv()
        outputs.close(linger=0)
        kernel.term()
        time.sleep(0.3)
        parts = 1
        while heard.getsockopt(zmq.RCVMORE):
            heard.recv()
            parts += 1
        print(parts)
    """)
    done = subprocess.run([sys.executable, "-c", reader, f"ipc://{tmp_path}/outputs"], capture_output=True,
                          text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "250\n"), done.stderr

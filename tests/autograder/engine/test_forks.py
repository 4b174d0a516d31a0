"""autograder.engine.forks: whoever stops a run is heard at every step of it."""

import asyncio
import socket

import pytest

from autograder.engine import forks

pytestmark = pytest.mark.skipif(not forks.supported(), reason="kernels can only be forked on Linux")


@pytest.mark.parametrize("steps", range(8))
def test_a_cancellation_that_comes_with_the_message_is_not_lost(steps):
    """As Ctrl-C may; the loop's steps decide at which point of the reading it comes."""

    async def started():
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours, theirs:
            ours.setblocking(False)
            fork = forks.Fork()
            fork._connection = ours
            reading = asyncio.ensure_future(fork._await("started"))
            await asyncio.sleep(0.01)
            theirs.send(b'{"event": "started"}')
            for _ in range(steps):
                await asyncio.sleep(0)
            asked = reading.cancel()
            await asyncio.wait({reading})
            assert reading.cancelled() == asked

    asyncio.run(started())

"""autograder.engine.turns: many together, or one alone."""

import asyncio

from autograder.engine.turns import Turns, turns


def test_who_is_alone_has_nobody_beside_and_goes_before_those_who_come_later():
    async def run() -> list[str]:
        mine, said = Turns(), []

        async def together(name: str, steps: int) -> None:
            async with mine.together():
                said.append(f"{name} in")
                for _ in range(steps):
                    await asyncio.sleep(0)
                said.append(f"{name} out")

        async def alone(name: str) -> None:
            async with mine.alone():
                said.append(f"{name} in")
                await asyncio.sleep(0)
                said.append(f"{name} out")

        tasks = [asyncio.ensure_future(each) for each in (together("a", 9), together("b", 3))]
        await asyncio.sleep(0)
        tasks += [asyncio.ensure_future(each) for each in (alone("c"), together("d", 1), alone("e"))]
        await asyncio.gather(*tasks)
        return said

    said = asyncio.run(run())
    assert said[:4] == ["a in", "b in", "b out", "a out"]
    assert said[4:8] == ["c in", "c out", "e in", "e out"] and said[8:] == ["d in", "d out"]


def test_who_is_cancelled_while_waiting_keeps_nobody_out():
    async def run() -> None:
        mine = Turns()
        async with mine.together():
            waiting = asyncio.ensure_future(mine.alone().__aenter__())
            await asyncio.sleep(0.01)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            async with asyncio.timeout(5), mine.together():
                pass

    asyncio.run(run())


def test_every_event_loop_has_its_own():
    async def mine() -> Turns:
        assert turns() is turns()
        return turns()

    assert asyncio.run(mine()) is not asyncio.run(mine())

"""The receptive field of causal convolutions, sliding over white noise whose echo a network is to say.

Below the noise, above it the units that the output at one step depends on, layer by layer. Nothing is
trained: whether the echo can be learnt follows from which inputs are seen. Not for: computing a convolution
or a receptive field, which students write in the lesson.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from matplotlib.collections import LineCollection

from course import plots
from course.errors import CourseError
from course.widgets.interactive import Control, InteractiveFigure

STACKS = ((1, 1, 1, 1), (1, 2, 4), (1, 2, 4, 8), (4, 4, 4, 4))
"""Dilations of the layers, from the input upwards."""
STEPS = 100
LATEST = STEPS - 1
EARLIEST = 70
"""The output can be moved between these two steps."""
MOST = 70
"""The longest delay."""
PLAIN, _, DOUBLED, HOLES = STACKS


def echo_field(kernel: int = 5) -> InteractiveFigure:
    """What an output of stacked causal convolutions with kernels of this length sees: controls for the
    dilations, the delay of the echo and the step."""
    if not 2 <= kernel <= 5:
        raise CourseError(f"a kernel of length {kernel}: give one of 2 to 5.")
    sliding = _Sliding(kernel)
    controls = [
        Control("dilations", "dilations of the layers", STACKS, words=_listed),
        Control("delay", "delay of the echo (steps)", range(MOST + 1), start=16),
        Control("step", "step of the output", range(EARLIEST, LATEST + 1), start=90),
    ]
    stills = [(PLAIN, 16, 90), (PLAIN, 17, 90), (DOUBLED, 60, 90), (HOLES, 17, 90)]
    return InteractiveFigure(
        sliding.draw,
        sliding.describe,
        controls,
        [{"dilations": stack, "delay": delay, "step": step} for stack, delay, step in stills],
        size=(5.8, 4.2),
    )


class _Sliding:
    """Noise, and which units an output depends on for kernels of one length."""

    def __init__(self, kernel: int) -> None:
        self.kernel = kernel
        self.noise = np.random.default_rng(9).normal(size=STEPS)

    def units(self, dilations: Iterable[int], step: int) -> list[list[int]]:
        """The steps of the units that count, a list for each level from the output down to the input."""
        levels = [[step]]
        for dilation in reversed(tuple(dilations)):
            below = {unit - tap * dilation for unit in levels[-1] for tap in range(self.kernel)}
            levels.append(sorted(below))
        return levels

    def draw(self, onto: Any, dilations: tuple[int, ...], delay: int, step: int) -> Callable[..., None]:
        tree, inputs = onto.subplots(2, 1, sharex=True, height_ratios=(1.9, 1))
        lines = tree.add_collection(LineCollection([], colors="#999999", linewidths=0.7))
        dots, = tree.plot([], [], "o", color=plots.COLOURS[0], markersize=3)
        end, = tree.plot([], [], "s", color=plots.COLOURS[2], markersize=9, clip_on=False)
        tree.set(ylim=(-0.25, 4.35), ylabel="layer", yticks=range(5), xlim=(-1, STEPS + 1))
        tree.grid(False)
        seen = inputs.vlines(range(STEPS), 0, self.noise, linewidth=2)
        needed, = inputs.plot([], [], "D", color=plots.COLOURS[1], markersize=8)
        inputs.axhline(0, color="#777777", linewidth=0.8)
        inputs.set(xlabel="time (steps)", ylabel="input x", ylim=(-3.4, 3.4))

        def change(dilations: tuple[int, ...], delay: int, step: int) -> None:
            levels = self.units(dilations, step)[::-1]  # from the input upwards
            lines.set_segments([
                [(unit, level + 1), (unit - tap * dilation, level)]
                for level, dilation in enumerate(dilations)
                for unit in levels[level + 1]
                for tap in range(self.kernel)
            ])
            dots.set_data([unit for units in levels for unit in units],
                          [level for level, units in enumerate(levels) for _ in units])
            end.set_data([step], [len(dilations)])
            inside = set(levels[0])
            seen.set_color([plots.COLOURS[0] if at in inside else "#CCCCCC" for at in range(STEPS)])
            needed.set_data([step - delay], [self.noise[step - delay]])
            verdict = "seen" if step - delay in inside else "not seen"
            tree.set_title(f"dilations {_listed(dilations)}; delay {delay}: {verdict}", fontsize=11)

        change(dilations, delay, step)
        return change

    def describe(self, dilations: tuple[int, ...], delay: int, step: int) -> str:
        inputs = self.units(dilations, step)[-1]
        wanted = step - delay
        text = (f"Kernels of length {self.kernel}, dilations {_listed(dilations)}: the output at step {step} "
                f"sees {len(inputs)} inputs between steps {inputs[0]} and {inputs[-1]}. "
                f"The echo of delay {delay} needs step {wanted}, ")
        if wanted in inputs:
            return text + "which is one of them."
        if wanted > inputs[0]:
            return text + "which lies in a gap between them: no training helps."
        return text + f"which is {inputs[0] - wanted} before the first of them: no training helps."


def _listed(dilations: Iterable[int]) -> str:
    return ", ".join(map(str, dilations))

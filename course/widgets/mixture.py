"""Expectation maximisation (EM) on Old Faithful's waiting times, step by step, from good and from bad starts.

Left the observations, each bar divided by how much of it either component takes on, under the two weighted
bumps and their sum; right the mean negative log-likelihood of every step. Not for: the formulas, which
students write in the lesson.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from course import plots
from course.waiting_times import MINUTES
from course.widgets.interactive import Control, InteractiveFigure

STEPS = 30
STARTS = {
    "far apart, means 50 and 90": ((0.5, 50, 10), (0.5, 90, 10)),
    "the other way round, 90 and 50": ((0.5, 90, 10), (0.5, 50, 10)),
    "nearly equal, means 70 and 72": ((0.5, 70, 10), (0.5, 72, 10)),
    "equal, both means 70": ((0.5, 70, 10), (0.5, 70, 10)),
    "one narrow component, at 96": ((0.01, 96, 1), (0.99, 71, 13.5)),
}
"""Weight, mean and spread of both components before the first step."""
COLLAPSED = 1e-4
"""A spread below this (minutes) is on its way to 0, where EM would put it in one more step."""
FAR, _, _, EQUAL, NARROW = STARTS


def mixture_steps(start: str = FAR) -> InteractiveFigure:
    """Thirty steps of EM with two components: a slider for the step, and a list of five starts (`STARTS`)."""
    controls = [
        Control("start", "start", tuple(STARTS), start=start),
        Control("step", "step", range(STEPS + 1), start=0),
    ]
    stills = [(FAR, 0), (FAR, 20), (EQUAL, 20), (NARROW, 30)]
    return InteractiveFigure(
        _draw,
        _describe,
        controls,
        [{"start": name, "step": step} for name, step in stills],
        size=(8.6, 3.1),
        columns=1,
    )


@cache
def _walk(start: str) -> list[dict[str, np.ndarray]]:
    """What the picture shows of each step, from a table of how often each minute was seen.

    The bars are the counts times each component's part of them. Where a spread has collapsed, EM's next step
    is 0 and the NLL −∞; the walk takes it there by tenths instead, so that something can be seen.
    """
    minutes = np.arange(min(MINUTES), max(MINUTES) + 1.0)
    counts = np.bincount(MINUTES)[min(MINUTES):]
    weight, centre, width = np.array(STARTS[start], dtype=float).T
    seen = []
    for _ in range(STEPS + 1):
        away = minutes - centre[:, np.newaxis]  # (2, minutes)
        heights = (np.log(weight / width) - 0.5 * np.log(2 * np.pi))[:, np.newaxis] - 0.5 * (
            away / width[:, np.newaxis]
        ) ** 2
        total = np.logaddexp(*heights)
        bars = counts * np.exp(heights - total)
        seen.append(
            {
                "weight": weight,
                "centre": centre,
                "width": width,
                "bars": bars,
                "nll": -(counts @ total) / counts.sum(),
            }
        )
        mass = bars.sum(axis=1)
        shift, square = (bars * away).sum(axis=1) / mass, (bars * away**2).sum(axis=1) / mass
        gone = width < COLLAPSED
        weight, centre = mass / counts.sum(), np.where(gone, np.round(centre), centre + shift)
        width = np.where(gone, width / 10, np.sqrt(np.maximum(square - shift**2, 0)))
    return seen


def _draw(onto: Any, start: str, step: int) -> Any:
    data, course = onto.subplots(1, 2, width_ratios=(1.5, 1))
    fine = np.arange(200, 501) / 5  # it meets every whole minute, where a component may collapse
    every = np.arange(min(MINUTES), max(MINUTES) + 1)
    edges = np.append(every - 0.5, every[-1] + 0.5)
    taken = [
        data.stairs(np.zeros(len(every)), edges, fill=True, color=plots.COLOURS[colour], alpha=0.55)
        for colour in (4, 5)
    ]
    bumps = [
        data.plot(
            fine,
            0 * fine,
            line,
            color=plots.LINE_COLOURS[number],
            linewidth=2,
            label=f"component {number + 1}",
        )[0]
        for number, line in enumerate(("-", "--"))
    ]
    both = data.plot(fine, 0 * fine, ":", color="black", linewidth=1.5, label="mixture")[0]
    data.set(
        xlim=(40, 100),
        ylim=(0, 20),
        yticks=(0, 5, 10, 15, 20),
        xlabel="waiting time (minutes)",
        ylabel="observations per minute",
    )
    data.legend(fontsize=9, ncols=3, loc="upper center", columnspacing=1.2, handlelength=1.6)
    best = _walk(FAR)[-1]["nll"]
    course.axhline(best, color="#777777", linestyle="--", linewidth=1)
    course.text(0, best - 0.01, f"{best:.4f}", va="top", fontsize=9, color="#555555")
    whole, = course.plot(range(STEPS + 1), np.zeros(STEPS + 1), color="#777777", linewidth=1.3)
    here, = course.plot([0], [0], "o", color=plots.COLOURS[1], markersize=8)
    course.set(
        xlim=(-1, STEPS + 1),
        ylim=(3.74, 4.42),
        xticks=range(0, STEPS + 1, 10),
        yticks=(3.8, 4.0, 4.2, 4.4),
        xlabel="step",
        ylabel="mean NLL (nats)",
    )

    def change(start: str, step: int) -> None:
        now, path = _walk(start)[step], [each["nll"] for each in _walk(start)]
        curves = [
            len(MINUTES)
            * weight
            * np.exp(-0.5 * ((fine - centre) / width) ** 2)
            / (width * np.sqrt(2 * np.pi))
            for weight, centre, width in zip(now["weight"], now["centre"], now["width"], strict=True)
        ]
        for curve, line in zip([*curves, sum(curves)], [*bumps, both], strict=True):
            line.set_ydata(np.minimum(curve, 1e3))
        lower, upper = now["bars"]
        taken[0].set_data(lower, edges, baseline=0)
        taken[1].set_data(lower + upper, edges, baseline=lower)
        whole.set_ydata(path)
        here.set_data([step], [now["nll"]])
        data.set_title(f"step {step}: {start}", fontsize=11)
        course.set_title(f"NLL {now['nll']:.4f}", fontsize=11)

    change(start, step)
    return change


def _describe(start: str, step: int) -> str:
    now = _walk(start)[step]
    weights, means, spreads = (
        " and ".join(_short(number) for number in now[key]) for key in ("weight", "centre", "width")
    )
    text = (
        f"Start {start}; step {step}: weights {weights}, means {means} minutes, spreads {spreads} minutes. "
        f"The mean negative log-likelihood is {now['nll']:.4f}."
    )
    if now["width"].min() < COLLAPSED:
        text += (" One component has collapsed onto a single observation: EM's next step would be a "
                 "spread of 0; the picture divides it by ten instead.")
    return text


def _short(number: float) -> str:
    return f"{number:.1e}" if number < COLLAPSED else f"{number:.3g}"

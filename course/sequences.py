"""Pictures for the lesson on sequences (week 3b), in the style of `course.plots`.

Every function draws and ends in `plots.show` with a text alternative. Not for: convolutions, receptive fields
and forecasts, which students write in the lesson; these functions only draw what it has computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course import plots

__all__ = ["cliff", "errors_by_look_back", "noise_and_echo", "slopes", "tide_gauge"]


def noise_and_echo(noise: np.ndarray, echo: np.ndarray, delay: int, alt: str) -> None:
    """A series (n,) above its echo (n,), both as stems, one value of the first and its echo marked."""
    drawn, rows = plots.figure(rows=2, width=8, height=1.7, sharex=True, sharey=True)
    loudest = int(np.argmax(np.abs(noise[: len(noise) - delay])))
    for axes, values, label, marked in (
        (rows[0], noise, "input x", loudest),
        (rows[1], echo, "target y", loudest + delay),
    ):
        axes.vlines(np.arange(len(values)), 0, values, color=plots.COLOURS[0], linewidth=2)
        axes.vlines(marked, 0, values[marked], color=plots.COLOURS[1], linewidth=4)
        axes.plot(marked, values[marked], "^", color=plots.COLOURS[1], markersize=9)
        axes.axhline(0, color="#777777", linewidth=0.8)
        axes.set(ylabel=label, ylim=(-3.2, 3.2), yticks=(-2, 0, 2))
    rows[1].set(xlabel="time (steps)")
    plots.show(drawn, alt)


def cliff(
    delays: Sequence[int], errors: Mapping[str, Sequence[float]], fields: Mapping[str, int], alt: str
) -> None:
    """The error of each network over the delay of the echo, and where its receptive field ends.

    ``errors`` has a number for each delay under a network's name, ``fields`` the length of what it sees.
    """
    drawn, axes = plots.figure(width=8, height=3.4)
    axes.axhline(1, color="#555555", linestyle="--", linewidth=1.2)
    axes.text(np.mean((min(delays), max(delays))), 1.08, "always answering 0", ha="center", fontsize=10,
              color="#444444")
    for number, (name, values) in enumerate(errors.items()):
        colour = plots.COLOURS[number]
        axes.plot(delays, values, plots.MARKERS[number], linestyle="-", color=colour, markersize=8,
                  label=f"{name}: sees {fields[name]} inputs")
        axes.axvline(fields[name] - 0.5, color=colour, linestyle=":", linewidth=2)
        axes.text(fields[name] - 1.2, 0.5, "its field ends", rotation=90, ha="right", va="center",
                  fontsize=10, color=plots.TEXT_COLOURS[number])
    axes.set(xlabel="delay of the echo (steps)", ylabel="MSE on new series", ylim=(-0.08, 1.2))
    drawn.legend(loc="outside upper center", ncols=len(errors))
    plots.show(drawn, alt)


def slopes(panels: Mapping[str, np.ndarray], fields: Sequence[int], reach: int, alt: str) -> None:
    """How strongly the last output moves with each input, over how many steps back the input lies.

    Each panel holds the sizes of derivatives (n,), oldest input first; ``fields`` are the lengths to shade,
    ``reach`` the steps back to draw.
    """
    drawn, rows = plots.figure(rows=len(panels), width=8, height=1.5, sharex=True, squeeze=False)
    for axes, (name, values), field in zip(rows[:, 0], panels.items(), fields, strict=True):
        axes.axvspan(-0.5, field - 0.5, color=plots.COLOURS[4], alpha=0.25)
        axes.bar(np.arange(reach), values[::-1][:reach], width=0.9, color=plots.COLOURS[0])
        axes.set(ylim=(0, 1.25), yticks=(0, 0.5, 1), xlim=(reach - 0.5, -1))
        axes.set_title(name, fontsize=10, loc="left")
    rows[-1, 0].set(xlabel="steps back from the last output")
    drawn.supylabel("size of the derivative", fontsize=11)
    plots.show(drawn, alt)


def tide_gauge(level: np.ndarray, start: int, look_back: int, horizon: int, alt: str) -> None:
    """Hourly sea levels (n,), the window of a forecast that begins at hour `start`, and what it is to
    foretell."""
    drawn, axes = plots.figure(width=9, height=2.8)
    axes.plot(np.arange(len(level)) / 24, level, color=plots.COLOURS[0], linewidth=1)
    end = start + look_back - 1
    axes.axvspan(start / 24, end / 24, color=plots.COLOURS[5], alpha=0.45, label=f"{look_back} hours seen")
    axes.plot((end + horizon) / 24, level[end + horizon], "^", color=plots.COLOURS[1], markersize=10,
              label=f"level to forecast, {horizon} hours later")
    axes.set(xlabel="time (days)", ylabel="sea level (m)")
    drawn.legend(loc="outside upper center", ncols=2)
    plots.show(drawn, alt)


def errors_by_look_back(
    lengths: Sequence[int], errors: Mapping[str, Sequence[float]], others: Mapping[str, tuple[int, float]],
    alt: str,
) -> None:
    """Errors of linear forecasts over how much they see, a line for each entry of `errors`, and single
    forecasts as marks.

    ``others`` holds, under a name, how many values that forecast sees and its error.
    """
    drawn, axes = plots.figure(width=7.5, height=3.4)
    for number, (name, values) in enumerate(errors.items()):
        axes.plot(lengths, values, plots.MARKERS[number], linestyle="-", color=plots.COLOURS[number],
                  label=name)
    for number, (name, (seen, value)) in enumerate(others.items(), start=len(errors)):
        axes.plot(seen, value, plots.MARKERS[number], color=plots.COLOURS[number], markersize=10, label=name)
    axes.set(xscale="log", yscale="log", xlabel="values seen", ylabel="typical error (m)")
    ticks = sorted({1, *lengths})
    axes.set_xticks(ticks, ticks)
    axes.minorticks_off()
    axes.set_yticks((0.03, 0.1, 0.3, 0.6), ("0.03", "0.1", "0.3", "0.6"))
    drawn.legend(loc="outside upper center", ncols=2, fontsize=10)
    plots.show(drawn, alt)

"""A coin of week 7: what is believed of its probability of heads, sharpening throw by throw.

Left the density of the belief, its middle 95 % shaded; right how that middle closes in on the truth from the
first throw to the last, beside the share of heads seen so far. The densities are Beta distributions. Not for:
posteriors on a grid, predictions and coverage, which students write in the lesson.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from course import plots
from course.widgets.interactive import Control, InteractiveFigure

THROWS = 60
SEED = 18
"""The coin of .8 begins with three heads, as the lesson does."""
PRIORS = {
    "flat: every p alike": (1.0, 1.0),
    "nearly fair, as from a mint": (20.0, 20.0),
    "fair, or very nearly so": (100.0, 100.0),
    "probably a trick coin": (0.4, 0.4),
}
"""Heads and tails counted before the first throw: the parameters of a Beta distribution."""
COINS = (0.05, 0.3, 0.5, 0.8, 0.95, 1.0)
FLAT, FAIR, SURE, TRICK = PRIORS
FINE = (np.arange(400) + 0.5) / 400
TOP = 12.0
"""How far the axis of the densities goes."""


def coin(prior: str = FLAT, truth: float = 0.8, throws: int = 3) -> InteractiveFigure:
    """A list of priors (`PRIORS`) and sliders for the coin's p and for the number of throws seen, beginning
    with these."""
    controls = [
        Control("prior", "believed before", tuple(PRIORS), start=prior),
        Control("truth", "the coin's p", COINS, start=truth, words=lambda value: f"{value:g}"),
        Control("throws", "throws seen", range(THROWS + 1), start=throws),
    ]
    stills = [(FLAT, 0.8, 3), (FLAT, 0.8, THROWS), (FAIR, 0.95, 10), (FAIR, 0.95, THROWS)]
    return InteractiveFigure(
        _draw,
        _describe,
        controls,
        [{"prior": name, "truth": p, "throws": n} for name, p, n in stills],
        size=(8.6, 3.1),
        columns=1,
    )


@cache
def _walk(prior: str, truth: float) -> dict[str, np.ndarray]:
    """What the picture shows after 0 … THROWS throws: the throws, the heads so far, and of the belief its
    mean, the ends of its middle 95 % and the logarithm of its density over `FINE`, a row for each."""
    from scipy import stats  # a third of a second that other widgets need not wait for

    seen = np.random.default_rng(SEED).random(THROWS) < truth
    heads = np.append(0, seen.cumsum())
    a, b = PRIORS[prior]
    belief = stats.beta(a + heads, b + np.arange(THROWS + 1) - heads)
    return {"seen": seen, "heads": heads, "mean": belief.mean(), "low": belief.ppf(0.025),
            "high": belief.ppf(0.975), "log_density": belief.logpdf(FINE[:, np.newaxis]).T}


def _draw(onto: Any, prior: str, truth: float, throws: int) -> Callable[..., None]:
    left, right = onto.subplots(1, 2, width_ratios=(1, 1.3))
    colour, every = plots.COLOURS[0], np.arange(THROWS + 1)
    line, = left.plot(FINE, 0 * FINE, color=colour, linewidth=2)
    true_here = left.axvline(truth, color="black", linestyle="--", linewidth=1.2)
    left.set(xlim=(0, 1), ylim=(0, TOP), xlabel="probability of heads p", ylabel="density of the belief")
    true_there = right.axhline(truth, color="black", linestyle="--", linewidth=1.2, label="the coin's p")
    share, = right.plot([], [], ".", color=plots.COLOURS[1], markersize=5, label="share of heads so far")
    middle, = right.plot([], [], color=colour, linewidth=2, label="mean of the belief, middle 95 %")
    now = right.axvline(throws, color="#777777", linewidth=1)
    right.set(xlim=(0, THROWS), ylim=(-0.03, 1.03), xlabel="throws seen", ylabel="p")
    onto.legend(*right.get_legend_handles_labels(), loc="outside upper center", ncols=3, fontsize=9)
    shaded: list[Any] = []

    def change(prior: str, truth: float, throws: int) -> None:
        walk, so_far = _walk(prior, truth), every[: throws + 1]
        density = np.exp(walk["log_density"][throws])
        low, high = walk["low"], walk["high"]
        inside = (FINE >= low[throws]) & (FINE <= high[throws])
        while shaded:
            shaded.pop().remove()
        shaded.append(left.fill_between(FINE, np.where(inside, density, 0), step="mid", color=colour,
                                        alpha=0.3, linewidth=0))
        shaded.append(right.fill_between(so_far, low[: throws + 1], high[: throws + 1], color=colour,
                                         alpha=0.3, linewidth=0))
        line.set_ydata(np.minimum(density, 2 * TOP))
        true_here.set_xdata([truth, truth])
        true_there.set_ydata([truth, truth])
        share.set_data(so_far[1:], walk["heads"][1 : throws + 1] / so_far[1:])
        middle.set_data(so_far, walk["mean"][: throws + 1])
        now.set_xdata([throws, throws])
        left.set_title(_seen(walk, throws), fontsize=11)
        right.set_title(f"before: {prior}", fontsize=11)

    change(prior, truth, throws)
    return change


def _seen(walk: dict[str, np.ndarray], throws: int) -> str:
    return f"{walk['heads'][throws]} heads in {throws} throw{'s' * (throws != 1)}"


def _describe(prior: str, truth: float, throws: int) -> str:
    walk = _walk(prior, truth)
    low, high = walk["low"][throws], walk["high"][throws]
    first = "".join("H" if head else "T" for head in walk["seen"][: min(throws, 10)])
    began = f" (they began {first})" if throws > 1 else ""
    holds = "contains" if low <= truth <= high else "does not contain"
    return (f"Believed before: {prior}. A coin with p = {truth:g}; {_seen(walk, throws)}{began}. The belief "
            f"has its mean at {walk['mean'][throws]:.3f} and its middle 95 % from {low:.3f} to {high:.3f}, "
            f"which {holds} the coin's p.")

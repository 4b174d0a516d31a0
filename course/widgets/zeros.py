"""Zero-inflated counts: bend a distribution with two sliders over the bars of a table, and see what it can't
match.

A share of the rows counts with a Poisson rate, the rest is 0 for certain. Not for: the formulas, which
students write in the lesson; here the moments are sums over a table of probabilities.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course import likelihood
from course.errors import CourseError
from course.widgets.interactive import Control, InteractiveFigure

RATES = tuple(round(0.3 * step, 1) for step in range(1, 101))
SHARES = tuple(round(0.01 * step, 2) for step in range(1, 101))
SHOWN = 20
"""Counts above this stand in the last bar."""


def zero_inflation(counts: np.ndarray, labels: tuple[str, str] = ("count", "rows")) -> InteractiveFigure:
    """Sliders for the rate and for the share of rows that count at all, over the bars of ``counts`` (n,),
    whole numbers from 0.

    It begins at share 1, which is the Poisson distribution, with the mean of the counts as rate. `labels` say
    what was counted, and in what.
    """
    from scipy import stats  # a third of a second that other widgets need not wait for

    counts = np.asarray(counts)
    if counts.ndim != 1 or not len(counts) or counts.dtype.kind not in "iu" or counts.min() < 0:
        raise CourseError(
            "zero_inflation draws over a table of counts: give an array (n,) of whole numbers, none below 0."
        )
    mean, variance, zeros = float(counts.mean()), float(counts.var()), float(np.mean(counts == 0))
    many = int(np.sum(counts > SHOWN))
    support = np.arange(int(max(counts.max(), 3 * RATES[-1])) + 1)
    inside = counts[counts > 0]

    def bent(rate: float, share: float) -> np.ndarray:
        """The probabilities of the counts in `support`."""
        table = share * stats.poisson.pmf(support, rate)
        table[0] += 1 - share
        return table

    def heading(table: np.ndarray, rate: float, share: float) -> str:
        reached = float(support @ table), float(support**2 @ table) - float(support @ table) ** 2
        return (
            f"rate {rate:g}, share {share:g}: mean {reached[0]:.1f}, zeros {table[0]:.0%}, "
            f"variance {reached[1]:.0f}\n"
            f"the table: mean {mean:.1f}, zeros {zeros:.0%}, variance {variance:.0f}"
        )

    def draw(onto: Any, rate: float, share: float) -> Callable[..., None]:
        axes = onto.subplots()
        likelihood.counts_and_models(counts, {"model": bent(rate, share)[: SHOWN + 1]}, labels, axes=axes)
        axes.set(ylim=(-0.2, 1.06 * len(counts) ** 0.5))
        marks = axes.lines[-1]

        def change(rate: float, share: float) -> None:
            table = bent(rate, share)
            expected = len(counts) * np.append(table[: SHOWN + 1], table[SHOWN + 1:].sum())
            marks.set_ydata(np.sqrt(expected))
            axes.set_title(heading(table, rate, share), fontsize=10)

        change(rate, share)
        return change

    def describe(rate: float, share: float) -> str:
        table = bent(rate, share)
        reached = float(support @ table), float(support**2 @ table) - float(support @ table) ** 2
        zero = np.log(table[0]) if len(inside) < len(counts) else 0.0
        cost = -(
            (len(counts) - len(inside)) * zero + np.sum(np.log(share) + stats.poisson.logpmf(inside, rate))
        ) / len(counts)
        above = len(counts) * table[SHOWN + 1 :].sum()
        return (
            f"Rate {rate:g} and share {share:g}: mean {reached[0]:.1f} (the table has {mean:.1f}), "
            f"zeros {table[0]:.0%} ({zeros:.0%}), variance {reached[1]:.0f} ({variance:.0f}), "
            f"{above:.1f} {labels[1]} above {SHOWN} ({many}); NLL {cost:.2f}."
        )

    def near(values: tuple[float, ...], wanted: float) -> float:
        return min(values, key=lambda value: abs(value - wanted))

    some, average = 1 - zeros, max(mean, RATES[0])  # any two of mean, zeros and variance can be had, roughly
    steep = near(RATES, inside.mean() if len(inside) else RATES[0])
    wide = near(RATES, average + max(variance / average - 1, 0))
    both = near(RATES, ((some**2 + 4 * some * zeros * variance) ** 0.5 - some) / max(2 * some * zeros, 1e-9))
    stills = [
        (near(RATES, mean), 1.0),
        (steep, near(SHARES, mean / steep)),
        (wide, near(SHARES, mean / wide)),
        (both, near(SHARES, some)),
    ]
    return InteractiveFigure(
        draw,
        describe,
        [
            Control("rate", "rate λ of those who count", RATES, start=stills[0][0]),
            Control("share", "share s of those who count", SHARES, start=1.0),
        ],
        [{"rate": rate, "share": share} for rate, share in stills],
        size=(6.4, 3.6),
    )

"""One coupling layer at work on a cloud of points, from z to x and back, for each of the two coordinates it
can look at.

The layer is the best one there is for the banana of lesson 17 in standardised coordinates, known from its
formula: nothing is trained. Not for: coupling itself, its inverse and its Jacobian for any functions, which
students write.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.collections import LineCollection

from course import plots
from course.errors import CourseError
from course.widgets.interactive import Control, InteractiveFigure

LOOKS_AT = ("x₂", "x₁")
CLOUDS = ("noise, sent from z to x", "data, brought back from x to z")
BEND, SPREAD = 4.0, 33.0**0.5
"""In units of its noise, x₁ is BEND · u₂² plus noise, with mean BEND and spread SPREAD, where u₂ is x₂ in
units of its spread."""
NEAR = 0.5
OF_A_BELL = 0.383
"""Share of a standard normal distribution that lies nearer to 0 than NEAR."""
LIMITS = (-3.4, 5.2), (-3.6, 3.6)


def coupling_layer(points: int = 300) -> InteractiveFigure:
    """A cloud of so many points between z (0) and x (1), the grid it takes along, and which coordinate the
    layer looks at."""
    if not 20 <= points <= 2000:
        raise CourseError(f"a cloud of {points} points: give between 20 and 2000.")
    cloud = _Cloud(points)
    controls = [
        Control("way", "share of the way from z to x", [round(0.1 * i, 1) for i in range(11)], start=1.0),
        Control("looks_at", "the layer looks at", LOOKS_AT),
        Control("cloud", "cloud", CLOUDS),
    ]
    stills = [
        (0.0, LOOKS_AT[0], CLOUDS[0]),
        (1.0, LOOKS_AT[0], CLOUDS[0]),
        (1.0, LOOKS_AT[1], CLOUDS[0]),
        (0.0, LOOKS_AT[1], CLOUDS[1]),
    ]
    names = [control.name for control in controls]
    return InteractiveFigure(
        cloud.draw,
        cloud.describe,
        controls,
        [dict(zip(names, still, strict=True)) for still in stills],
        size=(5.6, 4.4),
    )


class _Cloud:
    """Noise and data of one seed, and where a layer has them on its way."""

    def __init__(self, points: int) -> None:
        rng = np.random.default_rng(3)
        self.noise = rng.normal(size=(2, points))
        first, second = rng.normal(size=(2, points))
        self.data = np.stack([(BEND * second**2 - BEND + first) / SPREAD, second])
        along, ticks = np.linspace(-3, 3, 61), np.arange(-3, 4)
        self.grid = [np.stack([np.full(61, tick), along]) for tick in ticks] + [
            np.stack([along, np.full(61, tick)]) for tick in ticks
        ]
        angle = np.linspace(0, 2 * np.pi, 121)
        self.rings = [radius * np.stack([np.cos(angle), np.sin(angle)]) for radius in (1, 2)]

    def at(self, way: float, looks_at: str, cloud: str) -> np.ndarray:
        """The points (2, n) at this share of the way."""
        start = self.noise if cloud == CLOUDS[0] else _on_the_way(self.data, -1.0, looks_at)
        return _on_the_way(start, way, looks_at)

    def draw(self, onto: Any, way: float, looks_at: str, cloud: str) -> Callable[..., None]:
        axes = onto.subplots()
        grid = axes.add_collection(LineCollection([], colors="#BBBBBB", linewidths=0.8))
        rings = axes.add_collection(LineCollection([], colors=plots.COLOURS[1], linewidths=1.8))
        dots, = axes.plot([], [], "o", color=plots.COLOURS[0], markersize=3.2, alpha=0.6, markeredgewidth=0)
        axes.set(
            xlim=LIMITS[0],
            ylim=LIMITS[1],
            xlabel="first coordinate (standardised)",
            ylabel="second coordinate (standardised)",
            aspect="equal",
            title=" ",
        )
        axes.grid(False)

        def change(way: float, looks_at: str, cloud: str) -> None:
            grid.set_segments([_on_the_way(line, way, looks_at).T for line in self.grid])
            rings.set_segments([_on_the_way(ring, way, looks_at).T for ring in self.rings])
            dots.set_data(*self.at(way, looks_at, cloud))
            name = "noise" if cloud == CLOUDS[0] else "data"
            axes.set_title(f"{name}, {way:g} of the way; looks at {looks_at}", fontsize=11)

        change(way, looks_at, cloud)
        return change

    def describe(self, way: float, looks_at: str, cloud: str) -> str:
        points = self.at(way, looks_at, cloud)
        free = LOOKS_AT.index(looks_at)  # x₁, the first coordinate, is free when the layer looks at x₂
        passed, stretch = (
            ("second", "squeezed by the same factor everywhere")
            if free == 0
            else ("first", "stretched by a factor that grows with it and never shifted")
        )
        name, moved = (
            ("Noise", "sent towards x") if cloud == CLOUDS[0] else ("Data", "brought back towards z")
        )
        near = np.mean(np.abs(points[free]) < NEAR)
        words = (
            f"{name}, {moved}, at {way:g} of the way from z to x. The layer looks at {looks_at}: "
            f"the {passed} coordinate stays, "
            f"the other one is {'shifted along a parabola and ' if free == 0 else ''}{stretch}."
        )
        if way == 0:
            words += (f" {near:.0%} of the points lie within {NEAR:g} of 0 in the coordinate that moves; "
                      f"of a bell curve {OF_A_BELL:.0%} do.")
        return words


def _on_the_way(points: np.ndarray, way: float, looks_at: str) -> np.ndarray:
    """Points (2, n) of z after the share `way` of the layer; −1 takes points of x the whole way back."""
    if looks_at == LOOKS_AT[0]:
        middle, factor = BEND * (points[1] ** 2 - 1) / SPREAD, 1 / SPREAD
        return np.stack(
            [(points[0] - middle) / factor if way < 0 else points[0] * factor**way + way * middle, points[1]]
        )
    return np.stack([points[0], points[1] * np.interp(points[0], *_spread_of_the_second()) ** way])


@functools.cache
def _spread_of_the_second() -> tuple[np.ndarray, np.ndarray]:
    """The spread of u₂ given u₁, by adding up the joint density: places and values."""
    first, second = np.linspace(-1.2, 16, 600), np.linspace(-6, 6, 1201)
    residual = first[:, None] * SPREAD + BEND - BEND * second**2
    log_weight = -(residual**2) / 2 - second**2 / 2
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    return first, np.sqrt((weight * second**2).sum(axis=1) / weight.sum(axis=1))

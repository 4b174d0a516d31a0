"""A picture with controls: what every widget of the course is made of.

An `InteractiveFigure` knows how to draw and to describe itself for any setting of its `Control`s. In a
live notebook it is controls above a picture, with the description under it; wherever no widget can run
(print, GitHub, nbval, a grader, a saved notebook that is opened again) it is a filmstrip of a few
settings. Works with ipywidgets 7 and 8, and without any. Not for: what a picture shows (the modules
beside this one).
"""

from __future__ import annotations

import base64
import contextlib
import functools
import gc
import html
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from course import plots
from course.widgets import page

STATIC = ("draw", "describe")
"""Values of ``COURSE_FIGURES`` that ask for pictures or words alone, as graders,
nbval and `autograder execute` do."""
KEPT = 256
"""How many drawn settings are kept, so that going back costs nothing."""

Draw = Callable[..., Callable[..., None] | None]
"""``draw(onto, **settings)`` draws on a Matplotlib figure or subfigure, as large as it finds it. It may
return a function of the settings that changes this drawing to others, where that is quicker than to
draw anew."""
Describe = Callable[..., str]
"""``describe(**settings)`` says in one or two sentences what that picture shows."""


@dataclass(frozen=True, eq=False)
class Control:
    """One thing a reader can change: the keyword `name` of `draw`, and every value it can take, in order.

    Numbers become a slider, anything else a drop-down list. `start` is the value shown first; `words`
    turns a value into what the reader sees. Where the possible numbers depend on other settings,
    `values` is a function of all settings by name, and `start` is needed.
    """

    name: str
    label: str
    values: Sequence[Any] | Callable[..., Sequence[Any]]
    start: Any = None
    words: Callable[[Any], str] = str

    @property
    def first(self) -> Any:
        return self.choices({})[0] if self.start is None else self.start

    @property
    def ordered(self) -> bool:
        values = [self.first] if callable(self.values) else self.values
        return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)

    def choices(self, settings: Mapping[str, Any]) -> Sequence[Any]:
        """The values it can take at these settings."""
        return self.values(**settings) if callable(self.values) else self.values


class InteractiveFigure:
    """A figure and its controls; the last line of a cell shows it, and so does `show`.

    `stills` are the settings of the filmstrip, each a dict of all controls' values;
    `size` is that of one picture, in inches.
    """

    def __init__(self, draw: Draw, describe: Describe, controls: Sequence[Control],
                 stills: Sequence[Mapping[str, Any]],
                 size: tuple[float, float] = (6.4, 3.6), columns: int = 2) -> None:
        names = {control.name for control in controls}
        if any(set(still) != names for still in stills) or not stills:
            raise ValueError(f"every still needs a value for each of {sorted(names)}, and there must be one")
        self.controls, self.size, self.columns = tuple(controls), size, min(columns, len(stills))
        self.settings = {control.name: control.first for control in controls}
        self._draw, self._describe, self._stills = draw, describe, tuple(dict(still) for still in stills)
        self._kept = functools.lru_cache(maxsize=KEPT)(self._png)

    def picture(self, **settings: Any) -> bytes:
        """The picture at these settings (the present ones where left out), as PNG."""
        return self._kept(tuple({**self.settings, **settings}.items()))

    def description(self, **settings: Any) -> str:
        """What that picture shows, in words."""
        return self._describe(**{**self.settings, **settings})

    def filmstrip(self) -> tuple[bytes, str]:
        """The static form: a few settings side by side as PNG, and their descriptions as text."""
        rows = -(-len(self._stills) // self.columns)
        plt.rcParams.update(plots.STYLE)  # a student's own style sheet should not change the picture
        across, down = self.size[0] * self.columns, self.size[1] * rows
        drawn = Figure(figsize=(min(across, 10), down * min(1, 10 / across) + 0.3), layout="constrained")
        parts = drawn.subfigures(rows, self.columns, squeeze=False).ravel()
        for part, still in zip(parts, self._stills, strict=False):
            self._draw(part, **still)
        return as_png(drawn), self.filmstrip_text()

    def show(self) -> None:
        """Display it: with controls in a live notebook, as a filmstrip elsewhere."""
        from IPython import get_ipython
        from IPython.display import display

        if get_ipython() is None:
            return
        asked = os.environ.get("COURSE_FIGURES", "")
        if asked == "describe":
            display({"text/plain": self.filmstrip_text()}, raw=True)
            return
        png, words = self.filmstrip()
        display({"image/png": png, "text/plain": words}, raw=True, metadata={"image/png": {"alt": words}})
        if asked not in STATIC and (box := self.panel()) is not None:
            view = {"version_major": 2, "version_minor": 0, "model_id": box.model_id}
            display({"text/html": page.NOTE_HTML, "text/plain": page.NOTE}, raw=True)
            display({"application/vnd.jupyter.widget-view+json": view, "text/plain": ""}, raw=True)

    _ipython_display_ = show

    def filmstrip_text(self) -> str:
        """The descriptions of the filmstrip's settings, one after the other."""
        return " ".join(self._describe(**still) for still in self._stills)

    def panel(self) -> Any:
        """The live form, an ipywidgets box; None where ipywidgets is not installed."""
        try:
            import ipywidgets
        except ImportError:
            return None
        picture, words = ipywidgets.HTML(), ipywidgets.HTML()

        def refresh(*_: Any) -> None:
            with _uninterrupted():
                text = self.description()
                source = base64.b64encode(self.picture()).decode()
                picture.value = (f'<img src="data:image/png;base64,{source}" alt="{html.escape(text)}" '
                                 f'style="max-width: 100%" onload="{html.escape(page.HELP_SLIDERS)}">')
                words.value = f'<p role="status" aria-live="polite">{html.escape(text)}</p>'

        def follow(control: Control) -> Callable[[dict], None]:
            def change(event: dict) -> None:
                self.settings[control.name] = event["new"]
                for other, made in inputs.items():
                    if callable(other.values) and other is not control:
                        fit(other, made)
                refresh()
            return change

        def fit(control: Control, made: Any) -> None:
            """Give a slider the values that are possible now, and the nearest of them to where it stands."""
            values = control.choices(self.settings)
            options = tuple((control.words(value), value) for value in values)
            if made.options == options:
                return
            stood = self.settings[control.name]
            self.settings[control.name] = nearest = min(values, key=lambda value: abs(value - stood))
            made.unobserve(followers[control], names="value")  # new options jump to the first of them
            made.options = options
            made.value = nearest
            made.observe(followers[control], names="value")

        inputs, followers = {}, {control: follow(control) for control in self.controls}
        for control in self.controls:
            values = control.choices(self.settings)
            if len(values) == 1 and not callable(control.values):
                continue  # there is nothing to move
            kind = ipywidgets.SelectionSlider if control.ordered else ipywidgets.Dropdown
            made = kind(options=[(control.words(value), value) for value in values],
                        value=self.settings[control.name], description=control.label,
                        style={"description_width": "initial"}, layout={"width": "95%", "max_width": "34em"})
            made.observe(followers[control], names="value")
            inputs[control] = made
        refresh()
        box = ipywidgets.VBox([*inputs.values(), picture, words])
        box.add_class(page.LIVE)
        return box

    def _drawn(self, settings: Mapping[str, Any]) -> tuple[Figure, Callable[..., None] | None]:
        plt.rcParams.update(plots.STYLE)
        drawn = Figure(figsize=self.size, layout="constrained")
        return drawn, self._draw(drawn, **settings)

    @functools.cached_property
    def _first(self) -> tuple[Figure, Callable[..., None] | None, list[Any]]:
        """The drawing of the first settings and where its axes stand:
        laying out takes as long as drawing, and axes that jump distract."""
        drawn, change = self._drawn({control.name: control.first for control in self.controls})
        engine = drawn.get_layout_engine()
        if engine is not None and any(axes.get_subplotspec() for axes in drawn.axes):
            engine.execute(drawn)
        drawn.set_layout_engine("none")
        return drawn, change, [axes.get_position(original=True) for axes in drawn.axes]

    def _png(self, settings: tuple[tuple[str, Any], ...]) -> bytes:
        first, change, places = self._first
        if change is not None:
            change(**dict(settings))
            return as_png(first)
        drawn, _ = self._drawn(dict(settings))
        if len(drawn.axes) == len(places):
            drawn.set_layout_engine("none")
            for axes, place in zip(drawn.axes, places, strict=True):
                axes.set_position(place)
        return as_png(drawn)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Without Python's garbage collector, which with TensorFlow in memory takes up to half a second:
    after the move it may."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def as_png(drawn: Figure) -> bytes:
    """A figure as PNG, the same bytes for the same picture."""
    png = BytesIO()
    FigureCanvasAgg(drawn).print_png(png, metadata={"Software": None})  # `savefig` would draw twice
    return png.getvalue()

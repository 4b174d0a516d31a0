"""What a widget puts on the page besides itself: what stays when its kernel is gone,
sliders that everybody can use.

Jupyter shows every output of a cell. So a live widget has to hide its filmstrip, and where the kernel
is gone the filmstrip has to be seen in place of an error. Text for browsers only; not for: pictures and
controls (`interactive`).
"""

LIVE = "course-live"
"""The CSS class of a live widget's box."""

NOTE = "The controls appear when this cell is run."
NOTE_HTML = f"""<p class="course-note">{NOTE}</p><style>
.jp-OutputArea:has(.{LIVE}) > .jp-OutputArea-child:is(:has(.course-note), :has(+ * .course-note)),
.jp-OutputArea-child:has(.course-note) + * > .jp-OutputArea-output:not(:has(*)) {{ display: none }}
.{LIVE} .widget-slider .noUi-handle {{ border: 2px solid var(--jp-ui-font-color2, #616161) }}
</style>"""
"""Stands between filmstrip and widget. Its style hides the filmstrip and this note beside a live
widget, and the "Loading widget", then "Error displaying widget", where there is none (a saved notebook
that is opened again). And it gives the handle of a slider, white on white until it has the focus, an
edge that can be seen."""

HELP_SLIDERS = f"""const help = tries => {{
  const live = this.closest('.{LIVE}');
  if (!live) return tries && setTimeout(help, 100, tries - 1);
  for (const slider of live.querySelectorAll('.widget-slider')) {{
    const handle = slider.querySelector('[role=slider]');
    handle?.setAttribute('aria-label', slider.querySelector('.widget-label').textContent);
    handle?.setAttribute('aria-valuetext', slider.querySelector('.widget-readout').textContent);
  }}
}};
help(50);
window.courseArrows ??= window.addEventListener('keydown', event => event.target.closest?.('.{LIVE} \
[role=slider]')
  ?.toggleAttribute('data-lm-suppress-shortcuts', event.key.startsWith('Arrow')), true) ?? true"""
"""JavaScript for the `onload` of a widget's picture, which mends what ipywidgets and Jupyter leave
undone. A slider has no name for a screen reader, and tells it the place in the list of values instead
of the value (a picture may be loaded before it is on the page, hence the tries). And Notebook 7 takes
the arrow keys away from a slider to move between cells."""

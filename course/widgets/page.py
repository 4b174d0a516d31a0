"""What a widget puts on the page besides itself: what stays when its kernel is gone, and names for a screen reader.

Jupyter shows every output of a cell. So a live widget has to hide its filmstrip, and where the kernel is gone the
filmstrip has to be seen in place of an error. Text for browsers only; not for: pictures and controls (`interactive`).
"""

LIVE = "course-live"
"""The CSS class of a live widget's box."""

NOTE = "The controls appear when this cell is run."
NOTE_HTML = f"""<p class="course-note">{NOTE}</p><style>
.jp-OutputArea:has(.{LIVE}) > .jp-OutputArea-child:is(:has(.course-note), :has(+ * .course-note)),
.jp-OutputArea-child:has(.course-note) + * > .jupyter-widgets:not(:has(*)) {{ display: none }}
</style>"""
"""Stands between filmstrip and widget. Its style hides the filmstrip and this note beside a live widget, and the error
"model not found" where there is none (the outputs of a saved notebook that is opened again)."""

NAME_SLIDERS = f"""const name = tries => {{
  const live = this.closest('.{LIVE}');
  if (!live) return tries && setTimeout(name, 100, tries - 1);
  for (const slider of live.querySelectorAll('.widget-slider')) {{
    const handle = slider.querySelector('[role=slider]');
    handle?.setAttribute('aria-label', slider.querySelector('.widget-label').textContent);
    handle?.setAttribute('aria-valuetext', slider.querySelector('.widget-readout').textContent);
  }}
}}; name(50)"""
"""JavaScript for the `onload` of a widget's picture. A slider of ipywidgets has no name for a screen reader, and tells it
the place in the list of values instead of the value. A picture may be loaded before it is on the page, hence the tries."""

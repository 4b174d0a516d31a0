"""course.widgets.page: the texts for browsers fit together. What browsers make of them: tests/browser."""

import re

from course.widgets import Control, InteractiveFigure, page


def test_style_and_script_look_for_the_class_that_a_live_widget_has():
    figure = InteractiveFigure(lambda onto, n: None, "{n}".format, [Control("n", "n", range(3))], [{"n": 0}])
    box = figure.panel()
    assert page.LIVE in box._dom_classes
    assert f".{page.LIVE}" in page.NOTE_HTML and page.HELP_SLIDERS.count(f".{page.LIVE}") == 2
    assert 'onload="' in box.children[-2].value


def test_every_class_in_the_style_is_on_the_page():
    (style,) = re.findall(r"<style>(.*)</style>", page.NOTE_HTML, flags=re.DOTALL)
    used = set(re.findall(r"\.([a-zA-Z-]+)", style))
    assert used == {page.LIVE, "course-note", "widget-slider", "noUi-handle", "jp-OutputArea",
                    "jp-OutputArea-child", "jp-OutputArea-output"}
    assert f'<p class="course-note">{page.NOTE}</p>' in page.NOTE_HTML


def test_brackets_close():
    for text in (page.NOTE_HTML, page.HELP_SLIDERS):
        assert text.count("{") == text.count("}") and text.count("(") == text.count(")")

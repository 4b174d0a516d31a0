"""course.widgets.interactive: which form is shown where, and sliders whose values depend on each other."""

import builtins
import html

import IPython
import IPython.display
import pytest

from course.widgets import Control, InteractiveFigure


def draw(onto, count, colour, mark):
    onto.subplots().plot(range(count), mark, color=colour)


def describe(count, colour, mark):
    return f"{count} points & more, {colour}."


@pytest.fixture
def widget():
    def counts(colour, **_):
        return range(1, 6) if colour == "red" else range(3, 9, 2)

    controls = [Control("count", "how many", counts, start=3),
                Control("colour", "colour", ["red", "blue"]), Control("mark", "mark", ["o"])]
    return InteractiveFigure(draw, describe, controls,
                             [{"count": 3, "colour": colour, "mark": "o"} for colour in ("red", "blue")])


@pytest.fixture
def shown(monkeypatch):
    """What `display` was given while a kernel seems to run."""
    outputs = []
    monkeypatch.setattr(IPython, "get_ipython", object)
    monkeypatch.setattr(IPython.display, "display", lambda bundle, **_: outputs.append(bundle))
    monkeypatch.delenv("COURSE_FIGURES", raising=False)
    return outputs


def test_a_live_notebook_gets_filmstrip_and_controls(widget, shown):
    widget.show()
    assert shown[0]["image/png"].startswith(b"\x89PNG")
    assert shown[0]["text/plain"] == "3 points & more, red. 3 points & more, blue."
    assert [key for bundle in shown for key in bundle if "widget" in key]


@pytest.mark.parametrize(("asked", "keys"),
                         [("draw", {"image/png", "text/plain"}), ("describe", {"text/plain"})])
def test_graders_and_authors_get_the_static_form(widget, shown, monkeypatch, asked, keys):
    monkeypatch.setenv("COURSE_FIGURES", asked)
    widget.show()
    assert [set(bundle) for bundle in shown] == [keys]


def test_without_ipywidgets_the_filmstrip_is_all(widget, shown, monkeypatch):
    imports = builtins.__import__

    def missing(name, *rest, **more):
        if name.split(".")[0] == "ipywidgets":
            raise ImportError(name)
        return imports(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    widget.show()
    assert [set(bundle) for bundle in shown] == [{"image/png", "text/plain"}] and widget.panel() is None


def test_outside_a_notebook_nothing_is_shown(widget, shown, monkeypatch):
    monkeypatch.setattr(IPython, "get_ipython", lambda: None)
    widget.show()
    assert shown == []


def test_a_move_changes_picture_alternative_and_words(widget):
    many, colour, picture, words = widget.panel().children
    before = picture.value
    many.value = 5
    assert picture.value != before and html.escape("5 points & more, red.") in picture.value
    assert 'role="status"' in words.value and "5 points &amp; more, red." in words.value
    many.value = 3
    assert picture.value == before and widget.settings == {"count": 3, "colour": "red", "mark": "o"}


def test_a_slider_gets_the_values_that_another_control_leaves_it(widget):
    many, colour, _, words = widget.panel().children
    assert [many.description, colour.description] == ["how many", "colour"]
    many.value = 4
    colour.value = "blue"
    assert [value for _, value in many.options] == [3, 5, 7] and many.value in (3, 5)
    many.value = 7
    assert "7 points" in words.value
    colour.value = "red"
    assert [value for _, value in many.options] == [1, 2, 3, 4, 5] and many.value == 5
    assert "5 points &amp; more, red." in words.value


def test_every_still_has_every_setting():
    with pytest.raises(ValueError, match="every still needs a value for each of"):
        InteractiveFigure(draw, describe, [Control("count", "how many", [1, 2])], [{}])


def test_a_drawing_that_can_change_is_drawn_once():
    drawn = []

    def draw_once(onto, count):
        drawn.append(count)
        (line,) = onto.subplots().plot(range(9), range(9), "o")

        def change(count):
            line.set_data(range(count), range(count))

        change(count)
        return change

    widget = InteractiveFigure(draw_once, str, [Control("count", "how many", range(1, 9))], [{"count": 1}])
    pictures = [widget.picture(count=count) for count in (1, 5, 3)]
    assert len(set(pictures)) == 3 and drawn == [1]
    again = InteractiveFigure(lambda onto, count: draw_once(onto, count) and None, str, widget.controls,
                              [{"count": 1}])
    assert [again.picture(count=count) for count in (1, 5, 3)] == pictures

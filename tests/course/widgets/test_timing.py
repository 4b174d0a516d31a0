"""course.widgets.timing: every widget is timed, every value moved to, and all stands as before."""

import inspect

from course import widgets
from course.widgets import Control, InteractiveFigure, timing


def test_every_widget_has_a_row():
    timed = {name.split(",")[0] for name in timing.WIDGETS}
    assert timed == {name for name in widgets.__all__ if inspect.isfunction(getattr(widgets, name))}


def test_every_value_is_moved_to_once_and_the_control_put_back():
    seen = []

    def draw(onto, count, colour):
        seen.append((count, colour))

    controls = [Control("count", "count", range(1, 5), start=2), Control("colour", "colour", ["red", "blue"])]
    figure = InteractiveFigure(draw, "{count} {colour}".format, controls, [{"count": 1, "colour": "red"}])
    seconds = timing.moves(figure)
    assert len(seconds) == 3 + 1 and all(second > 0 for second in seconds)
    assert {(1, "red"), (3, "red"), (4, "red"), (2, "blue")} <= set(seen)
    assert figure.settings == {"count": 2, "colour": "red"}


def test_the_table_names_what_was_asked_for(monkeypatch, capsys):
    monkeypatch.setattr(timing, "moves", lambda figure: [0.001, 0.003, 0.002])
    timing.main(["die"])
    head, row = capsys.readouterr().out.splitlines()
    assert head.split() == ["widget", "made", "moves", "median", "largest"]
    assert row.split()[0] == "die" and row.endswith("     3     2 ms     3 ms")

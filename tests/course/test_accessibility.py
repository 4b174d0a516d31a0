"""course.plots and course.graph.drawing, and the lessons: who can see the pictures.

Contrast, colours for colour-blind readers, words for those who see none, headings in order.
Contrast follows WCAG 2.2: 4.5 to 1 for words (criterion 1.4.3), 3 to 1 for lines and marks one needs
(1.4.11). Colour blindness is simulated with the matrices of Machado, Oliveira and Fernandes (2009, IEEE
TVCG 15, 1291-1298), and colours are compared by the distance of Luo, Cui and Li (2006, CAM02-UCS), both
from the library colorspacious.
"""

import ast
import re
from itertools import combinations
from pathlib import Path

import nbformat
import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE
from matplotlib.colors import to_hex, to_rgb

from autograder import cells
from autograder.authoring.lint import solution_findings
from course import plots
from course.graph import drawing

ROOT = Path(__file__).resolve().parent.parent.parent
SOLUTIONS = sorted((ROOT / "solutions").glob("*/*.ipynb"))
PALE = {plots.COLOURS[4], plots.COLOURS[5]}
"""Sky blue and orange: 2.3 to 1 on white, enough for areas and for marks that a legend names,
not for a line alone."""

WELL_APART, APART = 20.0, 10.0
"""Distances in CAM02-UCS, where one unit is about the least difference one sees between patches side by
side. 20 is what Petroff (2021, arXiv:2107.02270) demands of sets of six, colour blindness simulated.
Okabe and Ito's first three reach it for readers who lack red or green receptors (one man in twelve,
with the milder forms); not all seven do, green and purple have 15. So every two must have ten times the
least difference, and where more than three series meet, markers tell them apart too."""
DICHROMATS = ("deuteranomaly", "protanomaly", "tritanomaly")


def name(path):
    return f"{path.parent.name}/{path.stem}"


def luminance(colour):
    """WCAG's relative luminance of an sRGB colour."""
    channel = np.array(to_rgb(colour))
    linear = np.where(channel <= 0.04045, channel / 12.92, ((channel + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)


def contrast(colour, background="#FFFFFF"):
    dark, light = sorted((luminance(colour), luminance(background)))
    return (light + 0.05) / (dark + 0.05)


def seen(colour, blindness, severity=100):
    """The colour as somebody with this kind of colour blindness sees it, sRGB in 0…1."""
    space = {"name": "sRGB1+CVD", "cvd_type": blindness, "severity": severity}
    return np.clip(cspace_convert(np.array(to_rgb(colour)), space, "sRGB1"), 0, 1)


def distance(one, other, blindness=None):
    pair = [seen(colour, blindness) if blindness else np.array(to_rgb(colour)) for colour in (one, other)]
    return float(deltaE(*pair, input_space="sRGB1"))


def test_the_measures_themselves():
    """Against numbers others published: WCAG's extremes and its example grey,
    and that red and green grow alike."""
    assert contrast("#000000") == pytest.approx(21) and contrast("#FFFFFF") == pytest.approx(1)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)
    assert distance("#FF0000", "#00A000", "deuteranomaly") < distance("#FF0000", "#00A000") / 2


@pytest.mark.parametrize("colour", plots.LINE_COLOURS)
def test_a_line_can_be_seen_on_white(colour):
    assert contrast(colour) >= 3


@pytest.mark.parametrize("colour", [*plots.TEXT_COLOURS, "#6E6E6E", "#555555"])
def test_words_can_be_read_on_white(colour):
    assert contrast(colour) >= 4.5


def test_pale_colours_are_known_as_such_and_no_line_gets_one_by_itself():
    assert {colour for colour in plots.COLOURS if contrast(colour) < 3} == PALE
    cycled = {to_hex(entry["color"]).upper() for entry in plots.STYLE["axes.prop_cycle"]}
    assert not PALE & cycled and set(plots.LINE_COLOURS).isdisjoint(PALE)


@pytest.mark.parametrize("blindness", [None, *DICHROMATS])
@pytest.mark.parametrize("palette", ["COLOURS", "LINE_COLOURS"])
def test_any_two_colours_differ_for_every_reader(palette, blindness):
    near = {pair: d for pair in combinations(getattr(plots, palette), 2)
            if (d := distance(*pair, blindness)) < APART}
    assert near == {}


@pytest.mark.parametrize("blindness", [None, "deuteranomaly", "protanomaly"])
def test_the_first_three_colours_are_well_apart(blindness):
    near = {pair: d for pair in combinations(plots.COLOURS[:3], 2)
            if (d := distance(*pair, blindness)) < WELL_APART}
    assert near == {}


@pytest.mark.parametrize("blindness", [None, *DICHROMATS])
def test_values_and_gradients_in_a_graph_differ_for_every_reader(blindness):
    """What their places say as well. Local gradients have a place of their own,
    so no colour tells them apart alone."""
    value, gradient, local = (plots.TEXT_COLOURS[kind]
                              for kind in (drawing.VALUE, drawing.GRADIENT, drawing.LOCAL))
    assert distance(value, gradient, blindness) >= APART and distance(gradient, local, blindness) >= APART


def test_every_series_has_a_marker_of_its_own():
    assert len(set(plots.MARKERS)) == len(plots.MARKERS) == len(plots.COLOURS)


def test_the_drawing_of_a_graph_uses_no_other_colour_for_words():
    source = Path(drawing.__file__).read_text(encoding="utf-8")
    assert not re.search(r"plots\.COLOURS", source)
    written = {colour for call in re.findall(r"_text\([^\n]*", source)
               for colour in re.findall(r"#[0-9A-Fa-f]{6}", call)}
    assert all(contrast(colour) >= 4.5
               for colour in written | set(re.findall(r'passes", "(#[0-9A-Fa-f]{6})"', source)))
    for fill in drawing.FILL.values():
        assert contrast("black", fill) >= 4.5


LINES = ("plot", "contour", "vlines", "hlines", "axvline", "axhline")


def pale_lines(source):
    """Calls that draw lines whose colour may be pale, in a cell or module that names no marker."""
    if re.search(r"\bmarker=|MARKERS", source):
        return []
    calls = [node for node in ast.walk(ast.parse(cells.python(source)))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
             and node.func.attr in LINES]
    return [text for call in calls if re.search(r"\bCOLOURS\[(4|5|[a-z][^]]*)\]", text := ast.unparse(call))]


def test_pale_lines_are_found():
    assert pale_lines("axes.plot(x, y, color=plots.COLOURS[5])")
    assert pale_lines("axes.contour(x, y, z, colors=plots.COLOURS[number % 6])")
    assert not pale_lines("axes.plot(x, y, color=plots.LINE_COLOURS[number])")
    assert not pale_lines("axes.plot(x, color=COLOURS[0])")
    assert not pale_lines("axes.plot(x, y, color=plots.COLOURS[number], marker=plots.MARKERS[number])")


@pytest.mark.parametrize("path", SOLUTIONS, ids=name)
def test_no_line_of_a_lesson_is_pale(path):
    notebook = nbformat.read(path, as_version=4)
    assert [text for cell in notebook.cells if cell.cell_type == "code"
            for text in pale_lines(cell.source)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "course").rglob("*.py")), ids=lambda path: path.stem)
def test_no_line_of_the_package_is_pale(path):
    assert pale_lines(path.read_text(encoding="utf-8")) == []


def outputs(path):
    return [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]


@pytest.mark.parametrize("path", SOLUTIONS, ids=name)
def test_every_stored_figure_is_told_in_sentences_of_its_own(path):
    figures = [output for output in outputs(path) if "image/png" in output.get("data", {})]
    told = [output.metadata.get("image/png", {}).get("alt", "") for output in figures]
    for alternative in told:
        assert len(alternative) >= 20 and len(alternative.split()) >= 4, alternative
        assert not alternative[0].islower() and alternative[-1] in ".?!”", alternative
        assert not re.search(r"\.(png|svg|jpe?g)\b", alternative), alternative
    assert len(set(told)) == len(told), sorted({text for text in told if told.count(text) > 1})
    # what a terminal and a braille display show
    assert all(output.data.get("text/plain") for output in figures)


@pytest.mark.parametrize("path", SOLUTIONS, ids=name)
def test_a_figure_is_stored_as_a_picture_and_not_only_as_its_words(path):
    """As `COURSE_FIGURES=describe`, a grader's setting, would leave it."""
    assert [output.data["text/plain"] for output in outputs(path) if output.output_type == "display_data"
            and list(output.data) == ["text/plain"]] == []


def test_the_lint_asks_for_words():
    from mini_course import mini_solution

    notebook = mini_solution()
    figure = nbformat.v4.new_output("display_data", data={"image/png": "iVBO"},
                                    metadata={"image/png": {"alt": "A square of three by three."}})
    notebook.cells[1].outputs = [figure]
    assert solution_findings(notebook) == []
    figure.metadata = nbformat.from_dict({})
    assert solution_findings(notebook) == ["cell imports: its figure has no text alternative; "
                                           "end it in plots.show(figure, alt=…)"]


def markdown(path):
    """The Markdown of a lesson without code and formulas, cell by cell."""
    return [re.sub(r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$", "", cell.source, flags=re.DOTALL)
            for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]


@pytest.mark.parametrize("path", [*SOLUTIONS, *sorted((ROOT / "lessons").glob("*/*.ipynb"))],
                         ids=lambda path: f"{path.parent.parent.name}/{name(path)}")
def test_headings_links_and_tables_can_be_followed_without_eyes(path):
    text = "\n\n".join(source for source in markdown(path) if not source.startswith("<!-- exercise:"))
    levels = [len(mark) for mark in re.findall(r"^(#+) (?!BEGIN|END)", text, re.MULTILINE)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    for words, address in re.findall(r"(?<!!)\[((?:!\[[^]]*\]\([^)]*\)|[^]])*)\]\(([^)]+)\)", text):
        shown = re.sub(r"!\[([^]]*)\]\([^)]*\)", r"\1", words).strip(" *")
        assert shown and shown.lower() not in ("here", "link", "this", "click here"), address
        assert not shown.startswith("http"), address
    pictures_in_prose = re.findall(r"!\[([^]]*)\]", text)
    assert all(re.sub(r"\W", "", words) for words in pictures_in_prose)
    for header in re.findall(r"^(\|.*\|)\n\|[ :|-]+\|$", text, re.MULTILINE):
        named = [cell for cell in header.strip("|").split("|") if cell.strip()]
        assert len(named) >= header.count("|") - 2, header


@pytest.mark.parametrize("path", SOLUTIONS, ids=name)
def test_tables_that_cells_print_have_headers(path):
    for output in outputs(path):
        if "<table" in output.get("data", {}).get("text/html", ""):
            assert "<th" in output.data["text/html"]

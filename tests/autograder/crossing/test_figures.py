"""autograder.crossing.figures: a figure arrives as what was plotted, with which labels."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from autograder.crossing import Malformed, figures, pack, unpack


def test_a_figure_crosses_as_its_data():
    drawn = Figure()
    axes = drawn.subplots()
    axes.plot([1, 2, 3], [1, 4, 9], label="squares")
    axes.bar([0, 1], [5, 7])
    axes.set(xlabel="x", ylabel="y (m)", title="growth")
    axes.legend()
    found = figures.rebuild(figures.describe(drawn)).axes[0]
    assert (found.get_xlabel(), found.get_ylabel(), found.get_title()) == ("x", "y (m)", "growth")
    assert found.get_lines()[0].get_xdata().tolist() == [1, 2, 3]
    assert found.get_lines()[0].get_ydata().tolist() == [1, 4, 9] and found.lines[0].get_label() == "squares"
    assert found.legend == ["squares"] and found.bars == [5, 7]


def test_points_images_and_scales_cross_too():
    drawn = Figure()
    left, right = drawn.subplots(1, 2)
    left.scatter([1, 2], [3, 4])
    left.set_xscale("log")
    right.imshow(np.eye(3))
    buffers = []
    arrived = unpack(pack(drawn, buffers), buffers)
    assert arrived.axes[0].points[0].tolist() == [[1, 3], [2, 4]]
    assert (arrived.axes[0].get_xscale(), arrived.axes[0].get_yscale()) == ("log", "linear")
    assert arrived.axes[1].images[0].tolist() == np.eye(3).tolist() and not arrived.axes[1].legend


def test_axes_alone_cross_as_a_figure_of_one():
    axes = Figure().subplots()
    axes.set_title("alone")
    assert figures.is_figure(axes) and not figures.is_figure([axes])
    assert [each.get_title() for each in figures.rebuild(figures.describe(axes)).axes] == ["alone"]


@pytest.mark.parametrize("described", [3, ["list", [1]], ["list", [["dict", ["title", "x"]]]]])
def test_what_is_no_figure_is_malformed(described):
    with pytest.raises(Malformed):
        unpack(["figure", described], [])

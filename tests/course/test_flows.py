"""course.flows: densities in two dimensions, regions that hold what they promise, and words beside them."""

import numpy as np
import pytest

from course import flows


def log_normal(points):
    return -0.5 * np.sum(np.asarray(points) ** 2, axis=1) - np.log(2 * np.pi)


@pytest.fixture
def points():
    return np.random.default_rng(1).normal(size=(500, 2))


def test_the_edges_hold_50_90_and_99_percent(shown, points):
    """A standard normal holds the share s within the radius √(−2 ln(1 − s)), so the density at the edge is (1
    − s)/2π."""
    flows.densities({"round": log_normal, "same": log_normal}, points)
    (drawn, alt), = shown
    edges = drawn.axes[0].collections[0].levels[:3] * 2 * np.pi
    assert edges == pytest.approx([0.01, 0.1, 0.5], rel=0.15)
    assert [axes.get_title() for axes in drawn.axes] == ["round", "same"] and "round and same" in alt


def test_paths_are_drawn_with_their_log_density(shown, points):
    ways = {"one": np.linspace([-1, 0], [1, 0], 5), "two": np.linspace([0, -2], [0, 2], 5)}
    flows.paths(log_normal, points, ways, alt="two ways")
    (drawn, alt), = shown
    left, right = drawn.axes
    assert alt == "two ways" and np.array_equal(left.lines[1].get_xydata(), ways["two"])
    assert right.lines[0].get_ydata() == pytest.approx(log_normal(ways["one"]))
    assert (
        left.lines[0].get_color() != left.lines[1].get_color()
        and left.lines[0].get_marker() != left.lines[1].get_marker()
    )


def test_samples_share_their_axes(shown, points):
    flows.samples({"near": points, "far": 3 * points})
    (drawn, alt), = shown
    near, far = drawn.axes
    assert (
        near.get_xlim() == far.get_xlim()
        and (near.get_xlabel(), near.get_ylabel()) == ("x₁", "x₂")
        and "near and far" in alt
    )

"""course.shapes: where a shape stands is what `places` says, and a mark changes nothing else."""

import numpy as np
import pytest

from course import shapes


@pytest.mark.parametrize("seed", [0, 8])
def test_a_shape_stands_where_its_place_says(seed):
    made = shapes.load(60, seed)
    assert made.images.shape == (60, 24, 24) and made.images.dtype == np.float32
    assert made.labels.sum() == 30 and set(made.labels) == {0, 1}
    total = {0: np.zeros((5, 5)), 1: np.zeros((5, 5))}
    for image, label, (row, column) in zip(made.images, made.labels, made.places, strict=True):
        total[label] += image[row - 2 : row + 3, column - 2 : column + 3] / 30
    np.testing.assert_allclose(total[0], shapes.RING, atol=0.3)
    np.testing.assert_allclose(total[1], shapes.PLUS, atol=0.3)


def test_outside_of_the_shapes_is_noise():
    made = shapes.load(200, seed=1)
    corner = made.images[:, : shapes.EDGE, :]
    assert corner.mean() == pytest.approx(0, abs=0.01)
    assert corner.std() == pytest.approx(shapes.NOISE, rel=0.02)
    assert made.places.min() >= shapes.EDGE + 2 and made.places.max() <= shapes.PIXELS - 4


def test_the_mark_is_on_every_plus_and_nothing_else_differs():
    plain, marked = shapes.load(40, seed=3), shapes.load(40, seed=3, marked=True)
    np.testing.assert_array_equal(plain.labels, marked.labels)
    np.testing.assert_array_equal(plain.places, marked.places)
    changed = plain.images != marked.images
    assert not changed[plain.labels == 0].any() and changed[plain.labels == 1].sum() == 20 * 4
    assert np.all(marked.images[plain.labels == 1, :2, :2] == shapes.MARK)


def test_a_mark_is_put_on_a_copy():
    images = np.zeros((3, 5, 6), dtype="float32")
    both = shapes.with_mark(images, np.array([True, False, True]))
    assert images.max() == 0 and both[1].max() == 0 and both[0].sum() == 4 * shapes.MARK
    assert shapes.with_mark(images).sum() == 12 * shapes.MARK


def test_seeds_differ_and_repeat():
    assert np.array_equal(shapes.load(4, 5).images, shapes.load(4, 5).images)
    assert not np.array_equal(shapes.load(4, 5).images, shapes.load(4, 6).images)
    assert repr(shapes.load(4, 5)) == "Shapes(4 images, 2 of them of a plus)"

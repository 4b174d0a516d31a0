"""course.offline: the stand-ins as drawn. How lessons get them instead of real data: test_data.py."""

import numpy as np
import pytest

from course import offline


def test_digits_are_drawn_inside_their_canvas():
    x_train, y_train, x_test, y_test = offline.digits(seed=1)
    assert x_train.shape == (4_000, 28, 28) and x_test.shape == (2_000, 28, 28)
    assert x_train.dtype == np.uint8 and set(np.unique(y_train)) == set(np.unique(y_test)) == set(range(10))
    lit = x_train.astype(int)
    assert lit.max() > 200 and lit[:, 8:20, 8:20].mean() > 5 * lit[:, [0, -1]].mean()
    for left, right in zip(x_train[:20], offline.digits(seed=2)[0][:20], strict=True):
        assert not np.array_equal(left, right)


@pytest.mark.parametrize("seed", [0, 3, 11])
def test_blood_pressures_add_up_as_the_real_ones_do_whatever_the_seed(seed):
    x, y = offline.blood_pressure(seed)
    sums = {"n": len(x), "x": x.sum(), "xx": x @ x, "y": y.sum(), "yy": y @ y, "xy": x @ y}
    assert sums == pytest.approx(offline.BLOOD_PRESSURE_SUMS, rel=1e-9)
    assert np.polyfit(x, y, 1) == pytest.approx(np.polyfit(*offline.blood_pressure(seed + 1), 1))


def test_banknotes_follow_the_mixture_they_are_drawn_from():
    x, y = offline.banknotes()
    assert x.shape == (1_372, 4) and np.array_equal(y, np.repeat([0, 1], [762, 610]))
    for label in (0, 1):
        parts = [part for part in offline.BANKNOTE_MIXTURE if part[0] == label]
        share = np.array([part[1] for part in parts])
        assert share.sum() == pytest.approx(1)
        wanted = share @ np.array([part[2] for part in parts])
        error = x[y == label].std(axis=0) / np.sqrt((y == label).sum())
        assert np.all(np.abs(x[y == label].mean(axis=0) - wanted) < 4 * error)
    assert len(x) - len(np.unique(x, axis=0)) == offline.REPEATED_BANKNOTES


def test_bars_keep_clear_of_the_edges():
    images, labels = offline.bars(200, seed=4)
    margin = offline.BAR_MARGIN
    assert labels.sum() == 100 and set(np.unique(images)) <= {0, *range(140, 256)}
    assert images[:, margin:-margin, margin:-margin].sum() == images.sum() > 0
    assert all(image.any() for image in images)

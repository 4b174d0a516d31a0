"""course.widgets.boundary: where the corners of the border are, what it says, what moves."""

import itertools

import numpy as np
import pytest

from course.widgets import boundary, decision_boundary


@pytest.fixture(scope="module", autouse=True)
def fewer_networks():
    """Three networks of at most 20 epochs: the same code in a tenth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boundary, "UNITS", (1, 3, 8))
        patch.setattr(boundary, "EPOCHS", (1, 3, 5, 20))
        yield


@pytest.fixture(scope="module")
def arcs():
    """Two interleaved half circles, 300 points, on scales that differ."""
    rng = np.random.default_rng(3)
    y = np.arange(300) % 2
    angle = rng.uniform(0, np.pi, 300)
    x = np.stack([np.cos(angle) * (1 - 2 * y) + y, np.sin(angle) * (1 - 2 * y) + y / 2], axis=1)
    x += rng.normal(0, 0.15, (300, 2))
    return x * [20, 0.5] + [100, 3], y


@pytest.fixture(scope="module")
def widget(arcs):
    return decision_boundary(*arcs, names=("upper", "lower"))


@pytest.fixture(scope="module")
def snapshots(arcs):
    x, y = arcs
    across, up = (np.linspace(low, high, 90) for low, high in zip(x.min(axis=0), x.max(axis=0), strict=True))
    return across, up, boundary.train(5, x, y, across, up, seed=0)


def test_between_the_dashed_lines_nothing_bends(snapshots):
    """The log-odds are linear wherever no hidden unit changes its mind,
    so the lines are where the corners are."""
    across, up, by_epoch = snapshots
    for snapshot in by_epoch.values():
        odds = np.log(snapshot.p) - np.log1p(-snapshot.p)
        places = np.stack([*np.meshgrid(across, up), np.ones((90, 90))], axis=-1)
        awake = places @ snapshot.hidden > 0
        same = (awake[:, :-2] == awake[:, 1:-1]).all(axis=-1) & (awake[:, 2:] == awake[:, 1:-1]).all(axis=-1)
        bend = np.abs(odds[:, 2:] - 2 * odds[:, 1:-1] + odds[:, :-2])
        assert bend[same].max() < 1e-6 * np.ptp(odds)
        assert bend[~same].max() > 1e-3 * np.ptp(odds)


def test_accuracy_and_loss_are_those_of_the_raster(arcs, snapshots):
    x, y = arcs
    across, up, by_epoch = snapshots
    for snapshot in by_epoch.values():
        p = snapshot.p[np.abs(up[:, None] - x[:, 1]).argmin(axis=0),
                       np.abs(across[:, None] - x[:, 0]).argmin(axis=0)]
        assert snapshot.accuracy == pytest.approx(np.mean((p > 0.5) == y), abs=0.03)
        assert snapshot.loss == pytest.approx(-np.mean(np.log(np.where(y, p, 1 - p))), rel=0.05)


def test_training_and_units_help(arcs):
    x, y = arcs
    trained = [boundary.train(units, x, y, x[:2, 0], x[:2, 1], seed=0) for units in (1, 8)]
    one, eight = ([snapshot.loss for snapshot in by_epoch.values()] for by_epoch in trained)
    assert eight[-1] < eight[2] < eight[0]
    assert eight[-1] < one[-1]


def test_description_counts_what_is_drawn(widget):
    said = widget.description(units=1, epochs=1)
    assert said.startswith("A network with 1 hidden unit after 1 epoch: loss ")
    assert " of 8 dashed lines" in widget.description(units=8, epochs=20)
    assert "of 300 points" in widget.description()


def test_a_network_that_says_the_same_everywhere_has_no_border(arcs):
    x, _ = arcs
    lonely = decision_boundary(x, np.arange(300) == 0)
    assert "no border yet" in lonely.description(units=1, epochs=3)
    assert lonely.picture(units=1, epochs=3).startswith(b"\x89PNG")


def test_every_setting_draws_its_own_picture(widget):
    settings = list(itertools.product(boundary.UNITS, boundary.EPOCHS))
    assert len({widget.picture(units=units, epochs=epochs) for units, epochs in settings}) == len(settings)


def test_the_same_bytes_from_run_to_run(arcs, widget):
    again = decision_boundary(*arcs, names=("upper", "lower"))
    assert again.filmstrip() == widget.filmstrip()
    assert widget.filmstrip()[0].startswith(b"\x89PNG")
    assert again.picture(units=8, epochs=20) == widget.picture(units=8, epochs=20)

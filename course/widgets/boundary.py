"""The border that a small network draws, against its number of hidden units and the epochs it was
trained for.

All networks are trained once, when the widget is made, by scikit-learn: in under three seconds, and
without writing down a backward pass that lessons ask for. Not for: networks with several hidden layers
and networks that a student trained (`course.plots.decision_boundaries` draws any of these).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from course import plots
from course.widgets.interactive import Control, InteractiveFigure

UNITS = (1, 2, 3, 5, 8)
EPOCHS = (1, 2, 3, 5, 8, 12, 20, 30, 50, 100)
RASTER = (60, 80)
"""Rows and columns of the probabilities behind the points."""
DRAWN = 500
"""At most so many points are drawn; all of them are trained on."""


@dataclass(frozen=True)
class Snapshot:
    """A network after some epochs: ``p`` (rows, columns) is its probability of class 1 over the
    picture, ``hidden`` (3, units) the weights and the bias of each hidden unit, ``loss`` and
    ``accuracy`` are those on all points."""

    p: np.ndarray
    hidden: np.ndarray
    loss: float
    accuracy: float

    @property
    def has_border(self) -> bool:
        return bool(self.p.min() < 0.5 < self.p.max())


def decision_boundary(x: np.ndarray, y: np.ndarray, names: Sequence[str] = ("class 0", "class 1"),
                      axis_labels: Sequence[str] = ("x₁", "x₂"), seed: int = 0) -> InteractiveFigure:
    """Networks 2 → units → 1 with ReLU and sigmoid on points ``x`` (n, 2) of the classes ``y`` (n,):
    two sliders, units and epochs.

    Dashed lines show where each hidden unit wakes up, w·x + b = 0;
    the border p = 0.5 has its corners on them.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y)
    margin = 0.05 * np.ptp(x, axis=0)
    low, high = x.min(axis=0) - margin, x.max(axis=0) + margin
    centre = (low + high) / 2
    across, up = np.linspace(low[0], high[0], RASTER[1]), np.linspace(low[1], high[1], RASTER[0])
    corners = np.array([[a, b, 1] for a in (low[0], high[0]) for b in (low[1], high[1])])
    shown = np.random.default_rng(seed).permutation(len(x))[:DRAWN]
    snapshots = {(units, epochs): snapshot for units in UNITS
                 for epochs, snapshot in train(units, x, y, across, up, seed).items()}

    def draw(onto, units: int, epochs: int) -> None:
        snapshot = snapshots[units, epochs]
        axes = onto.subplots()
        axes.imshow(snapshot.p, extent=(low[0], high[0], low[1], high[1]), origin="lower", aspect="auto",
                    cmap=plots.TWO_CLASSES, vmin=0, vmax=1, alpha=0.45, interpolation="bilinear")
        for w1, w2, b in snapshot.hidden.T:
            foot = centre - (w1 * centre[0] + w2 * centre[1] + b) / (w1**2 + w2**2) * np.array([w1, w2])
            axes.axline(foot, foot + (-w2, w1), linestyle="--", color="#444444", linewidth=1)
        if snapshot.has_border:
            axes.contour(across, up, snapshot.p, levels=[0.5], colors="black", linewidths=2.5)
        plots.scatter_classes(x[shown], y[shown], names, axis_labels, axes=axes)
        axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]),
                 title=f"{_units(units)}, {_epochs(epochs)}: accuracy {snapshot.accuracy:.2f}")
        axes.grid(False)
        onto.legend(loc="outside upper center", ncols=2, markerscale=1.8)

    def describe(units: int, epochs: int) -> str:
        snapshot = snapshots[units, epochs]
        crossing = int(np.ptp(np.sign(corners @ snapshot.hidden), axis=0).astype(bool).sum())
        border = (f"{crossing} of {units} dashed lines, where a unit wakes up, "
                  f"cross{'es' * (crossing == 1)} the picture" if snapshot.has_border
                  else "there is no border yet, it answers the same everywhere")
        return (f"A network with {_units(units)} after {_epochs(epochs)}: loss {snapshot.loss:.2f}, "
                f"right on {snapshot.accuracy:.0%} of {len(x):,} points; {border}.")

    return InteractiveFigure(
        draw, describe,
        [Control("units", "Hidden units", UNITS, start=3),
         Control("epochs", "Epochs of training", EPOCHS, start=20)],
        stills=[{"units": units, "epochs": epochs}
                for units, epochs in ((1, EPOCHS[-1]), (3, EPOCHS[-1]), (8, EPOCHS[2]), (8, EPOCHS[-1]))],
        size=(6.4, 4.4))


def train(units: int, x: np.ndarray, y: np.ndarray, across: np.ndarray, up: np.ndarray,
          seed: int) -> dict[int, Snapshot]:
    """A `Snapshot` of one network after each of ``EPOCHS``;
    ``across`` and ``up`` are the raster's coordinates.

    The network sees features with mean 0 and standard deviation 1;
    the weights in a snapshot are those for ``x`` as it is.
    """
    from sklearn.metrics import log_loss
    from sklearn.neural_network import MLPClassifier
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(x)
    raster = np.stack([np.tile(across, len(up)), np.repeat(up, len(across))], axis=1)
    scaled, raster = scaler.transform(x), scaler.transform(raster)
    network = MLPClassifier((units,), batch_size=min(200, len(x)), learning_rate_init=0.03, alpha=0,
                            random_state=seed)
    snapshots = {}
    for epoch in range(1, max(EPOCHS) + 1):
        network.partial_fit(scaled, y, classes=[0, 1])
        if epoch in EPOCHS:
            weights = network.coefs_[0] / scaler.scale_[:, None]
            hidden = np.vstack([weights, network.intercepts_[0] - scaler.mean_ @ weights])
            p = network.predict_proba(scaled)[:, 1]
            snapshots[epoch] = Snapshot(network.predict_proba(raster)[:, 1].reshape(len(up), len(across)),
                                        hidden, float(log_loss(y, p)), float(np.mean((p >= 0.5) == y)))
    return snapshots


def _units(units: int) -> str:
    return f"{units} hidden unit{'s' if units > 1 else ''}"


def _epochs(epochs: int) -> str:
    return f"{epochs} epoch{'s' if epochs > 1 else ''}"

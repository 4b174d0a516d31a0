"""What several tests of pictures need."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import pytest

from course import plots


@pytest.fixture
def shown(monkeypatch):
    """Collects (figure, alt) of everything that is shown."""
    pictures = []
    monkeypatch.setattr(plots, "show", lambda drawn, alt: pictures.append((drawn, alt)))
    yield pictures
    plt.close("all")

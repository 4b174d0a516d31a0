"""course.data: the four sources in their order, and clear errors."""

import hashlib

import numpy as np
import pytest

from course import data, offline
from course.errors import DataError


@pytest.fixture(autouse=True)
def no_environment(monkeypatch, tmp_path):
    """No source set from outside, an empty cache, and no network."""
    for name in ("COURSE_DATA", "COURSE_SOURCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(data, "_download", lambda file: None)


LOADERS = [data.load_mnist, data.load_banknotes, data.load_blood_pressure]


@pytest.mark.parametrize("load", LOADERS)
def test_the_offline_stand_in_is_the_last_resort_and_says_so(load, capsys):
    assert load().source == "offline"
    assert "offline stand-in" in capsys.readouterr().out


@pytest.mark.parametrize("load", LOADERS)
def test_real_data_come_from_the_folder_named_in_course_data(load, real_data, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_DATA", str(real_data))
    assert load().source == "real"
    assert "real data" in capsys.readouterr().out


@pytest.mark.parametrize("load", LOADERS)
def test_asking_for_real_data_that_cannot_be_had_is_an_error_that_says_what_to_do(load):
    with pytest.raises(DataError, match="COURSE_DATA"):
        load(source="real")


@pytest.mark.parametrize("load", LOADERS)
def test_offline_can_be_asked_for_although_real_data_are_there(load, real_data, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(real_data))
    assert load(source="offline").source == "offline"
    monkeypatch.setenv("COURSE_SOURCE", "offline")
    assert load().source == "offline"


def test_course_data_pointing_nowhere_is_named(monkeypatch):
    monkeypatch.setenv("COURSE_DATA", "/no/such/folder")
    with pytest.raises(DataError, match="/no/such/folder, which is not a folder"):
        data.load_mnist()


def test_an_unknown_source_is_refused():
    with pytest.raises(DataError, match="unknown source 'internet'"):
        data.load_mnist(source="internet")


def test_a_file_that_is_not_mnist_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    (tmp_path / "mnist.npz").write_bytes(b"PK not really")
    with pytest.raises(DataError, match="cannot be read as MNIST"):
        data.load_mnist()
    np.savez(tmp_path / "mnist.npz", **{name: np.zeros(shape, np.uint8) for name, shape in data.MNIST_SHAPES.items()})
    with pytest.raises(DataError, match="images or labels differ"):
        data.load_mnist()


def test_a_shortened_table_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    (tmp_path / "banknote_authentication.csv").write_text("1,2,3,4,0\n")
    with pytest.raises(DataError, match="has 1 rows"):
        data.load_banknotes()


def test_a_truncated_download_is_refused_by_its_hash(monkeypatch, tmp_path):
    monkeypatch.undo()
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    served = tmp_path / "served"
    served.mkdir()
    (served / "file.csv").write_text("only half of")
    whole = hashlib.sha256(b"only half of the file").hexdigest()
    import functools
    import http.server
    import threading

    handler = functools.partial(_Quiet, directory=str(served))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/file.csv"
        with pytest.raises(DataError, match="arrived damaged"):
            data._download(data.RealFile("file.csv", url, whole))
        whole_file = data._download(data.RealFile("file.csv", url, hashlib.sha256(b"only half of").hexdigest()))
        assert whole_file.read_text() == "only half of"
        server.shutdown()


def test_a_damaged_file_in_the_cache_is_named(tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    cache.mkdir(exist_ok=True)
    (cache / data.BANKNOTES.name).write_text("1,2,3,4,0\n")
    with pytest.raises(DataError, match="damaged.*delete it"):
        data.load_banknotes()


def test_no_network_means_no_download(monkeypatch, tmp_path):
    monkeypatch.undo()
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(data, "DOWNLOAD_SECONDS", 0.5)
    assert data._download(data.RealFile("x.csv", "http://127.0.0.1:9/x.csv", "0" * 64)) is None


def test_mnist_shapes_ranges_and_slices():
    images = data.load_mnist(n_train=100, n_test=50, source="offline")
    assert images.x_train.shape == (100, 28, 28) and images.x_test.shape == (50, 28, 28)
    assert images.x_train.dtype == np.uint8 and images.x_train.max() == 255
    assert set(np.unique(images.y_train)) <= set(range(10))


def test_offline_digits_are_the_same_every_time_and_no_scan_is_in_both_halves():
    first, second = offline.digits(), offline.digits()
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    assert len(first[0]) == 4_000 and len(first[2]) == 2_000


def test_banknotes_have_the_real_counts_of_classes_and_repeats():
    table = data.load_banknotes(source="offline")
    assert table.x.shape == (1372, 4) and np.bincount(table.y).tolist() == [762, 610]
    assert len(np.unique(np.column_stack([table.x, table.y]), axis=0)) == 1348


@pytest.mark.parametrize("source", ["offline", "real"])
def test_blood_pressure_has_the_published_line(source, request, monkeypatch):
    if source == "real":
        monkeypatch.setenv("COURSE_DATA", str(request.getfixturevalue("real_data")))
    table = data.load_blood_pressure(source=source)
    slope, intercept = np.polyfit(table.x, table.y, 1)
    assert (round(slope, 6), round(intercept, 6)) == (1.105022, 87.671422)
    assert round(float(np.mean((slope * table.x + intercept - table.y) ** 2)), 4) == 349.2009


def test_both_models_of_lesson_02_come_within_three_points_of_the_real_banknotes(real_data, monkeypatch):
    from sklearn.linear_model import LogisticRegression
    from sklearn.neural_network import MLPClassifier

    monkeypatch.setenv("COURSE_DATA", str(real_data))
    accuracy = {}
    for source in data.SOURCES:
        table = data.load_banknotes(source=source)
        x = table.x[:, [1, 3]]
        net = MLPClassifier((8,), max_iter=1_500, random_state=0, learning_rate_init=0.01)
        accuracy[source] = np.array([m.fit(x, table.y).score(x, table.y) for m in (LogisticRegression(C=1e6), net)])
    assert np.all(np.abs(accuracy["real"] - accuracy["offline"]) < 0.03), accuracy


import http.server  # noqa: E402


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """A file server that does not log its requests."""

    def log_message(self, *args):
        pass


def test_bars_are_the_same_for_everybody_and_only_their_orientation_tells_the_classes_apart(capsys):
    first, again, other = data.load_bars(60, 40), data.load_bars(60, 40), data.load_bars(60, 40, seed=6)
    assert first.x_train.shape == (60, 32, 32) and first.x_validation.shape == (40, 32, 32) and first.source == "generated"
    assert np.array_equal(first.x_train, again.x_train) and not np.array_equal(first.x_train, other.x_train)
    assert first.y_train.sum() == 30 and set(np.unique(first.y_validation)) == {0, 1}
    longest_column = (first.x_train > 0).sum(axis=1).max(axis=1)  # inked pixels in the fullest column
    longest_row = (first.x_train > 0).sum(axis=2).max(axis=1)
    assert np.array_equal(longest_column > longest_row, first.y_train == 1)
    assert capsys.readouterr().out.startswith("Bars: 60 training and 40 validation images (generated)")


def test_the_waiting_times_are_the_published_ones(capsys):
    minutes = data.load_waiting_times()
    assert minutes.shape == (272,) and minutes.dtype == np.float64
    assert (minutes.sum(), (minutes**2).sum(), minutes.min(), minutes.max()) == (19_284, 1_417_266, 43, 96)
    # A sum does not see the order, which a split into training and held-out data depends on.
    assert list(minutes[:5]) == [79, 54, 74, 62, 85] and list(minutes[-5:]) == [81, 46, 90, 46, 74]
    assert (minutes * np.arange(1, 273)).sum() == 2_634_563
    assert "272 waiting times, 43 to 96 minutes" in capsys.readouterr().out


def test_each_call_returns_waiting_times_of_its_own():
    data.load_waiting_times()[:] = 0
    assert data.load_waiting_times().min() == 43

"""course.widgets.record and course.widgets.recorded: what a recording looks like in its file.

Whether the numbers are right, test_gradient_norms.py and test_optimizers.py say.
"""

import pytest

from course.widgets import record, recorded


def test_every_file_can_be_computed_anew_and_every_recording_has_its_file():
    assert {path.stem for path in recorded.FOLDER.glob("*.json")} == set(record.RECORDINGS)


@pytest.mark.parametrize("name", record.RECORDINGS)
def test_a_stored_file_is_what_its_own_numbers_are_stored_as(name):
    stored = (recorded.FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert record.text(recorded.read(name)) == stored


def test_four_digits_are_kept_and_each_key_has_a_line(tmp_path, monkeypatch):
    written = record.text({"a": [1 / 3, 12345.678, 2], "b": [[1e-17 / 3, -1.0]]})
    assert written == '{\n"a": [0.3333, 12350.0, 2],\n"b": [[3.333e-18, -1.0]]\n}\n'
    monkeypatch.setattr(recorded, "FOLDER", tmp_path)
    (tmp_path / "sample.json").write_text(written, encoding="utf-8")
    assert recorded.read("sample") == {"a": [0.3333, 12350.0, 2], "b": [[3.333e-18, -1.0]]}

"""autograder.intake.records: what became of every file, read again by whoever grades, whoever wrote it."""

import json

import pytest

from autograder.intake import records
from autograder.intake.records import Taken


def test_what_is_added_is_read_again_and_a_newer_record_replaces_the_older(tmp_path):
    records.add(
        tmp_path,
        [
            Taken("ada", "powers", "a.ipynb", healed=["x"]),
            Taken("ada", "roots", "b.ipynb", problem="is empty"),
        ],
    )
    records.add(tmp_path, [Taken("ada", "powers", "c.ipynb", digest="d")])
    assert records.read(tmp_path) == {
        "powers": Taken("ada", "powers", "c.ipynb", digest="d"),
        "roots": Taken("ada", "roots", "b.ipynb", problem="is empty"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "7",
        '{"powers": 7}',
        '{"powers": {"student": 1, "lesson": "powers", "file": "f"}}',
        "[" * 100_000,
        "\udcff",
    ],
)
def test_a_file_that_nobody_of_ours_wrote_holds_no_records(tmp_path, text):
    (tmp_path / records.FILE).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert records.read(tmp_path) == {}


def test_of_an_odd_record_only_texts_are_kept(tmp_path):
    tree = {
        "student": "ada",
        "lesson": "powers",
        "file": "f",
        "healed": ["x", 7],
        "problem": 7,
        "digest": [],
        "more": 1,
    }
    (tmp_path / records.FILE).write_text(json.dumps({"powers": tree}))
    assert records.read(tmp_path)["powers"] == Taken("ada", "powers", "f", healed=["x"])


def test_a_record_knows_the_file_it_speaks_of():
    assert Taken("ada", "powers", "f", digest=records.digest(b"text")).is_of(b"text")
    assert not Taken("ada", "powers", "f", digest=records.digest(b"text")).is_of(b"text ")
    assert not Taken("ada", "powers", "f").is_of(b"")

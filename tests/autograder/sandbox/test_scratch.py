"""autograder.sandbox.scratch: folders a student wrote to are measured and removed, whatever is in them."""

import math
import os

import pytest

from autograder.sandbox import remove, scratch


def test_files_are_counted_with_those_in_folders_and_too_many_are_without_end(tmp_path, monkeypatch):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "file").write_bytes(b"x" * 300_000)
    assert 300_000 <= scratch.size((str(tmp_path), str(tmp_path / "missing"))) < 400_000
    monkeypatch.setattr(scratch, "FILES", 2)
    assert scratch.size((str(tmp_path),)) == math.inf
    monkeypatch.setattr(scratch, "FILES", 20)
    monkeypatch.setattr(scratch, "DEPTH", 1)
    assert scratch.size((str(tmp_path),)) == math.inf


def test_a_link_is_neither_followed_nor_removed_with_what_it_names(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_bytes(b"x" * 300_000)
    (tmp_path / "scratch").mkdir()
    (tmp_path / "scratch" / "link").symlink_to(tmp_path / "kept")
    assert scratch.size((str(tmp_path / "scratch"),)) < 100_000
    remove(str(tmp_path / "scratch"))
    assert not (tmp_path / "scratch").exists() and (tmp_path / "kept" / "file").exists()


@pytest.mark.parametrize("depth", [1, 1_500])
def test_a_folder_is_removed_however_deep_and_closed(tmp_path, depth):
    folder = tmp_path / "scratch"
    folder.mkdir()
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.mkdir("closed", 0, dir_fd=here)
    os.fchmod(here, 0)
    os.close(here)
    remove(str(folder))
    assert not folder.exists()

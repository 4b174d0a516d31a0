"""autograder.intake.layouts: every row of the table reads its own examples, and nothing inside an upload
names somebody else."""

from pathlib import PurePosixPath

import pytest

from autograder.intake import layouts

EXAMPLES = [(layout.name, *example) for layout in layouts.LAYOUTS for example in layout.examples]


@pytest.mark.parametrize(
    ("layout", "path", "student", "file"), EXAMPLES, ids=[f"{name}: {path}" for name, path, *_ in EXAMPLES]
)
def test_every_row_reads_its_examples(layout, path, student, file):
    assert layouts.whose(PurePosixPath(path), ["powers", "more_powers"])[:2] == (student, file)


def test_every_row_decides_its_first_example():
    """With the row taken out, its first example says something else: no row is without effect."""
    for row in layouts.LAYOUTS:
        path, student, file = row.examples[0]
        others = tuple(layout for layout in layouts.LAYOUTS if layout is not row)
        before, layouts.LAYOUTS = layouts.LAYOUTS, others
        try:
            assert layouts.whose(PurePosixPath(path), ["powers"])[:2] != (student, file), row.name
        finally:
            layouts.LAYOUTS = before


@pytest.mark.parametrize(("path", "student"), [
    ("powers.ipynb", layouts.UNKNOWN),
    ("week1/powers.ipynb", layouts.UNKNOWN),
    ("week3b/ada/powers.ipynb", "ada"),
    ("uploads/Ada_1_assignsubmission_file_/powers.ipynb", "Ada"),
    ("lovelaceada_1_2_all/Eve_9_assignsubmission_file_/powers.ipynb", "lovelaceada_1"),
    ("ada-more_powers.ipynb", "ada"),
])
def test_the_outermost_name_decides(path, student):
    assert layouts.whose(PurePosixPath(path), ["powers", "more_powers"])[0] == student


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc", "_.._etc"),
        ("a/b", "a_b"),
        ("..", "unknown"),
        ("", "unknown"),
        ("x" * 500, "x" * 100), ("\U00010400" * 100, "\U00010400" * 50),
        ("a\x00b", "a_b"),
    ],
)
def test_a_name_is_always_one_folder(name, safe):
    assert layouts.safe_name(name) == safe


def test_what_a_terminal_would_obey_and_half_letters_are_not_printed():
    assert layouts.printable("a\x1b[2Jb\udcffc\u202e ü") == "a\ufffd[2Jb\ufffdc\ufffd ü"

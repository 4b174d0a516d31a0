"""autograder.intake.rebuild: a submission is rebuilt on the lesson, whatever was done to the file."""

import json

import nbformat
import pytest
from mini_course import RIGHT, handed_in

from autograder import cells
from autograder.intake import rebuild


@pytest.fixture
def lesson(course):
    return nbformat.read(course.lessons / "week1" / "powers.ipynb", as_version=4)


@pytest.fixture
def tree(course):
    """A perfect submission as JSON, ready to be damaged; sources are strings."""
    made = json.loads(handed_in(course, **RIGHT, why="<!-- exercise: why -->\nSigns cancel."))
    for cell in made["cells"]:
        cell["source"] = "".join(cell["source"])
    return made


def rebuild_tree(lesson, tree):
    return rebuild.rebuild(lesson, json.dumps(tree).encode())


def find(tree, name):
    return next(c for c in tree["cells"] if c.get("id") == name)


def answers(rebuilt):
    return {cells.grade_id(c): c.source for c in rebuilt.notebook.cells if cells.is_solution(c)}


def is_perfect(rebuilt):
    found = answers(rebuilt)
    return (
        all(source.split("\n", 1)[-1] in found[name] for name, source in RIGHT.items())
        and "Signs cancel" in found["why"]
    )


def test_an_untouched_submission_needs_no_healing(lesson, tree):
    rebuilt = rebuild_tree(lesson, tree)
    assert is_perfect(rebuilt) and rebuilt.healed == [] and rebuilt.missing == []


def test_tests_and_locked_cells_come_from_the_lesson(lesson, tree):
    find(tree, "test-square")["source"] = "1"
    find(tree, "imports")["source"] = "import os"
    rebuilt = rebuild_tree(lesson, tree)
    sources = {c.id: c.source for c in rebuilt.notebook.cells}
    assert "three threes" in sources["test-square"] and sources["imports"] == "from course import check"
    assert len(rebuilt.notebook.cells) == len(lesson.cells)


def test_tags_metadata_and_outputs_are_dropped(lesson, tree):
    for cell in tree["cells"]:
        cell["metadata"]["tags"] = ["skip-execution"]
    find(tree, "square")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "99 points"}]
    rebuilt = rebuild_tree(lesson, tree)
    assert all("tags" not in c.metadata and not c.get("outputs") for c in rebuilt.notebook.cells)


def test_points_cannot_be_changed(lesson, tree):
    find(tree, "test-square")["metadata"]["nbgrader"]["points"] = 1000
    rebuilt = rebuild_tree(lesson, tree)
    assert next(c for c in rebuilt.notebook.cells if c.id == "test-square").metadata.nbgrader.points == 2


DAMAGE = {
    "every nbgrader id lost": lambda t: [c["metadata"].clear() for c in t["cells"]],
    "every cell id lost": lambda t: [c.pop("id") for c in t["cells"]],
    "all ids lost": lambda t: [(c["metadata"].clear(), c.pop("id")) for c in t["cells"]],
    "saved by Colab": lambda t: (
        t.update(nbformat_minor=0),
        [c.update(metadata={"id": c.pop("id"), "executionInfo": {"user": {}}}) for c in t["cells"]],
    ),
    "format minor 5 claimed as 99": lambda t: t.update(nbformat_minor=99),
    "schema version 99": lambda t: [
        c["metadata"]["nbgrader"].update(schema_version=99) for c in t["cells"] if "nbgrader" in c["metadata"]
    ],
    "tests deleted": lambda t: t.update(cells=[c for c in t["cells"] if not c["id"].startswith("test-")]),
    "only the answers left": lambda t: t.update(cells=[find(t, n) for n in ("square", "cube", "why")]),
    "cells in reverse": lambda t: t["cells"].reverse(),
    "every cell twice": lambda t: t.update(cells=[c for c in t["cells"] for _ in range(2)]),
    "an untouched copy of the stub at the end": lambda t: t["cells"].append(
        dict(
            find(t, "square"),
            source='# exercise: square\ndef square(x):\n    """x times itself."""\n    # YOUR CODE HERE\n'
            '    raise NotImplementedError("exercise: square")',
        )
    ),
    "answers turned into markdown": lambda t: [find(t, n).update(cell_type="markdown") for n in RIGHT],
    "answers turned into raw cells": lambda t: [find(t, n).update(cell_type="raw") for n in RIGHT],
    "sources as lists of lines": lambda t: [
        c.update(source=c["source"].splitlines(keepends=True)) for c in t["cells"]
    ],
    "metadata of the wrong type": lambda t: [c.update(metadata=7) for c in t["cells"]],
    "windows line ends": lambda t: [c.update(source=c["source"].replace("\n", "\r\n")) for c in t["cells"]],
    "strangers among the cells": lambda t: t["cells"].extend(
        [None, 3, "text", {}, {"cell_type": 5, "source": {"a": 1}}]
    ),
    "no notebook metadata": lambda t: [t.pop(key) for key in ("metadata", "nbformat", "nbformat_minor")],
    "marker lines deleted": lambda t: [
        find(t, n).update(source=find(t, n)["source"].split("\n", 1)[1]) for n in RIGHT
    ],
    "marker lines and ids deleted": lambda t: [
        (find(t, n).update(source=find(t, n)["source"].split("\n", 1)[1], metadata={}), find(t, n).pop("id"))
        for n in RIGHT
    ],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_heals(lesson, tree, damage):
    DAMAGE[damage](tree)
    assert is_perfect(rebuild_tree(lesson, tree))


def test_a_cell_split_in_two_is_joined_and_reported(lesson, tree):
    place = tree["cells"].index(find(tree, "cube"))
    first, second = (
        dict(find(tree, "cube")),
        {"cell_type": "code", "metadata": {}, "source": "    return x * x * x"},
    )
    first["source"] = "# exercise: cube\ndef cube(x):"
    tree["cells"][place : place + 1] = [first, second]
    rebuilt = rebuild_tree(lesson, tree)
    assert is_perfect(rebuilt) and "cube: was split into 2 cells" in rebuilt.healed


def test_of_two_whole_answers_the_last_counts(lesson, tree):
    place = tree["cells"].index(find(tree, "square"))
    tree["cells"].insert(
        place + 1, dict(find(tree, "square"), source="# exercise: square\ndef square(x):\n    return x ** 2")
    )
    rebuilt = rebuild_tree(lesson, tree)
    assert "x ** 2" in answers(rebuilt)["square"] and "2 cells claim" in rebuilt.healed[0]


def test_a_deleted_answer_is_reported_and_its_stub_put_back(lesson, tree):
    tree["cells"].remove(find(tree, "cube"))
    rebuilt = rebuild_tree(lesson, tree)
    assert "NotImplementedError" in answers(rebuilt)["cube"] and "cube: no answer found" in rebuilt.healed[-1]


def test_a_students_own_cell_runs_where_it_stood(lesson, tree):
    place = tree["cells"].index(find(tree, "square"))
    tree["cells"].insert(place, {"cell_type": "code", "metadata": {}, "source": "helper = 3"})
    notebook = rebuild_tree(lesson, tree).notebook
    places = [c.id for c in notebook.cells]
    assert places.index(f"own-{place}") == places.index("square") - 1


def test_healing_says_what_was_put_back(lesson, tree):
    tree["cells"].remove(find(tree, "test-cube"))
    assert "test-cube: was deleted; put back from the lesson" in rebuild_tree(lesson, tree).healed


def test_rebuilding_a_rebuilt_notebook_changes_nothing(lesson, tree):
    DAMAGE["cells in reverse"](tree)
    once = nbformat.writes(rebuild_tree(lesson, tree).notebook)
    assert nbformat.writes(rebuild.rebuild(lesson, once.encode()).notebook) == once


@pytest.mark.parametrize(("content", "sentence"), [
    (b"", "is empty"),
    (b" " * 10, "is empty"),
    (b"{ broken", "not valid JSON"),
    (b"\xff\xfe\x00", "not valid JSON"),
    (b"[1, 2]", "no list of cells"),
    (b'{"cells": 5}', "no list of cells"),
    (b"[" * 100_000, "not valid JSON"),
    (b'{"a": ' + b"9" * 10_000 + b"}", "not"),
    (b"x" * (rebuild.LARGEST_NOTEBOOK + 1), "larger than 20 MB without its outputs"),
    (b"x" * (100 * 2**20 + 1), "larger than 100 MB"),
])
def test_what_is_no_notebook_is_refused_in_a_sentence(lesson, content, sentence):
    with pytest.raises(rebuild.Unreadable, match=sentence):
        rebuild.rebuild(lesson, content)


@pytest.mark.parametrize("sheets", [[{"cells": 5}], [{"cells": None}, 7], [{}]])
def test_an_old_notebook_with_odd_sheets_has_no_cells(course, sheets):
    assert rebuild.read(json.dumps({"worksheets": sheets}).encode()) == []

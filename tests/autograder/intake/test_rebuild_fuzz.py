"""Five hundred ways to damage a perfect submission: intake never raises, and nothing that is there is
lost."""

import copy
import json

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mini_course import RIGHT, handed_in, make_course

from autograder import cells
from autograder.intake import rebuild

ANSWER = "<!-- exercise: why -->\nSigns cancel."
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PLACE = st.integers(0, 30)


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("fuzz") / "course")
    lesson = nbformat.read(course.lessons / "week1" / "powers.ipynb", as_version=4)
    tree = json.loads(handed_in(course, **RIGHT, why=ANSWER))
    for cell in tree["cells"]:
        cell["source"] = "".join(cell["source"])
    return lesson, tree


def pick(tree, place):
    return tree["cells"][place % len(tree["cells"])]


def split(tree, place, line):
    """Split a cell as JupyterLab does: both halves keep the metadata, the second gets a new id."""
    cell = pick(tree, place)
    lines = cell["source"].split("\n")
    if cell["cell_type"] != "code" or len(lines) < 2:
        return
    cut = 1 + line % (len(lines) - 1)
    second = copy.deepcopy(cell) | {"source": "\n".join(lines[cut:]), "id": f"new-{place}-{line}"}
    second["metadata"] = {}
    cell["source"] = "\n".join(lines[:cut])
    tree["cells"].insert(tree["cells"].index(cell) + 1, second)


def is_answer(cell):
    return cells.marker(cell["source"]) is not None


# Damage after which every answer is still somewhere in the file as it was written.
HARMLESS = {
    "drop metadata": lambda t, a, b: pick(t, a).update(metadata={}),
    "junk metadata": lambda t, a, b: (
        pick(t, a)["metadata"].update({"tags": ["skip-execution"], "x": b})
        if isinstance(pick(t, a)["metadata"], dict)
        else None
    ),
    "metadata of another type": lambda t, a, b: pick(t, a).update(metadata=[None, 3, "x"][b % 3]),
    "drop id": lambda t, a, b: pick(t, a).pop("id", None),
    "a stranger's id": lambda t, a, b: pick(t, a).update(id=f"cell-{b}"),
    "ids as Colab keeps them": lambda t, a, b: [
        c.update(metadata={"id": c.pop("id")})
        for c in t["cells"]
        if "id" in c and not isinstance(c.get("metadata"), list)
    ],
    "move": lambda t, a, b: t["cells"].insert(b % len(t["cells"]), t["cells"].pop(a % len(t["cells"]))),
    "duplicate": lambda t, a, b: t["cells"].insert(b % len(t["cells"]), copy.deepcopy(pick(t, a))),
    "retype": lambda t, a, b: (
        pick(t, a).update(cell_type=["code", "markdown", "raw"][b % 3])
        if cells.marker(pick(t, a)["source"]) != "why"
        else None
    ),
    "delete what is no answer": lambda t, a, b: (
        t["cells"].remove(pick(t, a)) if len(t["cells"]) > 1 and not is_answer(pick(t, a)) else None
    ),
    "edit what is no answer": lambda t, a, b: (
        pick(t, a).update(source="changed = 1") if not is_answer(pick(t, a)) else None
    ),
    "insert own code": lambda t, a, b: t["cells"].insert(
        a % len(t["cells"]), {"cell_type": "code", "metadata": {}, "source": f"own_{b} = {b}"}
    ),
    "insert own text": lambda t, a, b: t["cells"].insert(
        a % len(t["cells"]), {"cell_type": "markdown", "metadata": {}, "source": "my notes"}
    ),
    "split": split,
    "format minor": lambda t, a, b: t.update(nbformat_minor=b % 6),
    "no format": lambda t, a, b: [t.pop(key, None) for key in ("nbformat", "nbformat_minor", "metadata")],
    "schema version": lambda t, a, b: (
        pick(t, a)["metadata"].get("nbgrader", {}).update(schema_version=b)
        if isinstance(pick(t, a)["metadata"], dict)
        else None
    ),
    "points": lambda t, a, b: (
        pick(t, a)["metadata"].get("nbgrader", {}).update(points=1_000)
        if isinstance(pick(t, a)["metadata"], dict)
        else None
    ),
    "execution counts and outputs": lambda t, a, b: pick(t, a).update(
        outputs=[{"output_type": "stream", "text": "x" * b}], execution_count=b
    ),
    "windows lines": lambda t, a, b: pick(t, a).update(source=pick(t, a)["source"].replace("\n", "\r\n")),
    "attachments": lambda t, a, b: pick(t, a).update(attachments={"a": {}}),
    "blank lines at the end": lambda t, a, b: pick(t, a).update(source=pick(t, a)["source"] + "\n" * (b % 4)),
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(HARMLESS)), PLACE, PLACE), min_size=1, max_size=8)


WHOLE_CELLS = (
    "move",
    "delete what is no answer",
    "retype",
    "duplicate",
    "insert own code",
    "insert own text",
    "windows lines",
)
"""Damage that is harmless to whole cells only: a half of an answer would be lost, or torn from its other
half."""


def squeezed(source):
    return "\n".join(line.rstrip() for line in source.replace("\r\n", "\n").split("\n") if line.strip())


@settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_whatever_leaves_the_answers_in_the_file_leaves_them_in_the_notebook(parts, steps):
    lesson, tree = parts[0], copy.deepcopy(parts[1])
    splits = 0
    for name, a, b in steps:
        splits += name == "split"
        if splits and name in WHOLE_CELLS:
            continue
        HARMLESS[name](tree, a, b)
    rebuilt = rebuild.rebuild(lesson, json.dumps(tree).encode())
    found = {cells.grade_id(c): squeezed(c.source) for c in rebuilt.notebook.cells if cells.is_solution(c)}
    for name, source in RIGHT.items():
        assert squeezed(source) == found[name] or squeezed(source).split("\n", 1)[1] == found[name], (
            steps,
            found[name],
        )
    assert "Signs cancel." in found["why"], steps
    assert [c.id for c in rebuilt.notebook.cells if not c.id.startswith("own-")] == [
        c.id for c in lesson.cells
    ]


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    junk=JUNK,
    place=PLACE,
    key=st.sampled_from(["cells", "metadata", "source", "cell_type", "id", "nbgrader", "outputs"]),
)
def test_any_json_at_any_place_is_a_notebook_or_unreadable(parts, junk, place, key):
    lesson, tree = parts[0], copy.deepcopy(parts[1])
    target = (
        tree
        if key in ("cells",)
        else pick(tree, place)["metadata"]
        if key == "nbgrader"
        else pick(tree, place)
    )
    target[key] = junk
    for content in (json.dumps(tree).encode(), json.dumps(junk).encode()):
        try:
            rebuild.rebuild(lesson, content)
        except rebuild.Unreadable:
            pass


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(cut=st.integers(0, 6_000), flip=st.integers(0, 5_000), value=st.integers(0, 255))
def test_any_bytes_are_a_notebook_or_unreadable(parts, cut, flip, value):
    lesson, tree = parts
    content = bytearray(json.dumps(tree).encode())
    content[flip % len(content)] = value
    try:
        rebuild.rebuild(lesson, bytes(content[:cut] if cut < 5_000 else content))
    except rebuild.Unreadable:
        pass

"""Ways in which the cells of a perfect submission come damaged: moved, joined, split, renamed.

Importing it adds them to `damage.KINDS`. Not for: damage to bytes (`damage`).
"""

import base64
import copy
import itertools
import json

from damage import KINDS_OF_CELLS, answered, of_cells

from autograder import cells


def own(source, kind="code"):
    return {"cell_type": kind, "metadata": {}, "source": source} | (
        {"outputs": [], "execution_count": None} if kind == "code" else {})


def without_marker(source):
    return source.split("\n", 1)[1] if cells.marker(source.split("\n", 1)[0]) else source


def back_to_stub(cell, submission):
    cell["source"] = next(c.source for c in submission.lesson.cells if c.id == cell["id"])


def typed_elsewhere(place, marked):
    """Every answer in code is typed into a new cell, and its stub is left as it was."""
    def change(submission, tree, choose):
        for cell in answered(tree, submission):
            if cell["cell_type"] != "code":
                continue
            new = own(cell["source"] if marked else without_marker(cell["source"]))
            back_to_stub(cell, submission)
            tree["cells"].insert(place(tree["cells"], tree["cells"].index(cell)), new)
    return change


for where, place in {
    "below its stub": lambda found, at: at + 1,
    "above its stub": lambda found, at: at,
    "below its test": lambda found, at: at + 2,
    "at the end": lambda found, at: len(found),
    "at the beginning": lambda found, at: 1,
}.items():
    of_cells(f"typed {where}")(typed_elsewhere(place, False))
    of_cells(f"typed {where}, with its marker")(typed_elsewhere(place, True))


def tests_of(tree, submission):
    """Answers in code with the test behind them."""
    pairs = zip(tree["cells"], tree["cells"][1:], strict=False)
    return [(cell, after) for cell, after in pairs if cell in answered(tree, submission)
            and cell["cell_type"] == "code" and str(after.get("id", "")).startswith("test-")]


@of_cells("typed into the test")
def _(submission, tree, choose):
    for cell, test in tests_of(tree, submission):
        answer = without_marker(cell["source"])
        test["source"] = choose.choice([f"{answer}\n{test['source']}", f"{test['source']}\n{answer}"])
        back_to_stub(cell, submission)


@of_cells("typed in place of the test")
def _(submission, tree, choose):
    for cell, test in tests_of(tree, submission):
        test["source"] = without_marker(cell["source"])
        back_to_stub(cell, submission)


@of_cells("answer and test made one cell")
def _(submission, tree, choose):
    for cell, test in tests_of(tree, submission):
        cell["source"] += "\n\n" + test["source"]
        tree["cells"].remove(test)


def retyped(kind, form):
    def change(submission, tree, choose):
        for cell in answered(tree, submission):
            if cell["cell_type"] == "code":
                cell.update(cell_type=kind, source=form(cell["source"]))
    return change


of_cells("as fenced Markdown")(retyped("markdown", lambda text: f"```python\n{text}\n```"))
of_cells("as fenced Markdown with words around")(retyped(
    "markdown", lambda text: f"My answer:\n\n```\n{text}\n```\n\nI hope it is right."))
of_cells("code as plain Markdown")(retyped("markdown", str))
of_cells("code as raw cells")(retyped("raw", str))


@of_cells("two answers in one cell")
def _(submission, tree, choose):
    code = [cell for cell in answered(tree, submission) if cell["cell_type"] == "code"]
    first, second = sorted(choose.sample(range(len(code)), 2)) if len(code) > 1 else (0, 0)
    if first != second:
        code[first]["source"] += "\n\n\n" + code[second]["source"]
        if choose.random() < 0.5:
            back_to_stub(code[second], submission)
        else:
            tree["cells"].remove(code[second])


@of_cells("all answers in one cell")
def _(submission, tree, choose):
    code = [cell for cell in answered(tree, submission) if cell["cell_type"] == "code"]
    everything = "\n\n".join(without_marker(cell["source"]) for cell in code)
    for cell in code:
        back_to_stub(cell, submission)
    tree["cells"].insert(choose.choice([1, len(tree["cells"])]), own(everything))


@of_cells("all code in one cell")
def _(submission, tree, choose):
    code = [cell for cell in tree["cells"] if cell["cell_type"] == "code"]
    everything = "\n\n".join(cell["source"] for cell in code)
    tree["cells"] = [cell for cell in tree["cells"] if cell["cell_type"] != "code"] + [own(everything)]


def swapped(change_names, change_markers):
    def change(submission, tree, choose):
        for kind in ("code", "markdown"):
            found = [cell for cell in answered(tree, submission) if cell["cell_type"] == kind]
            turned = found[1:] + found[:1]
            names = [(cell["id"], cell["metadata"]) for cell in turned]
            heads = [cell["source"].split("\n", 1)[0] for cell in turned]
            for cell, (name, metadata), head in zip(found, names, heads, strict=True):
                if change_names:
                    cell["id"], cell["metadata"] = name, metadata
                if change_markers and kind == "code":
                    cell["source"] = head + "\n" + without_marker(cell["source"])
    return change


of_cells("ids swapped")(swapped(True, False))
of_cells("marker lines swapped")(swapped(False, True))


@of_cells("ids swapped between code and texts")
def _(submission, tree, choose):
    found = answered(tree, submission)
    names = [{"id": cell["id"], "metadata": cell["metadata"]} for cell in found]
    choose.shuffle(names)
    for cell, name in zip(found, names, strict=True):
        cell |= name


def lost(names, markers):
    def change(submission, tree, choose):
        mine = answered(tree, submission)
        for cell in tree["cells"]:
            if markers and cell in mine:
                cell["source"] = without_marker(cell["source"])
            if names:
                cell.pop("id", None)
                cell["metadata"] = {}
    return change


of_cells("ids lost")(lost(True, False))
of_cells("marker lines lost")(lost(False, True))
of_cells("ids and marker lines lost")(lost(True, True))


@of_cells("ids lost, marker lines swapped")
def _(submission, tree, choose):
    swapped(False, True)(submission, tree, choose)
    lost(True, False)(submission, tree, choose)


@of_cells("lists of lines without line ends")
def _(submission, tree, choose):
    for cell in tree["cells"]:
        cell["source"] = cell["source"].split("\n")


def questions(tree, submission):
    """Places of the answers in words."""
    return [place for place, cell in enumerate(tree["cells"])
            if cell["metadata"].get("nbgrader", {}).get("grade_id") in submission.words]


def words_elsewhere(move):
    def change(submission, tree, choose):
        for place in reversed(questions(tree, submission)):
            text = without_marker(tree["cells"][place]["source"])
            back_to_stub(tree["cells"][place], submission)
            move(tree["cells"], place, text)
    return change


def in_the_question(found, place, text):
    found[place - 1]["source"] += f"\n\n{text}"


def in_place_of_the_stub(found, place, text):
    found[place] = own(text, "markdown")


of_cells("words in the question's cell")(words_elsewhere(in_the_question))
of_cells("words in a new cell below")(words_elsewhere(
    lambda found, at, text: found.insert(at + 1, own(text, "markdown"))))
of_cells("words in a new cell above the stub")(words_elsewhere(
    lambda found, at, text: found.insert(at, own(text, "markdown"))))
of_cells("words in a new cell, the stub deleted")(words_elsewhere(in_place_of_the_stub))
of_cells("words at the end")(words_elsewhere(lambda found, at, text: found.append(own(text, "markdown"))))
of_cells("words in a new raw cell below")(words_elsewhere(
    lambda found, at, text: found.insert(at + 1, own(text, "raw"))))
of_cells("words in a cell of code below")(words_elsewhere(
    lambda found, at, text: found.insert(at + 1, own(text))))


@of_cells("words, and more of them in the next cell")
def _(submission, tree, choose):
    for place in reversed(questions(tree, submission)):
        cell = tree["cells"][place]
        first, second = cell["source"].split("\n\n", 1)
        cell["source"] = first
        tree["cells"].insert(place + 1, own(second, "markdown"))


@of_cells("2,500 cells of junk in front")
def _(submission, tree, choose):
    tree["cells"][:0] = [own(f"junk = {number}") for number in range(2_500)]


@of_cells("2,500 notes in front")
def _(submission, tree, choose):
    tree["cells"][:0] = [own(f"note {number}", "markdown") for number in range(2_500)]


@of_cells("in reverse")
def _(submission, tree, choose):
    tree["cells"].reverse()


@of_cells("shuffled")
def _(submission, tree, choose):
    choose.shuffle(tree["cells"])


@of_cells("every cell twice")
def _(submission, tree, choose):
    tree["cells"] = [copy.deepcopy(cell) for cell in tree["cells"] for _ in range(2)]


@of_cells("the blank lesson behind it")
def _(submission, tree, choose):
    tree["cells"] += [json.loads(json.dumps(cell)) for cell in submission.lesson.cells]


@of_cells("the blank lesson in front")
def _(submission, tree, choose):
    tree["cells"][:0] = [json.loads(json.dumps(cell)) for cell in submission.lesson.cells]


def halves(cell, cut):
    lines = cell["source"].split("\n")
    second = own("\n".join(lines[cut:]))
    cell["source"] = "\n".join(lines[:cut])
    return second


@of_cells("answers split in two")
def _(submission, tree, choose):
    for cell in answered(tree, submission):
        long = cell["source"].count("\n")
        if cell["cell_type"] == "code" and long > 2:
            tree["cells"].insert(tree["cells"].index(cell) + 1, halves(cell, choose.randrange(2, long + 1)))


@of_cells("answers split in two, ids lost")
def _(submission, tree, choose):
    KINDS_OF_CELLS["answers split in two"](submission, tree, choose)
    lost(True, False)(submission, tree, choose)


@of_cells("only the answers")
def _(submission, tree, choose):
    tree["cells"] = answered(tree, submission)


@of_cells("tests deleted")
def _(submission, tree, choose):
    tree["cells"] = [cell for cell in tree["cells"] if not cell["id"].startswith("test-")]


@of_cells("an old format (3)")
def _(submission, tree, choose):
    for cell in tree["cells"]:
        cell.pop("id")
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    return json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {},
                       "worksheets": [{"cells": tree["cells"], "metadata": {}}]}).encode()


@of_cells("metadata of other types")
def _(submission, tree, choose):
    for cell in tree["cells"]:
        cell["metadata"] = choose.choice([None, 7, [], "x", {"nbgrader": 7}, {"nbgrader": {"grade_id": 7}}])


@of_cells("kinds of cells lost")
def _(submission, tree, choose):
    for cell in tree["cells"]:
        cell.pop("cell_type")


@of_cells("a key misspelt")
def _(submission, tree, choose):
    for cell in tree["cells"]:
        cell[choose.choice(["sourcd", "surce", "Source"])] = cell.pop("source")


@of_cells("cells by number")
def _(submission, tree, choose):
    numbered = {str(place): cell for place, cell in enumerate(tree["cells"])}
    return json.dumps(tree | {"cells": numbered}).encode()


@of_cells("a comment of 250,000 characters in each answer")
def _(submission, tree, choose):
    for cell in answered(tree, submission):
        if cell["cell_type"] == "code":
            marker, answer = cell["source"].split("\n", 1)
            cell["source"] = f"{marker}\n#{'x' * 250_000}\n{answer}"


@of_cells("26 MB of outputs", rare=True)
def _(submission, tree, choose):
    for cell in [cell for cell in tree["cells"] if cell["cell_type"] == "code"][:4]:
        text = "a [line] {of} \"it\"\n" * 300_000
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": [text]}]


@of_cells("26 MB of pictures", rare=True)
def _(submission, tree, choose):
    picture = base64.b64encode(choose.randbytes(5 * 2**20)).decode()
    for number, cell in enumerate(itertools.islice(tree["cells"], 4)):
        cell["attachments"] = {f"{number}.png": {"image/png": picture}}


@of_cells("half letters")
def _(submission, tree, choose):
    tree["cells"].insert(0, own("half = '\ud83d'"))
    return json.dumps(tree).encode()


@of_cells("helpers above answers at the end")
def _(submission, tree, choose):
    for number, cell in enumerate([one for one in answered(tree, submission) if one["cell_type"] == "code"]):
        answer = without_marker(cell["source"])
        back_to_stub(cell, submission)
        tree["cells"] += [own(f"helper_{number} = {number}"), own(f"{answer}\n# uses helper_{number}")]


@of_cells("drafts that cannot be read")
def _(submission, tree, choose):
    for cell in [one for one in answered(tree, submission) if one["cell_type"] == "code"]:
        draft = cell["source"].rstrip() + "\n    return (("
        tree["cells"].insert(tree["cells"].index(cell), dict(cell, source=draft, id=f"draft-{cell['id']}"))

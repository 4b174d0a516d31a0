"""Ways in which perfect submissions come damaged, and what of each answer is still in the file.

`KINDS` is the whole list. A kind changes a submission's tree of JSON or its bytes; the oracle is independent of
intake: after a change of bytes an answer is expected where its text is still in the file, unbroken; after a
change of cells all of them are. Not for: judging (`test_damage`).
"""

import base64
import copy
import gzip
import itertools
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import nbformat
from nbconvert.exporters import HTMLExporter, MarkdownExporter, PythonExporter

from autograder import cells

STUB_TEXT = "YOUR ANSWER HERE"


@dataclass
class Submission:
    """A perfect submission: the released lesson, and the answers that stand in it."""

    lesson: nbformat.NotebookNode
    answers: dict[str, str]
    """Exercise -> the whole source of its answer."""
    words: set[str] = field(default_factory=set)
    """Exercises that are answered in words."""

    @classmethod
    def of(cls, lesson, code, choose):
        """With an answer of `code` (exercise -> sources) to each exercise, and words for each question."""
        answers, words = {}, set()
        for cell in lesson.cells:
            name = cells.grade_id(cell)
            if cells.is_manual(cell):
                number = choose.randrange(10**6)
                answers[name] = (f"<!-- exercise: {name} -->\nBecause of reason {number}: it grows, and then it "
                                 f"falls for {name}.\n\nMoreover, the größte Wert is {number + 1}.")
                words.add(name)
            elif cells.is_solution(cell):
                answers[name] = choose.choice(code[name])
        return cls(lesson, answers, words)

    def tree(self):
        """The file as JupyterLab saves it, as a tree with whole texts."""
        made = json.loads(json.dumps(self.lesson))
        for cell in made["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            cell["source"] = self.answers.get(name, cell["source"])
        return made


@dataclass
class Damaged:
    """A damaged file, and the answers that are still in it."""

    content: bytes
    there: set[str]


def written(tree, lines=True, indent=1):
    """A tree as a notebook's text; sources as lists of lines, or whole."""
    tree = copy.deepcopy(tree)
    if lines:
        for cell in tree["cells"]:
            if isinstance(cell, dict) and isinstance(cell.get("source"), str):
                cell["source"] = cell["source"].splitlines(keepends=True)
    return json.dumps(tree, indent=indent, ensure_ascii=False)


def needle(source, lines=True, indent=1):
    """An answer as it stands in the file."""
    if not lines:
        return json.dumps(source, ensure_ascii=False)
    between = ",\n" + " " * 4 * indent if indent else ", "
    return between.join(json.dumps(line, ensure_ascii=False) for line in source.splitlines(keepends=True))


KINDS: dict[str, Callable[[Submission, random.Random], Damaged]] = {}
KINDS_OF_CELLS: dict[str, Callable] = {}
RARE: set[str] = set()
"""Kinds that take long to make or to read: fewer of them."""


def of_cells(name, rare=False):
    """A kind that changes the tree and leaves every answer in it; it returns another tree, or None."""
    def add(change):
        def damage(submission, choose):
            tree = submission.tree()
            tree = change(submission, tree, choose) or tree
            content = written(tree, lines=choose.random() < 0.7) if isinstance(tree, dict) else tree
            return Damaged(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"),
                           set(submission.answers))
        KINDS[name], KINDS_OF_CELLS[name] = damage, change
        RARE.update({name} if rare else ())
        return change
    return add


def of_bytes(name, encoding="utf-8"):
    """A kind that changes the file's bytes; what is expected is what still stands in them unbroken."""
    def add(change):
        def damage(submission, choose):
            lines, indent = choose.choice([(True, 1), (True, 1), (True, None), (False, None)])
            before = written(submission.tree(), lines, indent)
            after = change(before.encode(encoding), choose)
            there = {exercise for exercise, source in submission.answers.items()
                     if needle(source, lines, indent).encode(encoding) in after}
            return Damaged(after, there)
        KINDS[name] = damage
        return change
    return add


def recoded(name, change):
    """A kind after which the whole text is there, in other clothes."""
    KINDS[name] = lambda submission, choose: Damaged(
        change(written(submission.tree(), choose.random() < 0.7)), set(submission.answers))


# --- bytes


def somewhere(content, choose, first=0.0, last=1.0):
    return int(len(content) * choose.uniform(first, last))


@of_bytes("cut off near the end")
def _(content, choose):
    return content[:somewhere(content, choose, 0.8)]


@of_bytes("cut off anywhere")
def _(content, choose):
    return content[:somewhere(content, choose)]


@of_bytes("the beginning is lost")
def _(content, choose):
    return content[somewhere(content, choose, 0, 0.3):]


@of_bytes("a comma too much")
def _(content, choose):
    place = choose.choice([at for at, byte in enumerate(content) if byte in b"]}" and content[at - 1:at] in b"\n \""]
                          or [len(content) - 1])
    return content[:place] + b"," + content[place:]


@of_bytes("a comma is missing")
def _(content, choose):
    place = choose.choice([at for at, byte in enumerate(content) if byte == ord(",")])
    return content[:place] + content[place + 1:]


@of_bytes("garbage in front")
def _(content, choose):
    return b"%PDF garbage {[ \x07\n" + content


@of_bytes("garbage behind")
def _(content, choose):
    return content + b"\n}}]] garbage \xff\xfe {"


@of_bytes("garbage somewhere")
def _(content, choose):
    place = somewhere(content, choose)
    return content[:place] + choose.choice([b"}", b"]]", b"\"", b"\xff\x00\x01", b"x, y", b"\n\n"]) + content[place:]


def flipped(content, choose, times):
    changed = bytearray(content)
    for _ in range(times):
        changed[choose.randrange(len(changed))] ^= 1 << choose.randrange(8)
    return bytes(changed)


for times in (1, 3, 10, 30):
    of_bytes(f"{times} flipped bits")(lambda content, choose, times=times: flipped(content, choose, times))


@of_bytes("quotes and brackets changed")
def _(content, choose):
    changed = bytearray(content)
    for place in choose.sample([at for at, byte in enumerate(content) if byte in b'"{}[]:,'], 3):
        changed[place] = choose.choice(b"xyz _")
    return bytes(changed)


@of_bytes("bytes lost")
def _(content, choose):
    place = somewhere(content, choose)
    return content[:place] + content[place + choose.randrange(1, 60):]


@of_bytes("a block of zeros")
def _(content, choose):
    place = somewhere(content, choose)
    return content[:place] + bytes(512) + content[place + 512:]


@of_bytes("filled up with zeros")
def _(content, choose):
    return content + bytes(choose.randrange(1, 5000))


@of_bytes("zeros in front")
def _(content, choose):
    return bytes(8 * choose.randrange(1, 500)) + content


@of_bytes("handed in twice in one file")
def _(content, choose):
    return content + b"\n" + content


@of_bytes("cut off, in UTF-16", "utf-16-le")
def _(content, choose):
    return b"\xff\xfe" + content[:somewhere(content, choose, 0.5)]


@of_bytes("ended by a mail's footer")
def _(content, choose):
    return content[:somewhere(content, choose, 0.5)] + b"\n\n--\nSent from my phone\n"


# --- encodings and packings

recoded("UTF-16 with its mark", lambda text: text.encode("utf-16"))
recoded("UTF-16, little end first, no mark", lambda text: text.encode("utf-16-le"))
recoded("UTF-16, big end first, no mark", lambda text: text.encode("utf-16-be"))
recoded("UTF-32 with its mark", lambda text: text.encode("utf-32"))
recoded("UTF-32, no mark", lambda text: text.encode("utf-32-le"))
recoded("UTF-8 with a mark", lambda text: text.encode("utf-8-sig"))
recoded("Windows-1252", lambda text: text.encode("cp1252", "replace"))
recoded("Latin-1", lambda text: text.encode("latin-1", "replace"))
recoded("gzip", lambda text: gzip.compress(text.encode()))
recoded("gzip, its end lost", lambda text: gzip.compress(text.encode())[:-9])
recoded("JSON in JSON", lambda text: json.dumps(text).encode())
recoded("JSON in JSON in JSON", lambda text: json.dumps(json.dumps(text)).encode())
recoded("as Jupyter's server sends it", lambda text: json.dumps({"content": json.loads(text), "name": "a"}).encode())
recoded("in a list", lambda text: json.dumps([json.loads(text)]).encode())
recoded("a list of cells alone", lambda text: json.dumps(json.loads(text)["cells"]).encode())
recoded("JSON in JSON, its end lost", lambda text: json.dumps(text + "\n" * 9).encode()[:-5])
recoded("line ends of Windows", lambda text: text.replace("\n", "\r\n").encode())
recoded("line ends within texts", lambda text: text.replace("\\n", "\n").encode())
recoded("Python's dictionary", lambda text: text.replace(": null", ": None").encode())


# --- exports


def notebook_of(tree):
    return nbformat.from_dict(copy.deepcopy(tree))


@of_cells("exported as a script")
def _(submission, tree, choose):
    return PythonExporter().from_notebook_node(notebook_of(tree))[0].encode()


@of_cells("exported as Markdown")
def _(submission, tree, choose):
    return MarkdownExporter().from_notebook_node(notebook_of(tree))[0].encode()


for template in ("lab", "classic"):
    @of_cells(f"exported as a page ({template})", rare=True)
    def _(submission, tree, choose, template=template):
        return HTMLExporter(template_name=template).from_notebook_node(notebook_of(tree))[0].encode()


@of_cells("a script of an editor (# %%)")
def _(submission, tree, choose):
    parts = []
    for cell in tree["cells"]:
        if cell["cell_type"] == "code":
            parts.append(f"# %%\n{cell['source']}")
        else:
            parts.append("# %% [markdown]\n" + "\n".join(f"# {line}" for line in cell["source"].split("\n")))
    return "\n\n".join(parts).encode()


@of_cells("Colab's script")
def _(submission, tree, choose):
    parts = ['# -*- coding: utf-8 -*-\n"""lesson.ipynb\n\nAutomatically generated by Colab.\n"""']
    for cell in tree["cells"]:
        code = cell["cell_type"] == "code"
        parts.append(cell["source"] if code else 'r"""' + cell["source"].replace('"""', "'''") + '"""')
    return "\n\n".join(parts).encode()


# --- merges


def conflict(ours, theirs):
    return f"<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> 1a2b3c\n"


def with_conflict(submission, choose, ours, theirs):
    """The file with both sides' lines of one cell between a merge's marks."""
    name = choose.choice(sorted(submission.answers))
    text = written(submission.tree())
    stub = next(c.source for c in submission.lesson.cells if cells.grade_id(c) == name)
    mine = needle(submission.answers[name])
    sides = {"answer": mine, "stub": needle(stub)}
    begin = text.index(mine)
    end = begin + len(mine)
    merged = text[:begin].rstrip(" ") + conflict(sides[ours], sides[theirs]).rstrip("\n") + "\n" + text[end:].lstrip("\n")
    return Damaged(merged.encode(), set(submission.answers))


KINDS["a merge: mine the answer, theirs the stub"] = lambda s, c: with_conflict(s, c, "answer", "stub")
KINDS["a merge: mine the stub, theirs the answer"] = lambda s, c: with_conflict(s, c, "stub", "answer")


@of_cells("a merge within a cell's text")
def _(submission, tree, choose):
    for cell in answered(tree, submission):
        if cell["cell_type"] == "code":
            stub = next(c.source for c in submission.lesson.cells if c.id == cell["id"])
            cell["source"] = conflict(cell["source"], stub)


@of_cells("a merge about outputs")
def _(submission, tree, choose):
    text = written(tree)
    first, rest = text.split('"metadata"', 1)
    return (first + '"metadata"' + rest.replace('   "outputs": [],\n', conflict('   "outputs": [],', '   "outputs": [1],')
                                               )).encode()


# --- cells


def answered(tree, submission):
    return [cell for cell in tree["cells"]
            if cell["metadata"].get("nbgrader", {}).get("grade_id") in submission.answers]


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
    names = [(cell["id"], cell["metadata"]) for cell in found]
    choose.shuffle(names)
    for cell, (cell["id"], cell["metadata"]) in zip(found, names, strict=True):
        pass


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
of_cells("words in a new cell below")(words_elsewhere(lambda f, at, text: f.insert(at + 1, own(text, "markdown"))))
of_cells("words in a new cell above the stub")(words_elsewhere(lambda f, at, text: f.insert(at, own(text, "markdown"))))
of_cells("words in a new cell, the stub deleted")(words_elsewhere(in_place_of_the_stub))
of_cells("words at the end")(words_elsewhere(lambda f, at, text: f.append(own(text, "markdown"))))
of_cells("words in a new raw cell below")(words_elsewhere(lambda f, at, text: f.insert(at + 1, own(text, "raw"))))
of_cells("words in a cell of code below")(words_elsewhere(lambda f, at, text: f.insert(at + 1, own(text))))


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
    return json.dumps(tree | {"cells": {str(place): cell for place, cell in enumerate(tree["cells"])}}).encode()


@of_cells("a comment of 250,000 characters in each answer")
def _(submission, tree, choose):
    for cell in answered(tree, submission):
        if cell["cell_type"] == "code":
            cell["source"] = cell["source"].split("\n", 1)[0] + f"\n#{'x' * 250_000}\n" + without_marker(cell["source"])


@of_cells("26 MB of outputs", rare=True)
def _(submission, tree, choose):
    for cell in [cell for cell in tree["cells"] if cell["cell_type"] == "code"][:4]:
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["a [line] {of} \"it\"\n" * 300_000]}]


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

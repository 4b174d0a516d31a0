"""Ways in which perfect submissions come damaged, and what of each answer is still in the file.

`KINDS` is the whole list, to which `damage_of_cells` adds. A kind changes a submission's tree of JSON or its
bytes; the oracle is independent of intake: after a change of bytes an answer is expected where its text is
still in the file, unbroken; after a change of cells all of them are. Not for: judging (`test_damage`).
"""

import copy
import gzip
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import nbformat
from nbconvert.exporters import HTMLExporter, MarkdownExporter, PythonExporter

from autograder import cells


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
                answers[name] = (f"<!-- exercise: {name} -->\nBecause of reason {number}: it grows, and then "
                                 f"it falls for {name}.\n\nMoreover, the größte Wert is {number + 1}.")
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
            content = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
            return Damaged(content, set(submission.answers))
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
    ends = [at for at, byte in enumerate(content) if byte in b"]}" and content[at - 1:at] in b"\n \""]
    place = choose.choice(ends or [len(content) - 1])
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
    garbage = choose.choice([b"}", b"]]", b"\"", b"\xff\x00\x01", b"x, y", b"\n\n"])
    return content[:place] + garbage + content[place:]


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
recoded("as Jupyter's server sends it", lambda text: json.dumps({"content": json.loads(text)}).encode())
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


def answered(tree, submission):
    return [cell for cell in tree["cells"]
            if cell["metadata"].get("nbgrader", {}).get("grade_id") in submission.answers]


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
    merged = text[:begin].rstrip(" ") + conflict(sides[ours], sides[theirs]) + text[end:].lstrip("\n")
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
    return text.replace('   "outputs": [],\n', conflict('   "outputs": [],', '   "outputs": [1],')).encode()

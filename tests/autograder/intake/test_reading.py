"""autograder.intake.reading, with autograder.intake.decoding and autograder.intake.exports: a file is read as
far as a person could, what was unusual is said, and nothing takes long."""

import gzip
import json
import time

import pytest

from autograder.intake import reading
from autograder.intake.submitted import Unreadable

CELL = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "source": ["x = 1\n", "y = 'größer'"]}
TEXT = json.dumps({"cells": [CELL], "nbformat": 4}, ensure_ascii=False)
SAID = {
    "gzip": (gzip.compress(TEXT.encode()), "packed by gzip"),
    "UTF-16": (TEXT.encode("utf-16"), "utf-16-le, not in UTF-8"),
    "UTF-32": (TEXT.encode("utf-32-be"), "utf-32-be, not in UTF-8"),
    "Windows": (TEXT.encode("cp1252"), "Windows' own encoding"),
    "zeros": (TEXT.encode() + bytes(100), "filled up with zeros"),
    "cut off": (TEXT.encode()[:-20], "damaged: 1 cells could be read"),
    "a merge": (f"<<<<<<< HEAD\n{TEXT}\n=======\n{TEXT}\n>>>>>>> x\n".encode(), "middle of a merge"),
    "a script": (b"# exercise: a\nx = 1\ny = 'gr\xc3\xb6\xc3\x9fer'", "was a script"),
}


@pytest.mark.parametrize("what", SAID)
def test_what_was_unusual_about_a_file_is_said(what):
    content, sentence = SAID[what]
    notebook = reading.read(content)
    assert [cell.source.removeprefix("# exercise: a\n") for cell in notebook.cells] == ["x = 1\ny = 'größer'"]
    assert sentence in "; ".join(notebook.notes)


def test_nothing_unusual_is_nothing_said():
    assert reading.read(TEXT.encode()).notes == []


def test_outputs_do_not_count_for_a_notebooks_size():
    text = 'a "line" of [brackets}\n' * 1_000_000
    large = CELL | {"outputs": [{"text": [text]}], "attachments": {"a": "x" * 10**6}}
    tree = {"cells": [large, CELL], "metadata": {"widgets": {"state": {"a": "}" * 10**6}}}}
    assert len(reading.read(json.dumps(tree).encode()).cells) == 2
    with pytest.raises(Unreadable, match="20 MB without its outputs"):
        reading.read(json.dumps({"cells": [CELL | {"source": "x" * 21 * 2**20}]}).encode())


MILLION = 10**6
HARD = {
    "quotes": b'{"cells": ["cell_type"' + b'"' * MILLION,
    "escaped quotes": b'{"cells": ["cell_type":' + b'\\"' * MILLION,
    "an open text of quotes": b'"\\"cell_type\\"' + b'\\"' * MILLION,
    "sources": b'"cell_type": ' + b'source"[' * (MILLION // 8),
    "sources of literals": b'"cell_type": ' + b'"source": ["\n' * (MILLION // 12),
    "beginnings": b'{"cell_type":' * (MILLION // 13),
    "open brackets": b'{"cell_type":' + b"[" * MILLION,
    "merges": b"<<<<<<< \n" * (MILLION // 9) + b">>>>>>> ",
    "blanks": b'{"cell_type": "source": [' + b" " * MILLION + b"x" + b" \n" * MILLION,
    "backslashes": b'{"\\"cell_type\\"' + b"\\" * MILLION,
    "divisions": b"<html>" + b"<div class='jp-CodeCell'>" * (MILLION // 25),
    "comments": b"<html>" + b"<!--" * (MILLION // 4),
    "open tags": b"<html>" + b"<a b=" * (MILLION // 5),
    "entities": b"<html><pre>" + b"&" * MILLION,
    "prompts": b"# In[1]:\n" * (MILLION // 9),
    "blank lines": b"# In[1]:\n" + b"\n" * MILLION + b"x",
    "fences": b"```\n" * (MILLION // 4) + b"((",
    "fences, each longer": b"".join(b"`" * n + b"\n" for n in range(3, 1_000)) + b"((",
    "headings": b"def f(\n" + b"# a\n" * (MILLION // 4),
    "strings": b"def f(\n" + b"'''\n" * (MILLION // 4),
    "minus signs": b"def f(): pass\nx = " + b"-" * 100_000 + b"1",
    "brackets of Python": b"def f(): pass\nx = " + b"(" * 100_000,
    "attributes": b"def f(): pass\nx = a" + b".b" * 50_000,
    "gzip in zeros": gzip.compress(bytes(200 * MILLION)),
}


@pytest.mark.parametrize("what", HARD)
def test_nothing_a_file_may_hold_takes_long(what):
    """A second of processor time a megabyte, and what is far slower would be a hang at twenty."""
    start = time.process_time()
    try:
        reading.read(HARD[what])
    except Unreadable:
        pass
    assert time.process_time() - start < 10

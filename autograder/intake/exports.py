"""The cells of a notebook that was exported: as a script, as a web page.

Understood are the scripts of nbconvert (``# In[3]:``), of Jupytext and editors (``# %%``) and of Colab (texts
as strings), any Python file, and the pages of nbconvert. Not for: running or importing them.
"""

from __future__ import annotations

import ast
import html
import itertools
import re
from collections.abc import Iterator

from autograder import cells
from autograder.intake.submitted import Cell, clean

_PROMPT = re.compile(r"^# In ?\[[ \d]*\]:?[ \t]*$", re.MULTILINE)
_PERCENT = re.compile(r"^# ?%%(?P<about>[^\n]*)$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_COMMENT_ONLY = re.compile(r"(?:[ \t]*#[^\n]*(?:\n|\Z)|[ \t]*\n)+")
_HASH = re.compile(r"^[ \t]*#[ ]?", re.MULTILINE)
_FENCE = re.compile(r"^(```+|~~~+)[^\n]*\n(?P<body>.*?)(?:^\1[^\n]*|\Z)", re.MULTILINE | re.DOTALL)
_BEGINS = re.compile(r"^(?:#{1,4} |<!-- *exercise:)", re.MULTILINE)
_TAG = re.compile(r"/?\w+")
_ATTRIBUTE = re.compile(r"\b(id|class)=[\"']([^\"']*)")
_PAGE = re.compile(r"\s*(?:<!doctype html|<html|<head|<body)", re.IGNORECASE)
_SCRIPT = re.compile(r"^(?:def|class|async def|import|from) \w|^```|^\s*(?:#|<!--)\s*exercise:", re.MULTILINE)


def is_page(text: str) -> bool:
    return bool(_PAGE.match(text))


def is_script(text: str) -> bool:
    """Whether a text may be a program, or a text with programs in it."""
    return any(pattern.search(text) for pattern in (_PROMPT, _PERCENT, _SCRIPT))


def from_script(text: str) -> list[Cell]:
    """The cells of a script."""
    text = clean(text)
    if _PROMPT.search(text):
        pieces = [piece for chunk in _PROMPT.split(text) for piece in _with_comments_apart(chunk)]
    elif _PERCENT.search(text):
        pieces = _percent(text)
    else:
        pieces = _with_strings_apart(text)
    kept = [(kind, piece.strip("\n")) for kind, piece in pieces if piece.strip()]
    return [Cell(position, kind, piece) for position, (kind, piece) in enumerate(kept)]


def _with_comments_apart(chunk: str) -> list[tuple[str, str]]:
    """What stands between two prompts: code, and then the texts, as comments, up to the next prompt."""
    blocks = _BLANK_LINES.split(chunk.strip("\n"))
    texts: list[tuple[str, str]] = []
    while blocks and _COMMENT_ONLY.fullmatch(blocks[-1]):
        texts.insert(0, ("markdown", _HASH.sub("", blocks.pop())))
    return [("code", "\n\n\n".join(blocks)), *texts]


def _percent(text: str) -> list[tuple[str, str]]:
    marks = list(_PERCENT.finditer(text))
    pieces = [("code", text[:marks[0].start()])]
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        body = text[mark.end():after.start() if after else len(text)].strip("\n")
        is_text = "markdown" in mark["about"] or "[md]" in mark["about"]
        quoted = re.fullmatch(r'r?"""\n?(.*?)\n?"""', body, re.DOTALL) if is_text else None
        pieces.append(("markdown", quoted.group(1) if quoted else _HASH.sub("", body)) if is_text
                      else ("code", body))
    return pieces


def _with_strings_apart(text: str) -> list[tuple[str, str]]:
    """A script without marks between its cells: strings that stand alone are texts, all else is one cell."""
    try:
        tree = ast.parse(cells.python(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _fences_apart(text) if _FENCE.search(text) else [("code", text)]
    lines, place, pieces = text.split("\n"), 0, []
    for node in tree.body:
        value = node.value if isinstance(node, ast.Expr) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            pieces += [("code", "\n".join(lines[place:node.lineno - 1])), ("markdown", value.value)]
            place = node.end_lineno or node.lineno
    return [*pieces, ("code", "\n".join(lines[place:]))]


def _fences_apart(text: str) -> list[tuple[str, str]]:
    """A text with programs between fences; a heading or an exercise's line begins a new cell."""
    pieces, place = [], 0
    for fenced in _FENCE.finditer(text):
        pieces += [*_texts(text[place:fenced.start()]), ("code", fenced["body"])]
        place = fenced.end()
    return [*pieces, *_texts(text[place:])]


def _texts(text: str) -> list[tuple[str, str]]:
    begins = [0, *(found.start() for found in _BEGINS.finditer(text)), len(text)]
    return [("markdown", text[begin:end]) for begin, end in itertools.pairwise(begins)]


def from_page(text: str) -> list[Cell]:
    """The cells of a page that nbconvert made; their outputs are left out."""
    reader = _Page()
    for what, value in _parts(text):
        reader.take(what, value)
    texts = [(kind, clean("".join(parts)).strip("\n"), names) for kind, parts, names in reader.found]
    kept = [(kind, text, names) for kind, text, names in texts if text.strip()]
    return [Cell(position, kind, text, names) for position, (kind, text, names) in enumerate(kept)]


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """A page's tags, comments and texts, in time that grows with its length alone.

    (`html.parser` needs the square of it for comments and tags that nobody closes.)
    """
    comment: list[str] | None = None
    first, *chunks = text.split("<")
    yield "text", html.unescape(first)
    for chunk in chunks:
        if comment is None and not chunk.startswith("!--"):
            tag, _, rest = chunk.partition(">")
            yield "tag", tag
        else:
            comment = comment or []
            inside, closed, rest = chunk.partition("-->")
            comment.append(inside)
            if not closed:
                continue
            yield "comment", "<".join(comment).removeprefix("!--")
            comment = None
        yield "text", html.unescape(rest)


class _Page:
    """Collects cells part by part. Of what `<div>`s are open it keeps the innermost that matters."""

    _ROLES = (("output", ("jp-OutputArea", "output_area", "output_wrapper", "jp-InputPrompt", "prompt")),
              ("markdown", ("jp-RenderedMarkdown", "text_cell_render")),
              ("code", ("jp-CodeCell", "code_cell")))
    _LINES = ("p", "li", "br", "tr", "h1", "h2", "h3", "h4", "div")

    def __init__(self) -> None:
        self.found: list[tuple[str, list[str], tuple[str, ...]]] = []
        self._open: list[str] = []
        self._name = ""
        self._in_pre = 0

    def take(self, what: str, value: str) -> None:
        role = self._open[-1] if self._open else ""
        if what == "tag":
            self._tag(value, role)
        elif self.found and what == "text" and (role == "markdown" or role == "code" and self._in_pre):
            self.found[-1][1].append(value)
        elif self.found and what == "comment" and role == "markdown":
            self.found[-1][1].append(f"<!--{value}-->\n")

    def _tag(self, text: str, role: str) -> None:
        name = _TAG.match(text)
        tag = name.group().lower() if name else ""
        if tag == "div":
            self._begin(text, role)
        elif tag == "/div" and self._open:
            self._open.pop()
        elif tag in ("pre", "/pre"):
            self._in_pre = max(self._in_pre + (1 if tag == "pre" else -1), 0)
        if self.found and role == "markdown" and tag.removeprefix("/") in self._LINES:
            self.found[-1][1].append("\n")

    def _begin(self, text: str, around: str) -> None:
        said = dict(_ATTRIBUTE.findall(text))
        if said.get("id", "").startswith("cell-id="):
            self._name = said["id"].removeprefix("cell-id=")
        classes = said.get("class", "").split()
        role = next((role for role, names in self._ROLES if any(name in classes for name in names)), "")
        self._open.append(around if around == "output" or not role else role)
        if role in ("markdown", "code") and around != "output":
            self.found.append((role, [], (self._name,) if self._name else ()))
            self._name = ""

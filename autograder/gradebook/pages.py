"""What of a submission may stand in an HTML page: nothing that runs, reaches out or takes minutes to read.

`SafePage` and the filters below are plugged into nbconvert's HTML exporter by ``nbgrader_config.py``, so that
feedback and formgrader's pages are made of the same clean parts. A student's Markdown and outputs come out as
text, tables and pictures. Not for: what a student may *know* (`autograder.gradebook.feedback`).
"""

from __future__ import annotations

import re
from typing import Any

import nh3
from jinja2 import pass_context
from markupsafe import escape
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat.notebooknode import NotebookNode

from autograder import cells
from autograder.examination import scores

MOST_TAGS = 5_000
"""Tags in one piece of HTML; a table as pandas shows it has 1,300. The time grows with their square."""
DEEPEST = 64
"""Tags within tags; what is deeper is shown as its text."""
LONGEST_MARKDOWN = 50_000
"""Characters; a longer text is shown as it was typed."""

SHOWN = ("text/plain", "text/latex", "text/html", "image/png", "image/jpeg")
"""Kinds of output that reach a page."""

_TAGS = nh3.ALLOWED_TAGS - {"map", "area"}
_ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items() if tag not in ("map", "area")}
for _tag in ("div", "span"):
    _ATTRIBUTES.setdefault(_tag, set()).add("class")
_VOID = {"br", "col", "hr", "img", "wbr"}
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
_COLOURED = re.compile(r"highlight(?: hl-\w+)?|[a-z]{1,2}\d?")
"""Classes that pygments gives to code, and no page does anything with."""
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")


class SafePage(Preprocessor):
    """Leaves of a notebook what can stand in a page, whoever wrote it and whatever its metadata claim."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Clean every cell, and forget what the notebook says of itself."""
        nb.metadata = NotebookNode(language_info={"name": "python", "pygments_lexer": "ipython3"})
        for place, cell in enumerate(nb.cells):
            _clean_cell(cell, place)
        return nb, resources


@pass_context
def markdown_to_html(context: Any, source: str) -> str:
    """nbconvert's filter of this purpose, its HTML cleaned: a template's ``markdown2html``."""
    if len(source) > LONGEST_MARKDOWN:
        return _as_text(source)
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments, exclude_anchor_links=True)
    return clean_html(MarkdownWithMath(renderer=renderer).render(source))


def clean_html(html: Any) -> str:
    """HTML without scripts, styles, forms, names a page's own scripts look for, and addresses that are
    fetched by themselves. What is too long or too deep to be a table or a text is shown as text."""
    html = "".join(html) if isinstance(html, list) else str(html)
    if html.count("<") > MOST_TAGS:
        return _as_text(html)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
    )
    return clean if _depth(clean) <= DEEPEST else _as_text(nh3.clean(html, tags=set()), escaped=True)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value an attribute keeps; `None` takes it away."""
    if name == "class":
        return value if _COLOURED.fullmatch(value) else None
    if name == "src":
        return value if _PICTURE.fullmatch(value) else None
    if name == "href":
        return None if value.strip().lower().startswith("data:") else value
    return value if name not in ("cite", "charset") else None


def _depth(html: str) -> int:
    """How deep the tags of clean HTML, in which every tag is closed, stand within each other."""
    depth = deepest = 0
    for closing, tag in _TAG.findall(html):
        if tag not in _VOID:
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest


def _as_text(text: str, escaped: bool = False) -> str:
    return f"<pre>{text if escaped else escape(text)}</pre>"


def _clean_cell(cell: NotebookNode, place: int) -> None:
    """Take from a cell what a template would write into the page as it is."""
    own, record = cell.metadata.get("nbgrader"), cell.metadata.get(scores.RECORD)
    cell.metadata = NotebookNode()
    if isinstance(own, dict) and _NAME.fullmatch(str(own.get("grade_id", ""))):
        cell.metadata["nbgrader"] = NotebookNode(own)
        cell.metadata.nbgrader.points = cells.points(cell)
    if isinstance(record, dict):
        cell.metadata[scores.RECORD] = NotebookNode(record)
    if not _NAME.fullmatch(str(cell.get("id", ""))):
        cell.id = f"cell-{place}"
    if cell.cell_type == "code":
        cell.execution_count = _whole(cell.get("execution_count"))
        cell.outputs = [_clean_output(output) for output in cell.outputs]


def _clean_output(output: NotebookNode) -> NotebookNode:
    """An output of the kinds that can only be looked at, without metadata but a picture's size."""
    if "data" in output:
        output.data = NotebookNode(
            {kind: kept for kind, value in output.data.items() if (kept := _shown(kind, value)) is not None}
        )
        sizes = {kind: _size(output.get("metadata", {}).get(kind)) for kind in output.data}
        output.metadata = NotebookNode({kind: size for kind, size in sizes.items() if size})
    if "execution_count" in output:
        output.execution_count = _whole(output.execution_count)
    return output


def _shown(kind: str, value: Any) -> str | None:
    """What an output of one kind may show."""
    if kind not in SHOWN:
        return None
    text = "".join(map(str, value)) if isinstance(value, list) else str(value)
    if kind.startswith("image/"):
        return text if _BASE64.fullmatch(text) else None
    return clean_html(text) if kind == "text/html" else text


def _size(said: Any) -> NotebookNode:
    """Width and height of a picture, where they are whole numbers."""
    said = said if isinstance(said, dict) else {}
    sizes = {name: _whole(said.get(name)) for name in ("width", "height")}
    return NotebookNode({name: value for name, value in sizes.items() if value})


def _whole(value: Any) -> int | None:
    """A whole number as it is, anything else as none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None

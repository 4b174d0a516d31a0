"""A kernel's messages as a cell's outputs: what a front end would show, checked and counted.

A student's process may send anything, so a message is taken for what it should be and nothing else: text
where text belongs, no metadata but a picture's size and words, and all that is kept counts towards
`Limits.output_bytes`. Not for: making pages of them (`autograder.gradebook.feedback`).
"""

from __future__ import annotations

from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_output

Message = dict[str, Any]
"""One of Jupyter's messages, or its content."""

OVERHEAD = 200
"""Bytes that an output counts besides its text."""

_SHOWN = ("display_data", "execute_result", "update_display_data")


class TooMuchOutput(Exception):
    """A cell printed or drew more than it may."""


class Outputs:
    """Fills one cell with outputs, up to a limit in bytes."""

    def __init__(self, cell: NotebookNode, limit: int) -> None:
        self.cell, self.limit, self.bytes = cell, limit, 0
        self.by_display_id: dict[str, NotebookNode] = {}
        self.clear_next = False

    def add(self, message: Message) -> None:
        """Take in a message. Raises `TooMuchOutput`; what is no message is passed over."""
        kind, content = message.get("msg_type"), message.get("content")
        if not isinstance(content, dict):
            return
        if kind == "clear_output":
            self.clear_next = bool(content.get("wait"))
            if not self.clear_next:
                self.cell.outputs = []
            return
        output = _output(kind, content)
        if output is None:
            return
        self.bytes += _size(output)
        if self.bytes > self.limit:
            raise TooMuchOutput
        if self.clear_next:
            self.cell.outputs, self.clear_next = [], False
        transient = content.get("transient")
        name = _text(transient.get("display_id", "")) if isinstance(transient, dict) else ""
        if kind == "update_display_data":
            if name in self.by_display_id:
                self.by_display_id[name].data = output.data
            return
        last = self.cell.outputs[-1] if self.cell.outputs else None
        if kind == "stream" and last is not None and last.get("name") == output.name:
            last.text += output.text
            return
        if name:
            self.by_display_id[name] = output
        self.cell.outputs.append(output)

    def error(self, name: str, text: str) -> None:
        """The grader's own word on how the cell ended."""
        self.cell.outputs.append(new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"]))


def _output(kind: Any, content: Message) -> NotebookNode | None:
    """The output a message stands for, if any."""
    made: NotebookNode | None = _made(kind, content)
    return made


def _made(kind: Any, content: Message) -> Any:
    if kind == "stream":
        name = "stderr" if content.get("name") == "stderr" else "stdout"
        return new_output("stream", name=name, text=_text(content.get("text", "")))
    if kind == "error":
        lines = content.get("traceback")
        return new_output(
            "error",
            ename=_text(content.get("ename", "")),
            evalue=_text(content.get("evalue", "")),
            traceback=[_text(line) for line in lines] if isinstance(lines, list) else [],
        )
    if kind not in _SHOWN:
        return None
    data, metadata = (_dict(content.get(name)) for name in ("data", "metadata"))
    shown = {_text(mime): _text(value) for mime, value in data.items()}
    about = {mime: kept for mime in shown if (kept := _about(_dict(metadata.get(mime))))}
    if kind == "execute_result":
        number = content.get("execution_count")
        number = number if type(number) is int else None  # a truth is an int to Python, not to a notebook
        return new_output("execute_result", data=shown, metadata=about, execution_count=number)
    return new_output("display_data", data=shown, metadata=about)


def _about(metadata: dict[Any, Any]) -> dict[str, Any]:
    """What a page may be told of a picture: its size in pixels, and words in its place."""
    sizes = {name: metadata[name] for name in ("width", "height")
             if isinstance(metadata.get(name), int | float) and not isinstance(metadata[name], bool)}
    return sizes | ({"alt": metadata["alt"]} if isinstance(metadata.get("alt"), str) else {})


def _dict(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    """Text as it is; a kind of data that is none, such as JSON, as the text that shows it."""
    if isinstance(value, str):
        return value
    try:
        return str(value)
    except RecursionError:
        return "…"


def _size(output: NotebookNode) -> int:
    """Bytes that are kept of an output, roughly."""
    texts = [output.get(name, "") for name in ("text", "ename", "evalue")]
    texts += output.get("traceback", [])
    for mime, value in output.get("data", {}).items():
        texts += [mime, value, output.metadata.get(mime, {}).get("alt", "")]
    return OVERHEAD + sum(map(len, texts))

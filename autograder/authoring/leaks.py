"""What students must never read, and whether a text holds any of it.

Secret are the lines of solution regions, hidden tests, mark schemes and model answers, and the numbers and
strings that hidden tests compare with. What also stands in the public part of a lesson is no secret.
`publish` and `site` look with it through everything they hand out. Not for: whether one lesson was released
well (`autograder.authoring.lint`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder import cells
from autograder.course_directory import CourseFiles, InstructorError

SHORTEST = 8
"""Characters of the shortest line or string that tells something."""
WINDOW = 8
"""Words of a longer line that must not stand in a text one after the other, however its lines are broken."""
DIGITS = 4
"""Significant digits from which a number is no coincidence; a whole number, such as a year, needs six."""
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:_\d+)*(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\w)")
_PLAIN_WORDS = re.compile(r"[A-Za-z]+( [A-Za-z]+){0,2}")
_SAYS_NOTHING = re.compile(
    r"(return|yield|global|nonlocal|import) [\w, ]+|[\w, ]+ = \[\]|(for [\w, ]+ in \w+|else|try):"
)


class LeakError(InstructorError):
    """Something that is handed out holds a secret; every leak is a line of the text."""


@dataclass(frozen=True)
class Secrets:
    """Pieces of text, words separated by single spaces, and the place each comes from."""

    pieces: dict[str, str]
    numbers: dict[float, str]

    @classmethod
    def of(cls, course: CourseFiles) -> Secrets:
        """The secrets of all solutions of a course."""
        paths = sorted(course.solutions.glob("*/*.ipynb"))
        named = ((f"{path.parent.name}/{path.stem}", path) for path in paths)
        return cls.within({name: nbformat.read(path, as_version=4) for name, path in named})

    @classmethod
    def within(cls, solutions: dict[str, NotebookNode]) -> Secrets:
        pieces: dict[str, str] = {}
        numbers: dict[float, str] = {}
        shown: list[str] = []
        for name, notebook in solutions.items():
            for cell in notebook.cells:
                public = cell.source
                for region in cells.REGIONS:
                    place = f"{region} of {name}, cell {cells.grade_id(cell) or cell.get('id', '?')}"
                    for piece in _pieces(cells.region_lines(cell.source, region)):
                        pieces.setdefault(piece, place)
                    public = cells.without_region(public, region)
                shown.append(public)
                if cell.cell_type == "code":
                    if not (cells.is_solution(cell) or cells.is_test(cell)):
                        shown += texts(cell.get("outputs", []))
                    place = f"hidden tests of {name}, cell {cells.grade_id(cell)}"
                    for literal in _literals(cell.source):
                        if isinstance(literal, str):
                            pieces.setdefault(literal, place)
                        else:
                            numbers.setdefault(literal, place)
        public = Text(shown)
        return cls({piece: place for piece, place in pieces.items() if piece not in public},
                   {number: place for number, place in numbers.items() if number not in public.numbers})

    def found_in(self, *strings: str) -> list[str]:
        """One sentence for each secret in these strings, without the place where they are shown."""
        text = Text(strings)
        found: dict[str, str] = {}
        for piece, place in self.pieces.items():
            if piece in text:
                found.setdefault(place, f"shows {piece[:60]!r} from the {place}")
        for number in sorted(self.numbers.keys() & text.numbers):
            place = self.numbers[number]
            found.setdefault(place, f"shows the number {number:g} from the {place}")
        for begin, end in cells.REGIONS.values():
            if f"### {begin}" in text or f"### {end}" in text or f"=== {begin}" in text:
                found[begin] = f"still has the delimiter {begin!r}"
        return list(found.values())


class Text:
    """Strings as words: `piece in text` asks whether these words stand in it one after the other."""

    def __init__(self, strings: Iterable[str]) -> None:
        self.words = _words("\n".join(strings))
        self.numbers = {float(number) for number in _NUMBER.findall(self.words)}

    def __contains__(self, piece: str) -> bool:
        if piece not in self.words or not (piece[:1].isalnum() and piece[-1:].isalnum()):
            return piece in self.words
        return re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", self.words) is not None


def texts(node: Any) -> list[str]:
    """Every string in a notebook, or a part of one, that is not a picture: sources, outputs, metadata."""
    if isinstance(node, str):
        return [node]
    if isinstance(node, dict):
        def is_picture(key: str) -> bool:
            return key.startswith("image/p") and not isinstance(node[key], dict)

        return [text for key, value in node.items() if not is_picture(key) for text in texts(value)]
    return [text for value in node for text in texts(value)] if isinstance(node, list) else []


def _words(text: str) -> str:
    """The words with single spaces; no emphasis, curly quotes, or sign of a comment, quotation or list."""
    text = re.sub(r"^[ \t]*[#>*-]+[ \t]", "", text.translate(_STRAIGHT), flags=re.MULTILINE)
    return " ".join(re.sub(r"`|(?<=\w)\*+|\*+(?=\w)", "", text).split())


def _pieces(lines: list[str]) -> Iterator[str]:
    """A line as it is, if it tells something; of a long one, every `WINDOW` words in a row."""
    for line in lines:
        words = (text := _words(line)).split(" ")
        if len(text) < SHORTEST or _SAYS_NOTHING.fullmatch(text):
            continue
        yield from (" ".join(words[start:start + WINDOW]) for start in range(max(1, len(words) - WINDOW + 1)))


def _literals(source: str) -> Iterator[str | float]:
    """The strings (but not one to three plain words) and the precise numbers in a cell's hidden tests."""
    hidden = cells.region_rows(source, "hidden tests")
    for node in ast.walk(ast.parse(plain := cells.python(source))) if hidden else ():
        if not isinstance(node, ast.Constant) or node.lineno not in hidden:
            continue
        if isinstance(node.value, str):
            text = _words(node.value)
            if len(text) >= SHORTEST and not _PLAIN_WORDS.fullmatch(text):
                yield text
        elif isinstance(node.value, int | float):
            written = ast.get_source_segment(plain, node) or ""
            digits = re.sub(r"[eE].*|\D", "", written).strip("0")
            if len(digits) >= DIGITS and not re.fullmatch(r"\d{,5}", written):
                yield float(node.value)

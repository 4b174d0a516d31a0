"""From the bytes of an uploaded file to its text, whatever encoding or packing it went through.

UTF-8 is tried first; then UTF-16 and UTF-32 with or without their mark; and what is none of these was
written by Windows. (charset-normalizer was weighed: it took French in Windows' encoding for Polish.) Not
for: what the text says (`reading`).
"""

from __future__ import annotations

import codecs
import zlib

from autograder.intake.submitted import Unreadable

LARGEST_FILE = 100 * 2**20
"""Bytes of a file, packed and unpacked; what of it is outputs does not count for the size of a notebook."""
_GZIP = b"\x1f\x8b"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLACES_OF_NUL = (
    (b"\1\0\0\0\1\0\0\0", "utf-32-le"), (b"\0\0\0\1\0\0\0\1", "utf-32-be"),
    (b"\1\0\1\0\1\0\1\0", "utf-16-le"), (b"\0\1\0\1\0\1\0\1", "utf-16-be"),
)
"""Where the first eight bytes of a text in plain letters are NUL (0), encoding by encoding."""
_MOST_BROKEN = 0.5
"""The share of letters outside ASCII that may be broken in UTF-8; above it, the encoding is another."""


def text_of(content: bytes) -> tuple[str, list[str]]:
    """The text of a file, and a sentence for everything unusual about its bytes.

    Raises `Unreadable` for a file that is empty or too large.
    """
    notes: list[str] = []
    if content.startswith(_GZIP):
        content = _unpacked(content)
        notes.append("the file was packed by gzip")
    if len(content) > LARGEST_FILE:
        raise Unreadable(f"is larger than {LARGEST_FILE // 2**20} MB: clear its outputs and hand it in again")
    padded = len(content)
    content = content.lstrip(b"\0") if content.startswith(b"\0" * 8) else content
    encoding, content = _encoding(content)
    text = content.decode(encoding, "replace")
    if encoding == "utf-8" and "\N{REPLACEMENT CHARACTER}" in text and _mostly_broken(content, text):
        text, encoding = _as_windows(content), "Windows' own encoding"
    if encoding != "utf-8":
        notes.append(f"the file was in {encoding}, not in UTF-8")
    whole = text.replace("\0", "")
    if len(whole) != len(text) or len(content) != padded and not notes:
        notes.append("the file was filled up with zeros")
    if not whole.strip():
        raise Unreadable("is empty")
    return whole, notes


def _unpacked(content: bytes) -> bytes:
    """What gzip packed, as far as it is there, and no more than a file may have."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        return unpacker.decompress(content, LARGEST_FILE + 1)
    except zlib.error as error:
        raise Unreadable("is packed by gzip and cannot be unpacked") from error


def _encoding(content: bytes) -> tuple[str, bytes]:
    """A file's encoding by its mark or by its zeros, and its bytes without the mark."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name, content[len(mark):]
    places = bytes(min(byte, 1) for byte in content[:8])
    return next((name for zeros, name in _PLACES_OF_NUL if places == zeros), "utf-8"), content


def _mostly_broken(content: bytes, text: str) -> bool:
    broken = text.count("\N{REPLACEMENT CHARACTER}") - content.count("\N{REPLACEMENT CHARACTER}".encode())
    return broken > _MOST_BROKEN * (len(text) - len(text.encode("ascii", "ignore")))


def _as_windows(content: bytes) -> str:
    """A text in cp1252; the five bytes that mean nothing there are read as Latin-1 has them."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")

"""Which encoding a text is written in: byte order mark, UTF-16 without one, UTF-8, else Windows-1252."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

__all__ = ["decoded", "encoding_of", "utf16_without_mark"]

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding_of(head: bytes, chunks: Iterable[bytes]) -> str:
    """The Python name of the encoding; `head` is the beginning of the text, `chunks` all of it.

    A UTF-8 text that breaks off inside its last character is still UTF-8.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if name := utf16_without_mark(head):
        return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks:
            if decoder.getstate()[0] or not chunk.isascii():
                decoder.decode(chunk)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def utf16_without_mark(head: bytes) -> str:
    """`utf-16-le` or `utf-16-be` where every other byte of mostly Latin text is zero, else ''.

    >>> utf16_without_mark("NIK;Nama".encode("utf-16-le")), utf16_without_mark(b"NIK;Nama")
    ('utf-16-le', '')
    """
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if half and odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if half and even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def decoded(data: bytes, encoding: str) -> tuple[str, bool]:
    """The text without its byte order mark, and whether every byte of it could be decoded."""
    try:
        return data.decode(encoding).removeprefix("\ufeff"), True
    except UnicodeDecodeError:
        return data.decode(encoding, "replace").removeprefix("\ufeff"), False

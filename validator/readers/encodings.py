"""Which encoding a text is written in: byte order mark, UTF-16 or UTF-32 without one, UTF-8, else Windows-1252."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

__all__ = ["decoded", "encoding_of", "is_utf7", "wide_encoding"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SHIFTED = re.compile(rb"\+A[A-P][AEIMQUYcgkosw048]-")


def encoding_of(head: bytes, chunks: Iterable[bytes]) -> str:
    """The Python name of the encoding; `head` is the beginning of the text, `chunks` all of it.

    A UTF-8 text that breaks off inside its last character is still UTF-8.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if name := wide_encoding(head):
        return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks:
            if decoder.getstate()[0] or not chunk.isascii():
                decoder.decode(chunk)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def wide_encoding(head: bytes) -> str:
    """UTF-16 or UTF-32 with its byte order, told by the zeros of mostly Latin text without a mark, else ''.

    >>> wide_encoding("NIK;Nama".encode("utf-16-le")), wide_encoding("NIK;Nama".encode("utf-32-be"))
    ('utf-16-le', 'utf-32-be')
    >>> wide_encoding(b"NIK;Nama")
    ''
    """
    if b"\0" not in head:
        return ""
    quarter, half = len(head) // 4, len(head) // 2
    zeros = [head[i::4].count(0) for i in range(4)]
    if quarter and min(zeros[1:]) > 0.6 * quarter and zeros[0] < 0.1 * quarter:
        return "utf-32-le"
    if quarter and min(zeros[:3]) > 0.6 * quarter and zeros[3] < 0.1 * quarter:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if half and odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if half and even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def is_utf7(head: bytes) -> bool:
    """Plain ASCII in which signs are spelt as UTF-7 spells them: `+AF8-` for a low line, three times at least.

    >>> is_utf7(b"+AF8-63;+AF8-64;+AF8-65"), is_utf7(b"1+A;2+B-;+62-811-555")
    (True, False)
    """
    return b"+A" in head and head.isascii() and len(_SHIFTED.findall(head)) >= 3


def decoded(data: bytes, encoding: str) -> tuple[str, bool]:
    """The text without its byte order mark, and whether every byte of it could be decoded."""
    try:
        return data.decode(encoding).removeprefix("\ufeff"), True
    except UnicodeDecodeError:
        return data.decode(encoding, "replace").removeprefix("\ufeff"), False

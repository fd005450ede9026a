"""What a file is, from its first bytes and, for a zip, its member names; its name is not asked."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from validator.exports.files.encodings import wide_encoding
from validator.exports.files.ole import SIGNATURE

__all__ = ["HEAD", "is_zip", "kind_of", "kind_of_zip", "known_stranger"]

HEAD = 64 * 1024
_SPREADSHEETML = "urn:schemas-microsoft-com:office:spreadsheet"
_MAGIC = (
    (SIGNATURE, "xls"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
)
_STRANGERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"{\\rtf", "RTF"),
    (b"\x09\x00\x04\x00", "Excel 2"),
    (b"\x09\x02\x06\x00", "Excel 3"),
    (b"\x09\x04\x06\x00", "Excel 4"),
    (b"\x09\x08\x08\x00", "Excel 5"),
    (b"MIME-Version:", "MHTML"),
)
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|table|meta|style|script|title|div|center|form|font|p|h\d|br|b|span)\b", re.IGNORECASE
)


def is_zip(head: bytes) -> bool:
    """Whether a file that begins so is a zip of any kind."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def known_stranger(head: bytes) -> str:
    """The name of a format that is known but not read, else ''."""
    return next((name for magic, name in _STRANGERS if head.startswith(magic)), "")


def kind_of(head: bytes) -> str:
    """`xls`, `zip`, `parquet`, `spreadsheetml`, `html`, `csv`, `empty` or '' (unknown).

    >>> kind_of(b"<html><table>"), kind_of(b"NIK;Nama"), kind_of(b" "), kind_of(b"PAR1")
    ('html', 'csv', 'empty', 'parquet')
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if known_stranger(head):
        return ""
    text = _text(head)
    if text is None:
        return ""
    text = text.lstrip("\ufeff \t\r\n\0\xa0\x1a")
    return _kind_of_text(text) if text else "empty"


def _text(head: bytes) -> str | None:
    """The head as text for a look; None if it is binary."""
    if encoding := _wide(head):
        return head[: len(head) // 4 * 4].decode(encoding, "replace")
    text = head.translate(None, b"\0")  # some programs fill up their cells with zeros, and disks the end of a file
    if b"\0" in head and len(text) < len(head.rstrip(b"\0")) // 2:
        return None
    controls = sum(text.count(code) for code in (*range(1, 9), *range(14, 26), *range(28, 32)))
    if text.strip(b" \t\r\n") and controls > len(text) // 1000:
        return None
    return text.decode("utf-8", "replace")


def _wide(head: bytes) -> str:
    """The encoding, if it has more than a byte for each letter."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return wide_encoding(head)


def _kind_of_text(text: str) -> str:
    if not text.startswith("<"):
        return "html" if "<table" in text[:4096].lower() and "</" in text else "csv"
    if _SPREADSHEETML in text[:8192] and re.search(r"<(?:\w+:)?Workbook\b", text[:8192]):
        return "spreadsheetml"
    return "html" if _TAG.search(text) else ""


def kind_of_zip(names: Iterable[str]) -> str:
    """`xlsx`, `ods`, `document` (another office document) or `bundle`."""
    members = set(names)
    if {"xl/workbook.xml", "xl/workbook.bin"} & members:
        return "xlsx"
    if "content.xml" in members and ("META-INF/manifest.xml" in members or "mimetype" in members):
        return "ods"
    return "document" if {"[Content_Types].xml", "_rels/.rels"} <= members else "bundle"

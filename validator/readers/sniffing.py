"""What a file is, from its first bytes and, for a zip, its member names; its name is not asked."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from validator.readers.encodings import wide_encoding
from validator.readers.errors import Rejected
from validator.readers.ole import SIGNATURE
from validator.readers.strangers import is_print, stranger

__all__ = ["HEAD", "is_zip", "kind_of", "kind_of_zip", "refusal"]

HEAD = 64 * 1024
_SPREADSHEETML = "urn:schemas-microsoft-com:office:spreadsheet"
_OPENDOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_ROOT = 16 * 1024
"""Where the first tag of an XML file ends at the latest; LibreOffice names thirty namespaces in it."""
_MAGIC = (
    (SIGNATURE, "xls"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"\x09\x08\x08\x00\x00\x05", "xls"),
    (b"\x09\x08\x10\x00\x00\x06", "xls"),
)
"""The last two are workbooks of Excel 5 and 97 without their container."""
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|table|meta|style|script|title|div|center|form|font|p|h\d|br|b|span)\b", re.IGNORECASE
)


def is_zip(head: bytes) -> bool:
    """Whether a file that begins so is a zip of any kind."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def kind_of(head: bytes) -> str:
    """`xls`, `zip`, `parquet`, `spreadsheetml`, `fods`, `html`, `csv`, `empty` or '' (unknown).

    >>> kind_of(b"<html><table>"), kind_of(b"NIK;Nama"), kind_of(b" "), kind_of(b"PAR1")
    ('html', 'csv', 'empty', 'parquet')
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if stranger(head)[0]:
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
        if "<table" in text[:4096].lower() and "</" in text:
            return "html"
        return "" if is_print(text) else "csv"
    if _SPREADSHEETML in text[:8192] and re.search(r"<(?:\w+:)?Workbook\b", text[:8192]):
        return "spreadsheetml"
    if _OPENDOCUMENT in text[:_ROOT] and re.search(r"<(?:\w+:)?document\s", text[:_ROOT]):
        return "fods"
    return "html" if _TAG.search(text) else ""


def refusal(head: bytes) -> Rejected:
    """Why a file of no kind that is read is refused, by the name of its format or its first bytes."""
    reason, name = stranger(head)
    if reason:
        return Rejected(reason, name)
    if is_print(_text(head) or ""):
        return Rejected("other_spreadsheet", ".prn")
    return Rejected("unknown_format", head[:8].hex(" "))


def kind_of_zip(names: Iterable[str]) -> str:
    """`xlsx`, `ods`, `numbers`, `document` (another office document, perhaps an xlsx of unusual parts) or `bundle`."""
    members = {name.replace("\\", "/") for name in names}
    if {"xl/workbook.xml", "xl/workbook.bin"} & members:
        return "xlsx"
    if "content.xml" in members and ("META-INF/manifest.xml" in members or "mimetype" in members):
        return "ods"
    if {"Index/Document.iwa", "Index.zip", "index.apxl"} & members:
        return "numbers"
    return "document" if {"[Content_Types].xml", "_rels/.rels"} <= members else "bundle"

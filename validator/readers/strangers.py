"""Formats that are known by their first bytes and not read, each with the reason that names its cure."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

__all__ = ["member_stranger", "stranger"]

_OTHER = "other_spreadsheet"
_MAGIC = (
    (b"%PDF", "unknown_format", "PDF"),
    (b"\x89PNG", "unknown_format", "PNG"),
    (b"\xff\xd8\xff", "unknown_format", "JPEG"),
    (b"GIF8", "unknown_format", "GIF"),
    (b"7z\xbc\xaf", "unknown_format", "7z"),
    (b"Rar!", "unknown_format", "RAR"),
    (b"{\\rtf", "unknown_format", "RTF"),
    (b"\x09\x00\x04\x00", _OTHER, "Excel 2"),
    (b"\x09\x02\x06\x00", _OTHER, "Excel 3"),
    (b"\x09\x04\x06\x00", _OTHER, "Excel 4"),
    (b"\x09\x04\x08\x00", _OTHER, "Excel 4"),
    (b"\x00\x00\x02\x00\x04\x04", _OTHER, "Lotus 1-2-3, .wks"),
    (b"\x00\x00\x02\x00\x06\x04", _OTHER, "Lotus 1-2-3, .wk1"),
    (b"\x00\x00\x02\x00", _OTHER, "Quattro Pro"),
    (b"\x00\x00\x1a\x00", _OTHER, "Lotus 1-2-3, .wk3/.wk4"),
    (b"TABLE\r\n0,1", _OTHER, "DIF"),
    (b"TABLE\n0,1", _OTHER, "DIF"),
    (b"socialcalc:version:", _OTHER, "EtherCalc"),
    (b"MIME-Version:", _OTHER, "MHTML"),
)
_SYLK = re.compile(rb"ID;P[^\r\n]*[\r\n]+(?:[BCFOPW];|NN;|E[\r\n])")
_DBF = frozenset((0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8E, 0xCB, 0xF5, 0xFB))
_SHORTCUT = re.compile(rb'\s*\{[^{}]{0,2000}(?:docs\.google\.com|"doc_id")')
_GNUMERIC = re.compile(rb"<(?:\w+:)?Workbook[^>]*gnumeric", re.IGNORECASE)
_GAP = re.compile(r"(?<=\S) +(?=\S)")
_DOCUMENTS = (("word/", "Word"), ("ppt/", "PowerPoint"), ("visio/", "Visio"))


def stranger(head: bytes) -> tuple[str, str]:
    """The reason why a file that begins so is not read, and the name of its format; two '' if it is no known stranger.

    >>> stranger(b"ID;PWXL;N;E\\r\\nP;PGeneral"), stranger(b"ID;Pekerjaan\\r\\n1;Petani")
    (('other_spreadsheet', 'SYLK'), ('', ''))
    """
    for magic, reason, name in _MAGIC:
        if head.startswith(magic):
            return reason, name
    if _SYLK.match(head):
        return _OTHER, "SYLK"
    if _is_dbf(head):
        return _OTHER, "dBase, .dbf"
    if head.startswith(b"\x1f\x8b"):
        return (_OTHER, "Gnumeric") if _GNUMERIC.search(_unpacked(head)) else ("unknown_format", "gzip")
    if _SHORTCUT.match(head):
        return "cloud_shortcut", "Google"
    if _GNUMERIC.search(head[:2048]):
        return _OTHER, "Gnumeric"
    return "", ""


def _is_dbf(head: bytes) -> bool:
    """A version, the date of the last change as year, month and day, and a header that ends in 0x0D."""
    if len(head) < 64 or head[0] not in _DBF or not (1 <= head[2] <= 12 and 1 <= head[3] <= 31):
        return False
    size = int.from_bytes(head[8:10], "little")
    return 64 < size <= len(head) and 0x0D in head[32:size] and head[32:33].isalpha()


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 2048)
    except zlib.error:
        return b""


def is_print(text: str) -> bool:
    """Whether a text is a table in columns of spaces, as it goes to a printer.

    >>> is_print("Desa   Nama   RT\\nA      B      1\\nC      D      2"), is_print("Desa;Nama   A\\nB;C   D\\nE;F   G")
    (True, False)
    """
    lines = [line for line in text[:4096].splitlines()[:20] if line.strip()][:-1] or [""]
    if any(delimiter in text[:4096] for delimiter in ";\t|") or text[:4096].count(",") >= len(lines):
        return False
    gaps = [{place for found in _GAP.finditer(line) for place in range(found.start(), found.end())} for line in lines]
    return len(lines) >= 2 and all("  " in line.strip() for line in lines) and bool(set.intersection(*gaps))


def member_stranger(members: Iterable[str]) -> str:
    """The name of the document that a zip of these members is, if it is no workbook; '' if that is not known."""
    names = list(members)
    return next((name for folder, name in _DOCUMENTS if any(each.startswith(folder) for each in names)), "")

"""Files that plainly are no exports, though they lie in the same folder: photos, letters, films, notes, our own papers.

They are told from what nobody can read but might be an export (an archive, a damaged workbook, a foreign spreadsheet).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["bystander", "document_of", "is_prose"]

_BEGINNINGS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"ID3", "MP3"),
    (b"\xff\xfb", "MP3"),
    (b"OggS", "OGG"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"0&\xb2u\x8ef\xcf\x11", "video"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"BEGIN:VCALENDAR", "kalender"),
    (b"BEGIN:VCARD", "kartu nama"),
    (b"[InternetShortcut]", "pintasan"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "pintasan"),
)
_INSIDE = (
    (4, b"ftyp", "video atau foto"),
    (8, b"WEBP", "WEBP"),
    (8, b"AVI ", "video"),
    (8, b"WAVE", "WAV"),
    (8, b"DUCK", "DuckDB"),
)
_OWN = ((b'"prodeskel-validator"', "JSON"), (b"<testsuites", "JUnit"), (b"sarif-schema", "SARIF"), (b"<svg", "SVG"))
_OWN_STARTS = (b"{", b"<")
_LOOKED_AT = 4096
_FOLDERS = (("word/", "Word"), ("ppt/", "PowerPoint"), ("visio/", "Visio"))
_OPEN_DOCUMENTS = {"text": "ODT", "presentation": "ODP", "graphics": "ODG", "text-master": "ODT"}
_MIME = "application/vnd.oasis.opendocument."
_DELIMITERS = re.compile(r"[;\t|]|,(?=\S)")
_LONG_NUMBER = re.compile(r"\d{10}")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_WORDY = 3


def bystander(head: bytes) -> str:
    """The kind of a file that begins so and surely is no export, else ''.

    >>> bystander(b"%PDF-1.7"), bystander(b"\\0\\0\\0\\x18ftypmp42"), bystander(b"NIK;Nama")
    ('PDF', 'video atau foto', '')
    """
    if kind := next((kind for start, kind in _BEGINNINGS if head.startswith(start)), ""):
        return kind
    if kind := next((kind for at, mark, kind in _INSIDE if head[at : at + len(mark)] == mark), ""):
        return kind
    begin = head[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((kind for mark, kind in _OWN if mark in begin), "") if begin.startswith(_OWN_STARTS) else ""


def document_of(names: Iterable[str], mime: str) -> str:
    """The kind of a document that a zip with these members is, '' if it may be a workbook; `mime` is what it says."""
    if mime.startswith(_MIME):
        return _OPEN_DOCUMENTS.get(mime.removeprefix(_MIME).strip(), "")
    return next((kind for folder, kind in _FOLDERS if any(name.startswith(folder) for name in names)), "")


def is_prose(text: str) -> bool:
    """Sentences rather than columns: most lines have several words, none a delimiter or a number of a person.

    >>> is_prose("Besok rapat di balai desa.\\nTolong bawa laptop, printer juga."), is_prose("NIK\\n6311030101809001")
    (True, False)
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or any(_DELIMITERS.search(line) or _LONG_NUMBER.search(line) for line in lines):
        return False
    commas = {line.count(",") for line in lines}
    if len(lines) > 1 and len(commas) == 1 and min(commas) > 1:
        return False
    return 2 * sum(len(_WORDS.findall(line)) >= _WORDY for line in lines) >= len(lines)

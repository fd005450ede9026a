"""Web pages saved as exports: is there a table of data, or does the page say why there is none?"""

from __future__ import annotations

import re
from pathlib import Path

from validator.readers.contents import Contents
from validator.readers.encodings import decoded, encoding_of
from validator.readers.errors import Rejected
from validator.readers.html import Page, parse_page
from validator.readers.limits import Budget, Limits
from validator.readers.messages import message_in
from validator.readers.sheets import Sheet

__all__ = ["read_html"]

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def read_html(path: Path, file: str, limits: Limits) -> Contents:
    """A sheet for each table with something in it.

    Raises:
        Rejected: `login_page`, `unauthorised`, `session_expired`, `empty_grid`, `html_without_table`, `too_large`.
    """
    size = path.stat().st_size
    if size > limits.whole:
        raise Rejected("too_large", f"{size} bytes")
    data = path.read_bytes()
    text, _ = decoded(data, _encoding(data))
    page = parse_page(text, file, Budget(limits))
    if not any(_is_data(sheet) for sheet in page.sheets):
        _refuse(page)
    return Contents(tuple(page.sheets))


def _encoding(data: bytes) -> str:
    """What the bytes show; a declared charset is asked only where they are no UTF-8."""
    encoding = encoding_of(data[:4096], (data,))
    declared = _CHARSET.search(data[:4096])
    if encoding != "cp1252" or not declared:
        return encoding
    name = declared[1].decode("ascii").lower()
    return name if name in ("windows-1250", "windows-1251", "iso-8859-15") else encoding


def _is_data(sheet: Sheet) -> bool:
    """At least three rows with three filled cells: more than a form or a frame would have."""
    wide = (row for row in sheet.rows if sum(cell is not None for cell in row) >= 3)
    return next(wide, None) is not None and next(wide, None) is not None and next(wide, None) is not None


def _refuse(page: Page) -> None:
    if page.asks_password:
        raise Rejected("login_page", "password field")
    if reason := message_in(page.text):
        raise Rejected(reason)
    if not page.sheets:
        raise Rejected("html_without_table")

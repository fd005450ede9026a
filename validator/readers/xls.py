"""Excel workbooks of before 2007 (.xls): an OLE container with a stream of BIFF records, after its guards."""

from __future__ import annotations

import io
from pathlib import Path

from msgspec.structs import replace

from validator.readers import biff, ole
from validator.readers.contents import Contents
from validator.readers.errors import Rejected
from validator.readers.limits import Budget, Limits
from validator.readers.sheets import Sheet
from validator.readers.workbooks import read_workbook

__all__ = ["read_xls"]


def read_xls(path: Path, file: str, limits: Limits) -> Contents:
    """An OLE file that holds a `Workbook` (BIFF8) or `Book` (BIFF5) stream, or such a stream alone.

    Raises:
        Rejected: `password_protected`, `truncated`, `too_many_cells`, `too_large`, `unknown_format`.
    """
    size = path.stat().st_size
    if size > limits.whole:
        raise Rejected("too_large", f"{size} bytes")
    data = path.read_bytes()
    if not data.startswith(ole.SIGNATURE):
        return _read_stream(data, file, limits)
    container = ole.Container(data)
    if container.has("EncryptedPackage"):
        raise Rejected("password_protected", "EncryptedPackage")
    name = next((name for name in ("Workbook", "Book") if container.has(name)), "")
    if not name:
        kind = "Word" if container.has("WordDocument") else "OLE"
        raise Rejected("unknown_format", f"{kind} without a workbook")
    return _read_stream(container.stream(name), file, limits)


def _read_stream(stream: bytes, file: str, limits: Limits) -> Contents:
    fit = biff.vetted(stream, Budget(limits))
    contents = read_workbook(io.BytesIO(ole.wrap(fit.stream)), file, Budget(limits), odd=fit.odd)
    return contents._replace(sheets=tuple(_decoded(sheet, fit.codec) for sheet in contents.sheets))


def _decoded(sheet: Sheet, codec: str) -> Sheet:
    """The sheet, its texts decoded if a codec is named: each of their characters is one byte."""
    if not codec:
        return sheet
    rows = [[_text(cell, codec) if isinstance(cell, str) else cell for cell in row] for row in sheet.rows]
    return replace(sheet, name=_text(sheet.name, codec), rows=rows)


def _text(text: str, codec: str) -> str:
    try:
        return text.encode("latin-1").decode(codec, "replace")
    except UnicodeEncodeError:
        return text

"""Excel workbooks of before 2007 (.xls): an OLE container with a stream of BIFF records, after its guards."""

from __future__ import annotations

import io
from pathlib import Path

from validator.exports.errors import Rejected
from validator.exports.files import biff, ole
from validator.exports.files.contents import Contents
from validator.exports.files.limits import Budget, Limits
from validator.exports.files.workbooks import read_workbook

__all__ = ["read_xls"]


def read_xls(path: Path, file: str, limits: Limits) -> Contents:
    """An OLE file that holds a `Workbook` (BIFF8) or `Book` (BIFF5) stream.

    Raises:
        Rejected: `password_protected`, `truncated`, `too_many_cells`, `too_large`, `unknown_format`.
    """
    size = path.stat().st_size
    if size > limits.whole:
        raise Rejected("too_large", f"{size} bytes")
    container = ole.Container(path.read_bytes())
    if container.has("EncryptedPackage"):
        raise Rejected("password_protected", "EncryptedPackage")
    name = next((name for name in ("Workbook", "Book") if container.has(name)), "")
    if not name:
        kind = "Word" if container.has("WordDocument") else "OLE"
        raise Rejected("unknown_format", f"{kind} without a workbook")
    stream = biff.vetted(container.stream(name), Budget(limits))
    return read_workbook(io.BytesIO(ole.wrap(stream)), file, Budget(limits))

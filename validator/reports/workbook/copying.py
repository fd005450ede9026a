"""A village's file as a workbook that can be marked: an xlsx as it is, any other file by its values.

Of an xlsx what openpyxl does not know is lost: macros, pivot tables, and rules of newer Excels.
"""

from __future__ import annotations

import hashlib
import math
import re
import warnings
from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast
from zipfile import BadZipFile, ZipFile, is_zipfile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.worksheet.worksheet import Worksheet

from validator.readers.packages import workbook_member
from validator.readers.reading import read_file
from validator.readers.sheets import Cell as Raw
from validator.readers.sheets import Sheet
from validator.reports.workbook.originals import FormulaResult, original_of
from validator.reports.workbook.styles import clean
from validator.workspace import Workspace

__all__ = ["CELLS", "Copy", "NotCopiedError", "copied", "put_text"]

CELLS = 500_000
"""Cells of a file that is still copied."""

_FORMULA_STARTS = ("=", "+", "-", "@")
_NO_SHEET_NAME = re.compile(r"[\\/*?:\[\]]")
_TITLE = 31  # characters that Excel allows


class NotCopiedError(Exception):
    """A file that cannot be copied; `why` is `gone`, `changed`, `too_large`, `unreadable`, `shared` or `incomplete`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Copy:
    """A workbook with the sheets of a file; `names` maps the names in the file to those in the workbook.

    `results` are those of the formulas by sheet and address, which the workbook itself does not hold.
    """

    def __init__(
        self, book: Workbook, names: dict[str, str], results: Mapping[str, Mapping[str, FormulaResult]] | None = None
    ) -> None:
        self.book = book
        self.names = names
        self.results = results or {}

    def sheet(self, name: str) -> Worksheet | None:
        """The worksheet that holds the file's sheet of that name."""
        title = self.names.get(name, name)
        found = self.book[title] if title in self.book.sheetnames else None
        return found if isinstance(found, Worksheet) else None


def copied(path: str, sha256: str, sheets: Iterable[str] = ()) -> Copy:
    """The file at `path`, which may be a member of a zip bundle (`bundle.zip/member.xls`), with all its `sheets`.

    Raises NotCopiedError where it is not there, is not what was checked, is too large for a person to look through, or
    a copy would not hold all sheets.
    """
    content = _content(Path(path))
    if hashlib.sha256(content).hexdigest() != sha256:
        raise NotCopiedError("changed")
    needed = list(sheets)
    copy = _kept(content) if _is_xlsx(content) else None
    if copy is None or not _holds(copy, needed):
        with TemporaryDirectory() as folder:
            place = Path(folder) / Path(path).name
            place.write_bytes(content)
            copy = _by_values(place)
    if not _holds(copy, needed):
        raise NotCopiedError("incomplete")
    return copy


def _holds(copy: Copy, sheets: Iterable[str]) -> bool:
    return all(copy.sheet(name) is not None for name in sheets)


def put_text(cell: Cell, text: str) -> None:
    """Writes a text that stays a text, whatever it begins with."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", clean(text))
    cell.data_type = "s"
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def _content(path: Path) -> bytes:
    try:
        if path.is_file():
            return path.read_bytes()
        for parent in path.parents:
            if parent.is_file():
                return _member(parent, path.relative_to(parent).as_posix())
    except (OSError, BadZipFile) as error:
        raise NotCopiedError("gone") from error
    raise NotCopiedError("gone")


def _member(bundle: Path, name: str) -> bytes:
    with ZipFile(bundle) as archive:
        for info in archive.infolist():
            if info.filename.replace("\\", "/") == name:
                return archive.read(info)
    raise NotCopiedError("gone")


def _is_xlsx(content: bytes) -> bool:
    if not is_zipfile(BytesIO(content)):
        return False
    with ZipFile(BytesIO(content)) as archive:
        return workbook_member(archive).endswith(".xml") or any("\\" in name for name in archive.namelist())


def _kept(content: bytes) -> Copy | None:
    """The workbook itself, its formulas and formats included; None where openpyxl cannot read it.

    A damaged one can fail in ways that nobody foresees.
    """
    try:
        original = original_of(content)
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(BytesIO(original.content), rich_text=True)
    except Exception:
        return None
    if sum(len(sheet._cells) for sheet in book.worksheets) > CELLS:
        raise NotCopiedError("too_large")
    if book.calculation is not None:
        book.calculation.fullCalcOnLoad = original.recalculates
    return Copy(book, {}, original.results)


def _by_values(path: Path) -> Copy:
    with Workspace() as work:
        sheets = [sheet for file in read_file(path, work=work) for sheet in file.sheets]
    if not sheets:
        raise NotCopiedError("unreadable")
    if any(sheet.dialect for sheet in sheets) or sum(len(row) for s in sheets for row in s.rows) > CELLS:
        raise NotCopiedError("too_large")
    book = Workbook()
    book.remove(book.worksheets[0])
    names: dict[str, str] = {}
    for sheet in sheets:
        page = book.create_sheet(_title(sheet.name))
        names.setdefault(sheet.name, page.title)
        _fill(page, sheet)
    if all(sheet.hidden for sheet in sheets):
        book.worksheets[0].sheet_state = "visible"
    return Copy(book, names)


def _title(name: str) -> str:
    return _NO_SHEET_NAME.sub("_", clean(name)).strip("'")[:_TITLE] or "Sheet"


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                _put(cast(Cell, page.cell(number, column)), value)
    page.sheet_state = "hidden" if sheet.hidden else "visible"
    for merge in sheet.merges:
        (top, bottom), (left, right) = sorted((merge.top, merge.bottom)), sorted((merge.left, merge.right))
        if (top, left) != (bottom, right):
            page.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)


def _put(cell: Cell, value: Raw) -> None:
    if isinstance(value, str) or (isinstance(value, float) and not math.isfinite(value)):
        put_text(cell, str(value))
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"

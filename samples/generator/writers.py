"""Grids as files: BIFF8 `.xls`, a re-saved xlsx with titles, HTML named `.xls`, and CSV with `;` and decimal commas.

Every byte follows from the grid: workbook properties and the times inside the xlsx archive are pinned.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from html import escape
from pathlib import Path

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from samples.generator.grids import Cell, Grid

_BOLD = xlwt.easyxf("font: bold on")
_DATE = xlwt.easyxf(num_format_str="DD/MM/YYYY")
_WHOLE = xlwt.easyxf(num_format_str="#,##0")
_DECIMAL = xlwt.easyxf(num_format_str="#,##0.00")
_PLAIN = xlwt.easyxf()
_PINNED = datetime(2026, 6, 15)


def write(grid: Grid, folder: Path) -> None:
    """Write one grid into that folder under its own file name."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = {"xls": _xls, "xlsx": _xlsx, "html": _html, "csv": _csv}[grid.container]
    (folder / grid.file).write_bytes(writer(grid))


def _style(value: Cell) -> xlwt.XFStyle:
    return {date: _DATE, int: _WHOLE, float: _DECIMAL}.get(type(value), _PLAIN)


def _xls(grid: Grid) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(grid.name)
    for column, header in enumerate(grid.headers):
        sheet.write(0, column, header, _BOLD)
    for number, row in enumerate(grid.rows, start=1):
        for column, value in enumerate(row):
            sheet.write(number, column, value, _style(value))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _xlsx(grid: Grid) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = grid.name
    last = get_column_letter(min(len(grid.headers), 8))
    for number, title in enumerate(grid.titles, start=1):
        sheet.cell(number, 1, title).font = Font(bold=True)
        if title:
            sheet.merge_cells(f"A{number}:{last}{number}")
    sheet.append(grid.headers)
    for row in grid.rows:
        sheet.append(row)
    book.properties.creator, book.properties.created = "operator desa", _PINNED
    buffer = io.BytesIO()
    book.save(buffer)
    return pinned(buffer)


def pinned(archive: io.BytesIO) -> bytes:
    """The same xlsx, uncompressed, with every time in it fixed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-06-15T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _indonesian(value: Cell) -> str:
    """A cell as text: 1234.5 becomes `1234,5`, a date dd/mm/yyyy."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def _html(grid: Grid) -> bytes:
    """The grid as the web page that a browser saves under an `.xls` name."""
    head = "".join(f"<td class='scGridLabel'><b>{escape(h)}</b></td>" for h in grid.headers)
    lines = ["".join(f"<td>{escape(_indonesian(v)).replace(chr(160), '&nbsp;')}</td>" for v in r) for r in grid.rows]
    body = "\n".join(f"<tr class='scGridFieldOdd'>{line}</tr>" for line in lines)
    page = (
        "<html><head><meta http-equiv='Content-Type' content='text/html; charset=utf-8'></head><body>\n"
        f"<table border='1' class='scGridBorder'>\n<tr>{head}</tr>\n{body}\n</table>\n</body></html>\n"
    )
    return page.encode()


def _csv(grid: Grid) -> bytes:
    """Text in double quotes, numbers bare with a decimal comma, CRLF, no byte-order mark."""
    lines = [";".join(_quoted(h) for h in grid.headers)]
    lines += [";".join(_quoted(v) if isinstance(v, str) else _indonesian(v) for v in row) for row in grid.rows]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'

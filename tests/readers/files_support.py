"""Small files of every kind, made by hand or by the usual libraries."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import xlwt

from validator.readers import read_file
from validator.readers.sheets import Cell, ReadFile, Sheet

HEADER = ["NIK", "Nama", "Tanggal Lahir"]
RECORD = ["_6311030101909001", "Contoh Satu", "01/01/1990"]

CONTENT_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def only(path: Path) -> ReadFile:
    """The one file that a path gives."""
    (file,) = read_file(path)
    return file


def sheet(path: Path) -> Sheet:
    """The one sheet of a file that is read without fault."""
    file = only(path)
    assert not file.reason, (file.reason, file.detail)
    (found,) = file.sheets
    return found


def rows(path: Path) -> list[list[Cell]]:
    """The rows of the one sheet."""
    return sheet(path).rows


def xls(path: Path) -> Path:
    """A BIFF8 workbook: a table from C4, a merged title, a second sheet that is hidden."""
    book = xlwt.Workbook()
    first = book.add_sheet("Data")
    first.write_merge(3, 4, 2, 3, "Judul")
    first.write(5, 2, 12)
    first.write(5, 3, 1.5)
    first.write(6, 2, date(1990, 1, 2), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    first.write(6, 3, True)
    first.write(7, 3, "\u00a0")
    hidden = book.add_sheet("Tersembunyi")
    hidden.write(0, 0, "x")
    hidden.visibility = 1
    book.save(str(path))
    return path


def xlsx(path: Path) -> Path:
    """The same as an xlsx."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Data"
    first["C4"] = "Judul"
    first.merge_cells("C4:D5")
    first["C6"], first["D6"] = 12, 1.5
    first["C7"], first["D7"] = date(1990, 1, 2), True
    first["C8"], first["D8"] = datetime(2026, 6, 30, 7, 30), "\u00a0"
    hidden = book.create_sheet("Tersembunyi")
    hidden["A1"] = "x"
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


def zipped(path: Path, members: dict[str, bytes | str]) -> Path:
    """A zip of members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def xlsx_of(path: Path, sheet_data: dict[str, str], prolog: str = "") -> Path:
    """An xlsx whose sheets hold the given `<sheetData>` contents (or whole bodies, if they start with `<dimension`)."""
    sheets, relations, members = "", "", {}
    for number, (name, data) in enumerate(sheet_data.items(), 1):
        sheets += f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        relations += (
            f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.xml" Type="http://schemas.openxmlformats.org'
            '/officeDocument/2006/relationships/worksheet"/>'
        )
        body = data if data.startswith("<dimension") else f"<sheetData>{data}</sheetData>"
        members[f"xl/worksheets/sheet{number}.xml"] = f'{prolog}<worksheet xmlns="{MAIN}">{body}</worksheet>'
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<sheets>{sheets}</sheets></workbook>"
    )
    links = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    root = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="xl/workbook.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
        "</Relationships>"
    )
    head = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": root,
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": links,
    }
    return zipped(path, head | members)


def cell(address: str, text: str = "x") -> str:
    """An inline string cell."""
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def ods(path: Path, tables: str, prolog: str = "", manifest: str = "") -> Path:
    """An .ods whose spreadsheet holds `tables`."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:automatic-styles>'
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(path, {"mimetype": mime, "META-INF/manifest.xml": manifest or "<manifest/>", "content.xml": content})


def xlsb(path: Path, row: int = 1) -> Path:
    """A minimal xlsb with 'NIK' in B2 and 12.5 in C2 (or in the 0-based `row`)."""
    cells = _record(0, struct.pack("<I", row) + bytes(13))
    cells += _record(6, struct.pack("<II", 1, 0) + _wide("NIK")) + _record(5, struct.pack("<IId", 2, 0, 12.5))
    parts = _record(129) + _record(148, struct.pack("<4I", row, row, 1, 2)) + _record(145) + cells
    parts += _record(146) + _record(130)
    bundle = _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Data"))
    book = _record(131) + _record(143) + bundle + _record(144) + _record(157, bytes(26)) + _record(132)
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.bin"/></Relationships>'
    )
    members = {"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.bin": book, "xl/_rels/workbook.bin.rels": links}
    return zipped(path, members | {"xl/worksheets/sheet1.bin": parts})


def _record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(data)]) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def bytes_of(book: xlwt.Workbook) -> bytes:
    """What a workbook writes when it is saved."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()

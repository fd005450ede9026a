"""Clean villages of any code, kept in every format that can be read."""

from __future__ import annotations

import csv
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

import duckdb
import openpyxl
import xlwt

from samples.generator import planting
from samples.generator.grids import Cell, Grid, letters
from samples.generator.profiles import PEMATANG
from validator.findings.result import Result

Rows = Sequence[Sequence[Cell | None]]
CODE = "6311032005"
TODAY = date(2026, 11, 24)


@cache
def books(code: str = CODE, size: int = 60, seed: int = 77, district: str = ""):
    """(2025, 2026) of a clean village; with `district` NIK and No. KK begin with that one."""
    first, second = planting.books(
        replace(PEMATANG, code=district.ljust(10, "0") if district else code, size=size, seed=seed)
    )
    return (_under(first, code), _under(second, code)) if district else (first, second)


def _under(book, code):
    for grid in book.grids.values():
        if "kode_desa" in grid.names:
            for row in range(len(grid.rows)):
                grid.put(row, "kode_desa", code)
    return replace(book, village=code, folder=f"{code}_desa")


def tables(*names: str, code: str = CODE) -> dict[str, list[list[Cell]]]:
    """Header and records of the forms of 2026, by their names; of all, if none is given."""
    grids = books(code)[1].grids
    return {name: rows_of(grids[name]) for name in names or grids}


def rows_of(grid: Grid) -> list[list[Cell]]:
    return [list(grid.headers), *map(list, grid.rows)]


def told(result: Result) -> list[tuple[str, ...]]:
    """What was found, and where, however the file is called."""
    return sorted(
        (f.severity, f.rule, f.village, f.table, *f.columns, str(f.row), *f.cells) for f in result.iter_findings()
    )


def xls(folder: Path, forms: Mapping[str, Rows]) -> None:
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for name, rows in forms.items():
        book = xlwt.Workbook()
        sheet = book.add_sheet(f"grid_{name}")
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                sheet.write(r, c, cell, *([day] if isinstance(cell, date) else []))
        book.save(str(folder / f"grid_{name}.xls"))


def _workbook(forms: Mapping[str, Rows]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in forms.items():
        sheet = book.create_sheet(f"grid_{name}")
        for row in rows:
            sheet.append(list(row))
    return book


def xlsx(folder: Path, forms: Mapping[str, Rows]) -> None:
    for name, rows in forms.items():
        _workbook({name: rows}).save(folder / f"grid_{name}.xlsx")


def xlsx_of_all(folder: Path, forms: Mapping[str, Rows]) -> None:
    _workbook(forms).save(folder / "prodeskel.xlsx")


def xlsm(folder: Path, forms: Mapping[str, Rows]) -> None:
    """A workbook with macros: the same parts under another content type."""
    xlsx_of_all(folder, forms)
    plain = folder / "prodeskel.xlsx"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(folder / "prodeskel.xlsm", "w") as target:
        for name in source.namelist():
            kind = (b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
            target.writestr(name, source.read(name).replace(b"openxmlformats-officedocument." + kind[0], kind[1]))
    plain.unlink()


def _opendocument(forms: Mapping[str, Rows], root: str, more: str = "") -> str:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "style", "table", "text")
    )
    tables = "".join(
        f'<table:table table:name="grid_{name}">'
        + "".join(f"<table:table-row>{''.join(map(_od_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in forms.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return f'<?xml version="1.0" encoding="UTF-8"?><office:{root}{names}{more}>{body}</office:{root}>'


def _od_cell(cell: Cell | None) -> str:
    if cell is None:
        return "<table:table-cell/>"
    kinds = {
        str: 'office:value-type="string"',
        date: f'office:value-type="date" office:date-value="{cell}"',
    }
    kind = kinds.get(type(cell), f'office:value-type="float" office:value="{cell}"')
    return f"<table:table-cell {kind}><text:p>{escape(_indonesian(cell))}</text:p></table:table-cell>"


def ods(folder: Path, forms: Mapping[str, Rows]) -> None:
    with zipfile.ZipFile(folder / "prodeskel.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", _opendocument(forms, "document-content"))


def fods(folder: Path, forms: Mapping[str, Rows]) -> None:
    kind = ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
    (folder / "prodeskel.fods").write_text(_opendocument(forms, "document", kind), encoding="utf-8")


def html(folder: Path, forms: Mapping[str, Rows]) -> None:
    for name, rows in forms.items():
        lines = ("".join(f"<td>{escape(_indonesian(cell))}</td>" for cell in row) for row in rows)
        page = "".join(f"<tr>{line}</tr>" for line in lines)
        head = "<html><head><meta charset='utf-8'></head><body><table>"
        (folder / f"grid_{name}.xls").write_text(f"{head}{page}</table></body></html>", encoding="utf-8")


def spreadsheetml(folder: Path, forms: Mapping[str, Rows]) -> None:
    sheets = "".join(
        f'<Worksheet ss:Name="grid_{name}"><Table>'
        + "".join(f"<Row>{''.join(map(_ml_cell, row))}</Row>" for row in rows)
        + "</Table></Worksheet>"
        for name, rows in forms.items()
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    book = f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{sheets}</Workbook>'
    (folder / "prodeskel.xml").write_text(book, encoding="utf-8")


def _ml_cell(cell: Cell | None) -> str:
    kind = {str: "String", date: "DateTime"}.get(type(cell), "Number")
    text = f"{cell}T00:00:00.000" if isinstance(cell, date) else "" if cell is None else escape(str(cell))
    return f'<Cell><Data ss:Type="{kind}">{text}</Data></Cell>' if text else "<Cell/>"


def xlsb(folder: Path, forms: Mapping[str, Rows]) -> None:
    """A binary workbook without styles, so that dates are texts."""
    members: dict[str, bytes] = {}
    bundles, links = b"", ""
    for number, (name, rows) in enumerate(forms.items(), 1):
        bundles += _record(156, struct.pack("<II", 0, number) + _wide(f"rId{number}") + _wide(f"grid_{name}"))
        links += (
            f'<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            f'worksheet" Target="worksheets/sheet{number}.bin"/>'
        )
        members[f"xl/worksheets/sheet{number}.bin"] = _binary_sheet(rows)
    space = "http://schemas.openxmlformats.org/package/2006"
    members["xl/workbook.bin"] = _record(131) + _record(143) + bundles + _record(144) + _record(132)
    members["xl/_rels/workbook.bin.rels"] = (
        f'<Relationships xmlns="{space}/relationships">{links}</Relationships>'.encode()
    )
    members["[Content_Types].xml"] = f'<Types xmlns="{space}/content-types"/>'.encode()
    with zipfile.ZipFile(folder / "prodeskel.xlsb", "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def _binary_sheet(rows: Rows) -> bytes:
    parts = [_record(129), _record(148, struct.pack("<4I", 0, len(rows) - 1, 0, len(rows[0]) - 1)), _record(145)]
    for r, row in enumerate(rows):
        parts.append(_record(0, struct.pack("<I", r) + bytes(13)))
        for c, cell in enumerate(row):
            if isinstance(cell, (str, date)):
                parts.append(_record(6, struct.pack("<II", c, 0) + _wide(_indonesian(cell))))
            elif cell is not None:
                parts.append(_record(5, struct.pack("<IId", c, 0, cell)))
    return b"".join([*parts, _record(146), _record(130)])


def _record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(data)
    while length > 127:
        size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
    return number + size + bytes([length]) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _indonesian(cell: Cell | None) -> str:
    """A date as dd/mm/yyyy, a number with a decimal comma."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell).replace(".", ",") if isinstance(cell, float) else "" if cell is None else str(cell)


def csv_of_excel(folder: Path, forms: Mapping[str, Rows]) -> None:
    """As Indonesian Excel writes it: semicolons, decimal commas, a byte-order mark."""
    _csv(folder, forms, _indonesian, delimiter=";", encoding="utf-8-sig")


def csv_of_programs(folder: Path, forms: Mapping[str, Rows]) -> None:
    """As pandas and Google write it: commas, decimal points, ISO dates, LF."""
    _csv(folder, forms, lambda cell: "" if cell == "\u00a0" else cell, delimiter=",", lineterminator="\n")


def csv_of_tabs(folder: Path, forms: Mapping[str, Rows]) -> None:
    """`Unicode Text` of Excel: tabs, UTF-16."""
    _csv(folder, forms, _indonesian, delimiter="\t", encoding="utf-16")


def _csv(folder: Path, forms: Mapping[str, Rows], shown: Callable, encoding: str = "utf-8", **dialect: str) -> None:
    for name, rows in forms.items():
        with (folder / f"grid_{name}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file, **dialect).writerows([shown(cell) for cell in row] for row in rows)


def parquet(folder: Path, forms: Mapping[str, Rows]) -> None:
    """Columns typed as DuckDB guesses them from the cells."""
    import pandas as pd

    with duckdb.connect() as connection:
        for name, rows in forms.items():
            frame = pd.DataFrame(rows[1:], columns=rows[0], dtype=object)
            frame = frame.replace("\u00a0", None).infer_objects()
            connection.register("frame", frame)
            connection.sql("from frame").write_parquet(str(folder / f"grid_{name}.parquet"))
            connection.unregister("frame")


def zipped(folder: Path, forms: Mapping[str, Rows]) -> None:
    inner = folder / "isi"
    inner.mkdir()
    xls(inner, forms)
    with zipfile.ZipFile(folder / "kiriman.zip", "w") as archive:
        for path in sorted(inner.iterdir()):
            archive.write(path, path.name)
            path.unlink()
    inner.rmdir()


WRITERS = {
    w.__name__: w
    for w in (
        xls, xlsx, xlsx_of_all, xlsm, xlsb, ods, fods, html, spreadsheetml, csv_of_excel, csv_of_programs, csv_of_tabs,
        parquet, zipped,
    )
}  # fmt: skip


def address(row: int, column: int) -> str:
    """Of 0-based row and column."""
    return f"{letters(column)}{row + 1}"

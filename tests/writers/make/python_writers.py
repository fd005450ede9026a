"""Writes the forms with Python's writers of spreadsheets; each needs to be installed.

    pip install openpyxl xlsxwriter xlwt pyexcel-xls pyexcel-ods pyexcel-ods3 ezodf pandas polars tablib[all] \
        pyexcelerate pylightxl
    python tests/writers/make/python_writers.py
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parent / "files"
Rows = list[list[object]]


def forms() -> dict[str, Rows]:
    """The forms, dates as dates."""
    raw = json.loads((HERE / "forms.json").read_text(encoding="utf-8"))
    return {name: [[_value(cell) for cell in row] for row in rows] for name, rows in raw.items()}


def _value(cell: object) -> object:
    return date.fromisoformat(cell["date"]) if isinstance(cell, dict) else cell


def _without_none() -> dict[str, Rows]:
    """The forms with '' for a blank, as pyexcel wants it."""
    return {name: [["" if cell is None else cell for cell in row] for row in rows] for name, rows in forms().items()}


def openpyxl_xlsx(path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in forms().items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def xlsxwriter_xlsx(path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    for name, rows in forms().items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    book.close()


def xlwt_xls(path: Path) -> None:
    import xlwt

    book, day = xlwt.Workbook(), xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for name, rows in forms().items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell, *([day] if isinstance(cell, date) else []))
    book.save(str(path))


def pyexcel_xls_xls(path: Path) -> None:
    from pyexcel_xls import save_data

    save_data(str(path), _without_none())


def pyexcel_ods_ods(path: Path) -> None:
    from pyexcel_ods import save_data

    save_data(str(path), _without_none())


def pyexcel_ods3_ods(path: Path) -> None:
    from pyexcel_ods3 import save_data

    save_data(str(path), _without_none())


def ezodf_ods(path: Path) -> None:
    import ezodf

    book = ezodf.newdoc(doctype="ods", filename=str(path))
    for name, rows in forms().items():
        sheet = ezodf.Sheet(name, size=(len(rows), len(rows[0])))
        book.sheets += sheet
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet[number, column].set_value(cell.isoformat(), "date")
                elif cell is not None:
                    sheet[number, column].set_value(cell)
    book.save()


def pandas_xlsx(path: Path) -> None:
    import pandas

    with pandas.ExcelWriter(path, engine="openpyxl") as writer:
        for name, rows in forms().items():
            pandas.DataFrame(rows[1:], columns=rows[0]).to_excel(writer, sheet_name=name, index=False)


def pandas_ods(path: Path) -> None:
    import pandas

    with pandas.ExcelWriter(path, engine="odf") as writer:
        for name, rows in forms().items():
            pandas.DataFrame(rows[1:], columns=rows[0]).to_excel(writer, sheet_name=name, index=False)


def pandas_html(folder: Path) -> None:
    import pandas

    for name, rows in forms().items():
        frame = pandas.DataFrame(rows[1:], columns=rows[0]).map(_indonesian)
        frame.to_html(folder / f"{name}.html", index=False)


def pandas_csv(folder: Path) -> None:
    import pandas

    for name, rows in forms().items():
        frame = pandas.DataFrame(rows[1:], columns=rows[0])
        frame.to_csv(folder / f"{name}.csv", index=False, sep=";", decimal=",")


def polars_xlsx(path: Path) -> None:
    import polars
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in forms().items():
            polars.DataFrame(rows[1:], schema=rows[0], orient="row", strict=False).write_excel(book, worksheet=name)


def polars_parquet(folder: Path) -> None:
    import polars

    for name, rows in forms().items():
        polars.DataFrame(rows[1:], schema=rows[0], orient="row", strict=False).write_parquet(folder / f"{name}.parquet")


def _tablib(kind: str) -> bytes:
    import tablib

    book = tablib.Databook([tablib.Dataset(*rows[1:], headers=rows[0], title=name) for name, rows in forms().items()])
    return book.export(kind)


def tablib_xlsx(path: Path) -> None:
    path.write_bytes(_tablib("xlsx"))


def tablib_ods(path: Path) -> None:
    path.write_bytes(_tablib("ods"))


def tablib_xls(path: Path) -> None:
    path.write_bytes(_tablib("xls"))


def pyexcelerate_xlsx(path: Path) -> None:
    from datetime import datetime

    from pyexcelerate import Workbook

    book = Workbook()
    for name, rows in forms().items():
        data = [[datetime(c.year, c.month, c.day) if isinstance(c, date) else c for c in row] for row in rows]
        book.new_sheet(name, data=data)
    book.save(str(path))


def pylightxl_xlsx(path: Path) -> None:
    import pylightxl

    book = pylightxl.Database()
    for name, rows in forms().items():
        book.add_ws(name)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row, 1):
                value = f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell
                book.ws(name).update_index(row=number, col=column, val="" if value is None else value)
    pylightxl.writexl(db=book, fn=str(path))


def python_csv(folder: Path) -> None:
    for name, rows in forms().items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([_indonesian(cell) for cell in row] for row in rows)


def _indonesian(cell: object) -> object:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell).replace(".", ",") if isinstance(cell, float) else "" if cell is None else cell


WRITERS: list[Callable[[Path], None]] = [
    openpyxl_xlsx, xlsxwriter_xlsx, xlwt_xls, pyexcel_xls_xls, pyexcel_ods_ods, pyexcel_ods3_ods, ezodf_ods,
    pandas_xlsx, pandas_ods, pandas_html, pandas_csv, polars_xlsx, polars_parquet, tablib_xlsx, tablib_ods, tablib_xls,
    pyexcelerate_xlsx, pylightxl_xlsx, python_csv,
]  # fmt: skip


def main() -> None:
    for write in WRITERS:
        name, _, ending = write.__name__.rpartition("_")
        target = OUT / f"{name}.{ending}"
        if ending in ("html", "csv", "parquet"):
            target = OUT / f"{name}-{ending}"
            target.mkdir(parents=True, exist_ok=True)
        try:
            write(target)
        except Exception as error:
            print(f"{write.__name__}: {type(error).__name__}: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()

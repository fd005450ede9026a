"""A table as an Excel sheet to fill in: the form's own labels, drop-downs for code lists, limits for numbers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from validator.pack.models import CodeList, Field, Table

__all__ = ["write_template"]

ROWS = 500
"""How many rows have drop-downs and limits."""
LISTS = "Pilihan"


def write_template(table: Table, codelists: Mapping[str, CodeList], path: Path) -> None:
    """Writes the workbook; the same bytes for the same table. Raises `OSError`."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": table.title, "created": _no_time()})
        sheet, lists = book.add_worksheet(table.name[:31]), book.add_worksheet(LISTS)
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE8F0", "border": 1})
        text = book.add_format({"num_format": "@"})
        for column, field in enumerate(table.fields):
            sheet.write_string(0, column, field.title, head)
            if field.identifier:
                sheet.set_column(column, column, 20, text)
            rule = _validation(field, column, codelists, lists)
            if rule:
                sheet.data_validation(1, column, ROWS, column, rule)
        sheet.set_row(0, 45)
        sheet.set_column(0, len(table.fields) - 1, 18)
        sheet.freeze_panes(1, 0)
        lists.hide()


def _no_time() -> Any:  # noqa: ANN401 - xlsxwriter takes a datetime
    from datetime import datetime

    return datetime(2026, 1, 1)


def _validation(field: Field, column: int, codelists: Mapping[str, CodeList], lists: Any) -> dict[str, Any]:  # noqa: ANN401
    """The data validation of a column; the answers of a code list are kept on the sheet of lists."""
    if field.codelist in codelists and not field.multiple:
        from xlsxwriter.utility import xl_rowcol_to_cell

        labels = [item.label for item in codelists[field.codelist].items]
        lists.write_column(0, column, labels)
        first, last = (xl_rowcol_to_cell(r, column, row_abs=True, col_abs=True) for r in (0, len(labels) - 1))
        return {"validate": "list", "source": f"={LISTS}!{first}:{last}", "error_message": "Pilih dari daftar."}
    if field.type in ("integer", "number", "year"):
        kind = "decimal" if field.type == "number" else "integer"
        low = 0 if field.minimum is None else field.minimum
        high = 10**15 if field.maximum is None else field.maximum
        return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high,
                "error_message": f"Isi angka {low:g} sampai {high:g}."}  # fmt: skip
    return {}

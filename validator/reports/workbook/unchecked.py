"""The sheet *Tidak Dapat Diperiksa*: questions without an answer, and files and rows that were left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlsxwriter.worksheet import Worksheet

from validator.reports.books import of_village, unchecked
from validator.reports.texts import Translator
from validator.reports.workbook.styles import Sheets, clean, height

__all__ = ["add_unchecked"]

_WIDTHS = (46, 34, 22, 64)


def add_unchecked(sheets: Sheets) -> None:
    _ = sheets.translate
    sheet = sheets.page(_("Tidak Dapat Diperiksa"))
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.write_string(0, 0, _("Pemeriksaan yang belum dapat dilakukan"), sheets.formats["title"])
    head = [_("Aturan"), _("Formulir"), _("Jumlah"), _("Alasan")]
    row = _write_table(sheet, sheets, 1, head, _rules(sheets))
    sheet.write_string(row + 1, 0, _("Berkas dan baris yang tidak diperiksa, dan catatan"), sheets.formats["title"])
    head = [_("Berkas"), _("Lembar"), _("Baris"), _("Alasan atau catatan")]
    _write_table(sheet, sheets, row + 2, head, _left_out(sheets, _))


def _rules(sheets: Sheets) -> Iterable[Sequence[str | int]]:
    for item in sheets.village.not_checkable:
        yield f"{item.title} ({item.rule})", item.table_title, item.count, item.reason


def _left_out(sheets: Sheets, _: Translator) -> Iterable[Sequence[str | int]]:
    source = sheets.source
    books = of_village(source.files, sheets.village.code, alone=len(source.villages) == 1)
    for entry in unchecked(books, _):
        yield entry.file, entry.sheet, entry.rows, entry.reason


def _write_table(
    sheet: Worksheet, sheets: Sheets, row: int, head: list[str], rows: Iterable[Sequence[str | int]]
) -> int:
    """Write a table at `row`; returns the row after it."""
    _ = sheets.translate
    for index, title in enumerate(head):
        sheet.write_string(row, index, title, sheets.formats["head"])
    start = row
    for row, cells in enumerate(rows, start + 1):
        _write_row(sheet, sheets, row, cells)
    if row == start:
        row += 1
        sheet.write_string(row, 0, _("Tidak ada"), sheets.formats["plain"])
    return row + 1


def _write_row(sheet: Worksheet, sheets: Sheets, row: int, cells: Sequence[str | int]) -> None:
    for index, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row, index, cell, sheets.formats["count"])
        else:
            sheet.write_string(row, index, clean(cell), sheets.formats["cell"])
    sheet.set_row(row, height([(str(cell), width) for cell, width in zip(cells, _WIDTHS, strict=True)]))

"""The list of repairs as a further sheet of a workbook that exists already."""

from __future__ import annotations

from copy import copy
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["append_sheet"]


def append_sheet(book: Workbook, content: bytes) -> Worksheet:
    """Copies the only sheet of the workbook `content` to the end of `book`, with its looks and its drop-down."""
    source = load_workbook(BytesIO(content)).worksheets[0]
    sheet: Worksheet = book.create_sheet(source.title)
    for row in source.iter_rows():
        for cell in row:
            if isinstance(cell, Cell):
                _copy(cell, sheet)
    for letter, column in source.column_dimensions.items():
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.hidden
    for number, height in source.row_dimensions.items():
        sheet.row_dimensions[number].height = height.height
    for choice in source.data_validations.dataValidation:
        sheet.add_data_validation(copy(choice))
    _set_up(source, sheet)
    return sheet


def _copy(cell: Cell, sheet: Worksheet) -> None:
    twin = sheet.cell(cell.row, cell.column)
    twin.value = cell.value
    twin.data_type = cell.data_type
    if cell.has_style:
        for part in ("font", "fill", "border", "alignment", "number_format"):
            setattr(twin, part, copy(getattr(cell, part)))


def _set_up(source: Worksheet, sheet: Worksheet) -> None:
    sheet.freeze_panes = source.freeze_panes
    sheet.auto_filter.ref = source.auto_filter.ref
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.print_area = source.print_area.rpartition("!")[2] or None
    sheet.row_breaks, sheet.page_margins = copy(source.row_breaks), copy(source.page_margins)
    sheet.oddHeader, sheet.oddFooter = copy(source.oddHeader), copy(source.oddFooter)

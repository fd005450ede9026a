"""An Excel workbook of a paper's tables, a sheet each, for sorting and filtering."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from validator.agenda.paper import Paper, PaperColumn, PaperRow, Section
from validator.agenda.rendering.content import SHADES
from validator.agenda.rendering.templates import Templates

__all__ = ["render"]

CHARACTERS = 1.4
"""Characters that one hundredth of a table's width is given."""
NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_NUMBER = re.compile(r"-?\d{1,9}")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def render(paper: Paper, templates: Templates) -> bytes:
    """The workbook's bytes; templates have no part in it."""
    made = BytesIO()
    book = Workbook(made, _OPTIONS)
    created = datetime(paper.day.year, paper.day.month, paper.day.day)
    book.set_properties({"title": paper.title, "subject": paper.subtitle, "created": created})
    _front(book, paper)
    for section in paper.drawn:
        if section.table and section.table.rows:
            _sheet(book, section, paper)
    book.close()
    return made.getvalue()


def _front(book: Workbook, paper: Paper) -> None:
    """Title and paragraphs on the first sheet."""
    sheet = book.add_worksheet("Ringkasan")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100, wrapped)
    sheet.write_string(0, 0, paper.title, book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, paper.subtitle)
    texts = [text for section in paper.drawn for text in (*section.paragraphs, *section.bullets)]
    for number, text in enumerate(texts, 3):
        sheet.write_string(number, 0, text)


def _sheet(book: Workbook, section: Section, paper: Paper) -> None:
    table = section.table
    if table is None:
        return
    sheet = book.add_worksheet(_FORBIDDEN.sub(" ", section.title or section.key).split("  ")[0][:NAME].strip())
    head = book.add_format({"bold": True, "bg_color": "#E1E1E1", "border": 1, "text_wrap": True, "valign": "top"})
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, max(6.0, column.width * CHARACTERS))
        sheet.write_string(0, number, column.title, head)
    for number, row in enumerate(table.rows, 1):
        _row(book, sheet, number, row, table.columns)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{paper.footer.replace('&', '&&')}&RHalaman &P dari &N")


def _row(book: Workbook, sheet: object, number: int, row: PaperRow, columns: tuple[PaperColumn, ...]) -> None:
    shades = row.shades or (0,) * len(row.cells)
    for place, (text, shade, column) in enumerate(zip(row.cells, shades, columns, strict=True)):
        style = {"border": 1, "text_wrap": True, "valign": "top", "align": column.align}
        if shade:
            style["bg_color"] = f"#{SHADES[shade]}"
        made = book.add_format(style)
        if _NUMBER.fullmatch(text):
            sheet.write_number(number, place, int(text), made)  # type: ignore[attr-defined]
        else:
            sheet.write_string(number, place, text, made)  # type: ignore[attr-defined]

"""What all sheets of a list share: formats, page set-up, and how high a row must be for its text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from validator.declarations.models import Severity
from validator.findings.models import Village
from validator.reports.source import ReportSource
from validator.reports.texts import Translator
from validator.reports.wording import village_name

__all__ = ["FILLS", "Sheets", "clean", "height", "lines"]

LINE = 14.6  # points a line of Calibri 11 takes
DENSITY = 1.15  # letters of running text to one unit of column width, which is the width of a digit
HIGHEST = 405.0  # points; Excel allows 409
FILLS: dict[Severity, str] = {"error": "#F4B9B0", "warning": "#FFEBA8", "info": "#E3EEF7"}

_A4 = 9
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""
_TEXT: dict[str, Any] = {"text_wrap": True, "valign": "top"}
_BOXED: dict[str, Any] = {**_TEXT, "border": 1, "border_color": "#A6A6A6"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "section": {"bold": True, "font_size": 12, "bottom": 2},
    "plain": _TEXT,
    "label": {**_TEXT, "bold": True},
    "head": {**_BOXED, "bold": True, "bg_color": "#D9E1E8", "valign": "vcenter"},
    "cell": _BOXED,
    "count": {**_BOXED, "align": "center", "num_format": "#,##0"},
    "count_head": {**_BOXED, "bold": True, "bg_color": "#D9E1E8", "valign": "vcenter", "align": "center"},
    "indented": {**_BOXED, "indent": 2, "italic": True},
    "answer": {**_BOXED, "bg_color": "#FFFFF0"},
    "more": {"bold": True, "valign": "top"},
    "error": {**_BOXED, "bg_color": FILLS["error"], "bold": True},
    "warning": {**_BOXED, "bg_color": FILLS["warning"]},
    "info": {**_BOXED, "bg_color": FILLS["info"], "italic": True},
}


class Sheets:
    """A workbook being made for one village: adds pages set up alike and hands out formats by name."""

    def __init__(self, book: Workbook, village: Village, source: ReportSource, _: Translator) -> None:
        self.book = book
        self.village = village
        self.source = source
        self.translate = _
        self.formats: dict[str, Format] = {name: book.add_format(kind) for name, kind in _FORMATS.items()}

    def page(self, name: str) -> Worksheet:
        """A new sheet: A4 landscape, one page wide, the village above and page numbers below."""
        _ = self.translate
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        village = village_name(self.village).replace("&", "&&")[:100]
        sheet.set_header(f"&L{_('Daftar Perbaikan Data Prodeskel')}&R&B{village}")
        pages = _("Halaman {page} dari {pages}").format(page="&P", pages="&N")
        sheet.set_footer(f"&L{_('Tanggal pemeriksaan')}: {_.day(self.source.reference_date)}&R{pages}")
        return sheet


def clean(text: str) -> str:
    """The text as a workbook can hold it: no lone surrogates (odd file names), no control characters, not too long."""
    plain = text.encode("utf-8", "backslashreplace").decode()[:32767]
    return plain if plain.isprintable() else _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", plain)


def height(cells: list[tuple[str, float]]) -> float:
    """The height in points of a row with these texts in columns of these widths (characters)."""
    return min(HIGHEST, LINE * max(lines(text, width) for text, width in cells) + 2)


@lru_cache(maxsize=16384)
def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width when it is wrapped at spaces."""
    return sum(_wrapped(paragraph, max(width * DENSITY - 0.5, 1)) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, width: float) -> int:
    count, used = 1, 0.0
    for word in paragraph.split(" "):
        size = len(word)
        if used and used + 1 + size > width:
            count, used = count + 1, 0.0
        elif used:
            used += 1
        extra = int((size - 0.01) // width) if size > width else 0
        count, used = count + extra, used + size - extra * width
    return count

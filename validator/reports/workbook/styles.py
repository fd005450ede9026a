"""What all sheets of a list share: formats, page set-up, and how high a row must be for its text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from validator.findings.models import Village
from validator.messages.texts import Translator
from validator.pack.models import Severity
from validator.reports.source import ReportSource
from validator.reports.wording import village_name

__all__ = ["FILLS", "LISTED", "MARGINS", "WIDE", "Sheets", "clean", "height", "lines"]

BODY = 11  # points, the size of letters on all sheets but the list
LISTED = 9  # points, the size of letters in the list: the smallest that is read without glasses
LINE = {BODY: 14.6, LISTED: 11.25}  # points a line of Calibri takes
DENSITY = {BODY: 1.15, LISTED: 1.4}  # letters of running text to one unit of column width (a digit of Calibri 11)
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
    "officer": {"bold": True, "valign": "bottom", "top": 5},
    "loud": {"bold": True, "font_size": LISTED},
    "quiet": {"font_size": LISTED},
}
_IN_LIST = (
    *("plain", "label", "head", "cell", "count", "count_head"),
    *("indented", "answer", "error", "warning", "info"),
)
_FORMATS |= {f"list_{name}": {**_FORMATS[name], "font_size": LISTED} for name in _IN_LIST}


class Margins(NamedTuple):
    """Inches."""

    side: float
    top: float
    bottom: float


WIDE = 95.5
"""Characters that A4 portrait holds between the margins, all columns together."""
MARGINS = Margins(0.25, 0.55, 0.45)


class Sheets:
    """A workbook being made for one village: adds pages set up alike and hands out formats by name."""

    def __init__(self, book: Workbook, village: Village, source: ReportSource, _: Translator) -> None:
        self.book = book
        self.village = village
        self.source = source
        self.translate = _
        self.formats: dict[str, Format] = {name: book.add_format(kind) for name, kind in _FORMATS.items()}

    def page(self, name: str) -> Worksheet:
        """A new sheet: A4 portrait, the village above and page numbers below.

        It is printed at its natural size, so that letters stay as large as they are: its printed columns have to fit
        into `WIDE`. Fitting it to the page would make them smaller, and Excel would ignore page breaks.
        """
        _ = self.translate
        sheet = self.book.add_worksheet(name)
        sheet.set_portrait()
        sheet.set_paper(_A4)
        sheet.set_margins(left=MARGINS.side, right=MARGINS.side, top=MARGINS.top, bottom=MARGINS.bottom)
        village = village_name(self.village).replace("&", "&&")[:100]
        sheet.set_header(f"&L{_('Daftar Perbaikan Data Prodeskel')}&R&B{village}")
        pages = _("Halaman {page} dari {pages}").format(page="&P", pages="&N")
        sheet.set_footer(f"&L{_('Tanggal pemeriksaan')}: {_.day(self.source.reference_date)}&R{pages}")
        return sheet


def clean(text: str) -> str:
    """The text as a workbook can hold it: no lone surrogates (odd file names), no control characters, not too long."""
    plain = text.encode("utf-8", "backslashreplace").decode()[:32767]
    return plain if plain.isprintable() else _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", plain)


def height(cells: list[tuple[str, float]], size: int = BODY) -> float:
    """The height in points of a row with these texts in columns of these widths (characters), in letters of `size`."""
    return min(HIGHEST, LINE[size] * max(lines(text, width, size) for text, width in cells) + 2.25)


@lru_cache(maxsize=16384)
def lines(text: str, width: float, size: int = BODY) -> int:
    """How many lines a text takes in a column of that width when it is wrapped at spaces."""
    room = max(width * DENSITY[size] - 0.5, 1)
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


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

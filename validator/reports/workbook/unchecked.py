"""The sheet *Tidak Dapat Diperiksa*: questions without an answer, and files and rows that were left out.

Printed is a page that says why and how much; the questions one by one follow below, for the screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from validator.findings.models import NotCheckable
from validator.messages.texts import Translator
from validator.reports.books import Unchecked, gathered, of_village, unchecked
from validator.reports.workbook.styles import LISTED, Sheets, clean, height

__all__ = ["add_unchecked"]

_WIDTHS = (37, 17, 7.5, 34)
_LAST = len(_WIDTHS) - 1
_NAMED = 4
"""Questions of one reason that are named in print; the rest is counted."""
_PLACES = 30
"""Lines about files and rows that are printed."""

Cells = Sequence[str | int]


class _Page:
    """A sheet that is filled from top to bottom."""

    def __init__(self, sheets: Sheets, sheet: Worksheet) -> None:
        self._sheets = sheets
        self.sheet = sheet
        self.row = 0

    def title(self, text: str) -> None:
        self.row += 1 if self.row else 0
        self.sheet.write_string(self.row, 0, text, self._sheets.formats["section"])
        self.row += 1

    def table(self, head: Cells, rows: Iterable[Cells]) -> None:
        """A head and its rows, or a word that there are none; the last of fewer cells goes on to the last column."""
        _ = self._sheets.translate
        self._line(head, "list_head")
        empty = True
        for cells in rows:
            self._line(cells, "list_cell")
            empty = False
        if empty:
            self._line([_("Tidak ada")], "list_plain")

    def _line(self, cells: Cells, style: str) -> None:
        end = len(cells) - 1
        for index, cell in enumerate(cells):
            self._cell(index, cell, style, end)
        widths = (*_WIDTHS[:end], sum(_WIDTHS[end:]))
        self.sheet.set_row(self.row, height([(str(c), w) for c, w in zip(cells, widths, strict=True)], LISTED))
        self.row += 1

    def _cell(self, index: int, cell: str | int, style: str, end: int) -> None:
        formats = self._sheets.formats
        if isinstance(cell, int):
            self.sheet.write_number(self.row, index, cell, formats["list_count"])
            return
        if index == end < _LAST:
            self.sheet.merge_range(self.row, index, self.row, _LAST, "", formats[style])
        self.sheet.write_string(self.row, index, clean(cell), formats[style])


def add_unchecked(sheets: Sheets) -> None:
    _ = sheets.translate
    sheet = sheets.page(_("Tidak Dapat Diperiksa"))
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    page = _Page(sheets, sheet)
    page.title(_("Pemeriksaan yang belum dapat dilakukan"))
    page.table([_("Alasan"), _("Jumlah"), _("Aturan")], _reasons(sheets.village.not_checkable, _))
    places = _places(sheets, _)
    page.title(_("Berkas dan baris yang tidak diperiksa, dan catatan"))
    page.table([_("Berkas"), _("Baris"), _("Alasan atau catatan")], places[:_PLACES])
    sheet.print_area(0, 0, page.row - 1, _LAST)
    if places[_PLACES:]:
        page.table([_("Berkas"), _("Baris"), _("Alasan atau catatan")], places[_PLACES:])
    page.title(_("Pemeriksaan itu satu per satu"))
    head = [_("Aturan"), _("Formulir"), _("Jumlah"), _("Alasan")]
    page.table(
        head, ([f"{i.title} ({i.rule})", i.table_title, i.count, i.reason] for i in sheets.village.not_checkable)
    )


def _reasons(items: Iterable[NotCheckable], _: Translator) -> Iterator[Cells]:
    """A row a reason: how many questions it leaves open, and the first of them; those of most questions first."""
    by_reason: dict[str, list[NotCheckable]] = {}
    for item in items:
        by_reason.setdefault(item.reason, []).append(item)
    for reason, group in sorted(by_reason.items(), key=lambda pair: -sum(item.count for item in pair[1])):
        names = list(dict.fromkeys(item.title for item in group))
        more = [_("… dan {n} lagi").format(n=_.number(len(names) - _NAMED))] if len(names) > _NAMED else []
        yield reason, sum(item.count for item in group), "; ".join([*names[:_NAMED], *more])


def _places(sheets: Sheets, _: Translator) -> list[Cells]:
    source = sheets.source
    books = of_village(source.files, sheets.village.code, alone=len(source.villages) == 1)
    return [_place(entry) for entry in gathered(unchecked(books, _), _)]


def _place(entry: Unchecked) -> Cells:
    return f"{entry.file} [{entry.sheet}]" if entry.sheet else entry.file, entry.rows, entry.reason

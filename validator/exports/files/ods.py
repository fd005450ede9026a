"""OpenDocument spreadsheets (.ods): the rows of `content.xml`, repeats and merged cells unrolled.

Format: OASIS OpenDocument 1.3, part 3, chapters 9 and 19.
"""

from __future__ import annotations

from pathlib import Path

from validator.exports.errors import Rejected
from validator.exports.files import archives
from validator.exports.files.contents import Contents
from validator.exports.files.grids import Grid
from validator.exports.files.limits import Budget, Limits
from validator.exports.files.xmlsafe import Handlers, iso_moment, local, parse
from validator.exports.sheets import Cell, Sheet

__all__ = ["read_ods"]

_MANIFEST = "META-INF/manifest.xml"
_BREAKS = {"s": " ", "tab": "\t", "line-break": "\n"}


def read_ods(path: Path, file: str, limits: Limits) -> Contents:
    """The sheets of an .ods file.

    Raises:
        Rejected: `password_protected`, `truncated`, `zip_bomb`, `xml_entities`, `too_many_cells`.
    """
    with archives.opened(path, limits) as archive:
        if b"encryption-data" in archives.read(archive, _MANIFEST):
            raise Rejected("password_protected", "encryption-data")
        reader = _Content(file, Budget(limits))
        parse(archives.chunks(archive, archive.getinfo("content.xml")), reader)
    return Contents(tuple(reader.sheets))


class _Content(Handlers):
    """Follows `content.xml`; a repeated row or cell is written out only where it holds something."""

    def __init__(self, file: str, budget: Budget) -> None:
        self.sheets: list[Sheet] = []
        self._file, self._budget = file, budget
        self._hidden_styles: set[str] = set()
        self._style = self._name = ""
        self._hidden = False
        self._grid = Grid(budget)
        self._row = self._column = 0
        self._cells: list[tuple[int, Cell]] = []
        self._cell: dict[str, str] | None = None
        self._row_repeats = 1
        self._text: list[str] = []
        self._paragraphs = self._aside = 0
        self._in_paragraph = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name, own = local(tag), {local(key): value for key, value in attributes.items()}
        if name == "style":
            self._style = own.get("name", "")
        elif name == "table-properties" and own.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table":
            self._start_table(own)
        elif name == "table-row":
            self._cells, self._column, self._row_repeats = [], 0, _count(own, "number-rows-repeated")
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._text, self._paragraphs = own, [], 0
        elif name == "annotation":
            self._aside += 1
        elif self._cell is not None:
            self._start_text(name, own)

    def _start_table(self, own: dict[str, str]) -> None:
        self._name, self._row = own.get("name", ""), 0
        self._hidden = own.get("style-name", "") in self._hidden_styles
        self._grid = Grid(self._budget)

    def _start_text(self, name: str, own: dict[str, str]) -> None:
        if self._aside:
            return
        if name == "p":
            self._text.extend("\n" if self._paragraphs else "")
            self._paragraphs += 1
            self._in_paragraph = True
        elif name in _BREAKS:
            self._text.append(_BREAKS[name] * min(_count(own, "c"), 1000))

    def data(self, text: str) -> None:
        if self._in_paragraph and not self._aside:
            self._text.append(text)

    def end(self, tag: str) -> None:
        name = local(tag)
        if name == "table":
            self.sheets.append(self._grid.sheet(self._file, self._name, self._hidden))
        elif name == "table-row":
            self._end_row()
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "annotation":
            self._aside -= 1
        elif name == "p" and not self._aside:
            self._in_paragraph = False

    def _end_cell(self) -> None:
        own, self._cell = self._cell or {}, None
        repeats, value = _count(own, "number-columns-repeated"), _value(own, "".join(self._text))
        self._paragraphs = 0
        if value is not None:
            self._budget.check(1, self._column + repeats)
            self._cells.extend((self._column + each, value) for each in range(repeats))
        rows, columns = _count(own, "number-rows-spanned"), _count(own, "number-columns-spanned")
        self._grid.merge(self._row, self._column, rows, columns)
        self._column += repeats

    def _end_row(self) -> None:
        if self._cells:
            self._budget.check(self._row + self._row_repeats, self._column)
            for row in range(self._row, self._row + self._row_repeats):
                for column, value in self._cells:
                    self._grid.put(row, column, value)
        self._row += self._row_repeats


def _count(own: dict[str, str], key: str) -> int:
    text = own.get(key, "1")
    return max(int(text), 1) if text.isdecimal() else 1


def _value(own: dict[str, str], text: str) -> Cell:
    kind = own.get("value-type", "")
    if kind in ("float", "currency", "percentage"):
        return _number(own.get("value", ""), text)
    if kind == "date":
        return iso_moment(own.get("date-value", text))
    if kind == "boolean":
        return own.get("boolean-value") == "true"
    return own.get("string-value", text) or None


def _number(value: str, text: str) -> Cell:
    try:
        return float(value)
    except ValueError:
        return text or None

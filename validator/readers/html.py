"""The tables of an HTML page, read the way a browser would: unclosed tags, nested tables, spans, hidden elements.

A page is cut into tags and text by one regular expression; that is six times as fast as `html.parser`, and exports of a
large village have 100,000 cells.
"""

from __future__ import annotations

import re
from html import unescape

from msgspec import Struct, field

from validator.readers.concealing import Concealment
from validator.readers.grids import Grid
from validator.readers.limits import Budget
from validator.readers.nesting import Nested, joined
from validator.readers.sheets import Cell, Merge, Sheet

__all__ = ["Page", "parse_page"]

_SILENT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|select)\b.*?(?:</\1\s*>|\Z)|<[!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_TOKEN = re.compile(
    r"<(/?)([A-Za-z][^\s/<>]*+)((?:[^<>\"'=]++|=\s*+(?:\"[^\"]{0,8000}+\"|'[^']{0,8000}+')?|[\"'])*+)>|([^<]++|<)"
)
_ATTRIBUTE = re.compile(r"([^\s=/\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+)))?")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534


class Page(Struct):
    """The tables with something in them, the beginning of the visible text, and whether a password is asked for."""

    sheets: list[Sheet] = field(default_factory=list)
    text: str = ""
    asks_password: bool = False


def parse_page(text: str, file: str, budget: Budget) -> Page:
    """Read a page.

    Raises:
        Rejected: `too_many_cells`.
    """
    reader = _Reader(budget, Concealment(text, _attributes))
    for token in _TOKEN.finditer(_SILENT.sub(" ", text)):
        closing, tag, attributes, data = token.groups()
        if data:
            reader.text(data)
        elif closing:
            reader.close(tag.lower())
        else:
            reader.open(tag.lower(), attributes)
    tables = reader.finished()
    names = [table.caption or f"Tabel {number}" for number, table in enumerate(tables, 1)]
    sheets = [table.sheet(file, name) for table, name in zip(tables, names, strict=True)]
    return Page(sheets, _SPACE.sub(" ", " ".join(reader.visible)), reader.asks_password)


def _attributes(text: str) -> dict[str, str]:
    """The attributes of a tag by lower-case name.

    >>> _attributes(' rowspan=2 class="a b" nowrap')
    {'rowspan': '2', 'class': 'a b', 'nowrap': ''}
    """
    found = _ATTRIBUTE.findall(text)
    return {name.lower(): unescape(double or single or bare) for name, double, single, bare in found}


class _Table(Nested):
    """One table under construction, perhaps in a cell of an `outer` one; `rowspan` keeps later columns taken."""

    def __init__(self, budget: Budget, outer: _Table | None = None) -> None:
        super().__init__(Grid(budget), outer, outer.at if outer else None)
        self._budget = budget
        self._row, self._column = -1, 0
        self._taken: dict[int, int] = {}
        self.at: tuple[int, int] | None = None
        self._parts: list[str] = []
        self._number = ""
        self._in_caption = False
        self.caption = ""

    def start_row(self) -> None:
        self.end_cell()
        self._row, self._column = self._row + 1, 0

    def start_cell(self, own: dict[str, str]) -> None:
        self.end_cell()
        if self._row < 0:
            self.start_row()
        while self._taken.get(self._column, -1) >= self._row:
            self._column += 1
        rows, columns = _span(own, "rowspan", _MOST_ROWS), _span(own, "colspan", _MOST_COLUMNS)
        self._budget.check(self._row + 1, self._column + columns)
        self.grid.merge(self._row, self._column, rows, columns)
        if rows > 1:
            self._taken.update(dict.fromkeys(range(self._column, self._column + columns), self._row + rows - 1))
        self.at = self._row, self._column
        self.widths[self._row] = self.widths.get(self._row, 0) + 1
        self._column += columns
        self._number = own.get("x:num", "-")

    def start_caption(self) -> None:
        self._in_caption, self._parts = True, []

    def text(self, text: str) -> None:
        self._parts.append(text)

    def end_cell(self) -> None:
        """Write the open cell, or keep the open caption; text between cells belongs to none."""
        text, self._parts = (
            _SPACE.sub(" ", "".join(self._parts)).replace(" \v ", "\n").replace("\v", "\n").strip(" \n"),
            [],
        )
        if self._in_caption:
            self.caption, self._in_caption = text[:100], False
        elif self.at is not None:
            self.grid.put(*self.at, _value(text, self._number))
            self.filled = self.filled or bool(text.strip())
            self.at = None

    def sheet(self, file: str, name: str) -> Sheet:
        """The finished sheet."""
        return self.grid.sheet(file, name)

    def finish(self) -> None:
        """Close what is open, and cut merges that reach below the last row there."""
        self.end_cell()
        self.grid.merges = [
            Merge(each.top, each.left, min(each.bottom, max(self._row, each.top)), each.right)
            for each in self.grid.merges
        ]


def _span(own: dict[str, str], key: str, most: int) -> int:
    text = own.get(key, "").strip()
    return min(max(int(text), 1), most) if text.isdecimal() else 1


def _value(text: str, number: str) -> Cell:
    """The text, or the number that a page saved by Excel keeps beside it (`x:num`)."""
    try:
        return float(number or text)
    except ValueError:
        return text or None


class _Reader:
    """Sorts tags and text to the innermost open table."""

    def __init__(self, budget: Budget, concealment: Concealment) -> None:
        self._budget = budget
        self._concealment = concealment
        self._conceals = concealment.possible
        self._all: list[_Table] = []
        self._open: list[_Table] = []
        self._visible = 0
        self.visible: list[str] = []
        self.asks_password = False

    def open(self, tag: str, attributes: str) -> None:
        if tag == "input":
            self.asks_password = self.asks_password or _attributes(attributes).get("type", "").lower() == "password"
        elif self._conceals and self._is_taken_out(tag, attributes):
            return
        elif tag == "table":
            table = _Table(self._budget, self._open[-1] if self._open else None)
            self._all.append(table)
            self._open.append(table)
        elif self._open:
            self._open_inside(self._open[-1], tag, attributes)

    def _is_taken_out(self, tag: str, attributes: str) -> bool:
        concealment = self._concealment
        return concealment.may_hide(attributes) and concealment.open(tag, attributes, bool(self._open))

    def _open_inside(self, table: _Table, tag: str, attributes: str) -> None:
        if tag == "tr":
            table.start_row()
        elif tag in ("td", "th"):
            table.start_cell(_attributes(attributes) if attributes else {})
        elif tag == "caption":
            table.start_caption()
        elif tag in ("br", "p", "div"):
            table.text("\v")

    def close(self, tag: str) -> None:
        if (self._conceals and self._concealment.close(tag)) or not self._open:
            return
        if tag in ("td", "th", "tr", "caption", "table"):
            self._open[-1].end_cell()
        if tag == "table":
            self._open.pop()

    def text(self, data: str) -> None:
        if self._conceals and self._concealment.active:
            return
        text = unescape(data) if "&" in data else data
        if self._visible < 20_000 and not text.isspace():
            self._visible += len(text)
            self.visible.append(text)
        if self._open:
            self._open[-1].text(text)

    def finished(self) -> list[_Table]:
        """The tables with something in them in the order of their beginnings; what is still open is closed."""
        for table in self._all:
            table.finish()
        return joined(self._all)

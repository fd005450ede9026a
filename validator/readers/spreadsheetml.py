"""XML Spreadsheet 2003, which older programs save under the name .xls."""

from __future__ import annotations

from pathlib import Path

from validator.readers.contents import Contents
from validator.readers.grids import Grid
from validator.readers.limits import MIB, Budget, Limits
from validator.readers.sheets import Cell, Sheet
from validator.readers.xmlsafe import Handlers, iso_moment, local, parse

__all__ = ["read_spreadsheetml"]


def read_spreadsheetml(path: Path, file: str, limits: Limits) -> Contents:
    """The worksheets of an XML Spreadsheet.

    Raises:
        Rejected: `xml_entities`, `truncated`, `too_many_cells`.
    """
    reader = _Workbook(file, Budget(limits))
    with path.open("rb") as stream:
        parse(iter(lambda: stream.read(MIB), b""), reader)
    return Contents(tuple(reader.sheets))


class _Workbook(Handlers):
    """Follows Worksheet, Row, Cell and Data; `ss:Index` jumps, `ss:MergeAcross` and `ss:MergeDown` span."""

    def __init__(self, file: str, budget: Budget) -> None:
        self.sheets: list[Sheet] = []
        self._file, self._budget = file, budget
        self._grid, self._name, self._hidden = Grid(budget), "", False
        self._row = self._column = -1
        self._span = self._across = 0
        self._kind = ""
        self._inside: list[str] = []
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        own = {local(key): value for key, value in attributes.items()}
        name = local(tag)
        if name == "Worksheet":
            self._grid, self._name, self._hidden, self._row = Grid(self._budget), own.get("Name", ""), False, -1
        elif name == "Row":
            self._row, self._column = _next(own, self._row), -1
            self._span = _number(own, "Span")
        elif name == "Cell":
            self._start_cell(own)
        elif name in ("Data", "Visible"):
            self._kind, self._text = own.get("Type", "String"), []
        self._inside.append(name)

    def _start_cell(self, own: dict[str, str]) -> None:
        self._column = _next(own, self._column)
        across, down = _number(own, "MergeAcross"), _number(own, "MergeDown")
        self._budget.check(self._row + down + 1, self._column + across + 1)
        self._grid.merge(self._row, self._column, down + 1, across + 1)
        self._across = across

    def data(self, text: str) -> None:
        if "Data" in self._inside[-4:] or self._inside[-1:] == ["Visible"]:
            self._text.append(text)

    def end(self, tag: str) -> None:
        name = self._inside.pop()
        if name == "Data" and self._inside[-1:] == ["Cell"]:
            self._grid.put(self._row, self._column, _value(self._kind, "".join(self._text)))
        elif name == "Cell":
            self._column += self._across
        elif name == "Row":
            self._row += self._span
        elif name == "Visible":
            self._hidden = "Hidden" in "".join(self._text)
        elif name == "Worksheet":
            self.sheets.append(self._grid.sheet(self._file, self._name, self._hidden))


def _number(own: dict[str, str], key: str) -> int:
    text = own.get(key, "0")
    return int(text) if text.isdecimal() else 0


def _next(own: dict[str, str], last: int) -> int:
    """The 0-based position that `ss:Index` (1-based) names, else the one after `last`."""
    return _number(own, "Index") - 1 if _number(own, "Index") else last + 1


def _value(kind: str, text: str) -> Cell:
    if kind == "Number":
        try:
            return float(text)
        except ValueError:
            return text or None
    if kind == "DateTime":
        return iso_moment(text) or None
    if kind == "Boolean":
        return text.strip() in ("1", "true")
    return text or None

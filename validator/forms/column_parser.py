"""Cells to columns of typed values: every cell of the recognised columns is judged once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct

from validator.cells.values import Verdict, parser
from validator.forms.recognition import Recognition
from validator.pack.models import CodeList, Table
from validator.readers.sheets import Cell, Sheet
from validator.readers.texts import text_of

__all__ = ["ColumnParser", "Typed"]


class Typed(Struct, frozen=True):
    """Rows as columns of values, by field; `cells` are problems as (row, field number, problem, text as found)."""

    columns: Mapping[str, list[Any]]
    cells: list[tuple[int, int, str, str]]

    def without(self, gone: Collection[int]) -> Typed:
        """The same rows but those with these numbers."""
        if not gone:
            return self
        kept = [i for i in range(max(map(len, self.columns.values()), default=0)) if i not in gone]
        place = {old: new for new, old in enumerate(kept)}
        columns = {name: [values[i] for i in kept] for name, values in self.columns.items()}
        return Typed(columns, [(place[c[0]], *c[1:]) for c in self.cells if c[0] in place])


class ColumnParser:
    """Types sheet after sheet; parsers and what they have seen are shared by all sheets of a table."""

    def __init__(self, codelists: Mapping[str, CodeList]) -> None:
        self._codelists = codelists
        self._parsers: dict[str, dict[str, Callable[[Cell], Verdict]]] = {}

    def typed(self, table: Table, sheet: Sheet, recognition: Recognition, lines: Sequence[int]) -> Typed:
        """The typed values of some rows of a sheet; `lines` are their 1-based spreadsheet rows."""
        columns: dict[str, list[Any]] = {}
        cells: list[tuple[int, int, str, str]] = []
        rows = [sheet.rows[line - 1] for line in lines]
        width = min(map(len, rows), default=0)
        for number, field in enumerate(table.fields):
            if (column := recognition.columns.get(field.name)) is None:
                continue
            if column < width:
                found = [row[column] for row in rows]
            else:
                found = [row[column] if column < len(row) else None for row in rows]
            read = recognition.manner.reading(field, self.parser(table, field.name))
            verdicts = list(map(read, found))
            columns[field.name] = [v[0] for v in verdicts]
            cells += [(i, number, v[1], text_of(found[i])) for i, v in enumerate(verdicts) if v[1]]
        return Typed(columns, cells)

    def parser(self, table: Table, name: str) -> Callable[[Cell], Verdict]:
        """The parser of one field, the same one each time."""
        known = self._parsers.setdefault(table.name, {})
        if name not in known:
            known[name] = parser(table.field(name), self._codelists)
        return known[name]

"""From recognised sheets to typed tables: judges every cell once and hands rows to `Tables` or, if huge, to `bulk`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from validator.declarations.models import Pack, Table
from validator.engine.bulk import Bulk, BulkFile
from validator.engine.tables import Tables
from validator.exports.recognition import Recognition
from validator.exports.settling import PlacedRow
from validator.exports.sheets import Cell, Sheet
from validator.exports.texts import text_of
from validator.exports.values import Verdict, parser


class LoadedRow(NamedTuple):
    """A placed row, how many older records of its year it replaces, and whether its village code was no code."""

    placed: PlacedRow
    older: int = 0
    bad_code: bool = False


class Typed(Struct, frozen=True):
    """Rows of `table` as columns of values; `cells` are problems as (row, field number, problem, text as found)."""

    table: Table
    columns: Mapping[str, list[Any]]
    cells: list[tuple[int, int, str, str]]

    def without(self, gone: Collection[int]) -> Typed:
        """The same rows but those with these numbers."""
        if not gone:
            return self
        kept = [i for i in range(max(map(len, self.columns.values()), default=0)) if i not in gone]
        place = {old: new for new, old in enumerate(kept)}
        columns = {name: [values[i] for i in kept] for name, values in self.columns.items()}
        return Typed(self.table, columns, [(place[c[0]], *c[1:]) for c in self.cells if c[0] in place])


class Loader:
    """Loads sheet after sheet; parsers and what they have seen are shared by all sheets of a table."""

    def __init__(self, tables: Tables, pack: Pack) -> None:
        self.tables, self.pack = tables, pack
        self._parsers: dict[tuple[str, str], Any] = {}

    def typed(self, sheet: Sheet, recognition: Recognition, lines: Sequence[int]) -> Typed:
        """The typed values of some rows of a sheet; `lines` are their 1-based spreadsheet rows."""
        table = self.pack.tables[recognition.table]
        columns: dict[str, list[Any]] = {}
        cells: list[tuple[int, int, str, str]] = []
        for number, field in enumerate(table.fields):
            if (column := recognition.columns.get(field.name)) is not None:
                found = [row[column] if column < len(row) else None for row in (sheet.rows[i - 1] for i in lines)]
                verdicts = list(map(self.parser(table, field.name), found))
                columns[field.name] = [v[0] for v in verdicts]
                cells += _problems(number, found, verdicts)
        return Typed(table, columns, cells)

    def load(self, source: int, typed: Typed, rows: Sequence[LoadedRow]) -> None:
        """Hands typed rows to the tables. `source` is the number under which findings will know their sheet."""
        columns: dict[str, Sequence[Any]] = {**_row_columns(source, rows), **typed.columns}
        self.tables.add(typed.table, len(rows), columns, typed.cells)

    def load_bulk(self, source: int, sheet: Sheet, recognition: Recognition) -> Bulk:
        """All rows of a CSV that only DuckDB can hold.

        Raises `UnevenLines` if it has to be written anew first, `duckdb.Error` if that did not help.
        """
        assert sheet.path is not None
        assert sheet.dialect is not None
        table = self.pack.tables[recognition.table]
        dialect = sheet.dialect
        width = dialect.width or max(map(len, sheet.rows))
        start = recognition.data_start
        file = BulkFile(sheet.path, dialect.delimiter, dialect.quote, start, width, even=bool(dialect.width))
        parsers = {name: self.parser(table, name) for name in recognition.columns}
        bulk = Bulk(self.tables, table, file, recognition.columns, parsers, self._spellings(table), source)
        bulk.load()
        return bulk

    def parser(self, table: Table, name: str) -> Any:  # noqa: ANN401 - a cached `Callable[[Cell], Verdict]`
        key = (table.name, name)
        if key not in self._parsers:
            self._parsers[key] = parser(table.field(name), self.pack.codelists)
        return self._parsers[key]

    def _spellings(self, table: Table) -> Mapping[str, Sequence[str]]:
        lists = {f.name: self.pack.codelists[f.codelist] for f in table.fields if f.codelist}
        return {name: [s for item in found.items for s in (item.label, *item.aliases)] for name, found in lists.items()}


def _row_columns(source: int, rows: Sequence[LoadedRow]) -> dict[str, Sequence[Any]]:
    placed = [row.placed for row in rows]
    return {
        "_src": [source] * len(rows),
        "_line": [row.line for row in placed],
        "_village": [row.village for row in placed],
        "_year": [row.year for row in placed],
        "_date": [row.date for row in placed],
        "_review": [row.review for row in placed],
        "_stale": [row.stale for row in placed],
        "_older": [row.older for row in rows],
        "_bad_code": [row.bad_code for row in rows],
    }


def _problems(number: int, found: Sequence[Cell], verdicts: Sequence[Verdict]) -> list[tuple[int, int, str, str]]:
    return [(i, number, v[1], text_of(cell)) for i, (cell, v) in enumerate(zip(found, verdicts, strict=True)) if v[1]]

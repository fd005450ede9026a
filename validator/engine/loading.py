"""From recognised sheets to typed tables: judges every cell once and hands rows to `Tables` or, if huge, to `bulk`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from validator.declarations.models import Pack, Table
from validator.engine.bulk import BulkCount, BulkFile, Origin, load_bulk
from validator.engine.tables import Tables
from validator.exports.placing import Placed, PlacedRow
from validator.exports.recognition import Recognition
from validator.exports.sheets import Cell, Sheet
from validator.exports.texts import text_of
from validator.exports.values import Verdict, parser


class Loader:
    """Loads sheet after sheet; parsers and what they have seen are shared by all sheets of a table."""

    def __init__(self, tables: Tables, pack: Pack) -> None:
        self.tables, self.pack = tables, pack
        self._parsers: dict[tuple[str, str], Any] = {}

    def load(self, source: int, sheet: Sheet, recognition: Recognition, placed: Placed) -> None:
        """The placed rows of a sheet. `source` is the number under which findings will know it."""
        table = self.pack.tables[recognition.table]
        lines = [row.line - 1 for row in placed.rows]
        columns: dict[str, Sequence[Any]] = _row_columns(source, placed)
        cells: list[tuple[int, int, str, str]] = []
        for number, field in enumerate(table.fields):
            if (column := recognition.columns.get(field.name)) is not None:
                found = [row[column] if column < len(row) else None for row in (sheet.rows[i] for i in lines)]
                verdicts = list(map(self.parser(table, field.name), found))
                columns[field.name] = [v[0] for v in verdicts]
                cells += _problems(number, found, verdicts)
        self.tables.add(table, len(lines), columns, cells)

    def load_bulk(self, sheet: Sheet, recognition: Recognition, origin: Origin) -> BulkCount:
        """All rows of a CSV that only DuckDB can hold. Raises `duckdb.Error` if it cannot be split into columns."""
        assert sheet.path is not None
        assert sheet.dialect is not None
        table = self.pack.tables[recognition.table]
        dialect = sheet.dialect
        width = max(map(len, sheet.rows))
        file = BulkFile(sheet.path, dialect.delimiter, dialect.quote, "utf-8", recognition.data_start, width)
        parsers = {name: self.parser(table, name) for name in recognition.columns}
        return load_bulk(self.tables, table, file, recognition.columns, parsers, self._spellings(table), origin)

    def parser(self, table: Table, name: str) -> Any:  # noqa: ANN401 - a cached `Callable[[Cell], Verdict]`
        key = (table.name, name)
        if key not in self._parsers:
            self._parsers[key] = parser(table.field(name), self.pack.codelists)
        return self._parsers[key]

    def _spellings(self, table: Table) -> Mapping[str, Sequence[str]]:
        lists = {f.name: self.pack.codelists[f.codelist] for f in table.fields if f.codelist}
        return {name: [s for item in found.items for s in (item.label, *item.aliases)] for name, found in lists.items()}


def _row_columns(source: int, placed: Placed) -> dict[str, Sequence[Any]]:
    rows = placed.rows
    bad = {line for line, _ in placed.bad_codes}
    older = _older(placed)
    return {
        "_src": [source] * len(rows),
        "_line": [row.line for row in rows],
        "_village": [row.village for row in rows],
        "_year": [row.year for row in rows],
        "_date": [row.date for row in rows],
        "_review": [row.review for row in rows],
        "_stale": [row.stale for row in rows],
        "_older": [older(row) for row in rows],
        "_bad_code": [row.line in bad for row in rows],
    }


def _older(placed: Placed) -> Any:  # noqa: ANN401 - a `Callable[[PlacedRow], int]`
    """How many older dates of the same year were set aside for a row."""
    newer = [left.note.parameters["date"] for left in placed.left_out if left.note.key == "superseded"]

    def count(row: PlacedRow) -> int:
        return newer.count(text_of(row.date)) if newer and row.date else 0

    return count


def _problems(number: int, found: Sequence[Cell], verdicts: Sequence[Verdict]) -> list[tuple[int, int, str, str]]:
    return [(i, number, v[1], text_of(cell)) for i, (cell, v) in enumerate(zip(found, verdicts, strict=True)) if v[1]]

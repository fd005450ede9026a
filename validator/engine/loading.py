"""From typed rows to tables: hands them to `Tables` or, if only DuckDB can hold them, to `bulk`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from validator.cells.manners import is_english
from validator.engine.tables import Tables
from validator.forms.column_parser import ColumnParser, Typed
from validator.forms.recognition import Recognition
from validator.forms.shifting import titled_width
from validator.pack.models import Pack, Table
from validator.readers.sheets import Sheet
from validator.records.settling import PlacedRow

if TYPE_CHECKING:
    from validator.engine.bulk import Bulk


class LoadedRow(NamedTuple):
    """A placed row, how many older records of its year it replaces, and whether its village code was no code."""

    placed: PlacedRow
    older: int = 0
    bad_code: bool = False


class Loader:
    """Loads sheet after sheet into the tables."""

    def __init__(self, tables: Tables, pack: Pack, typist: ColumnParser) -> None:
        self.tables, self.pack, self.typist = tables, pack, typist

    def load(self, source: int, table: Table, typed: Typed, rows: Sequence[LoadedRow]) -> None:
        """Hands typed rows to the tables. `source` is the number under which findings will know their sheet."""
        columns: dict[str, Sequence[Any]] = {**_row_columns(source, rows), **typed.columns}
        self.tables.add(table, len(rows), columns, typed.cells)

    def load_bulk(self, source: int, sheet: Sheet, recognition: Recognition) -> Bulk:
        """All rows of a CSV that only DuckDB can hold.

        Raises `UnevenLines` if it has to be written anew first, `duckdb.Error` if that did not help.
        """
        from validator.engine.bulk import Bulk
        from validator.engine.bulk_file import BulkFile

        assert sheet.path is not None
        assert sheet.dialect is not None
        table = self.pack.tables[recognition.table]
        dialect = sheet.dialect
        width = dialect.width or max(map(len, sheet.rows))
        start = recognition.data_start
        titled = titled_width(sheet, recognition) if recognition.header_rows else width
        dates = [c for name, c in recognition.columns.items() if table.field(name).type == "date"]
        english = is_english(sheet, start, dates)
        even = bool(dialect.width)
        file = BulkFile(sheet.path, dialect.delimiter, dialect.quote, start, width, even, titled, english)
        parsers = {name: self.typist.parser(table, name) for name in recognition.columns}
        bulk = Bulk(self.tables, table, file, recognition.columns, parsers, self._spellings(table), source)
        bulk.load()
        return bulk

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
        "_written": [row.written or row.year for row in placed],
        "_older": [row.older for row in rows],
        "_bad_code": [row.bad_code for row in rows],
    }

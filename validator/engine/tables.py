"""The typed tables in DuckDB: created empty for every declared table, filled sheet by sheet, indexed once.

Rows arrive as columns of Python values and are inserted in batches; what is wrong with a single cell is kept in the
table `_cells` (table, row, field, problem, text), blank cells included.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from validator.declarations.models import Pack, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SQL_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "year": "INTEGER"}
ROW_COLUMNS = {
    "_row": "BIGINT",
    "_src": "INTEGER",
    "_line": "INTEGER",
    "_village": "VARCHAR",
    "_year": "INTEGER",
    "_date": "DATE",
    "_review": "BOOLEAN",
    "_stale": "BOOLEAN",
    "_older": "INTEGER",
    "_bad_code": "BOOLEAN",
}
COUNTED = {"_copies": "BIGINT", "_rank": "BIGINT"}
"""How many rows a village, year and key has, and this row's place among them, newest first."""
TEXT_LIMIT = 200
BATCH_CELLS = 2_000_000
FEW_ROWS = 4


@dataclass(slots=True)
class Batch:
    """Rows of one table waiting to be inserted: name of column -> values, all of one length."""

    columns: dict[str, list[Any]] = field(default_factory=dict)
    length: int = 0

    def add(self, rows: int, columns: Mapping[str, Sequence[Any]]) -> None:
        """Appends `rows` rows; columns missing on either side are filled with None."""
        for name in columns.keys() - self.columns.keys():
            self.columns[name] = [None] * self.length
        for name, values in self.columns.items():
            values.extend(columns.get(name) or [None] * rows)
        self.length += rows


class Tables:
    """All declared tables of one check. `next_row` numbers rows over the whole run."""

    def __init__(self, connection: DuckDBPyConnection, pack: Pack) -> None:
        self.connection = connection
        self.pack = pack
        self.numbers = {name: i for i, name in enumerate(pack.tables)}
        self.next_row = 0
        self._batches: dict[str, Batch] = {}
        self._attached: dict[str, list[str]] = {}
        for table in pack.tables.values():
            connection.execute(f"CREATE TABLE {table.name} ({_columns(table)})")
        connection.execute(
            "CREATE TABLE _cells (tbl INTEGER, _row BIGINT, field INTEGER, problem VARCHAR, text VARCHAR)"
        )

    def add(
        self, table: Table, rows: int, columns: Mapping[str, Sequence[Any]], cells: Sequence[tuple[int, int, str, str]]
    ) -> None:
        """`rows` rows of `table`; `columns` by name, the engine's own among them except `_row`.

        `cells` are problems as (row within these, field number, problem, text as found).
        """
        first = self.next_row
        self.next_row += rows
        batch = self._batches.setdefault(table.name, Batch())
        batch.add(rows, {**columns, "_row": list(range(first, first + rows))})
        if cells:
            number = self.numbers[table.name]
            problems = self._batches.setdefault("_cells", Batch())
            problems.add(
                len(cells),
                {
                    "tbl": [number] * len(cells),
                    "_row": [first + c[0] for c in cells],
                    "field": [c[1] for c in cells],
                    "problem": [c[2] for c in cells],
                    "text": [c[3][:TEXT_LIMIT] for c in cells],
                },
            )
        if batch.length * len(batch.columns) > BATCH_CELLS:
            self._flush(table.name)

    def attach(self, table: Table, rows: str) -> None:
        """Adds rows that stand in a table of their own; `rows` is a SELECT that yields all columns of `table`."""
        self._attached.setdefault(table.name, []).append(rows)

    def finish(self) -> None:
        """Inserts what is waiting, attaches bulk rows, and numbers the copies of records that should be single."""
        for name in list(self._batches):
            self._flush(name)
        for name, parts in self._attached.items():
            self.connection.execute(f"ALTER TABLE {name} RENAME TO _loaded_{name}")
            rows = " UNION ALL ".join([*parts, f"SELECT * FROM _loaded_{name}"])
            self.connection.execute(f"CREATE VIEW {name} AS {rows}")
        for table in self.pack.tables.values():
            if table.layout != "records" and self.received(table):
                self._count_copies(table)

    def received(self, table: Table) -> bool:
        """Whether any row of that table came in."""
        return bool(self.connection.execute(f"SELECT 1 FROM {table.name} LIMIT 1").fetchall())

    def _count_copies(self, table: Table) -> None:
        keys = ", ".join(["_village", "_year", *table.key])
        if not self.connection.execute(
            f"SELECT 1 FROM {table.name} GROUP BY {keys} HAVING count(*) > 1 LIMIT 1"
        ).fetchall():
            return
        self.connection.execute(f"""
            UPDATE {table.name} SET _copies = counted.copies, _rank = counted.place FROM (
                SELECT _row, count(*) FILTER (WHERE _review) OVER same AS copies,
                       row_number() OVER (same ORDER BY _review DESC, _date DESC NULLS LAST, _row) AS place
                FROM {table.name} WINDOW same AS (PARTITION BY {keys})) AS counted
            WHERE counted._row = {table.name}._row""")

    def _flush(self, name: str) -> None:
        batch = self._batches.pop(name)
        if not batch.length:
            return
        types = {"tbl": "INTEGER", "field": "INTEGER", "_row": "BIGINT", "problem": "VARCHAR", "text": "VARCHAR"}
        if name in self.pack.tables:
            types = {**ROW_COLUMNS, **COUNTED, **{f.name: SQL_TYPES[f.type] for f in self.pack.tables[name].fields}}
        self.connection.execute(*_insertion(name, batch, types))


def _insertion(name: str, batch: Batch, types: Mapping[str, str]) -> tuple[str, list[Any]]:
    """The INSERT for a batch and its parameters: by row for a few rows, which plans faster, else by column."""
    into = f"INSERT INTO {name} ({', '.join(batch.columns)})"
    if batch.length <= FEW_ROWS:
        row = f"({', '.join('?' * len(batch.columns))})"
        rows = zip(*batch.columns.values(), strict=True)
        return f"{into} VALUES {', '.join([row] * batch.length)}", [value for row_ in rows for value in row_]
    selected = ", ".join(f"unnest(?::{types[c]}[])" for c in batch.columns)
    return f"{into} SELECT {selected}", list(batch.columns.values())


def _columns(table: Table) -> str:
    own = {f.name: SQL_TYPES[f.type] for f in table.fields}
    counted = {name: f"{kind} DEFAULT 1" for name, kind in COUNTED.items()}
    return ", ".join(f"{name} {kind}" for name, kind in {**ROW_COLUMNS, **counted, **own}.items())

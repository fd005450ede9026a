"""The typed tables in DuckDB, filled sheet by sheet in batches, indexed once at the end.

What is wrong with a single cell of a record under review is kept in the table `_cells`, blank cells of expected fields
included: (table, row, field, problem, text as found, village, whether it is no more than an optional field left blank).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from validator.engine.database import define_foreign_macros, hold, plan_little, seal
from validator.engine.limits import MANY, limited
from validator.engine.preparing import CELLS, Database
from validator.pack.models import Table
from validator.plan.columns import column_types
from validator.plan.conditions import PHYSICAL, prepare
from validator.plan.scope import Lot
from validator.workspace import Workspace

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TEXT_LIMIT = 200
BATCH_CELLS = 2_000_000
FEW_ROWS = 4


class Batch(Struct):
    """Rows of one table waiting to be inserted: name of column -> values, all of one length."""

    columns: dict[str, list[Any]] = field(default_factory=dict)
    length: int = 0

    def add(self, rows: int, columns: Mapping[str, Sequence[Any]]) -> None:
        """Appends `rows` rows; columns missing on either side are filled with None."""
        for name in columns:
            if name not in self.columns:
                self.columns[name] = [None] * self.length
        for name, values in self.columns.items():
            values.extend(columns.get(name) or [None] * rows)
        self.length += rows


class Tables:
    """The tables of one check. `next_row` numbers rows over the whole run; `census` counts rows by `Lot`.

    `excused` counts, by table and village, blank cells of fields that do not apply to their record.
    """

    def __init__(self, ground: Database) -> None:
        self.pack, self.plan = ground.pack, ground.plan
        pack = self.pack
        self._ground = ground
        self.numbers = {name: i for i, name in enumerate(pack.tables)}
        self.next_row = 0
        self.census: Counter[Lot] = Counter()
        self.excused: Counter[tuple[str, str]] = Counter()
        self._batches: dict[str, Batch] = {}
        self._attached: dict[str, list[str]] = {}
        self._begun: set[tuple[str, str, int]] = set()
        self._single: dict[str, set[tuple[object, ...]]] = {}
        self._copied: set[str] = set()
        self._blank: set[tuple[int, int]] = set()

    @property
    def connection(self) -> DuckDBPyConnection:
        """The database; waits until it is open and knows the words of the pack."""
        return self._ground.connection

    @property
    def opened(self) -> DuckDBPyConnection:
        """A connection of its own to the database, as soon as that is open."""
        return self._ground.opened

    @property
    def work(self) -> Workspace:
        """The workspace of the check."""
        return self._ground.work

    def expect(self, table: Table) -> None:
        """Says that rows of this table will come: it is created meanwhile."""
        self._ground.expect(table)

    def add(
        self, table: Table, rows: int, columns: Mapping[str, Sequence[Any]], cells: Sequence[tuple[int, int, str, str]]
    ) -> None:
        """`rows` rows of `table`; `columns` by name, the engine's own among them except `_row`.

        `cells` are problems as (row within these, field number, problem, text as found).
        """
        if not rows:
            return
        first = self.next_row
        self.next_row += rows
        batch = self._batches.setdefault(table.name, Batch())
        own: dict[str, Sequence[Any]] = {
            "_row": list(range(first, first + rows)),
            "_first": self._firsts(table, columns),
        }
        batch.add(rows, {**columns, **own})
        self._add_cells(table, first, columns, cells)
        if table.layout != "records":
            self._note_copies(table, rows, columns)
        lots = zip(*(columns[c] for c in ("_src", "_village", "_year", "_review")), strict=True)
        self.census.update(Lot(table.name, *lot) for lot in lots)
        if batch.length * len(batch.columns) > BATCH_CELLS:
            self._flush(self.connection, table.name)

    def attach(self, table: Table, rows: str, lots: Mapping[Lot, int]) -> None:
        """Adds rows that stand in a table of their own; `rows` is a SELECT of all columns of `table`."""
        self._attached.setdefault(table.name, []).append(rows)
        self.census.update(lots)

    def note_blank(self, table: Table, number: int) -> None:
        """Says that some cells of a field are blank."""
        self._blank.add((self.numbers[table.name], number))

    def loads(self) -> dict[str, Callable[[DuckDBPyConnection], None]]:
        """What is left to do for each table before it can be read; they may be done side by side."""
        begun = (self._batches, self._ground.expected, self._attached, self._copied)
        return {name: partial(self._load, name) for name in dict.fromkeys(name for names in begun for name in names)}

    def excuse(self, connection: DuckDBPyConnection) -> None:
        """Blank cells of fields that do not apply to their record are no longer blank. When all is loaded."""
        for name in sorted(self._ground.made):
            if self.pack.extended:
                with limited(connection, f"applies_when di tabel {name}", self.next_row):
                    self._excuse(connection, self.pack.tables[name])
            else:
                self._excuse(connection, self.pack.tables[name])

    def missing(self, names: Iterable[str]) -> dict[str, Callable[[DuckDBPyConnection], None]]:
        """For each of these tables that nothing came in for, what makes it, empty, so that queries may name it."""
        absent = sorted(set(names) & self.pack.tables.keys() - self._ground.made)
        return {name: partial(self._ground.make, table=self.pack.tables[name]) for name in absent}

    def seal(self) -> None:
        """Nothing but what was loaded can be reached from here on; then the words of other packs are learnt."""
        if self.pack.extended:
            hold(self.connection, few=self.next_row <= MANY)
        seal(self.connection)
        define_foreign_macros(self.connection, self.pack, self._ground.today)

    def plan_little(self) -> None:
        """Rows are few: see `database.plan_little`."""
        plan_little(self.connection, self._ground.optimisers)

    @property
    def held(self) -> Mapping[str, int]:
        """The tables that hold anything, and how many rows."""
        found: Counter[str] = Counter()
        for lot, rows in self.census.items():
            found[lot.table] += rows
        return found

    @property
    def reviewed(self) -> set[str]:
        """The tables with rows under review."""
        return {lot.table for lot in self.census if lot.review}

    def _load(self, name: str, connection: DuckDBPyConnection) -> None:
        """Inserts what is waiting, attaches bulk rows, and numbers the copies of records that should be single."""
        self._ground.ready(name)
        if name in self._batches:
            self._flush(connection, name)
        if shown := list(self._attached.get(name, ())):
            if name in self._ground.made:
                connection.execute(f"ALTER TABLE {name} RENAME TO _loaded_{name}")
                shown.append(f"SELECT * FROM _loaded_{name}")
            connection.execute(f"CREATE VIEW {name} AS {' UNION ALL BY NAME '.join(shown)}")
            self._ground.made.add(name)
        if name in self._copied:
            count_copies(connection, self.pack.tables[name])

    def _add_cells(
        self,
        table: Table,
        first: int,
        columns: Mapping[str, Sequence[Any]],
        cells: Sequence[tuple[int, int, str, str]],
    ) -> None:
        review, village, fields = columns["_review"], columns["_village"], table.fields
        kept = [c for c in cells if review[c[0]] and (c[2] != "blank" or fields[c[1]].expected)]
        if kept:
            values: dict[str, list[Any]] = {
                "tbl": [self.numbers[table.name]] * len(kept),
                "_row": [first + c[0] for c in kept],
                "field": [c[1] for c in kept],
                "problem": [c[2] for c in kept],
                "text": [c[3][:TEXT_LIMIT] for c in kept],
                "_village": [village[c[0]] for c in kept],
                "optional": [c[2] == "blank" and not fields[c[1]].required for c in kept],
            }
            self._batches.setdefault("_cells", Batch()).add(len(kept), values)
            self._blank |= {(self.numbers[table.name], c[1]) for c in kept if c[2] == "blank"}

    def _firsts(self, table: Table, columns: Mapping[str, Sequence[Any]]) -> list[bool]:
        """Whether each row is the first one under review of its village and year."""
        cells = zip(*(columns[c] for c in ("_village", "_year", "_review")), strict=True)
        return [review and self.begins(table.name, village, year) for village, year, review in cells]

    def begins(self, table: str, village: str, year: int) -> bool:
        """Whether no row of this village and year was under review before, in whatever file; from now on one is."""
        before = len(self._begun)
        self._begun.add((table, village, year))
        return len(self._begun) > before

    def _note_copies(self, table: Table, rows: int, columns: Mapping[str, Sequence[Any]]) -> None:
        """Remembers whether some village, year and key has come before."""
        blank = [None] * rows
        seen = self._single.setdefault(table.name, set())
        before = len(seen)
        seen.update(zip(*(columns.get(c, blank) for c in ("_village", "_year", *table.key)), strict=True))
        if len(seen) < before + rows:
            self._copied.add(table.name)

    def _excuse(self, connection: DuckDBPyConnection, table: Table) -> None:
        fields: dict[str, list[int]] = {}
        for number, field_ in enumerate(table.fields):
            if field_.applies_when and (self.numbers[table.name], number) in self._blank:
                fields.setdefault(field_.applies_when, []).append(number)
        if not fields:
            return
        idle = " OR ".join(
            f"(field IN ({', '.join(map(str, numbers))}) AND {does_not_apply(table, table.fields[numbers[0]].name)})"
            for numbers in fields.values()
        )
        gone = connection.execute(f"""
            DELETE FROM _cells USING {table.name} AS self
            WHERE _cells._row = self._row AND tbl = {self.numbers[table.name]} AND problem = 'blank' AND ({idle})
            RETURNING _cells._village""").fetchall()
        self.excused.update((table.name, village) for (village,) in gone)

    def _flush(self, connection: DuckDBPyConnection, name: str) -> None:
        batch = self._batches.pop(name)
        types = CELLS
        if name in self.pack.tables:
            table = self.pack.tables[name]
            self._ground.ready(name)
            types = column_types(table)
            if name not in self._ground.made:
                self._ground.make(connection, table)
        connection.execute(*_insertion(name, batch, types))


def does_not_apply(table: Table, field: str) -> str:
    """SQL that is true of the records of a table, as `self`, to which a field does not apply."""
    condition = prepare(table.field(field).applies_when, {*table.names, *PHYSICAL}, {})
    return f"({condition.sql}) IS NOT TRUE"


def count_copies(connection: DuckDBPyConnection, table: Table, villages: Sequence[str] = ()) -> None:
    """Numbers the records of a table that should be single: how many there are, and which of them is the newest.

    If `villages` are named, of these alone.
    """
    keys = ", ".join(["_village", "_year", *table.key])
    held = ", ".join(name for name in table.names if name not in table.key)
    only = " WHERE _village IN (SELECT unnest(?::VARCHAR[]))" if villages else ""
    connection.execute(
        f"""
        UPDATE {table.name} SET _copies = counted.copies, _rank = counted.place FROM (
            SELECT _row, count(*) FILTER (WHERE _review) OVER same AS copies,
                   row_number() OVER (same ORDER BY _review DESC, _date DESC NULLS LAST, {held}, _row) AS place
            FROM {table.name}{only} WINDOW same AS (PARTITION BY {keys})) AS counted
        WHERE counted._row = {table.name}._row""",
        [villages] if villages else [],
    )


def _insertion(name: str, batch: Batch, types: Mapping[str, str]) -> tuple[str, list[Any]]:
    """The INSERT for a batch and its parameters: by row for a few rows, which plans faster, else by column."""
    into = f"INSERT INTO {name} ({', '.join(batch.columns)})"
    if batch.length <= FEW_ROWS:
        row = f"({', '.join('?' * len(batch.columns))})"
        rows = zip(*batch.columns.values(), strict=True)
        return f"{into} VALUES {', '.join([row] * batch.length)}", [value for row_ in rows for value in row_]
    selected = ", ".join(f"unnest(?::{types[c]}[])" for c in batch.columns)
    return f"{into} SELECT {selected}", list(batch.columns.values())

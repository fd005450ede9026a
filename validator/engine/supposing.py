"""What the rules would answer if some cells held something else: copies of a village, each with a change, asked again.

Each supposition is a village of its own beside the others (`code#number`), in temporary tables with the names of the
real ones: DuckDB looks there first, so derived tables and rules are the very SQL of the check. What a change cannot
reach is copied as it was worked out; so are, for a part of a large table, the figures of the whole village.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from validator.engine.changing import MARK, REAL, STEP, CellChange, Changed, copied
from validator.engine.limits import limiting
from validator.engine.reading import Reading
from validator.engine.relation_query import Plain, RelationQuery
from validator.engine.running import Run
from validator.engine.tables import count_copies, does_not_apply
from validator.pack.models import Pack, Table
from validator.plan.checks import Check, columns_read
from validator.plan.reach import Reach
from validator.plan.variadic import written_out

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["CellChange", "Heard", "Said", "World", "suppose", "suppose_alone"]


class World(Struct, frozen=True):
    """A village with some changes, asked the checks of `asked` (their numbers by source).

    `rows` are the rows of a table that stand in it, by table; of tables not named here all rows of the village do.
    `applying` are fields (as `table.field`) of which it is asked whether they apply to their records: the answers stand
    under that name, with 0 for a check that holds where the field does not apply. `spots` are the rows of which answers
    are wanted, by source; of a derived table those of others come too, as a change may put another row in its place.
    """

    village: str
    changes: tuple[CellChange, ...]
    asked: Mapping[str, Collection[int]]
    rows: Mapping[str, Sequence[int]] = {}
    applying: frozenset[str] = frozenset()
    spots: Mapping[str, Collection[int]] = {}


class Said(NamedTuple):
    """Of a record: the numbers of the checks that are broken, and of those that hold or are not asked."""

    broken: frozenset[int]
    fine: frozenset[int]


Heard = Mapping[int, Said]
"""The answers of one source in one world, by row."""


def suppose(
    connection: DuckDBPyConnection, reach: Reach, run: Run, worlds: Sequence[World]
) -> Sequence[Mapping[str, Heard]]:
    """What each world answers, by source.

    Raises `duckdb.Error`, `DeclarationError` or `BeyondError` where one cannot be asked.
    """
    with connection.cursor() as cursor, _bounded(cursor, reach.pack, run):
        return _Stage(cursor, reach, run, worlds).heard()


def _bounded(cursor: DuckDBPyConnection, pack: Pack, run: Run) -> AbstractContextManager[None]:
    """What other packs ask has its limits here too."""
    return limiting(cursor, sum(run.census.values())) if pack.extended else nullcontext()


class _Stage:
    """The temporary tables of some worlds, and the questions asked of them."""

    def __init__(self, cursor: DuckDBPyConnection, reach: Reach, run: Run, worlds: Sequence[World]) -> None:
        self.cursor, self.pack, self.run, self.worlds = cursor, reach.pack, run, worlds
        self.checks: dict[str, list[Check]] = {}
        for source in sorted({source for world in worlds for source in world.asked}):
            wanted = set[int]().union(*(world.asked.get(source, ()) for world in worlds))
            self.checks[source] = [check for check in run.checks[source] if check.number in wanted]
        self.reading = Reading(reach, run.idle, self.checks, worlds)
        self._made: set[str] = set()

    def heard(self) -> list[dict[str, dict[int, Said]]]:
        for table, numbers in self.reading.tables.items():
            self._copy(self.pack.tables[table], numbers)
        self._add_places()
        for name in self.reading.derived:
            self._derive(name)
        found: list[dict[str, dict[int, Said]]] = [{source: {} for source in world.asked} for world in self.worlds]
        for source, checks in self.checks.items():
            _sort_in(found, source, _Parted(checks), self._answers(source, checks))
        for name in sorted({name for world in self.worlds for name in world.applying}):
            for row in self._idle(name):
                found[row // STEP].setdefault(name, {})[row % STEP] = Said(frozenset(), frozenset([0]))
        return found

    def _answers(self, source: str, checks: Sequence[Check]) -> list[Plain]:
        """What records say; of a table with several a village only those that are wanted."""
        relation, rows = "", list[int]()
        if source in self.pack.tables and self.pack.tables[source].layout != "one_row":
            rows = [n * STEP + row for n, world in enumerate(self.worlds) for row in world.spots.get(source, ())]
            columns = columns_read(checks, source, self.pack) | {"_src", "_review"}
            wanted = "SELECT unnest(?::BIGINT[])"
            relation = f"(SELECT {', '.join(sorted(columns))} FROM {source} WHERE _row IN ({wanted}))"
        lacking = self.run.absent.get(source, {})
        question = RelationQuery(self.pack, source, checks, lacking, self.run.idle, relation)
        return question.plain(self.cursor, [rows] if relation else [])

    def _idle(self, name: str) -> list[int]:
        """The rows to which a field does not apply."""
        table, _, field = name.partition(".")
        condition = does_not_apply(self.pack.tables[table], field)
        return [row for (row,) in self.cursor.execute(f"SELECT _row FROM {table} AS self WHERE {condition}").fetchall()]

    def _copy(self, table: Table, numbers: Sequence[int]) -> None:
        """Makes the copy of a base table for these worlds."""
        name, worlds = table.name, self.worlds
        whole = [(n, worlds[n].village) for n in numbers if name not in worlds[n].rows]
        parts = [(n, row) for n in numbers for row in worlds[n].rows.get(name, ())]
        changes = [(n, c) for n in numbers for c in worlds[n].changes if c.table == name]
        counted = [n for n, c in changes if c.gone or not c.values.keys().isdisjoint(table.key)]
        counted = counted if table.layout != "records" else []
        columns = set() if counted else self.reading.columns(name)
        select, parameters = copied(table, columns, whole, parts, changes)
        self.cursor.execute(f"CREATE TEMP TABLE {name} AS {select}", parameters)
        self._made.add(name)
        if counted:
            count_copies(self.cursor, table, [self._code(n) for n in counted])

    def _add_places(self) -> None:
        """The places of worlds, where questions ask for the places of records."""
        numbers = self.reading.placed
        if numbers:
            self.cursor.execute(
                f"CREATE TEMP TABLE _places AS SELECT p.* REPLACE (p.code || '{MARK}' || w.n AS code)"
                f" FROM {REAL}._places AS p JOIN ({_VILLAGES}) AS w ON p.code = w.village"
                f" UNION ALL SELECT * FROM {REAL}._places",
                self._villages(numbers),
            )

    def _derive(self, name: str) -> None:
        """Works a derived table out for the worlds that can change it, and copies it for those that cannot."""
        derived, numbers = self.pack.derived[name], self.reading.copied(name)
        at = f", w.n * {STEP} + d._row AS _row" if derived.locates else ""
        copies = (
            f"SELECT d.* REPLACE (d._village::VARCHAR || '{MARK}' || w.n AS _village{at}) FROM {REAL}.{name} AS d"
            f" JOIN ({_VILLAGES}) AS w ON w.village = d._village"
        )
        if numbers and not self.reading.is_worked_out(name):
            self.cursor.execute(f"CREATE TEMP TABLE {name} AS {copies}", self._villages(numbers))
            return
        for table in sorted(self.reading.named(name) - self._made):
            self.cursor.execute(f"CREATE TEMP VIEW {table} AS FROM {REAL}.{table} WHERE false")
            self._made.add(table)
        sql, parameters = written_out(self.reading.sql(name), self.pack.macros), list[Sequence[object]]()
        if numbers:
            parameters = [[self._code(n) for n in numbers], *self._villages(numbers)]
            own = f"SELECT * FROM ({sql}) WHERE _village NOT IN (SELECT unnest(?::VARCHAR[]))"
            sql = f"{own} UNION ALL BY NAME {copies}"
        self.cursor.execute(f"CREATE TEMP TABLE {name} AS {sql}", parameters)

    def _code(self, number: int) -> str:
        return f"{self.worlds[number].village}{MARK}{number}"

    def _villages(self, numbers: Sequence[int]) -> list[Sequence[object]]:
        """The parameters of `_VILLAGES`."""
        return [list(numbers), [self.worlds[n].village for n in numbers]]


_VILLAGES = "SELECT unnest(?::BIGINT[]) AS n, unnest(?::VARCHAR[]) AS village"
"""Worlds, by their number, and of which village each is."""


def suppose_alone(
    connection: DuckDBPyConnection, pack: Pack, run: Run, checks: Sequence[Check], changes: Sequence[CellChange]
) -> list[Said]:
    """What checks of one table say of a record after each of these changes of it.

    Only for checks that the change reaches in its own record alone: what stands beside it is that of the check.
    """
    table = checks[0].table
    numbered = list(enumerate(changes))
    changed = Changed.of(table, numbered)
    columns = sorted(columns_read(checks, table.name, pack) | {"_src", "_review"})
    made = {**changed.made, "_row": f"c.n * {STEP} + b._row"}
    listed = ", ".join(f"{made[name]} AS {name}" if name in made else f"b.{name}" for name in columns)
    relation = f"(SELECT {listed} FROM {table.name} AS b JOIN (SELECT {changed.columns}) AS c ON c.at = b._row)"
    lacking, parted = run.absent.get(table.name, {}), _Parted(checks)
    with connection.cursor() as cursor, _bounded(cursor, pack, run):
        question = RelationQuery(pack, table.name, checks, lacking, run.idle, relation=relation)
        rows = question.plain(cursor, changed.parameters)
    said = {row // STEP: parted.of(asked, broken) for row, _, _, asked, broken in rows}
    return [said.get(n, Said(frozenset(), frozenset())) for n, _ in numbered]


class _Parted:
    """Answers of some checks as they are said; most records of a question have the same."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._numbers = [check.number for check in checks]
        self._known: dict[tuple[bool | None, ...], Said] = {}

    def of(self, asked: Sequence[bool | None], broken: Sequence[bool | None]) -> Said:
        key = (*asked, *broken)
        if key not in self._known:
            said = list(zip(self._numbers, asked, broken, strict=True))
            wrong = frozenset(number for number, asks, breaks in said if asks and breaks)
            fine = frozenset(number for number, asks, breaks in said if asks is False or breaks is False)
            self._known[key] = Said(wrong, fine)
        return self._known[key]


def _sort_in(
    found: Sequence[Mapping[str, dict[int, Said]]], source: str, parted: _Parted, listed: Sequence[Plain]
) -> None:
    """Puts the answers of a source where its worlds have them; some rows are of worlds that did not ask it."""
    at = [heard.get(source) for heard in found]
    for row, _, _, asked, broken in listed:
        number, row = divmod(row, STEP)
        if (heard := at[number]) is not None:
            heard[row] = parted.of(asked, broken)

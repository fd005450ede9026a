"""What the rules would answer if some cells held something else: copies of a village, each with a change, asked again.

Each supposition is a village of its own beside the others (`code#number`), in temporary tables with the names of the
real ones: DuckDB looks there first, so derived tables and rules are the very SQL of the check. What a change cannot
reach is copied as it was worked out; so are, for a part of a large table, the figures of the whole village.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from validator.engine.checks import Check, needed
from validator.engine.limits import limiting
from validator.engine.preparing import SQL_TYPES
from validator.engine.reach import Reach
from validator.engine.relation_query import Answer, Listed, RelationQuery
from validator.engine.running import Run, home
from validator.engine.tables import count_copies, does_not_apply
from validator.engine.variadic import written_out
from validator.pack.models import Pack, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Change", "Heard", "Said", "World", "suppose", "suppose_alone"]

STEP = 1 << 32
"""The rows of supposition n are numbered from n times this on: far more than a check has rows."""
MARK = "#"
REAL = "memory.main"
"""Where DuckDB keeps the tables of the check: `main` alone may be that of the temporary ones."""


class Change(Struct, frozen=True):
    """Row `row` of `table` holds these values (as SQL texts, by field), or is not there (`gone`)."""

    table: str
    row: int
    values: Mapping[str, str]
    gone: bool = False


class World(Struct, frozen=True):
    """A village with some changes, asked the checks of `asked` (their numbers by source).

    `rows` are the rows of a table that stand in it, by table; of tables not named here all rows of the village do.
    `applying` are fields (as `table.field`) of which it is asked whether they apply to their records: the answers stand
    under that name, with 0 for a check that holds where the field does not apply.
    """

    village: str
    changes: tuple[Change, ...]
    asked: Mapping[str, Collection[int]]
    rows: Mapping[str, Sequence[int]] = {}
    applying: frozenset[str] = frozenset()


class Said(NamedTuple):
    """Of a record: the numbers of the checks that are broken, and of those that hold or are not asked."""

    broken: frozenset[int]
    fine: frozenset[int]


Heard = Mapping[int, Said]
"""The answers of one source in one world, by row."""


def suppose(
    connection: DuckDBPyConnection, pack: Pack, run: Run, worlds: Sequence[World]
) -> Sequence[Mapping[str, Heard]]:
    """What each world answers, by source.

    Raises `duckdb.Error`, `DeclarationError` or `BeyondError` where one cannot be asked.
    """
    with connection.cursor() as cursor, _bounded(cursor, pack, run):
        return _Stage(cursor, pack, run, worlds).heard()


def _bounded(cursor: DuckDBPyConnection, pack: Pack, run: Run) -> AbstractContextManager[None]:
    """What other packs ask has its limits here too."""
    return limiting(cursor, sum(run.census.values())) if pack.extended else nullcontext()


class _Stage:
    """The temporary tables of some worlds, and the questions asked of them."""

    def __init__(self, cursor: DuckDBPyConnection, pack: Pack, run: Run, worlds: Sequence[World]) -> None:
        self.cursor, self.pack, self.run, self.worlds = cursor, pack, run, worlds
        self.reach = Reach(pack)
        self.checks: dict[str, list[Check]] = {}
        for source in sorted({source for world in worlds for source in world.asked}):
            wanted = set[int]().union(*(world.asked.get(source, ()) for world in worlds))
            self.checks[source] = [check for check in run.checks[source] if check.number in wanted]

    def heard(self) -> list[dict[str, dict[int, Said]]]:
        self._number()
        for name in self._in_order():
            self._derive(name)
        found: list[dict[str, dict[int, Said]]] = [{} for _ in self.worlds]
        for source, checks in self.checks.items():
            lacking = self.run.absent.get(source, {})
            listed = RelationQuery(self.pack, source, checks, lacking, self.run.idle).listed(self.cursor)
            self._sort_in(found, source, checks, listed)
        for name in sorted({name for world in self.worlds for name in world.applying}):
            for row in self._idle(name):
                found[row // STEP].setdefault(name, {})[row % STEP] = Said(frozenset(), frozenset([0]))
        return found

    def _idle(self, name: str) -> list[int]:
        """The rows to which a field does not apply."""
        table, _, field = name.partition(".")
        condition = does_not_apply(self.pack.tables[table], field)
        return [row for (row,) in self.cursor.execute(f"SELECT _row FROM {table} AS self WHERE {condition}").fetchall()]

    def _sort_in(
        self, found: list[dict[str, dict[int, Said]]], source: str, checks: Sequence[Check], listed: Sequence[Listed]
    ) -> None:
        said: list[dict[int, Said]] = [{} for _ in self.worlds]
        for row, _, _, answers in listed:
            said[row // STEP][row % STEP] = _parted(checks, answers)
        for n, world in enumerate(self.worlds):
            if source in world.asked:
                found[n][source] = said[n]

    def _number(self) -> None:
        """Makes the base tables; each world has those that its questions read, if it can change what they say."""
        numbers: dict[str, list[int]] = {}
        for n in range(len(self.worlds)):
            for table in sorted(self._read_by(n)):
                numbers.setdefault(table, []).append(n)
        self.cursor.execute(
            "CREATE TEMP TABLE _worlds AS SELECT unnest(?::BIGINT[]) AS n, unnest(?::VARCHAR[]) AS village",
            [list(range(len(self.worlds))), [world.village for world in self.worlds]],
        )
        self.cursor.execute(
            f"CREATE TEMP TABLE _places AS SELECT p.* REPLACE (p.code || '{MARK}' || w.n AS code)"
            f" FROM {REAL}._places AS p JOIN _worlds AS w ON p.code = w.village UNION ALL SELECT * FROM {REAL}._places"
        )
        for table, of in numbers.items():
            self._copy(self.pack.tables[table], of)

    def _read_by(self, number: int) -> set[str]:
        """The base tables that must stand in a world."""
        world = self.worlds[number]
        found = {name.partition(".")[0] for name in world.applying}
        for source in world.asked:
            found |= set(self.reach.base(home(self.pack, source))) | set(self.reach.base(source))
            for alias in self._beside[source]:
                if alias in self.pack.tables:
                    found.add(alias)
                elif alias in self.pack.derived and self._recomputed(world, alias):
                    found |= set(self.reach.base(alias))
        return found

    @cached_property
    def _beside(self) -> Mapping[str, set[str]]:
        """The relations that the questions of each source read beside it; `previous` is the source itself."""
        return {
            source: set(needed(c for check in checks for c in check.conditions)) - {"_places"}
            for source, checks in self.checks.items()
        }

    def _recomputed(self, world: World, name: str) -> bool:
        """Whether a derived table is worked out anew in a world, not copied: where the change reaches it."""
        if name in self.run.idle:
            return False
        bases = set(self.reach.base(name))
        if bases & world.rows.keys() and not self.pack.derived[name].key:
            return False
        if bases & world.rows.keys():
            return True
        changes = (change for change in world.changes if change.table in bases)
        return any(c.gone or any(self.reach.touches(name, c.table, f) for f in c.values) for c in changes)

    def _copy(self, table: Table, numbers: Sequence[int]) -> None:
        """Makes the copy of a base table for these worlds."""
        name = table.name
        whole = [n for n in numbers if name not in self.worlds[n].rows]
        parts = [(n, row) for n in numbers for row in self.worlds[n].rows.get(name, ())]
        changes = [(n, c) for n in numbers for c in self.worlds[n].changes if c.table == name]
        made = _Made(table, [change for _, change in changes])
        at = [n * STEP + change.row for n, change in changes]
        self.cursor.execute(
            f"""CREATE TEMP TABLE {name} AS
                SELECT b.* REPLACE (w.n * {STEP} + b._row AS _row, b._village::VARCHAR || '{MARK}' || w.n AS _village
                                    {made.replaced})
                FROM {REAL}.{name} AS b
                JOIN (SELECT v.n, m._row FROM (SELECT unnest(?::BIGINT[]) AS n) AS v
                      JOIN _worlds AS w ON w.n = v.n JOIN {REAL}.{name} AS m ON m._village = w.village
                      UNION ALL SELECT unnest(?::BIGINT[]), unnest(?::BIGINT[])) AS w ON w._row = b._row
                LEFT JOIN (SELECT unnest(?::BIGINT[]) AS at, unnest(?::BOOLEAN[]) AS gone {made.columns}) AS c
                  ON c.at = w.n * {STEP} + b._row
                WHERE c.gone IS NOT TRUE""",
            [whole, *_columns(parts), at, [c.gone for _, c in changes], *made.values],
        )
        counted = any(c.gone or set(table.key) & c.values.keys() for _, c in changes)
        if table.layout != "records" and counted:
            count_copies(self.cursor, table)

    def _in_order(self) -> list[str]:
        """The derived tables that are worked out or copied, each after those it needs."""
        found: dict[str, None] = {}

        def add(name: str) -> None:
            if name in self.pack.derived and name not in found and name not in self.run.idle:
                for need in self.pack.derived[name].needs if self._changes(name) else ():
                    add(need)
                found[name] = None

        for source in self.checks:
            for name in sorted({source, *self._beside[source]}):
                add(name)
        return list(found)

    def _changes(self, name: str) -> bool:
        """Whether some world must work a derived table out."""
        return name in self.checks or bool(self._beside_in(name, anew=True))

    def _beside_in(self, name: str, anew: bool) -> list[int]:
        """The worlds of which a question reads a derived table, worked out anew or copied."""
        reading = {source for source, beside in self._beside.items() if name in beside}
        return [
            n
            for n, world in enumerate(self.worlds)
            if not reading.isdisjoint(world.asked) and self._recomputed(world, name) is anew
        ]

    def _derive(self, name: str) -> None:
        """Works a derived table out for the worlds that can change it, and copies it for those that cannot."""
        derived, copied = self.pack.derived[name], self._beside_in(name, anew=False)
        at = f", w.n * {STEP} + d._row AS _row" if derived.locates else ""
        copies = (
            f"SELECT d.* REPLACE (d._village::VARCHAR || '{MARK}' || w.n AS _village{at}) FROM {REAL}.{name} AS d"
            " JOIN _worlds AS w ON w.village = d._village WHERE w.n IN (SELECT unnest(?::BIGINT[]))"
        )
        if not self._changes(name) and copied:
            self.cursor.execute(f"CREATE TEMP TABLE {name} AS {copies}", [copied])
            return
        for table in (table for need in derived.needs for table in self.reach.base(need)):
            self.cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} AS SELECT * FROM {REAL}.{table} LIMIT 0")
        self.cursor.execute(f"CREATE TEMP TABLE {name} AS {written_out(derived.sql, self.pack.macros)}")
        if copied:
            kept = [f"{self.worlds[n].village}{MARK}{n}" for n in copied]
            self.cursor.execute(f"DELETE FROM {name} WHERE _village IN (SELECT unnest(?::VARCHAR[]))", [kept])
            self.cursor.execute(f"INSERT INTO {name} BY NAME {copies}", [copied])


def suppose_alone(
    connection: DuckDBPyConnection, pack: Pack, run: Run, checks: Sequence[Check], changes: Sequence[Change]
) -> list[Said]:
    """What checks of one table say of a record after each of these changes of it.

    Only for checks that the change reaches in its own record alone: what stands beside it is that of the check.
    """
    table, made = checks[0].table, _Made(checks[0].table, changes)
    with connection.cursor() as cursor, _bounded(cursor, pack, run):
        cursor.execute(
            f"""CREATE TEMP TABLE _supposed AS
                SELECT b.* REPLACE (c.n * {STEP} + b._row AS _row{made.replaced}) FROM {table.name} AS b JOIN
                (SELECT unnest(?::BIGINT[]) AS n, unnest(?::BIGINT[]) AS at{made.columns}) AS c ON c.at = b._row""",
            [list(range(len(changes))), [change.row for change in changes], *made.values],
        )
        lacking = run.absent.get(table.name, {})
        question = RelationQuery(pack, table.name, checks, lacking, run.idle, relation="_supposed")
        said = {row // STEP: _parted(checks, answers) for row, _, _, answers in question.listed(cursor)}
    return [said.get(n, Said(frozenset(), frozenset())) for n in range(len(changes))]


class _Made:
    """SQL for the changed values of some rows of a table."""

    def __init__(self, table: Table, changes: Sequence[Change]) -> None:
        fields = sorted({field for change in changes for field in change.values})
        self.replaced = "".join(
            f", CASE WHEN c.s{i} THEN CAST(c.v{i} AS {SQL_TYPES[table.field(f).type]}) ELSE b.{f} END AS {f}"
            for i, f in enumerate(fields)
        )
        self.columns = "".join(
            f", unnest(?::BOOLEAN[]) AS s{i}, unnest(?::VARCHAR[]) AS v{i}" for i in range(len(fields))
        )
        self.values: list[list[Any]] = []
        for field in fields:
            self.values += [[field in c.values for c in changes], [c.values.get(field) for c in changes]]


def _columns(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    return [[first for first, _ in pairs], [second for _, second in pairs]]


def _parted(checks: Sequence[Check], answers: Sequence[Answer]) -> Said:
    said = list(zip([check.number for check in checks], answers, strict=True))
    broken = frozenset(number for number, (asked, wrong) in said if asked and wrong)
    return Said(broken, frozenset(number for number, (asked, wrong) in said if asked is False or wrong is False))

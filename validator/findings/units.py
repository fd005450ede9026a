"""The records of findings, and which of them rules put together: a family, those with one NIK or one name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from validator.findings.cases import Case
from validator.findings.context import Context
from validator.findings.records import Record, Records
from validator.plan.reach import Reach

__all__ = ["Units"]


class Units:
    """What is known of the records of some cases."""

    def __init__(self, context: Context, reach: Reach, given: Records, cases: Sequence[Case]) -> None:
        self._context, self._reach, self._given = context, reach, given
        self._layout = {name: table.layout for name, table in context.pack.tables.items()}
        self._wanted: dict[str, set[int]] = {}
        for case in cases:
            self._wanted.setdefault(case.spot.table, set()).add(case.spot.row)
        self._sole: dict[str, bool] = {}
        self._blamed: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
        for case in cases:
            self._blamed.setdefault((case.village, case.spot.table, case.spot.fields[:1]), []).append(case.spot.row)

    def is_record(self, table: str) -> bool:
        """Whether a table lists families or members."""
        return self._layout[table] == "records"

    def of(self, case: Case) -> Sequence[int]:
        """The rows that go together with that of a member; none for a form."""
        return self._units.get(case.record, ())

    def holds(self, case: Case, other: Case) -> bool:
        return other.spot.table == case.spot.table and other.spot.row in self._members.get(case.record, ())

    def beside(self, case: Case) -> list[Record]:
        """The records that go together with that of a member, its own among them."""
        places = ((case.spot.table, row) for row in self.of(case))
        return [self.records[place] for place in places if place in self.records]

    def alike(self, case: Case) -> list[Record]:
        """The records of other rows of the same form and village that findings blame in the same field."""
        key = case.village, case.spot.table, case.spot.fields[:1]
        rows = dict.fromkeys(row for row in self._blamed.get(key, ()) if row != case.spot.row)
        return [self.records[case.spot.table, row] for row in rows if (case.spot.table, row) in self.records]

    def is_sole(self, source: str) -> bool:
        """Whether a derived table has one row a village: it counts all of it."""
        if source not in self._sole:
            derived = self._context.pack.derived.get(source)
            self._sole[source] = False
            if derived is None or derived.key:
                return False
            query = f"SELECT count(*) = count(DISTINCT (_village, _year)) FROM {source}"
            row = self._context.connection.cursor().execute(query).fetchone()
            self._sole[source] = bool(row and row[0])
        return self._sole[source]

    @cached_property
    def records(self) -> Mapping[tuple[str, int], Record]:
        """By table and row."""
        found: dict[tuple[str, int], Record] = {}
        for table, rows in self._wanted.items():
            beside = {row for place, unit in self._units.items() if place[0] == table for row in unit}
            known = [] if self.is_record(table) else [r for r in self._given.of(table).all if r.row in rows]
            if missing := (rows | beside) - {record.row for record in known}:
                known += self._given.some(table, missing).all
            found |= {(table, record.row): record for record in known}
        return found

    @cached_property
    def _members(self) -> Mapping[tuple[str, int], frozenset[int]]:
        return {place: frozenset(rows) for place, rows in self._units.items()}

    @cached_property
    def _units(self) -> Mapping[tuple[str, int], Sequence[int]]:
        found: dict[tuple[str, int], set[int]] = {}
        for table, rows in self._wanted.items():
            if self.is_record(table):
                found |= {(table, row): {row} for row in rows}
                for key in self._keys(table):
                    for row, other in self._pairs(table, key, rows):
                        found[table, row].add(other)
        return {place: sorted(unit) for place, unit in found.items()}

    def _keys(self, table: str) -> list[tuple[str, ...]]:
        """The fields that tell the groups of derived tables apart, where they are of a person or a family."""
        fields = {field.name: field for field in self._context.pack.tables[table].fields}
        keys = {
            derived.key for derived in self._context.pack.derived.values() if table in self._reach.base(derived.name)
        }
        return sorted(k for k in keys if k and fields.keys() >= set(k) and any(fields[name].personal for name in k))

    def _pairs(self, table: str, key: Sequence[str], rows: Collection[int]) -> list[tuple[int, int]]:
        same = " AND ".join(f"a.{name} = b.{name}" for name in ("_village", "_year", *key))
        query = (
            f"SELECT a._row, b._row FROM (SELECT * FROM {table} WHERE _row IN (SELECT unnest(?::BIGINT[]))) AS a"
            f" JOIN {table} AS b ON {same}"
        )
        return self._context.connection.cursor().execute(query, [sorted(rows)]).fetchall()

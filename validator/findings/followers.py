"""Which findings may be others after a repair of one: those that look at what it changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from validator.engine.supposing import CellChange
from validator.findings.cases import Case, Repairs
from validator.findings.context import Context
from validator.findings.units import Units
from validator.plan.reach import Reach, Where

__all__ = ["Followers"]


class Followers:
    """Answers by what the SQL of rules names; what really follows is for `trials` to find out."""

    def __init__(self, context: Context, reach: Reach, units: Units, repairs: Repairs) -> None:
        self.context, self.reach, self.units, self.repairs = context, reach, units, repairs

    def among(self, cases: Sequence[Case], change: CellChange) -> list[Case]:
        """Of these cases those whose answer may be another one after a change."""
        matters = self.reach.after(change.table, tuple(change.values), change.gone)
        found: list[Case] = []
        for case in cases:
            spot = case.spot
            here = spot.row == change.row and spot.table == change.table
            if spot.check is not None:
                where = matters(spot.check)
                if where is Where.ANY or (here and where is Where.OWN):
                    found.append(case)
            elif here and (change.gone or self._changes(case, change) or self.applying(case, change)):
                found.append(case)
        return found

    def of(self, cases: Sequence[Case], changes: Iterable[CellChange]) -> tuple[Case, ...]:
        """The same of any of these changes."""
        ids = {case.id for change in changes for case in self.among(cases, change)}
        return tuple(case for case in cases if case.id in ids)

    def others(self, case: Case, readers: Mapping[str, Sequence[Case]]) -> list[Case]:
        """The findings that may follow from a case, as far as the tables say that they look at."""
        check = case.spot.check
        if check is not None and self.reach.among_villages(check):
            return []
        tables = self._changed_with(case)
        near = {other.id: other for table in sorted(tables) for other in readers.get(table, ())}
        return [other for other in near.values() if other.id != case.id and self._may_follow(other, case, tables)]

    def readers(self, cases: Sequence[Case]) -> Mapping[str, list[Case]]:
        """The cases that look at each table."""
        found: dict[str, list[Case]] = {}
        for case in cases:
            check = case.spot.check
            for table in [case.spot.table] if check is None else self.reach.reads(check):
                found.setdefault(table, []).append(case)
        return found

    def applying(self, case: Case, change: CellChange) -> frozenset[str]:
        """The fields left blank (as `table.field`) that may no longer apply after a change of their record."""
        table = self.context.pack.tables[case.spot.table]
        blank = [table.field(name) for name in case.spot.fields]
        named = (f for f in blank if any(re.search(rf"\b{name}\b", f.applies_when) for name in change.values))
        return frozenset(f"{table.name}.{field.name}" for field in named)

    def is_far(self, case: Case, follower: Case) -> bool:
        """Whether a follower of a member's repair looks at more than its family."""
        apart = follower.id != case.id and not self.is_near(case, follower)
        return apart and self._may_follow(follower, case, self._changed_with(case))

    def is_near(self, case: Case, follower: Case) -> bool:
        """Whether the answer of a follower can be had from forms, or from the records of one family."""
        check = follower.spot.check
        if check is None:
            return True
        if self.units.is_record(case.spot.table):
            return self.units.holds(case, follower) and not self.units.is_sole(check.source)
        return not any(self.units.is_record(table) for table in self.reach.base(check.source))

    def _may_follow(self, other: Case, case: Case, tables: frozenset[str]) -> bool:
        """Whether a finding looks at tables that a repair changes; one of a member looks at its own family."""
        check, table = other.spot.check, case.spot.table
        if not self.units.is_record(other.spot.table):
            return other.spot.table == table if check is None else not tables.isdisjoint(self.reach.reads(check))
        if other.spot.table != table:
            return False
        return self.units.holds(case, other) or (check is not None and self.units.is_sole(check.source))

    def _changed_with(self, case: Case) -> frozenset[str]:
        """The tables that a repair of a case may change."""
        check = case.spot.check
        own = frozenset([case.spot.table])
        return own | self.reach.reads(check) if check is not None and self.repairs.is_sum(case) else own

    @staticmethod
    def _changes(case: Case, change: CellChange) -> bool:
        return not set(case.spot.fields).isdisjoint(change.values)

"""What of a pack is asked of the rows that came in, and what is not for want of tables, villages or years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from validator.pack.models import Pack
from validator.pack.stand_ins import base_table
from validator.plan.checks import Check
from validator.plan.plan import Plan

__all__ = ["Absent", "Lot", "RunScope", "in_scope"]

Absent = Mapping[str, Mapping[int, frozenset[str]]]
"""The fields that a sheet does not have, by table and number of the sheet."""


class Lot(NamedTuple):
    """Rows that came in together: of one table, sheet, village and year."""

    table: str
    source: int
    village: str
    year: int
    review: bool


class RunScope(Struct, frozen=True):
    """`checks` are asked, by relation; `derived` tables have to be made for them.

    `empty` are the relations that say nothing of so few villages or years: tables that did not come in, derived tables
    that compare more than there is, and `previous` where no village has two years.
    """

    checks: Mapping[str, Sequence[Check]]
    derived: frozenset[str]
    empty: frozenset[str]


def in_scope(plan: Plan, received: Collection[str], lots: Collection[Lot], absent: Absent | None = None) -> RunScope:
    """What is asked where the tables `received` have rows under review; `lots` are all rows that came in.

    A rule for all tables is not asked of one of which no sheet has any of its fields, by what is `absent`.
    """
    checks = {
        relation: _with_fields(plan.checks(relation), (absent or {}).get(relation, {}).values())
        for relation in plan.relations
        if base_table(plan.pack.derived, relation) in received
    }
    empty = _empty(plan.pack, lots)
    derived = _with_needs(plan.pack, checks, empty)
    return RunScope(checks, derived, empty - derived)


def _with_fields(checks: Sequence[Check], without: Collection[frozenset[str]]) -> Sequence[Check]:
    if not without:
        return checks
    return [check for check in checks if not (check.rule.table == "*" and all(map(check.idle, without)))]


def _empty(pack: Pack, lots: Collection[Lot]) -> frozenset[str]:
    own = Counter(village for village, _ in {(lot.village, lot.year) for lot in lots})
    years = max(own.values(), default=0)
    few = {name for name, derived in pack.derived.items() if len(own) < derived.villages or years < derived.years}
    absent = pack.tables.keys() - {lot.table for lot in lots}
    return frozenset(few | absent | ({"previous"} if years < 2 else set()))


def _with_needs(pack: Pack, checks: Mapping[str, Sequence[Check]], empty: Collection[str]) -> frozenset[str]:
    """The derived tables that these checks read, and those that these need in turn; of the empty ones only what rules
    are asked of."""
    beside = {name for asked in checks.values() for check in asked for name in check.rule.with_} - set(empty)
    queue = [*checks, *beside]
    found: set[str] = set()
    while queue:
        name = queue.pop()
        if name in pack.derived and name not in found:
            found.add(name)
            queue += pack.derived[name].needs
    return frozenset(found)

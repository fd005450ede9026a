"""What of a pack is asked of the rows that came in, and what is not for want of tables, villages or years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from validator.pack.models import Pack, Rule
from validator.pack.stand_ins import asked

__all__ = ["Lot", "RunScope", "base_table", "scope_of"]


class Lot(NamedTuple):
    """Rows that came in together: of one table, sheet, village and year."""

    table: str
    source: int
    village: str
    year: int
    review: bool


class RunScope(Struct, frozen=True):
    """`rules` are asked, by the relation they are asked of; `derived` tables have to be made for them.

    `empty` are the relations that say nothing of so few villages or years: tables that did not come in, derived tables
    that compare more than there is, and `previous` where no village has two years.
    """

    rules: Mapping[str, Sequence[Rule]]
    derived: frozenset[str]
    empty: frozenset[str]


def scope_of(pack: Pack, received: Collection[str], lots: Collection[Lot]) -> RunScope:
    """What is asked where the tables `received` have rows under review; `lots` are all rows that came in."""
    rules, empty = _rules(pack, received), _empty(pack, lots)
    derived = _with_needs(pack, rules, empty)
    return RunScope(rules, derived, empty - derived)


def base_table(pack: Pack, relation: str) -> str:
    """The table in which the records of a relation stand: itself, or the one that a derived table locates."""
    return pack.derived[relation].locates if relation in pack.derived else relation


def _rules(pack: Pack, received: Collection[str]) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    everywhere = sorted(received, key=list(pack.tables).index)
    for name, rule in asked(pack, received):
        for relation in everywhere if name == "*" else [name]:
            if base_table(pack, relation) in received:
                found.setdefault(relation, []).append(rule)
    return found


def _empty(pack: Pack, lots: Collection[Lot]) -> frozenset[str]:
    own = Counter(village for village, _ in {(lot.village, lot.year) for lot in lots})
    years = max(own.values(), default=0)
    few = {name for name, derived in pack.derived.items() if len(own) < derived.villages or years < derived.years}
    absent = pack.tables.keys() - {lot.table for lot in lots}
    return frozenset(few | absent | ({"previous"} if years < 2 else set()))


def _with_needs(pack: Pack, rules: Mapping[str, Sequence[Rule]], empty: Collection[str]) -> frozenset[str]:
    """The derived tables that these rules read, and those that these need in turn; of the empty ones only what rules
    are asked of."""
    beside = {name for asked_of in rules.values() for rule in asked_of for name in rule.with_} - set(empty)
    queue = [*rules, *beside]
    found: set[str] = set()
    while queue:
        name = queue.pop()
        if name in pack.derived and name not in found:
            found.add(name)
            queue += pack.derived[name].needs
    return frozenset(found)

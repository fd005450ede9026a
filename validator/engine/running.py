"""Runs every check: one query a relation yields, for each record, what is broken, unanswered and not asked.

The packed answers (`engine.packing`) stay in DuckDB until somebody wants to read findings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import duckdb
from msgspec import Struct

from validator.declarations.errors import DeclarationError
from validator.declarations.models import Derived, Pack, Rule
from validator.engine.checks import Check, bind
from validator.engine.conditions import PHYSICAL
from validator.engine.everywhere import Everywhere
from validator.engine.hits import Group, Hits
from validator.engine.packing import masks_of
from validator.engine.questions import Listed, Question, first_line
from validator.engine.tables import Lot, Tables
from validator.engine.variadic import written_out
from validator.engine.workers import Workers

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Absent = Mapping[str, Mapping[int, frozenset[str]]]
"""The fields that a sheet does not have, by table and number of the sheet."""
Bound = Mapping[str, Sequence[Check]]
"""Checks by the source they are asked of."""
FEW = 5_000
"""Up to so many rows fetching answers is quicker than storing them."""
SMALL = 50_000
"""Up to so many rows planning a query costs more than running it: two are planned at once, and hardly optimised."""


class Outcome(Struct, frozen=True):
    """`rows` records of a village with the same answers; bit n of each mask is the check with number n."""

    source: str
    village: str
    year: int
    violated: int
    unanswered: int
    not_asked: int
    rows: int


class Run(Struct, frozen=True):
    """What was asked and answered; `hits` are the answers of each record.

    `checks` are those asked, by source. `census` counts the rows that came in, `excused` the blank cells that do not
    count (by table and village). `idle` are the derived tables that say nothing of so few villages.
    """

    checks: Mapping[str, Sequence[Check]]
    hits: Hits
    outcomes: tuple[Outcome, ...]
    census: Mapping[Lot, int]
    excused: Mapping[tuple[str, str], int]
    idle: frozenset[str] = frozenset()


def run_checks(tables: Tables, absent: Absent, workers: Workers) -> Run:
    """Asks every rule of every table that has rows under review; derived tables are made first.

    `absent` names the fields that a sheet does not have, by table and number of the sheet: a rule of which a sheet has
    no field at all is not answered for its rows.
    """
    pack = tables.pack
    asked = _asked(pack, tables.reviewed)
    villages = len({lot.village for lot in tables.census})
    beyond = frozenset(name for name, derived in pack.derived.items() if villages < derived.villages)
    wanted = _with_needs(pack, asked, beyond)
    idle = beyond - wanted
    tables.require({n for name in wanted for n in pack.derived[name].needs})
    tables.require({name for rules in asked.values() for rule in rules for name in rule.with_})
    beside = {name for rules in asked.values() for rule in rules for name in rule.with_}
    beside |= {need for name in wanted for need in pack.derived[name].needs}
    for level in _levels(pack, wanted):
        workers.each(level, lambda connection, derived: _derive(connection, pack, derived, derived.name in beside))
    bound = dict(zip(asked, workers.each(asked.items(), lambda c, item: _bound(c, pack, *item, absent)), strict=True))
    answer = _few if tables.next_row <= FEW else _many
    hits = Hits()
    outcomes = tuple(
        Outcome(source, village, year, *masks_of(bits), rows)
        for source, groups in answer(pack, bound, absent, idle, hits, workers).items()
        for village, year, bits, rows in groups
    )
    return Run(bound, hits, outcomes, dict(tables.census), dict(tables.excused), idle)


def _few(
    pack: Pack, bound: Bound, absent: Absent, idle: Collection[str], hits: Hits, workers: Workers
) -> dict[str, list[Group]]:
    """Asks and fetches the answers: up to `FEW` rows that is quicker than storing them."""
    everywhere = Everywhere(bound)

    def listed(connection: DuckDBPyConnection, source: str) -> list[Listed]:
        if not source:
            everywhere.ask(
                connection, pack, {n: fields for lacking in absent.values() for n, fields in lacking.items()}
            )
            return []
        return Question(pack, source, everywhere.own(bound[source]), absent.get(source, {}), idle).listed(connection)

    _, *rows = workers.each(["", *bound], listed)
    return {
        source: hits.hold(source, len(checks), list(everywhere.packed(checks, found)))
        for (source, checks), found in zip(bound.items(), rows, strict=True)
    }


def _many(
    pack: Pack, bound: Bound, absent: Absent, idle: Collection[str], hits: Hits, workers: Workers
) -> dict[str, list[Group]]:
    """Asks and stores the answers where the rows are."""

    def stored(connection: DuckDBPyConnection, item: tuple[str, Sequence[Check]]) -> list[Group]:
        source, checks = item
        question = Question(pack, source, checks, absent.get(source, {}), idle)
        try:
            return hits.store(connection, source, len(checks), question.packed())
        except duckdb.Error as error:
            raise question.blamed(connection, error) from error

    return dict(zip(bound, workers.each(bound.items(), stored), strict=True))


def _derive(connection: DuckDBPyConnection, pack: Pack, derived: Derived, shared: bool) -> None:
    """A table where several queries read it; what is only asked itself need not be stored."""
    kind = "TABLE" if shared else "VIEW"
    try:
        connection.execute(f"CREATE {kind} {derived.name} AS {written_out(derived.sql, pack.macros)}")
    except duckdb.Error as error:
        raise DeclarationError(f"tabel turunan {derived.name} tidak dapat dihitung: {first_line(error)}") from error


def _asked(pack: Pack, received: set[str]) -> dict[str, list[Rule]]:
    """The rules to ask, by the table or derived table they are asked of."""
    found: dict[str, list[Rule]] = {}
    for rule in pack.rules:
        if not rule.constraint and rule.status != "mati":
            for source in sorted(received, key=list(pack.tables).index) if rule.table == "*" else [rule.table]:
                if home(pack, source) in received:
                    found.setdefault(source, []).append(rule)
    return found


def home(pack: Pack, source: str) -> str:
    """The table in which the records of `source` stand: itself, or the one that a derived table locates."""
    return pack.derived[source].locates if source in pack.derived else source


def _bound(
    connection: DuckDBPyConnection, pack: Pack, source: str, rules: Sequence[Rule], absent: Absent
) -> list[Check]:
    """The rules as checks of `source`; one for all tables is not asked where no sheet has any of its fields."""
    own = {*PHYSICAL, *(pack.tables[source].names if source in pack.tables else _columns(connection, source))}
    without = absent.get(source, {}).values()
    checks: list[Check] = []
    for rule in rules:
        check = bind(rule, source, pack, own, len(checks))
        if not (rule.table == "*" and without and all(map(check.idle, without))):
            checks.append(check)
    return checks


def _columns(connection: DuckDBPyConnection, relation: str) -> list[str]:
    return [name for name, *_ in connection.execute(f"DESCRIBE {relation}").fetchall()]


def _with_needs(pack: Pack, asked: Mapping[str, Sequence[Rule]], beyond: Collection[str]) -> set[str]:
    """The derived tables that these rules read, and those that these need in turn; of those `beyond` this run, only
    what they are asked of."""
    beside = {name for rules in asked.values() for rule in rules for name in rule.with_} - set(beyond)
    queue = [*asked, *beside]
    found: set[str] = set()
    while queue:
        name = queue.pop()
        if name in pack.derived and name not in found:
            found.add(name)
            queue += pack.derived[name].needs
    return found


def _levels(pack: Pack, wanted: set[str]) -> Iterator[list[Derived]]:
    """Derived tables in steps: those of one step need only those of earlier ones."""
    waiting = [d for d in pack.derived.values() if d.name in wanted]
    while waiting:
        names = {d.name for d in waiting}
        ready = [d for d in waiting if not names & set(d.needs)]
        yield ready
        waiting = [d for d in waiting if d not in ready]

"""Runs every check: one query a relation yields, for each record, what is broken, unanswered and not asked.

The packed answers (`engine.packing`) stay in DuckDB until somebody wants to read findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import duckdb
from msgspec import Struct

from validator.declarations.errors import DeclarationError
from validator.declarations.models import Derived, Pack, Rule
from validator.engine.checks import Check, bind, join_columns, joins, needed
from validator.engine.hits import Group, Hits
from validator.engine.lifting import Lifted
from validator.engine.packing import masks_of, packed
from validator.engine.tables import Lot, Tables
from validator.engine.variadic import written_out
from validator.engine.workers import Workers

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

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
    count (by table and village).
    """

    checks: Mapping[str, Sequence[Check]]
    hits: Hits
    outcomes: tuple[Outcome, ...]
    census: Mapping[Lot, int]
    excused: Mapping[tuple[str, str], int]


def run_checks(tables: Tables, absent: Mapping[str, Mapping[int, frozenset[str]]], workers: Workers) -> Run:
    """Asks every rule of every table that has rows under review; derived tables are made first.

    `absent` names the fields that a sheet does not have, by table and number of the sheet: a rule of which a sheet has
    no field at all is not answered for its rows.
    """
    pack = tables.pack
    asked = _asked(pack, tables.reviewed)
    wanted = _with_needs(pack, asked)
    tables.require({n for name in wanted for n in pack.derived[name].needs})
    tables.require({name for rules in asked.values() for rule in rules for name in rule.with_})
    beside = {name for rules in asked.values() for rule in rules for name in rule.with_}
    beside |= {need for name in wanted for need in pack.derived[name].needs}
    for level in _levels(pack, wanted):
        workers.each(level, lambda connection, derived: _derive(connection, pack, derived, derived.name in beside))
    hits, size = Hits(), tables.next_row

    def answers(connection: DuckDBPyConnection, item: tuple[str, Sequence[Rule]]) -> tuple[list[Check], list[Group]]:
        source, lacking = item[0], absent.get(item[0], {})
        checks = _bound(connection, pack, *item, lacking)
        return checks, _ask(connection, pack, source, checks, lacking, hits, size)

    found = dict(zip(asked, workers.each(asked.items(), answers), strict=True))
    outcomes = tuple(
        Outcome(source, village, year, *masks_of(bits), rows)
        for source, (_, groups) in found.items()
        for village, year, bits, rows in groups
    )
    checks = {source: bound for source, (bound, _) in found.items()}
    return Run(checks, hits, outcomes, dict(tables.census), dict(tables.excused))


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
    connection: DuckDBPyConnection,
    pack: Pack,
    source: str,
    rules: Sequence[Rule],
    lacking: Mapping[int, frozenset[str]],
) -> list[Check]:
    """The rules as checks of `source`; one for all tables is not asked where no sheet has any of its fields."""
    columns: Sequence[str] = ()
    if source in pack.derived:
        found = connection.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [source]).fetchall()
        columns = [name for (name,) in found]
    without = lacking.values()
    checks: list[Check] = []
    for rule in rules:
        check = bind(rule, source, pack, columns, len(checks))
        if not (rule.table == "*" and without and all(map(check.idle, without))):
            checks.append(check)
    return checks


def _with_needs(pack: Pack, asked: Mapping[str, Sequence[Rule]]) -> set[str]:
    """The derived tables that these rules read, and those that these need in turn."""
    queue = [name for source, rules in asked.items() for rule in rules for name in (source, *rule.with_)]
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


def _ask(
    connection: DuckDBPyConnection,
    pack: Pack,
    source: str,
    checks: Sequence[Check],
    lacking: Mapping[int, frozenset[str]],
    hits: Hits,
    size: int,
) -> list[Group]:
    lifted = Lifted([m.name for m in pack.macros], [c.violated for c in checks])
    answers = ",\n".join(_answer(c, lifted, lacking) for c in checks)
    conditions = [condition for check in checks for condition in check.conditions]
    beside = needed(conditions)
    columns = sorted({c for condition in conditions for c in condition.columns} | join_columns(beside, source, pack))
    if lacking:
        columns.append("_src")
    rows = f"FROM {lifted.relation(source, columns)} {joins(beside, source, pack)}"
    try:
        query = f"""SELECT _row, _village, _year, {packed(checks, size <= SMALL)} FROM (
            SELECT self._row, self._village, self._year, {answers} {rows})"""
        return hits.keep(connection, source, len(checks), query, size <= FEW)
    except duckdb.Error as error:
        raise _blamed(connection, checks, lifted, rows, error) from error


def _blamed(
    connection: DuckDBPyConnection, checks: Sequence[Check], lifted: Lifted, rows: str, error: duckdb.Error
) -> DeclarationError:
    """The rule among these that cannot be asked."""
    for check in checks:
        try:
            connection.execute(f"SELECT count(x{check.number}) FROM (SELECT {_answer(check, lifted, {})} {rows})")
        except duckdb.Error as cause:
            return DeclarationError(f"aturan {check.rule.id} tidak dapat ditanyakan: {first_line(cause)}")
    return DeclarationError(f"aturan tidak dapat ditanyakan: {first_line(error)}")


def first_line(error: Exception) -> str:
    """What an engine error says, without its picture of the query."""
    return str(error).splitlines()[0][:300]


def _answer(check: Check, lifted: Lifted, lacking: Mapping[int, frozenset[str]]) -> str:
    """`x…`: true where the rule is broken, NULL where it cannot be answered; `w…`: whether it is asked at all."""
    without = sorted(source for source, fields in lacking.items() if check.idle(fields))
    broken = f"({lifted.apply(check.violated)})"
    if without:
        broken = f"CASE WHEN self._src NOT IN ({', '.join(map(str, without))}) THEN {broken} END"
    asked = f", ({lifted.apply(check.when.sql)}) AS w{check.number}" if check.when else ""
    return f"{broken} AS x{check.number}{asked}"

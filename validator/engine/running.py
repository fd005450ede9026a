"""Runs every check: one query a relation yields, for each record, masks of what is broken, unanswered and not asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from validator.declarations.models import Pack
from validator.engine.checks import CHUNK, Check, checks_of, joins
from validator.engine.lifting import Lifted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Outcome:
    """`rows` records of a village with the same answers; bit n of each mask is the check with number n."""

    source: str
    village: str
    year: int
    violated: int
    unanswered: int
    not_asked: int
    rows: int


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked and answered; the records with violations stay in DuckDB as `_hits_<source>`."""

    checks: Mapping[str, Sequence[Check]]
    outcomes: tuple[Outcome, ...]
    sources: tuple[str, ...]


def run_checks(connection: DuckDBPyConnection, pack: Pack) -> Run:
    """Asks every rule of every table that has rows; derived tables are made first."""
    received = {t for t in pack.tables if connection.execute(f"SELECT 1 FROM {t} WHERE _review LIMIT 1").fetchall()}
    columns = _derived_columns(connection, pack, received)
    checks = checks_of(pack, columns)
    asked = {s: c for s, c in checks.items() if (pack.derived[s].locates if s in pack.derived else s) in received}
    outcomes: list[Outcome] = []
    for source, bound in asked.items():
        _ask(connection, pack, source, bound)
        outcomes += _count(connection, source, len(bound))
    return Run(checks, tuple(outcomes), tuple(asked))


def _derived_columns(connection: DuckDBPyConnection, pack: Pack, received: set[str]) -> dict[str, tuple[str, ...]]:
    """Makes the derived tables that rules of the received tables read (the others empty) and names their columns."""
    wanted = set()
    for rule in pack.rules:
        base = pack.derived[rule.table].locates if rule.table in pack.derived else rule.table
        if base == "*" or base in received:
            wanted |= {n for n in (rule.table, *rule.with_) if n in pack.derived}
    columns = {}
    for derived in pack.derived.values():
        limit = "" if derived.name in _with_needs(pack, wanted) else " LIMIT 0"
        connection.execute(f"CREATE TABLE {derived.name} AS SELECT * FROM ({derived.sql}){limit}")
        described = connection.execute(f"DESCRIBE {derived.name}").fetchall()
        columns[derived.name] = tuple(row[0] for row in described)
    return columns


def _with_needs(pack: Pack, wanted: set[str]) -> set[str]:
    found: set[str] = set()
    queue = list(wanted)
    while queue:
        name = queue.pop()
        if name in pack.derived and name not in found:
            found.add(name)
            queue += pack.derived[name].needs
    return found


def mask_count(run: Run, source: str) -> int:
    """How many 64-bit masks the checks of `source` take."""
    return (len(run.checks.get(source, ())) + CHUNK - 1) // CHUNK


def _ask(connection: DuckDBPyConnection, pack: Pack, source: str, checks: Sequence[Check]) -> None:
    if any("_firsts" in c.aliases for c in checks):
        connection.execute(
            f'CREATE TABLE "_firsts_{source}" AS SELECT _village, _year, min(_row) AS _row '
            f"FROM {source} WHERE _review GROUP BY ALL"
        )
    lifted = Lifted([m.name for m in pack.macros], [c.violated for c in checks])
    answers = ",\n".join(
        f"({lifted.apply(c.violated)}) AS x{c.number}"
        + (f", ({lifted.apply(c.when.sql)}) AS w{c.number}" if c.when else "")
        for c in checks
    )
    beside = joins({a for c in checks for a in c.aliases}, source, pack)
    masks = ",\n".join(_masks(checks[i : i + CHUNK], i // CHUNK) for i in range(0, len(checks), CHUNK))
    connection.execute(f"""
        CREATE TABLE "_hits_{source}" AS SELECT _row, _village, _year, {masks} FROM (
            SELECT self._row, self._village, self._year, {answers}
            FROM {lifted.relation(source)} {beside})""")


def _masks(checks: Sequence[Check], chunk: int) -> str:
    def mask(name: str, conditions: Iterator[tuple[int, str]]) -> str:
        bits = " | ".join(f"CASE WHEN {sql} THEN {1 << bit}::UBIGINT ELSE 0 END" for bit, sql in conditions)
        return f"{bits or '0::UBIGINT'} AS {name}{chunk}"

    numbered = [(c.number % CHUNK, c) for c in checks]
    return ", ".join(
        [
            mask("v", ((bit, f"x{c.number}") for bit, c in numbered)),
            mask("u", ((bit, f"x{c.number} IS NULL") for bit, c in numbered)),
            mask("n", ((bit, f"NOT w{c.number}") for bit, c in numbered if c.when)),
        ]
    )


def _count(connection: DuckDBPyConnection, source: str, checks: int) -> Iterator[Outcome]:
    chunks = range((checks + CHUNK - 1) // CHUNK)
    masks = ", ".join(f"v{i}, u{i}, n{i}" for i in chunks)
    rows = connection.execute(
        f'SELECT _village, _year, count(*), {masks} FROM "_hits_{source}" GROUP BY ALL ORDER BY ALL'
    ).fetchall()
    for village, year, count, *parts in rows:
        violated, unanswered, not_asked = (
            sum(part << (i * CHUNK) for i, part in enumerate(parts[offset::3])) for offset in range(3)
        )
        yield Outcome(source, village, year, violated, unanswered, not_asked, count)

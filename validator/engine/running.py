"""Runs every check: one query a relation yields, for each record, what is broken, unanswered and not asked.

The packed answers (`engine.packing`) stay in DuckDB until somebody wants to read findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from validator.engine.answer_table import AnswerTable
from validator.engine.database import first_line
from validator.engine.evaluation import Evaluation
from validator.engine.limits import limited
from validator.engine.packing import masks_of
from validator.engine.places import add_places
from validator.engine.tables import Tables
from validator.engine.workers import Job, Name, Workers
from validator.messages.sentences import sentence as _
from validator.pack.errors import DeclarationError
from validator.pack.models import Pack
from validator.pack.stand_ins import base_table
from validator.plan.checks import Check
from validator.plan.plan import Plan
from validator.plan.scope import Absent, Lot, RunScope, in_scope
from validator.plan.variadic import written_out
from validator.startup.duck import duckdb

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

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


class Run(Struct, frozen=True, dict=True):
    """What was asked and answered; `hits` are the answers of each record.

    `checks` are those asked, by source. `census` counts the rows that came in, `excused` the blank cells that do not
    count (by table and village). `idle` are the relations that are empty in this scope (`RunScope.empty`);
    `absent`: see `run_checks`.
    """

    checks: Mapping[str, Sequence[Check]]
    hits: AnswerTable
    outcomes: tuple[Outcome, ...]
    census: Mapping[Lot, int]
    excused: Mapping[tuple[str, str], int]
    plan: Plan
    idle: frozenset[str] = frozenset()
    absent: Absent = {}

    def check(self, source: str, number: int) -> Check:
        """The check of a source with that number; `KeyError` if it was not asked."""
        return self._numbered[source][number]

    @cached_property
    def _numbered(self) -> Mapping[str, Mapping[int, Check]]:
        return {source: {check.number: check for check in checks} for source, checks in self.checks.items()}


def run_checks(tables: Tables, absent: Absent, workers: Workers) -> Run:
    """Loads what is waiting, makes the derived tables and asks every rule of every table that has rows under review.

    Each of these is a job that is done as soon as what it reads is there. `absent` names the fields that a sheet does
    not have, by table and number of the sheet: a rule of which a sheet has no field at all is not answered for its
    rows.
    """
    scope = in_scope(tables.plan, tables.reviewed, tables.census, absent)
    asking = Evaluation(tables.pack, scope.checks, absent, scope.empty, tables.next_row)
    workers.run(_jobs(tables, scope, asking))
    outcomes = tuple(
        Outcome(source, village, year, *masks_of(bits), rows)
        for source, groups in asking.groups().items()
        for village, year, bits, rows in groups
    )
    census, excused = dict(tables.census), dict(tables.excused)
    return Run(asking.checks, asking.hits, outcomes, census, excused, tables.plan, scope.empty, absent)


def _jobs(tables: Tables, scope: RunScope, asking: Evaluation) -> dict[Name, Job]:
    """What is to be done; what takes longest, as far as one can tell, comes first."""
    pack, loads, asked, wanted = tables.pack, tables.loads(), scope.checks, scope.derived
    villages = {lot.village for lot in tables.census}
    beside = {source: {name for c in checks for name in c.rule.with_} for source, checks in asked.items()}
    needed = set[str]().union(*(pack.derived[name].needs for name in wanted))
    read = needed.union(*beside.values())
    loads |= tables.missing(needed - loads.keys())

    def needs(names: Iterable[str]) -> set[Name]:
        """The jobs after which these tables can be read, and what is known of villages."""
        derived = {("derive", name) for name in names if name in wanted}
        return {("load", ""), *derived, *(("load", name) for name in names if name in loads)}

    jobs: dict[Name, Job] = {("load", ""): Job((), partial(add_places, codes=villages, added=pack.regions))}
    jobs |= {("load", name): Job((), work) for name, work in loads.items()}
    jobs["share", ""] = Job((), lambda _: asking.share())
    for name in (name for name in pack.derived if name in wanted):
        foreign = pack.derived[name].foreign
        kind = "TABLE" if asking.few or name in read or foreign else "VIEW"
        make = partial(_derive_held, rows=tables.next_row) if foreign else _derive
        jobs["derive", name] = Job(needs(pack.derived[name].needs), partial(make, pack, name, kind))
    jobs["ask", ""] = Job({("share", ""), *needs(loads)}, asking.ask_everywhere)
    for source in sorted(asked, key=lambda source: len(asked[source]), reverse=True):
        first = {("share", ""), *needs([source, base_table(pack.derived, source), *beside[source]])}
        jobs["ask", source] = Job(first, partial(asking.ask, source=source))
    jobs["excuse", ""] = Job(needs(loads), tables.excuse)
    return jobs


def _derive(pack: Pack, name: str, kind: str, connection: DuckDBPyConnection) -> None:
    """A table where several queries read it, else a view: what is only asked itself need not be stored, unless it is
    of so few rows that to plan a view once more for its question takes longer.
    """
    try:
        connection.execute(f"CREATE {kind} {name} AS {written_out(pack.derived[name].sql, pack.macros)}")
    except duckdb.Error as error:
        if pack.derived[name].foreign and isinstance(error, (duckdb.InterruptException, duckdb.OutOfMemoryException)):
            raise
        said = _("tabel turunan {name} tidak dapat dihitung: {cause}", name=name, cause=first_line(error))
        raise DeclarationError(said) from error


def _derive_held(pack: Pack, name: str, kind: str, connection: DuckDBPyConnection, rows: int) -> None:
    """One of another pack, held to limits; always a table, so that it is known what takes long."""
    with limited(connection, _("tabel turunan {name}", name=name), rows):
        _derive(pack, name, kind, connection)

"""Runs the examples that every rule carries: what should pass passes, what should fail fails.

All examples with the same reference date are one check: each is a village of its own, so one run answers them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from validator.cells.values import parser
from validator.engine.answering import answer
from validator.engine.preparing import Database
from validator.engine.tables import Tables
from validator.findings.cells import CellRules
from validator.pack.models import Example, Pack, Rule, Table
from validator.plan.columns import COUNTED, ROW_COLUMNS
from validator.plan.conditions import PHYSICAL

DEFAULT_DATE = date(2026, 6, 30)
COMPUTED = ("instrument_empty", "instrument_share")
"""Constraints on whole instruments; they have no cells to give as examples."""


class Failure(Struct, frozen=True):
    """An example that does not do what it says. `number` counts from 1 among the rule's examples of its kind."""

    rule: Rule
    fails: bool
    number: int

    @property
    def text(self) -> str:
        expected = "seharusnya melanggar tetapi lolos" if self.fails else "seharusnya lolos tetapi melanggar"
        return f"{self.rule.id}: contoh {'fail' if self.fails else 'pass'} nomor {self.number} {expected}"


class ExampleCase(Struct, frozen=True):
    """An example of a rule; `number` counts from 1 among those of its kind, `village` is the one it runs in."""

    rule: Rule
    example: Example
    number: int
    village: str


def run_examples(pack: Pack, only: Iterable[str] = (), *, as_shipped: bool = True) -> tuple[int, list[Failure]]:
    """How many examples were run, and those that failed. `only`: ids of the rules to try, default all.

    A rule is tried with the parameters and the regions that its examples were written for, whatever a later pack has
    set; unless `as_shipped` is false: then those that fail are what the change of parameters changes.

    >>> from validator.pack.loading import load_pack
    >>> number, failures = run_examples(load_pack(), ["SDM-001"])
    >>> number > 1, failures
    (True, [])
    """
    if as_shipped:
        rules = tuple(replace(r, parameters=r.shipped or r.parameters) for r in pack.rules)
        pack = replace(pack, rules=rules, regions=())
    wanted = set(only)
    cases = list(cases_of(r for r in pack.rules if not wanted or r.id in wanted))
    failures = [f for case in cases if case.rule.constraint for f in _judge(case, _cell_broken(pack, case))]
    asked = [case for case in cases if not case.rule.constraint]
    for day in sorted({day_of(case) for case in asked}):
        failures += _run(pack, [c for c in asked if day_of(c) == day], day)
    order = {rule.id: i for i, rule in enumerate(pack.rules)}
    return len(cases), sorted(failures, key=lambda f: (order[f.rule.id], f.fails, f.number))


def cases_of(rules: Iterable[Rule]) -> Iterator[ExampleCase]:
    """The examples of some rules, each in a village of its own."""
    serial = 0
    for rule in rules:
        if rule.constraint in COMPUTED:
            continue
        numbers = {True: 0, False: 0}
        for example in rule.examples:
            serial += 1
            numbers[example.fails] += 1
            yield ExampleCase(rule, example, numbers[example.fails], f"99{serial:08}")


def day_of(case: ExampleCase) -> date:
    """The "today" of an example."""
    return date.fromisoformat(case.example.date) if case.example.date else DEFAULT_DATE


def _judge(case: ExampleCase, broken: bool) -> Iterator[Failure]:
    if broken != case.example.fails:
        yield Failure(case.rule, case.example.fails, case.number)


def _cell_broken(pack: Pack, case: ExampleCase) -> bool:
    """Whether some cell of the example, as raw text, has the problem that the rule speaks for."""
    table = pack.tables[case.example.table or (case.rule.table if case.rule.table != "*" else next(iter(pack.tables)))]
    rules = CellRules(pack)
    for row in case.example.rows:
        for name, cell in row.items():
            field = table.field(name)
            problem = parser(field, pack.codelists)(cell).problem
            if problem and rules.of(table, field, problem).id == case.rule.id:
                return True
    return False


def _run(pack: Pack, cases: Sequence[ExampleCase], day: date) -> Iterator[Failure]:
    base = Database(pack, day)
    with base.work:
        tables = Tables(base)
        for case in cases:
            insert(tables, pack, case, day)
        run = answer(tables)
    broken = {
        (check.rule.id, outcome.village, outcome.year)
        for outcome in run.outcomes
        for check in run.checks[outcome.source]
        if outcome.violated >> check.number & 1
    }
    for case in cases:
        yield from _judge(case, (case.rule.id, *place_of(case, day)) in broken)


def place_of(case: ExampleCase, day: date) -> tuple[str, int]:
    """The village and year under which an example runs; one that names a village has a year to itself instead."""
    named = next((str(row["_village"]) for row in case.example.rows if "_village" in row), "")
    return (named, 10_000 + 10 * int(case.village[2:])) if named else (case.village, day.year)


def insert(tables: Tables, pack: Pack, case: ExampleCase, day: date) -> None:
    """Adds the rows of an example, and of the tables beside it, to the tables of a check."""
    village, year = place_of(case, day)
    own = own_table(pack, case)
    _add(tables, own, case.example.rows, village, year, review=True)
    _add(tables, own, case.example.previous, village, year - 1, review=False)
    for name, rows in case.example.tables.items():
        _add(tables, pack.tables[name], rows, village, year, review=True)


def own_table(pack: Pack, case: ExampleCase) -> Table:
    """The form whose rows an example gives."""
    name = case.example.table or case.rule.table
    if name in pack.derived:
        name = pack.derived[name].locates
    return pack.tables[next(iter(pack.tables)) if name == "*" else name]


def _add(
    tables: Tables, table: Table, rows: Sequence[Mapping[str, Any]], village: str, year: int, review: bool
) -> None:
    if not rows:
        return
    fixed: dict[str, Any] = {
        "_src": tables.numbers[table.name],
        "_village": village,
        "_year": year,
        "_review": review,
        "_copies": 1,
        "_rank": 1,
    }
    fixed |= {"_stale": False, "_older": 0, "_bad_code": False}
    types = {f.name: f.type for f in table.fields} | {"_date": "date"}
    known = {*types, *PHYSICAL, *ROW_COLUMNS, *COUNTED}
    given = [{**fixed, "_line": i + 2, **row} for i, row in enumerate(rows)]
    columns = sorted({name for row in given for name in row if name in known})
    values = {c: [_typed(row.get(c), types.get(c, "")) for row in given] for c in columns}
    tables.add(table, len(given), values, [])


def _typed(value: Any, kind: str) -> Any:  # noqa: ANN401 - YAML gives any scalar
    if value is None:
        return None
    if kind == "date" and not isinstance(value, date):
        return date.fromisoformat(str(value))
    return str(value) if kind == "string" else value

"""The plan of a pack is the same in every run: bound without rows, kept, and read back relation by relation."""

from __future__ import annotations

from datetime import date

from tests.support.samples import SAMPLES, checked
from validator import check
from validator.engine.preparing import Database
from validator.engine.tables import Tables
from validator.plan.plan import Plan
from validator.plan.scope import Lot, in_scope
from validator.plan.variadic import written_out

LATER = "2046-03-02"


def test_columns_of_derived_tables_are_those_that_the_engine_finds(pack, plan):
    base = Database(pack, date(2026, 11, 24))
    with base.work:
        tables = Tables(base)
        for make in tables.missing(pack.tables).values():
            make(tables.connection)
        for name, derived in pack.derived.items():
            tables.connection.execute(f"CREATE VIEW {name} AS {written_out(derived.sql, pack.macros)}")
            described = tables.connection.execute(f"DESCRIBE {name}").fetchall()
            assert plan.columns(name) == tuple(column for column, *_ in described), name


def test_a_kept_plan_is_the_one_that_was_made(pack, plan):
    kept = Plan(pack, plan.bound())
    assert list(kept.relations) == list(plan.relations)
    for relation in plan.relations:
        assert kept.checks(relation) == plan.checks(relation), relation


def test_the_number_of_a_check_is_its_place_in_the_pack_whatever_came_in(plan):
    lot = Lot("t45", 1, "6311032021", 2026, True)
    bare = {"t45": {1: frozenset(plan.pack.tables["t45"].names)}}
    some = in_scope(plan, {"t45"}, {lot}, bare).checks["t45"]
    assert 0 < len(some) < len(plan.checks("t45"))
    for one in some:
        assert plan.checks("t45")[one.number] == one


def test_only_rules_that_use_today_answer_otherwise_on_another_day(plan):
    days = [result._context.run for result in (checked("2026"), check(SAMPLES / "2026", date=LATER))]
    changed = set()
    for source in days[0].checks:
        before, after = (_broken(run, source) for run in days)
        changed |= {(source, number) for number in before if before[number] != after[number]}
    assert changed, "a later day changes something"
    for source, number in changed:
        assert plan.uses_today(plan.checks(source)[number]), plan.checks(source)[number].rule.id


def test_few_rules_use_today_or_compare_villages(plan):
    checks = [one for relation in plan.relations for one in plan.checks(relation)]
    assert 0 < sum(map(plan.uses_today, checks)) < len(checks) / 2
    comparing = {one.rule.id for one in checks if plan.compares_villages(one)}
    assert {rule for rule in comparing if rule.startswith("STA-01")}
    assert len(comparing) < 60


def _broken(run, source):
    """How many records break each check of a source."""
    outcomes = [outcome for outcome in run.outcomes if outcome.source == source]
    return {c.number: sum(o.rows for o in outcomes if o.violated >> c.number & 1) for c in run.checks[source]}

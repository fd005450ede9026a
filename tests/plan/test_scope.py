"""What is asked, and what is out of scope, follows from what came in alone: no rows are needed to say it."""

from __future__ import annotations

from validator.pack.stand_ins import asked, base_table
from validator.plan.scope import Lot, in_scope

VILLAGE, OTHER = "6311032021", "6311032014"


def lots(*tables: str, villages: tuple[str, ...] = (VILLAGE,), years: tuple[int, ...] = (2026,)) -> set[Lot]:
    return {Lot(table, 1, village, year, True) for table in tables for village in villages for year in years}


def test_only_rules_of_what_came_in_are_asked(pack, plan):
    scope = in_scope(plan, {"t45"}, lots("t45"))
    assert "t45" in scope.checks
    assert {base_table(pack.derived, relation) for relation in scope.checks} == {"t45"}


def test_rules_of_all_tables_are_asked_of_each(pack, plan):
    scope = in_scope(plan, {"t45", "t48"}, lots("t45", "t48"))
    everywhere = {rule.id for name, rule in asked(pack) if name == "*"}
    assert everywhere
    for table in ("t45", "t48"):
        assert everywhere <= {check.rule.id for check in scope.checks[table]}


def test_a_table_that_did_not_come_in_is_empty(pack, plan):
    scope = in_scope(plan, {"t45"}, lots("t45"))
    assert "t48" in scope.empty
    assert "t45" not in scope.empty


def test_a_year_before_is_needed_to_look_back(pack, plan):
    assert "previous" in in_scope(plan, {"t45"}, lots("t45")).empty
    assert "previous" not in in_scope(plan, {"t45"}, lots("t45", years=(2025, 2026))).empty
    assert "previous" in in_scope(plan, {"t45"}, lots("t45", villages=(VILLAGE, OTHER))).empty


def test_what_compares_villages_is_made_for_two_alone(pack, plan):
    one = in_scope(plan, {"t46a", "t01"}, lots("t46a", "t01"))
    two = in_scope(plan, {"t46a", "t01"}, lots("t46a", "t01", villages=(VILLAGE, OTHER)))
    comparing = {name for name, derived in pack.derived.items() if derived.villages > 1}
    assert comparing & two.derived
    assert comparing & two.derived <= one.empty
    assert comparing.isdisjoint(two.empty)


def test_what_is_made_has_all_it_needs(pack, plan):
    scope = in_scope(plan, set(pack.tables), lots(*pack.tables, villages=(VILLAGE, OTHER), years=(2025, 2026)))
    for name in scope.derived:
        assert set(pack.derived[name].needs) <= pack.tables.keys() | scope.derived
    assert scope.derived.isdisjoint(scope.empty)

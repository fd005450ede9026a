"""Every rule of a pack bound to every relation it may be asked of: what can be said before any row is seen.

Needs no data and no database. Binding all rules takes longer than a village's check may, so the plan of the packs that
a command names is kept, and of a kept plan only the relations that are asked are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Raw, Struct, msgpack

from validator.pack.cache import kept, stamp_of
from validator.pack.models import Pack, Rule
from validator.pack.stand_ins import asked, base_table, variant
from validator.plan.checks import Check, bind
from validator.plan.conditions import PHYSICAL, Condition
from validator.plan.outputs import Outputs
from validator.plan.reach import Reach

__all__ = ["Plan", "load_plan"]

_CALL = re.compile(r"\b([a-z_]\w*)\s*\(", re.IGNORECASE)


class _Bound(Struct, frozen=True, array_like=True):
    """A check as it is kept. `also` is the table that the rule names in its `also`, if it is asked of that one."""

    rule: str
    also: str
    when: Condition | None
    holds: Condition
    blames: tuple[str, ...]


class Bound(Struct, frozen=True):
    """All of a plan, to be kept: the checks of each relation, and the columns of each derived table."""

    checks: dict[str, Raw]
    columns: dict[str, tuple[str, ...]]


class Plan:
    """The checks of a pack, by relation, in the order of reports.

    >>> from validator.pack.loading import load_pack
    >>> plan = Plan(load_pack())
    >>> check = next(check for check in plan.checks("t45") if check.rule.id == "SDM-001")
    >>> check.table.title, check.blames
    ('Jumlah Sumber Daya Manusia', ('jumlah', 'laki_laki', 'perempuan'))
    """

    def __init__(self, pack: Pack, bound: Bound | None = None) -> None:
        """`bound` is what `load_plan` keeps; without it checks are bound when they are asked for."""
        self.pack = pack
        self._bound = bound
        self._checks: dict[str, tuple[Check, ...]] = {}
        self._outputs = Outputs(pack, bound.columns if bound else {})

    @property
    def relations(self) -> Sequence[str]:
        """The relations that rules are asked of, in the order of the rules."""
        return tuple(self._bound.checks if self._bound else self._asked)

    def checks(self, relation: str) -> Sequence[Check]:
        """The checks of a relation, each with its place in the pack; none if no rule is asked of it.

        Raises `DeclarationError` for a rule that names a table or parameter that is not declared.
        """
        if relation not in self._checks:
            self._checks[relation] = tuple(self._read(relation) if self._bound else self._made(relation))
        return self._checks[relation]

    def columns(self, relation: str) -> Sequence[str]:
        """The columns of a table or derived table, in their order."""
        return self._outputs.of(relation)

    def uses_today(self, check: Check) -> bool:
        """Whether an answer, or what is said of it, may be another one tomorrow though the rows stay the same."""
        texts = [condition.sql for condition in check.conditions] + list(check.rule.show.values())
        relations = (check.source, *check.aliases)
        return any(map(self._calls_today, texts)) or any(map(self._is_dated, relations))

    def compares_villages(self, check: Check) -> bool:
        """Whether an answer may depend on other villages."""
        return self._reach.among_villages(check)

    def _made(self, relation: str) -> list[Check]:
        own = {*PHYSICAL, *self._outputs.of(relation)}
        return [bind(rule, relation, self.pack, own, n) for n, rule in enumerate(self._asked.get(relation, ()))]

    def _read(self, relation: str) -> list[Check]:
        raw = self._bound.checks.get(relation) if self._bound else None
        kept_ = msgpack.decode(raw, type=list[_Bound]) if raw else []
        table = self.pack.tables[base_table(self.pack.derived, relation)] if kept_ else None
        return [
            Check(self._rule(one), table, relation, number, one.when, one.holds, one.blames)
            for number, one in enumerate(kept_)
            if table
        ]

    def _rule(self, one: _Bound) -> Rule:
        rule = self._rules[one.rule]
        return variant(rule, one.also, self.pack) if one.also else rule

    def bound(self) -> Bound:
        """All of it, to be kept."""
        return Bound(
            {name: Raw(msgpack.encode([self._as_kept(c) for c in self.checks(name)])) for name in self.relations},
            {name: self._outputs.of(name) for name in self.pack.derived},
        )

    def _as_kept(self, check: Check) -> _Bound:
        own = self._rules[check.rule.id].table in ("*", check.source)
        return _Bound(check.rule.id, "" if own else check.table.name, check.when, check.holds, check.blames)

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self.pack)

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.pack.rules}

    @cached_property
    def _asked(self) -> Mapping[str, Sequence[Rule]]:
        found: dict[str, list[Rule]] = {}
        for name, rule in asked(self.pack):
            for relation in self.pack.tables if name == "*" else [name]:
                found.setdefault(relation, []).append(rule)
        return found

    @cached_property
    def _dated_macros(self) -> frozenset[str]:
        """The macros that ask which day it is, themselves or through others."""
        found = {"today"}
        while more := {m.name for m in self.pack.macros if m.name not in found and found & set(_CALL.findall(m.sql))}:
            found |= more
        return frozenset(found)

    def _calls_today(self, sql: str) -> bool:
        return not self._dated_macros.isdisjoint(_CALL.findall(sql))

    def _is_dated(self, relation: str) -> bool:
        """Whether a derived table is another one tomorrow, itself or by what it needs."""
        derived = self.pack.derived.get(relation)
        return derived is not None and (self._calls_today(derived.sql) or any(map(self._is_dated, derived.needs)))


def load_plan(pack: Pack) -> Plan:
    """The plan of a pack that `load_pack` gave, kept in the user's cache folder."""
    name = "plan-extended" if pack.extended else "plan"
    return Plan(pack, kept(name, stamp_of(pack.version.encode()), Bound, lambda: Plan(pack).bound()))

"""Which cells a rule may depend on: its own, those of forms beside it, and those that derived tables are made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum
from functools import cache

from validator.pack.models import Pack
from validator.plan.checks import Check

__all__ = ["Reach", "Where"]

_ALL = re.compile(r"\bcolumns\s*\(|\bunpivot\b", re.IGNORECASE)
_QUOTED = re.compile(r"'(\w+)'")


class Where(IntEnum):
    """Of which records of a table a field matters to a check: of none, only the check's own, or any of the village."""

    NONE = 0
    OWN = 1
    ANY = 2


class Reach:
    """Answers for one pack, each worked out once."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.base = cache(self._base)
        self.touches = cache(self._touches)
        self.compares = cache(self._compares)
        self._known: dict[tuple[str, tuple[str, ...], bool], dict[tuple[str, int], Where]] = {}
        self._read: dict[tuple[str, int], frozenset[str]] = {}
        self._among: dict[tuple[str, int], bool] = {}

    def _base(self, name: str) -> tuple[str, ...]:
        """The declared tables of which `name` is made: itself, or what a derived table draws from.

        One that picks its tables from a long form by their names (`tabel = 't46a'`) draws from these alone.
        """
        if name in self.pack.tables:
            return (name,)
        if name not in self.pack.derived:
            return ()
        derived = self.pack.derived[name]
        found = dict.fromkeys(t for need in derived.needs for t in self.base(need))
        picked = set(_QUOTED.findall(derived.sql))
        return tuple(t for t in found if t in picked or t in derived.needs or picked.isdisjoint(found))

    def _touches(self, name: str, table: str, field: str) -> bool:
        """Whether a derived table may change with a field: its SQL names it, or that of one it needs does."""
        if table not in self.base(name):
            return False
        if name == table:
            return True
        derived = self.pack.derived[name]
        named = re.search(rf"\b{re.escape(field)}\b", derived.sql) or _ALL.search(derived.sql)
        if named and table in derived.needs:
            return True
        return any(self.touches(need, table, field) for need in derived.needs if need != table)

    def _compares(self, name: str) -> bool:
        """Whether a derived table compares villages, itself or in what it needs."""
        derived = self.pack.derived.get(name)
        return derived is not None and (derived.villages > 1 or any(map(self.compares, derived.needs)))

    def among_villages(self, check: Check) -> bool:
        """Whether an answer depends on other villages as a whole."""
        key = check.source, check.number
        if key not in self._among:
            self._among[key] = any(self.compares(name) for name in (check.source, *check.aliases))
        return self._among[key]

    def reads(self, check: Check) -> frozenset[str]:
        """The declared tables that an answer may depend on."""
        key = check.source, check.number
        if key not in self._read:
            names = (check.table.name, check.source, *check.aliases)
            self._read[key] = frozenset(table for name in names for table in self.base(name))
        return self._read[key]

    def after(self, table: str, fields: tuple[str, ...], gone: bool) -> Callable[[Check], Where]:
        """Of which records of a table a change of these fields, or that a record is gone, matters to checks; to those
        that depend on other villages as a whole it never does.
        """
        known = self._known.setdefault((table, fields, gone), {})

        def matters(check: Check) -> Where:
            key = check.source, check.number
            if key not in known:
                known[key] = self._after(check, table, fields, gone)
            return known[key]

        return matters

    def _after(self, check: Check, table: str, fields: tuple[str, ...], gone: bool) -> Where:
        if self.among_villages(check):
            return Where.NONE
        if not gone and table not in self.reads(check):
            return Where.NONE
        if gone:
            return Where.ANY if self.counts(check, table) else Where.OWN
        found = Where.NONE
        for field in fields:
            found = max(found, self._of_field(check, table, field))
            if found is Where.ANY:
                break
        return found

    def _of_field(self, check: Check, table: str, field: str) -> Where:
        if check.source in self.pack.derived and self.touches(check.source, table, field):
            return Where.ANY
        for condition in check.conditions:
            for alias, column in condition.others:
                if alias == table and column == field:
                    return Where.ANY
                if alias in self.pack.derived and self.touches(alias, table, field):
                    return Where.ANY
        own = check.source == table and any(field in condition.columns for condition in check.conditions)
        return Where.OWN if own else Where.NONE

    def counts(self, check: Check, table: str) -> bool:
        """Whether a check may depend on how many records a table has."""
        if table not in self.reads(check):
            return False
        if check.source == table and any("_copies" in condition.columns for condition in check.conditions):
            return True
        return any(name != table and table in self.base(name) for name in (check.source, *check.aliases))

"""What must stand in the worlds of suppositions: the tables that their questions read, and what of these can change."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from validator.pack.stand_ins import base_table
from validator.plan.checks import Check, columns_read, needed
from validator.plan.conditions import prepare
from validator.plan.reach import Reach

if TYPE_CHECKING:
    from validator.engine.supposing import World

__all__ = ["Reading"]

_UNION = re.compile(r"\bunion\s+all\b", re.IGNORECASE)
_BRANCH = re.compile(r"\s*(?:--[^\n]*\n\s*)*select\b", re.IGNORECASE)


class _Kind(NamedTuple):
    """What worlds that read the same have in common: the cells changed, the tables in part, what is asked."""

    changes: tuple[tuple[str, bool, tuple[str, ...]], ...]
    parts: frozenset[str]
    sources: frozenset[str]
    applying: frozenset[str]


class Reading:
    """Worlds are named by their numbers; `checks` are those asked of any of them, by source."""

    def __init__(
        self, reach: Reach, idle: Collection[str], checks: Mapping[str, Sequence[Check]], worlds: Sequence[World]
    ) -> None:
        self.reach, self.pack, self.idle, self.checks = reach, reach.pack, idle, checks
        self._recomputed = cache(self._is_recomputed)
        self.sql = cache(self._sql)
        self._kinds: dict[_Kind, list[int]] = {}
        for n, world in enumerate(worlds):
            changes = tuple((change.table, change.gone, tuple(change.values)) for change in world.changes)
            kind = _Kind(changes, frozenset(world.rows), frozenset(world.asked), world.applying)
            self._kinds.setdefault(kind, []).append(n)
        self._columns = {s: needed(c for check in asked for c in check.conditions) for s, asked in checks.items()}
        self._beside = {source: found.keys() - {"_places", *idle} for source, found in self._columns.items()}

    @cached_property
    def tables(self) -> Mapping[str, list[int]]:
        """The base tables, each with the worlds in which it must stand."""
        found: dict[str, list[int]] = {}
        for kind, numbers in self._kinds.items():
            for table in sorted(self._read_by(kind)):
                found.setdefault(table, []).extend(numbers)
        return found

    @property
    def placed(self) -> list[int]:
        """The worlds of which questions read where their village lies."""
        return self._worlds(lambda kind: any("_places" in self._columns[source] for source in kind.sources))

    @cached_property
    def derived(self) -> list[str]:
        """The derived tables that are worked out or copied, each after those it is made of."""
        found: dict[str, None] = {}

        def add(name: str) -> None:
            if name in self.pack.derived and name not in found and name not in self.idle:
                for need in self.pack.derived[name].needs if self.is_worked_out(name) else ():
                    add(need)
                found[name] = None

        for source in self.checks:
            for name in sorted({source, *self._beside[source]}):
                add(name)
        return list(found)

    def columns(self, name: str) -> set[str]:
        """The columns of a base table that are read; none are named if a derived table is made of it."""
        if any(name in self.named(derived) for derived in self._worked_out):
            return set()
        table = self.pack.tables[name]
        found = {"_row", "_village", "_year"}
        if name in self.checks:
            found |= columns_read(self.checks[name], name, self.pack) | {"_src", "_review"}
        for source, beside in self._columns.items():
            for alias in {name, *(["previous"] if source == name else [])} & beside.keys():
                found |= {*beside[alias], *table.key, *(["_rank"] if table.layout != "records" else [])}
        for field in {field for kind in self._kinds for field in kind.applying}:
            if field.startswith(f"{name}."):
                found |= set(prepare(table.field(field.partition(".")[2]).applies_when, table.names, {}).columns)
        return found

    def copied(self, name: str) -> list[int]:
        """The worlds in which a derived table stands as it was worked out in the check."""
        return self._worlds(lambda kind: self._stands_beside(kind, name) and not self._recomputed(kind, name))

    def is_worked_out(self, name: str) -> bool:
        """Whether a derived table is worked out for some world."""
        return name in self._worked_out

    def _sql(self, name: str) -> str:
        """What a derived table is made of, as far as others pick from it.

        A long form of many tables is a union of them: planning all of it takes longer than running what is picked.
        """
        derived, parts = self.pack.derived[name], _UNION.split(self.pack.derived[name].sql)
        if derived.foreign or not all(_BRANCH.match(part) and part.count("(") == part.count(")") for part in parts):
            return derived.sql
        bases, picked = set(self.reach.base(name)), self._picked(name)
        named = [_words(part) & bases for part in parts]
        kept = [part for part, tables in zip(parts, named, strict=True) if not tables or tables & picked]
        return "union all".join(kept or parts)

    def named(self, name: str) -> set[str]:
        """The base tables that the SQL of a derived table names."""
        return {need for need in self.pack.derived[name].needs if need in self.pack.tables} & _words(self.sql(name))

    def _worlds(self, wanted: Callable[[_Kind], bool]) -> list[int]:
        return [n for kind, numbers in self._kinds.items() if wanted(kind) for n in numbers]

    def _stands_beside(self, kind: _Kind, name: str) -> bool:
        return any(name in self._beside[source] for source in kind.sources)

    def _is_reached(self, name: str) -> bool:
        return any(self._stands_beside(kind, name) and self._recomputed(kind, name) for kind in self._kinds)

    def _read_by(self, kind: _Kind) -> set[str]:
        found = {name.partition(".")[0] for name in kind.applying}
        for source in kind.sources:
            found |= {*self.reach.base(base_table(self.pack.derived, source)), *self.reach.base(source)}
            for alias in self._beside[source]:
                if alias in self.pack.tables:
                    found.add(alias)
                elif alias in self.pack.derived and self._recomputed(kind, alias):
                    found |= set(self.reach.base(alias))
        return found

    def _is_recomputed(self, kind: _Kind, name: str) -> bool:
        """Whether a derived table is worked out anew in such worlds, not copied: where the change reaches it."""
        if name in self.idle or name not in self.pack.derived:
            return False
        bases = set(self.reach.base(name))
        if bases & kind.parts:
            return bool(self.pack.derived[name].key)
        changes = [(table, gone, fields) for table, gone, fields in kind.changes if table in bases]
        return any(gone or any(self.reach.touches(name, table, f) for f in fields) for table, gone, fields in changes)

    @cached_property
    def _worked_out(self) -> Collection[str]:
        """The derived tables that are asked, that a change reaches beside a question, and those that these need."""
        beside = {name for names in self._beside.values() for name in names}
        queue = [*self.checks, *(name for name in beside if self._is_reached(name))]
        found: set[str] = set()
        while queue:
            name = queue.pop()
            if name in self.pack.derived and name not in found and name not in self.idle:
                found.add(name)
                queue += self.pack.derived[name].needs
        return found

    def _picked(self, name: str) -> set[str]:
        """The base tables of a derived table that are read through it."""
        if name in self.checks or any(name in names for names in self._beside.values()):
            return set(self.reach.base(name))
        makers = (other for other in self._worked_out if name in self.pack.derived[other].needs)
        return {table for other in makers for table in self.reach.base(other)}


def _words(sql: str) -> set[str]:
    return set(re.findall(r"\w+", sql))

"""Which questions a pack asks: every rule bound to the table it is asked of, with the joins it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from validator.declarations.errors import DeclarationError
from validator.declarations.models import Pack, Rule, Table
from validator.engine.conditions import PHYSICAL, Condition, prepare

CHUNK = 21
"""Checks in one 64-bit answer column, three bits each."""


@dataclass(frozen=True, slots=True)
class Check:
    """One rule asked of one relation. `table` is where its cells are, `source` the relation it reads.

    `number` is its place among the checks of the same source; its answer stands in column `number // CHUNK`.
    """

    rule: Rule
    table: Table
    source: str
    number: int
    when: Condition | None
    holds: Condition
    blames: tuple[str, ...]

    @property
    def violated(self) -> str:
        """SQL that is true where the rule is broken, NULL where it cannot be answered, else false."""
        return f"({self.when.sql}) AND NOT ({self.holds.sql})" if self.when else f"NOT ({self.holds.sql})"

    @property
    def aliases(self) -> set[str]:
        return self.holds.aliases | (self.when.aliases if self.when else set())

    @property
    def involved(self) -> frozenset[tuple[str, str]]:
        """The cells it looks at, as (table or alias, field)."""
        conditions = [self.holds] + ([self.when] if self.when else [])
        own = {(self.table.name, f) for c in conditions for f in c.fields if f in self.table.names}
        blamed = {(self.table.name, f) for f in self.blames}
        other = {(self.table.name if a == "previous" else a, f) for c in conditions for a, f in c.others if a[0] != "_"}
        return frozenset(own | blamed | other)


def bind(rule: Rule, source: str, pack: Pack, columns: Sequence[str], number: int) -> Check:
    """A rule as a check of `source`. `columns` are those of `source` if it is a derived table.

    Raises `DeclarationError` for a rule that names a table or parameter that is not declared.
    """
    table = _place(rule, source, pack)
    own = {*(columns or table.names), *PHYSICAL}
    try:
        holds = prepare(rule.assert_, own, rule.parameters)
        when = prepare(rule.when, own, rule.parameters) if rule.when else None
    except KeyError as error:
        raise DeclarationError(f"aturan {rule.id}: parameter {error} tidak dinyatakan di params") from error
    blames = rule.blames or tuple(f for f in holds.fields if f in table.names)
    return Check(rule, table, source, number, when, holds, blames)


def _place(rule: Rule, source: str, pack: Pack) -> Table:
    """The table that holds the cells of `source`."""
    if source in pack.tables:
        return pack.tables[source]
    if source in pack.derived and pack.derived[source].locates in pack.tables:
        return pack.tables[pack.derived[source].locates]
    raise DeclarationError(f"aturan {rule.id}: tabel {source!r} tidak dikenal")


def joins(aliases: Iterable[str], check_source: str, pack: Pack) -> str:
    """The LEFT JOINs that bring the tables named `aliases` beside `self`, one row each."""
    return "\n".join(_join(alias, check_source, pack) for alias in sorted(aliases))


def _join(alias: str, source: str, pack: Pack) -> str:
    if alias == "_places":
        return "LEFT JOIN _places ON _places.code = self._village"
    if alias == "_firsts":
        return (
            f'LEFT JOIN "_firsts_{source}" AS _firsts '
            "ON _firsts._village = self._village AND _firsts._year = self._year"
        )
    if alias == "previous":
        table = pack.tables[source]
        keys = "".join(f" AND previous.{k} = self.{k}" for k in table.key)
        on = f"previous._village = self._village AND previous._year = self._year - 1{keys}"
        return f"LEFT JOIN {single(table)} AS previous ON {on}"
    on = f"{alias}._village = self._village AND {alias}._year = self._year"
    if alias in pack.derived:
        on += "".join(f" AND {alias}.{k} = self.{k}" for k in pack.derived[alias].key)
        return f"LEFT JOIN {alias} ON {on}"
    if alias in pack.tables:
        return f"LEFT JOIN {single(pack.tables[alias])} AS {alias} ON {on}"
    raise DeclarationError(f"tabel {alias!r} dalam with: tidak dikenal")


def single(table: Table) -> str:
    """The table with one row a village, year and key, the newest, whatever files brought others."""
    return f"(SELECT * FROM {table.name} WHERE _rank = 1)" if table.layout != "records" else table.name

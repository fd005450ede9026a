"""Which questions a pack asks: every rule bound to the table it is asked of, with the joins it needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from validator.messages.sentences import sentence as _
from validator.pack.errors import DeclarationError
from validator.pack.models import Pack, Rule, Table
from validator.plan.columns import column_types
from validator.plan.conditions import Condition, prepare
from validator.plan.variadic import written_out


class Check(Struct, frozen=True):
    """One rule asked of one relation. `table` is where its cells are, `source` the relation it reads.

    `number` is its place among all checks that the pack has of this relation: the same in every run, so that answers of
    two nights, two processes and two engines can be compared and added.
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
    def conditions(self) -> tuple[Condition, ...]:
        return (self.when, self.holds) if self.when else (self.holds,)

    @property
    def once(self) -> bool:
        """Whether it is asked once of a form, whichever of its rows comes first."""
        return self.when is not None and "_first" in self.when.columns

    @property
    def aliases(self) -> set[str]:
        return {alias for condition in self.conditions for alias in condition.aliases}

    def idle(self, lacking: frozenset[str]) -> bool:
        """Whether the rule is about fields alone, and a sheet that lacks these has none of them."""
        about = self.holds.columns
        return bool(about) and lacking.issuperset(about) and self.holds.aliases <= {"_places"}

    @property
    def involved(self) -> frozenset[tuple[str, str]]:
        """The cells it looks at, as (table or alias, field)."""
        fields = {f for c in self.conditions for f in c.fields}
        own = {(self.table.name, f) for f in fields.intersection(self.table.names)}
        blamed = {(self.table.name, f) for f in self.blames}
        other = {
            (self.table.name if a == "previous" else a, f) for c in self.conditions for a, f in c.others if a[0] != "_"
        }
        return frozenset(own | blamed | other)


def bind(rule: Rule, source: str, pack: Pack, own: Collection[str], number: int) -> Check:
    """A rule as a check of `source`; `own` are the columns of `source`, the engine's among them.

    Raises `DeclarationError` for a rule that names a table or parameter that is not declared.
    """
    table = _place(rule, source, pack)
    try:
        holds = prepare(written_out(rule.assert_, pack.macros), own, rule.parameters)
        when = prepare(written_out(rule.when, pack.macros), own, rule.parameters) if rule.when else None
    except KeyError as error:
        raise DeclarationError(
            _("aturan {id}: parameter {name} tidak dinyatakan di params", id=rule.id, name=str(error))
        ) from error
    blames = rule.blames or tuple(f for f in holds.fields if f in table.names)
    return Check(rule, table, source, number, when, holds, blames)


def _place(rule: Rule, source: str, pack: Pack) -> Table:
    """The table that holds the cells of `source`."""
    if source in pack.tables:
        return pack.tables[source]
    if source in pack.derived and pack.derived[source].locates in pack.tables:
        return pack.tables[pack.derived[source].locates]
    raise DeclarationError(_("aturan {id}: tabel {source} tidak dikenal", id=rule.id, source=repr(source)))


def needed(conditions: Iterable[Condition]) -> dict[str, set[str]]:
    """The columns that these conditions take from the relations beside theirs, by alias."""
    found: dict[str, set[str]] = {}
    for condition in conditions:
        for alias, column in condition.others:
            found.setdefault(alias, set()).add(column)
    return found


def columns_read(checks: Iterable[Check], source: str, pack: Pack) -> set[str]:
    """The columns of `source` that these checks of it read, or compare with what stands beside it."""
    conditions = [condition for check in checks for condition in check.conditions]
    own = {column for condition in conditions for column in condition.columns}
    return own | join_columns(needed(conditions), source, pack)


def joins(beside: Mapping[str, Collection[str]], source: str, pack: Pack, idle: Collection[str] = frozenset()) -> str:
    """The LEFT JOINs that bring relations beside `self`, one row each; `beside` gives their columns by alias.

    Of those that are `idle` the columns are NULL: they say nothing in this run, and need not have been made.
    """
    return "\n".join(
        _nothing(alias, columns, source, pack) if alias in idle else _join(alias, columns, source, pack)
        for alias, columns in sorted(beside.items())
    )


def join_columns(aliases: Iterable[str], source: str, pack: Pack) -> set[str]:
    """The columns of `self` that these joins compare."""
    found = {"_row", "_village", "_year"}
    for alias in aliases:
        if alias == "previous":
            found |= set(pack.tables[source].key)
        elif alias in pack.derived:
            found |= set(pack.derived[alias].key)
    return found


def _join(alias: str, columns: Collection[str], source: str, pack: Pack) -> str:
    if alias == "_places":
        return "LEFT JOIN _places ON _places.code = self._village"
    on = f"{alias}._village = self._village AND {alias}._year = self._year"
    if alias == "previous":
        table = pack.tables[source]
        keys = "".join(f" AND previous.{k} = self.{k}" for k in table.key)
        return f"LEFT JOIN {single(table, {*columns, *table.key})} AS previous ON {on} - 1{keys}"
    if alias in pack.derived:
        on += "".join(f" AND {alias}.{k} = self.{k}" for k in pack.derived[alias].key)
        return f"LEFT JOIN {alias} ON {on}"
    if alias in pack.tables:
        return f"LEFT JOIN {single(pack.tables[alias], columns)} AS {alias} ON {on}"
    raise DeclarationError(_("tabel {alias} dalam with: tidak dikenal", alias=repr(alias)))


def _nothing(alias: str, columns: Collection[str], source: str, pack: Pack) -> str:
    """Columns that hold nothing; those of tables have their types, for conditions may call functions with them."""
    table = pack.tables.get(source if alias == "previous" else alias)
    types = {name: f"::{kind}" for name, kind in column_types(table).items()} if table else dict.fromkeys(columns, "")
    if unknown := sorted(set(columns) - types.keys()):
        raise DeclarationError(_("isian {field} tidak dikenal").having(field=f"{alias}.{unknown[0]}"))
    picked = ", ".join(f"NULL{types[column]} AS {column}" for column in sorted(columns))
    return f"CROSS JOIN (SELECT {picked}) AS {alias}"


def single(table: Table, columns: Collection[str]) -> str:
    """Some columns of a table with one row a village, year and key, the newest, whatever files brought others."""
    picked = ", ".join(sorted({"_village", "_year", *columns}))
    where = " WHERE _rank = 1" if table.layout != "records" else ""
    return f"(SELECT {picked} FROM {table.name}{where})"

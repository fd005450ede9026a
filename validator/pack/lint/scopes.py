"""What a condition may name: columns of its own table and of the tables joined to it, with types and code lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, field
from sqlglot import exp
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.schema import MappingSchema

from validator.pack.models import CodeList, Derived, Field, Pack, Rule, Table

SQL_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "year": "INT"}


class Column(Struct, frozen=True):
    """`type` is an SQL type ('' if unknown); `codelist` names the list whose labels the column holds."""

    type: str
    codelist: str = ""


Columns = Mapping[str, Column]
ENGINE: Columns = {
    **dict.fromkeys(("_row", "_line", "_copies", "_older"), Column("BIGINT")),
    **dict.fromkeys(("_review", "_stale", "_bad_code", "_first", "_known_village"), Column("BOOLEAN")),
    **dict.fromkeys(("_village", "_village_kind", "_village_name"), Column("VARCHAR")),
    **dict.fromkeys(("_district_name", "_regency_name", "_province_name"), Column("VARCHAR")),
    **dict.fromkeys(("_village_state", "_village_until", "_village_successor", "_village_near"), Column("VARCHAR")),
    **dict.fromkeys(("_year", "_written"), Column("INT")),
    "_date": Column("DATE"),
}
"""What the engine knows of every row, beside the fields: its village, year, date, copies, and the region table."""
STORED: Columns = {
    **{name: ENGINE[name] for name in ("_row", "_line", "_copies", "_older", "_review", "_stale", "_bad_code")},
    "_first": ENGINE["_first"],
    **{name: ENGINE[name] for name in ("_village", "_year", "_written", "_date")},
    "_rank": Column("BIGINT"),
    "_src": Column("INT"),
}
"""The same as derived tables see it: `_rank` is 1 for the newest of rows with the same village, year and key."""


class Names(Struct):
    """What a pack declares, for conditions to name; `derived_columns` is filled as the derived tables are read.

    `later` tells the columns of those that are read only when somebody asks for them.
    """

    tables: Mapping[str, Table]
    codelists: Mapping[str, CodeList]
    derived: Mapping[str, Derived]
    common: tuple[Field, ...]
    derived_columns: dict[str, Columns] = field(default_factory=dict)
    later: dict[str, Callable[[], Columns]] = field(default_factory=dict)

    @classmethod
    def of(cls, pack: Pack) -> Names:
        """Copies of derived tables for stand-ins are the program's own, and nobody's to name."""
        derived = {name: one for name, one in pack.derived.items() if not one.copy_of}
        return cls(pack.tables, pack.codelists, derived, pack.common)

    def derived_of(self, name: str) -> Columns | None:
        """The columns of a derived table; None if there is none, or it is not read yet."""
        if name in self.later:
            self.derived_columns[name] = self.later.pop(name)()
        return self.derived_columns.get(name)

    def columns(self, name: str) -> Columns | None:
        """The columns of a table, of a derived table or ('*') of every table; None if there is no such table."""
        if name in self.tables:
            return columns_of(self.tables[name].fields)
        if name == "*":
            return columns_of(self.common)
        derived = self.derived_of(name)
        return None if derived is None else {**ENGINE, **derived}

    def stored(self, name: str) -> Columns | None:
        """The columns of a table as derived tables see them."""
        if name in self.tables:
            return {**STORED, **columns_of(self.tables[name].fields)}
        return self.derived_of(name)

    def labels(self, codelist: str) -> set[str]:
        """The labels of a code list; empty if there is no such list."""
        return {item.label for item in self.codelists[codelist].items} if codelist in self.codelists else set()

    @property
    def all_tables(self) -> list[str]:
        return [*self.tables, *self.derived]


def columns_of(fields: Iterable[Field]) -> Columns:
    return {**ENGINE, **{f.name: Column(SQL_TYPES[f.type], "" if f.multiple else f.codelist) for f in fields}}


class Scope(Struct, frozen=True):
    """`own` is the alias of unqualified columns; `sources` gives the columns by alias."""

    own: str
    sources: Mapping[str, Columns]
    known_tables: frozenset[str] = frozenset()

    def column(self, node: exp.Column) -> Column | None:
        """The column that this node names; None if it names none."""
        return self.sources.get(node.table or self.own, {}).get(node.name)

    def typed(self, tree: exp.Expr) -> exp.Expr:
        """A copy of the tree with the types that sqlglot infers from the columns."""
        schema: dict[str, dict[str, str]] = {}
        wrapped = exp.select(exp.alias_(tree.copy(), "value")).from_(exp.table_(self.own))
        for alias in self.sources:
            if alias != self.own:
                wrapped = wrapped.join(exp.table_(alias), on="true", join_type="left")
        for node in wrapped.find_all(exp.Column):
            known = self.column(node)
            source = node.table or self.own
            node.set("table", exp.to_identifier(source))
            if known and known.type:
                schema.setdefault(source, {})[node.name] = known.type
        annotated = annotate_types(wrapped, schema=MappingSchema(dict(schema), dialect="duckdb"), dialect="duckdb")
        result: exp.Expr = annotated.selects[0].this
        return result


def scope_of(rule: Rule, names: Names) -> Scope | None:
    """The scope of a rule's conditions; None if its table is unknown. Unknown joined tables are left out."""
    own = names.columns(rule.table)
    if own is None:
        return None
    alias = "self" if rule.table == "*" else rule.table
    sources = {alias: own}
    for name in rule.with_:
        joined = own if name == "previous" else names.columns(name)
        if joined is not None:
            sources[name] = joined
    return Scope(alias, sources, frozenset(names.all_tables))

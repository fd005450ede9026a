"""Of which personal fields an expression of a pack is made, through macros and derived tables.

What decides between values (`CASE WHEN nama = … THEN 'ya'`) is not in the value, nor is what is only compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, traverse_scope
from sqlglot.schema import MappingSchema

from validator.pack.lint.scopes import STORED
from validator.pack.models import Derived, Field, Pack
from validator.pack.vocabulary import ConditionError, Vocabulary

__all__ = ["Kind", "Lineage"]

Kind = Literal["name", "number", "text"]
"""What a value tells of a person: a name, an address and the like; (a part of) a NIK or a KK number; or whatever
somebody wrote into a field for texts of one's own."""

_ENGINE = frozenset(STORED)
_PLACES = ("code", "name", "kind", "district", "regency", "province", "state", "until", "successor", "near")
_ANY: frozenset[Kind] = frozenset({"name", "number"})
_NAME: frozenset[Kind] = frozenset({"name"})
_NONE: frozenset[Kind] = frozenset()
_TOLD_APART = (
    *(exp.Predicate, exp.Connector, exp.Not, exp.Between, exp.In, exp.Exists),
    *(exp.Length, exp.Count, exp.CountIf),
)
"""What only compares or counts."""
_PLAIN = (
    *(exp.Column, exp.Substring, exp.Left, exp.Right, exp.Concat, exp.ConcatWs, exp.DPipe, exp.Cast, exp.TryCast),
    *(exp.Coalesce, exp.Trim, exp.Paren, exp.Min, exp.Max, exp.AnyValue, exp.Literal, exp.Case, exp.If, exp.Null),
)
"""What leaves the digits of a number as they are; whatever else may write them in other signs."""


class Lineage:
    """Answers for one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack, self._vocabulary = pack, Vocabulary(pack.macros)
        self._scopes: dict[Scope, Mapping[str, frozenset[Kind]]] = {}
        self._columns: dict[str, Mapping[str, frozenset[Kind]]] = {}

    def of(self, sql: str, source: str) -> frozenset[Kind]:
        """What an expression that is asked of `source` (a table, or a derived one) tells of persons.

        An expression that cannot be understood may tell anything.
        """
        try:
            tree = self._vocabulary.expand(self._vocabulary.parse(sql))
        except (ConditionError, SqlglotError, RecursionError):
            return _ANY
        told = self._told(tree, lambda column: self._column(column.table or source, column.name, source))
        return told | _NAME if "number" in told and not _is_plain(tree) else told

    def _told(self, node: exp.Expr, known: Callable[[exp.Column], frozenset[Kind]]) -> frozenset[Kind]:
        """What the value of a node is made of; `known` says it of a column."""
        if isinstance(node, exp.Column):
            return known(node)
        found: frozenset[Kind] = _NONE
        for part in _values(node):
            found |= self._told(part, known)
        return found

    def _column(self, table: str, name: str, source: str) -> frozenset[Kind]:
        place = source if table in ("self", "base", "previous") else table
        if place in self._pack.tables:
            return self._fields[place].get(name, _NONE)
        if place == "*":
            return frozenset(kind for fields in self._fields.values() for kind in fields.get(name, _NONE))
        if place not in self._pack.derived:
            return _NONE if place.startswith("_") else _ANY
        return self._of_derived(self._pack.derived[place]).get(name, _NONE)

    @cached_property
    def _fields(self) -> Mapping[str, Mapping[str, frozenset[Kind]]]:
        return {
            table.name: {f.name: frozenset({kind}) for f in table.fields if (kind := _kind(f))}
            for table in self._pack.tables.values()
        }

    def _of_derived(self, table: Derived) -> Mapping[str, frozenset[Kind]]:
        if table.name not in self._columns:
            self._columns[table.name] = {}
            found = self._selected(table)
            self._columns[table.name] = found
            if not isinstance(found, _Anything):
                self._columns[table.name] = {**found, **{n: found.get(n, _NONE) | _NAME for n in table.personal}}
        return self._columns[table.name]

    def _selected(self, table: Derived) -> Mapping[str, frozenset[Kind]]:
        """The columns of a derived table; where its SELECT is not understood, all may tell anything."""
        try:
            tree = self._vocabulary.expand(self._vocabulary.parse(table.sql))
            qualified = qualify(tree, schema=self._schema(tree), dialect="duckdb", validate_qualify_columns=False)
            scopes = traverse_scope(qualified)
            return self._of_scope(scopes[-1]) if scopes else _Anything()
        except (ConditionError, SqlglotError, RecursionError, KeyError, AttributeError):
            return _Anything()

    def _schema(self, tree: exp.Expr) -> MappingSchema:
        named = {node.name for node in tree.find_all(exp.Table)}
        own = {n: (*self._pack.tables[n].names, *_ENGINE) for n in named if n in self._pack.tables}
        tables = {n: dict.fromkeys(columns, "UNKNOWN") for n, columns in own.items()}
        tables |= {"_places": dict.fromkeys(_PLACES, "UNKNOWN")}
        derived = {n: dict.fromkeys(self._of_derived(self._pack.derived[n]), "UNKNOWN") for n in named - tables.keys()
                   if n in self._pack.derived}  # fmt: skip
        return MappingSchema({**tables, **{n: found for n, found in derived.items() if found}}, dialect="duckdb")

    def _of_scope(self, scope: Scope) -> Mapping[str, frozenset[Kind]]:
        """By column of a SELECT, or of one that unites several, what it is made of."""
        if scope not in self._scopes:
            self._scopes[scope] = {}
            self._scopes[scope] = self._of_parts(scope)
        return self._scopes[scope]

    def _of_parts(self, scope: Scope) -> Mapping[str, frozenset[Kind]]:
        query = scope.expression
        if isinstance(query, exp.SetOperation):
            if not hasattr(scope, "union_scopes"):  # sqlglot has none for UNION within a recursive one
                return dict.fromkeys(query.named_selects, self._anything(scope))
            found: dict[str, frozenset[Kind]] = {}
            names = list(scope.union_scopes[0].expression.named_selects)
            for part in scope.union_scopes:
                for name, told in zip(names, self._of_scope(part).values(), strict=False):
                    found[name] = found.get(name, _NONE) | told
            return found
        selects = query.selects if isinstance(query, exp.Query) else ()
        return {s.alias_or_name: self._told(s.unalias(), lambda c: self._inner(c, scope)) for s in selects}

    def _inner(self, column: exp.Column, scope: Scope) -> frozenset[Kind]:
        """What a column inside a SELECT is made of."""
        if column.name in _ENGINE:
            return _NONE
        origin = scope.sources.get(column.table)
        if isinstance(origin, Scope):
            return self._of_scope(origin).get(column.name, self._anything(scope) if _is_open(origin) else _NONE)
        if isinstance(origin, exp.Table) and not origin.args.get("pivots"):
            return self._column(origin.name, column.name, origin.name)
        return self._anything(scope)

    def _anything(self, scope: Scope) -> frozenset[Kind]:
        """All that the tables of the whole query tell: for columns of which the origin cannot be followed."""
        tables = {node.name for node in scope.expression.root().find_all(exp.Table)}
        told = (kinds for name in tables for kinds in self._fields.get(name, {}).values())
        derived = (self._of_derived(self._pack.derived[name]) for name in tables & self._pack.derived.keys())
        more = (kinds for columns in derived for kinds in columns.values())
        return frozenset(kind for kinds in (*told, *more) for kind in kinds)


def _kind(field: Field) -> Kind | None:
    """What a cell tells; an answer of a list, a number and a date tell nothing."""
    if field.personal:
        return "number" if field.identifier else "name"
    return None if field.codelist or field.type != "string" else "text"


class _Anything(dict[str, frozenset[Kind]]):
    """A table of which nothing is known: any column may tell anything."""

    def get(self, key: str, default: object = None) -> frozenset[Kind]:
        return _ANY


def _is_open(scope: Scope) -> bool:
    """Whether a SELECT yields columns that it does not name (`SELECT *`)."""
    return any(isinstance(s, exp.Star) or s.find(exp.Star) for s in getattr(scope.expression, "selects", ()))


def _values(node: exp.Expr) -> Iterator[exp.Expr]:
    """The parts of a node that go into its value."""
    if isinstance(node, _TOLD_APART):
        return
    if isinstance(node, exp.Case):
        yield from (case.args["true"] for case in node.args.get("ifs", ()))
        if (default := node.args.get("default")) is not None:
            yield default
    elif isinstance(node, exp.If):
        yield from (part for key in ("true", "false") if (part := node.args.get(key)) is not None)
    elif isinstance(node, (exp.Filter, exp.Window, exp.Order, exp.WithinGroup)):
        yield node.this
    else:
        yield from node.iter_expressions()


def _is_plain(tree: exp.Expr) -> bool:
    """Whether the digits of a number leave the expression as they are."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, _PLAIN):
            return False
        waiting += [] if isinstance(node, exp.Column) else [n for n in _values(node) if isinstance(n, exp.Condition)]
    return True

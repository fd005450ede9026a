"""Derived tables: their SELECT names known columns of the tables they need, and yields what rules join on."""

from __future__ import annotations

import re

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope as Block
from sqlglot.optimizer.scope import traverse_scope
from sqlglot.schema import MappingSchema

from validator.pack.lint.conditions import DERIVED_FUNCTIONS, Fault, labels, sizes, words
from validator.pack.lint.kinds import BOOLEAN, DATE, NUMBER, TEXT, kind_of
from validator.pack.lint.scopes import STORED, Column, Columns, Names
from validator.pack.models import Derived
from validator.pack.problems import nearest
from validator.pack.vocabulary import ConditionError, Vocabulary

_PASSED_ON = (exp.Alias, exp.Paren, exp.Min, exp.Max, exp.AnyValue, exp.First, exp.Last, exp.Distinct)

HEAD = ("title", "needs", "key", "locates", "personal", "villages", "years", "as", "cells", "says")
"""The keys that the head of the file of a derived table may have."""
_PROGRAM = ("_places", "_districts")
"""Tables of the program that derived tables may read: what is known of villages and districts."""
_SQL_TYPES = {TEXT: "VARCHAR", NUMBER: "DOUBLE", DATE: "DATE", BOOLEAN: "BOOLEAN"}


def check_derived(table: Derived, names: Names, vocabulary: Vocabulary) -> tuple[Columns, list[Fault]]:
    """The columns that a derived table yields, and what is wrong with it.

    Column names are right even where a fault is found, as far as the SELECT lists them.
    """
    found = _header(table, names)
    try:
        written = vocabulary.parse(table.sql)
        tree = vocabulary.expand(written)
    except ConditionError as error:
        return {}, [*found, Fault(error.code, error.message, error.word)]
    if not isinstance(tree, exp.Query):
        return {}, [*found, Fault("statement", "Tabel turunan harus satu SELECT.")]
    unknown = [*_sources(tree, table, names), *_calls(written, vocabulary), *sizes(tree)]
    if unknown:
        return {name: Column("") for name in tree.named_selects}, [*found, *unknown]
    columns, faults = _columns(tree, names)
    return columns, [*found, *faults, *_yielded(table, columns, names)]


def _header(table: Derived, names: Names) -> list[Fault]:
    found = []
    if not table.needs:
        found.append(Fault("shape", "Kepala berkas harus menyebut '-- needs: <tabel>'."))
    unknown = [name for name in table.needs if name not in names.tables and name not in names.derived]
    found += [Fault("table", f"Tabel {n} tidak dikenal.{nearest(n, names.all_tables)}", n) for n in unknown]
    forms = [name for name in (table.stands_for, table.locates) if name and name not in names.tables]
    return found + [Fault("table", f"Tabel {n} tidak dikenal.{nearest(n, names.tables)}", n) for n in forms]


def misspelt(text: str) -> list[Fault]:
    """Lines of the head of a file that look like a key and are none: `personl` would mask nothing."""
    found = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        key = re.match(r"--\s*(\w+):\s", line)
        if key and key[1] not in HEAD and (hint := nearest(key[1], HEAD)):
            found.append(Fault("shape", f"'{key[1]}' bukan kunci kepala berkas.{hint}", key[1]))
    return found


def _sources(tree: exp.Query, table: Derived, names: Names) -> list[Fault]:
    local = {cte.alias for cte in tree.find_all(exp.CTE)}
    found = []
    for source in tree.find_all(exp.Table):
        if not isinstance(source.this, exp.Identifier) or source.db:
            found.append(Fault("function", "SELECT hanya boleh membaca tabel yang dideklarasikan.", source.name))
        elif source.name not in local and source.name not in (*table.needs, *_PROGRAM):
            found.append(Fault("table", f"Tabel {source.name} belum disebut dalam 'needs'.", source.name))
    return found


def _calls(tree: exp.Expr, vocabulary: Vocabulary) -> list[Fault]:
    """Functions that may not be called; those that make rows of what a row holds may, here."""
    plain = tree.copy()
    for node in list(plain.find_all(exp.Explode, exp.Unnest)):
        node.replace(exp.Tuple(expressions=list(node.args.get("expressions") or [node.this])))
    return list(words(plain, vocabulary, DERIVED_FUNCTIONS))


def _columns(tree: exp.Query, names: Names) -> tuple[Columns, list[Fault]]:
    tables = {t.name for t in tree.find_all(exp.Table)}
    declared = {name: columns for name in tables if (columns := names.stored(name)) is not None}
    schema = MappingSchema({n: {c: k.type or "UNKNOWN" for c, k in cols.items()} for n, cols in declared.items()},
                           dialect="duckdb")  # fmt: skip
    try:
        qualified = qualify(tree.copy(), schema=schema, dialect="duckdb", validate_qualify_columns=False)
        typed = annotate_types(qualified, schema=schema, dialect="duckdb")
    except SqlglotError as error:
        return {n: Column("") for n in tree.named_selects}, [Fault("sql", f"SELECT tidak dapat dipahami: {error}")]
    blocks = traverse_scope(typed)
    found = [fault for block in blocks for fault in _unresolved(block, declared)]
    if not found:
        found = [fault for block in blocks for fault in _labels(block, declared, names)]
    outer = blocks[-1]
    columns = {s.alias_or_name: Column(_type(s), _codelist(s, outer, declared)) for s in _selects(outer)}
    return columns, found


def _unresolved(block: Block, declared: dict[str, Columns]) -> list[Fault]:
    found = []
    for column in block.columns:
        known = _known_here(column, block, declared)
        if known is not None and column.name not in known:
            hint = nearest(column.name, known)
            found.append(Fault("field", f"Kolom {column.name} tidak dikenal.{hint}", column.name))
    return found


def _known_here(column: exp.Column, block: Block, declared: dict[str, Columns]) -> set[str] | None:
    """The names that could stand there; None where that cannot be told (UNPIVOT and the engine's own tables)."""
    source = block.sources.get(column.table)
    if isinstance(source, exp.Table):
        return None if source.args.get("pivots") or source.name not in declared else set(declared[source.name])
    if source is not None:
        return _selected(source)
    return set() if column.table else _selected(block)


def _selects(block: Block) -> list[exp.Expr]:
    tree = block.expression
    return list(tree.selects) if isinstance(tree, exp.Query) else []


def _selected(block: Block) -> set[str]:
    return {s.alias_or_name for s in _selects(block)}


def _labels(block: Block, declared: dict[str, Columns], names: Names) -> list[Fault]:
    return labels(block.expression, lambda node: _declared(node, block, declared), names)


def _declared(node: exp.Column, block: Block, declared: dict[str, Columns]) -> Column | None:
    """The declared column that a column of this block passes on, through inner SELECTs."""
    source = block.sources.get(node.table)
    if isinstance(source, exp.Table):
        return declared.get(source.name, {}).get(node.name)
    if source is None:
        return None
    selected = next((s for s in _selects(source) if s.alias_or_name == node.name), None)
    codelist = _codelist(selected, source, declared) if selected is not None else ""
    return Column("", codelist)


def _codelist(selected: exp.Expr, block: Block, declared: dict[str, Columns]) -> str:
    inner = selected
    while isinstance(inner, _PASSED_ON) and inner.this is not None:
        inner = inner.this
    known = _declared(inner, block, declared) if isinstance(inner, exp.Column) else None
    return known.codelist if known else ""


def _type(selected: exp.Expr) -> str:
    return _SQL_TYPES.get(kind_of(selected.unalias()), "")


def _yielded(table: Derived, columns: Columns, names: Names) -> list[Fault]:
    wanted = ["_village", "_year", *table.key, *table.personal, *(["_row", "_review"] if table.locates else [])]
    if table.stands_for in names.tables:
        own = {field.name for field in names.common}
        wanted += [*STORED, *(name for name in names.tables[table.stands_for].names if name not in own)]
    missing = [name for name in wanted if name not in columns]
    return [Fault("field", f"SELECT harus menghasilkan kolom {', '.join(missing)}.", "select")] if missing else []

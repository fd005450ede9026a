"""Table files: field names and codes once each, code lists and keys that exist, conditions that can be asked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import yaml

from validator.pack.documents import Declared, Document, child, entries, items
from validator.pack.lint.conditions import faults
from validator.pack.lint.scopes import Names, Scope, columns_of
from validator.pack.models import Derived, Field, Table
from validator.pack.vocabulary import Vocabulary
from validator.startup.duck import duckdb

_OWN = {"grant", "self", "previous", "base", "h", "counted", "main", "system", "temp"}
"""Words of the queries of the program, and of other databases."""


@cache
def reserved() -> frozenset[str]:
    """Words of SQL, and of the queries of the program, that cannot be names in them."""
    words = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category IN ('reserved', 'type_function')"
    with duckdb.connect() as connection:
        return frozenset(_OWN.union(word for (word,) in connection.execute(words).fetchall()))


def lint_table(declared: Declared[Table], names: Names, vocabulary: Vocabulary) -> None:
    """Report what is wrong with one table whose file has the right shape."""
    document, table = declared.document, names.tables[declared.record.name]
    nodes = items(child(declared.node, "fields"))
    _reserved(document, [declared.node, *nodes])
    _repeated(document, nodes, "name", "Nama isian")
    _repeated(document, nodes, "code", "Kode isian")
    for node in items(child(declared.node, "key")):
        _field_at(document, node, table)
    scope = Scope(table.name, {table.name: columns_of(table.fields)}, frozenset(names.all_tables))
    for node in nodes:
        _field(document, node, scope, names, vocabulary)


def lint_total(declared: Declared[Derived], names: Names) -> bool:
    """Report what is wrong with an entry of `totals`; whether there was anything. A SQL file has nothing to report."""
    document, columns = declared.document, items(child(declared.node, "columns"))
    before = len(document.problems)
    _reserved(document, [declared.node, *columns])
    _repeated(document, columns, "name", "Nama kolom")
    for column in columns:
        _sum(document, column, names.tables[declared.record.locates])
        for node, answers in entries(child(column, "rows")) + entries(child(column, "except")):
            _answers(document, node, items(answers) or [answers], names.tables[declared.record.locates], names)
    return len(document.problems) > before


def _sum(document: Document, column: yaml.Node, table: Table) -> None:
    added, name = child(column, "sum"), child(column, "name")
    for node in items(added) or filter(None, [added]):
        field = _field_at(document, node, table)
        if field and field.type not in ("integer", "number"):
            document.report(node, "type", f"Isian {field.name} bukan bilangan; yang dijumlahkan hanya bilangan.")
    if name and name.value in table.names and any(node.value != name.value for _, node in entries(column)):
        message = f"{name.value} adalah nama sebuah isian tabel ini; pilih nama lain untuk jumlahnya."
        document.report(name, "duplicate", message)


def _answers(document: Document, node: yaml.Node, answers: list[yaml.Node], table: Table, names: Names) -> None:
    field = _field_at(document, node, table)
    if field and (field.type != "string" or field.multiple):
        document.report(node, "type", f"Isian {field.name} tidak berisi satu pilihan atau teks.")
    allowed = names.labels(field.codelist) if field else ()
    for answer in answers if allowed else ():
        document.knows(answer, "label", "Pilihan", allowed, f"tidak ada dalam daftar isian {node.value}.")


def _field_at(document: Document, node: yaml.Node, table: Table) -> Field | None:
    """The field that a node names; reports it if there is none."""
    known = document.knows(node, "field", "Isian", table.names, "tidak ada di tabel ini.")
    return table.field(node.value) if known else None


def _reserved(document: Document, nodes: Iterable[yaml.Node | None]) -> None:
    for name in (child(node, "name") for node in nodes):
        if name is not None and name.value in reserved():
            document.report(name, "sql", f"Nama {name.value} adalah kata SQL; pilih nama lain.")


def _repeated(document: Document, nodes: list[yaml.Node], key: str, what: str) -> None:
    seen: set[str] = set()
    for node in nodes:
        name = child(node, key)
        if name is not None and name.value:
            if name.value in seen:
                document.report(name, "duplicate", f"{what} {name.value} sudah dipakai di tabel ini.")
            seen.add(name.value)


def _field(document: Document, node: yaml.Node, scope: Scope, names: Names, vocabulary: Vocabulary) -> None:
    codelist = child(node, "codelist")
    if codelist is not None:
        kind = child(node, "type")
        document.knows(codelist, "codelist", "Daftar pilihan", names.codelists)
        if kind is not None and kind.value != "string":
            document.report(kind, "type", "Isian dengan daftar pilihan harus berjenis string.")
    condition = child(node, "applies_when")
    if condition is not None:
        for fault in faults(condition.value, scope, names, vocabulary, {}, boolean=True):
            document.report(condition, fault.code, fault.message, fault.word, fault.level)

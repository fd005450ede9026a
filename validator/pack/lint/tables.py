"""Table files: field names and codes once each, code lists and keys that exist, conditions that can be asked."""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from validator.pack.documents import Declared, Document, child, entries, items
from validator.pack.lint.conditions import faults
from validator.pack.lint.scopes import Names, Scope, columns_of
from validator.pack.models import Derived, Field, Table
from validator.pack.problems import nearest
from validator.pack.vocabulary import Vocabulary

RESERVED = frozenset(
    word
    for words in (
        "all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create",
        "default deferrable desc describe distinct do else end except false fetch for foreign from grant group having",
        "in initially intersect into lambda lateral leading limit not null offset on only or order pivot pivot_longer",
        "pivot_wider placing primary qualify references returning select show some summarize symmetric table then to",
        "trailing true union unique unpivot using variadic when where window with anti asof at authorization binary by",
        "collation columns concurrently cross freeze full generated glob ilike inner is isnull join left like map",
        "natural notnull outer overlaps positional right semi similar struct tablesample try_cast tuple unpack verbose",
        "self previous base h counted main system temp",
    )
    for word in words.split(" ")
)
"""Words of SQL, and of the queries of the program, that cannot be names in them."""


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
    allowed = names.labels(field.codelist) if field else set[str]()
    for answer in answers:
        if allowed and answer.value not in allowed:
            hint = nearest(answer.value, allowed)
            document.report(answer, "label", f"'{answer.value}' bukan pilihan isian {node.value}.{hint}")


def _field_at(document: Document, node: yaml.Node, table: Table) -> Field | None:
    """The field that a node names; reports it if there is none."""
    if node.value in table.names:
        return table.field(node.value)
    hint = nearest(node.value, table.names)
    document.report(node, "field", f"Isian {node.value} tidak ada di tabel ini.{hint}")
    return None


def _reserved(document: Document, nodes: Iterable[yaml.Node | None]) -> None:
    for name in (child(node, "name") for node in nodes):
        if name is not None and name.value in RESERVED:
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
        if codelist.value not in names.codelists:
            hint = nearest(codelist.value, names.codelists)
            document.report(codelist, "codelist", f"Daftar pilihan {codelist.value} tidak dikenal.{hint}")
        if kind is not None and kind.value != "string":
            document.report(kind, "type", "Isian dengan daftar pilihan harus berjenis string.")
    condition = child(node, "applies_when")
    if condition is not None:
        for fault in faults(condition.value, scope, names, vocabulary, {}, boolean=True):
            document.report(condition, fault.code, fault.message, fault.word, fault.level)

"""Table files: field names and codes once each, code lists and keys that exist, conditions that can be asked."""

from __future__ import annotations

import yaml

from validator.messages.sentences import Sentence
from validator.messages.sentences import sentence as _
from validator.pack.documents import Declared, Document, child, items
from validator.pack.lint.conditions import faults
from validator.pack.lint.scopes import Names, Scope, columns_of
from validator.pack.models import Table
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
    for node in (child(declared.node, "name"), *(child(one, "name") for one in nodes)):
        if node is not None and node.value in RESERVED:
            document.report(node, "sql", _("Nama {name} adalah kata SQL; pilih nama lain.", name=node.value))
    _repeated(document, nodes, "name", _("Nama isian {name} sudah dipakai di tabel ini."))
    _repeated(document, nodes, "code", _("Kode isian {name} sudah dipakai di tabel ini."))
    for node in items(child(declared.node, "key")):
        if node.value not in table.names:
            hint = nearest(node.value, table.names)
            said = _("Isian {field} tidak ada di tabel ini.", field=node.value)
            document.report(node, "field", said.then(hint))
    scope = Scope(table.name, {table.name: columns_of(table.fields)}, frozenset(names.all_tables))
    for node in nodes:
        _field(document, node, scope, names, vocabulary)


def _repeated(document: Document, nodes: list[yaml.Node], key: str, said: Sentence) -> None:
    seen: set[str] = set()
    for node in nodes:
        name = child(node, key)
        if name is not None and name.value:
            if name.value in seen:
                document.report(name, "duplicate", said.having(name=name.value))
            seen.add(name.value)


def _field(document: Document, node: yaml.Node, scope: Scope, names: Names, vocabulary: Vocabulary) -> None:
    codelist = child(node, "codelist")
    if codelist is not None:
        kind = child(node, "type")
        if codelist.value not in names.codelists:
            hint = nearest(codelist.value, names.codelists)
            said = _("Daftar pilihan {name} tidak dikenal.", name=codelist.value)
            document.report(codelist, "codelist", said.then(hint))
        if kind is not None and kind.value != "string":
            document.report(kind, "type", _("Isian dengan daftar pilihan harus berjenis string."))
    condition = child(node, "applies_when")
    if condition is not None:
        for fault in faults(condition.value, scope, names, vocabulary, {}, boolean=True):
            document.report(condition, fault.code, fault.said, fault.word, fault.level)

"""One rule: its tables, conditions, parameters, marked cells, messages and examples."""

from __future__ import annotations

import re

import yaml

from validator.messages.sentences import Worded
from validator.messages.sentences import sentence as _
from validator.pack.documents import Declared, Document, child, entries, items
from validator.pack.lint.conditions import faults
from validator.pack.lint.examples import report_examples
from validator.pack.lint.messages import given_to, report_placeholders
from validator.pack.lint.scopes import Names, Scope, scope_of
from validator.pack.models import ELSEWHERE, TEXTS, Rule
from validator.pack.portability import DIALECTS, transpile
from validator.pack.problems import nearest
from validator.pack.stand_ins import base_table
from validator.pack.vocabulary import TOO_LONG, ConditionError, Vocabulary

_ADVISED = {
    "title_en": _("'title_en' belum ditulis: judul dalam bahasa Inggris."),
    "role": _("'role' belum ditulis: siapa di desa yang tahu."),
    "basis": _("'basis' belum ditulis: dasar aturan."),
}


def lint_rule(declared: Declared[Rule], names: Names, vocabulary: Vocabulary) -> None:
    """Report what is wrong with one rule of the right shape."""
    try:
        _rule(declared, names, vocabulary)
    except RecursionError:
        declared.document.report(child(declared.node, "assert"), "sql", TOO_LONG)


def _rule(declared: Declared[Rule], names: Names, vocabulary: Vocabulary) -> None:
    document, node, rule = declared.document, declared.node, declared.record
    for key, said in _ADVISED.items():
        if child(node, key) is None:
            document.report(child(node, "id"), "incomplete", said, level="warning")
    scope = scope_of(rule, names)
    if rule.constraint:
        _constraint(declared, names)
        _blames(declared, names)
    elif scope is None:
        document.knows(child(node, "table"), "table", _("Tabel {table} tidak dikenal."), names.all_tables)
    else:
        _joins(declared, names)
        _conditions(declared, scope, names, vocabulary)
        _blames(declared, names)
    _messages(declared, names)
    report_examples(declared, names)


def _constraint(declared: Declared[Rule], names: Names) -> None:
    document, node, rule = declared.document, declared.node, declared.record
    if rule.table != "*" and not document.knows(
        child(node, "table"), "table", _("Tabel {table} tidak dikenal."), names.tables
    ):
        return
    meant = names.tables.values() if rule.table == "*" else [names.tables[rule.table]]
    known = {name for table in meant for name in table.names}
    for name in items(child(node, "fields")):
        document.knows(name, "field", _("Isian {field} tidak dikenal."), known)


def _joins(declared: Declared[Rule], names: Names) -> None:
    """A joined table must have one row a village and year, or be found by a key that this table has."""
    for name in items(child(declared.node, "with")):
        if wrong := _unjoined(name.value, declared.record.table, names):
            said = _("{table} tidak dapat digabung: {wrong}", table=name.value, wrong=wrong)
            declared.document.report(name, "table", said)


def _unjoined(name: str, table: str, names: Names) -> Worded | None:
    """Why a table cannot be joined to another; None if it can."""
    own = names.columns(table) or {}
    if name == "previous":
        return _("tahun sebelumnya hanya ada untuk tabel formulir") if table in names.derived else None
    if name in names.derived:
        missing = ", ".join(key for key in names.derived[name].key if key not in own)
        return _("tabel ini tidak mempunyai kuncinya ({keys})", keys=missing) if missing else None
    if name in names.tables:
        one_row = names.tables[name].layout == "one_row"
        return None if one_row else _("tabel itu berbaris banyak; pakai tabel turunan (schemas/derived/)")
    return _("tabel itu tidak dikenal.").then(nearest(name, names.all_tables))


def _conditions(declared: Declared[Rule], scope: Scope, names: Names, vocabulary: Vocabulary) -> None:
    document, node, rule = declared.document, declared.node, declared.record
    asked = [(child(node, key), True) for key in ("when", "assert")]
    shown = [(below, False) for _key, below in entries(child(node, "show"))]
    used = ""
    for condition, boolean in [*asked, *shown]:
        if condition is None:
            continue
        used += f" {condition.value} "
        found = faults(condition.value, scope, names, vocabulary, rule.parameters, boolean=boolean)
        for fault in found:
            document.report(condition, fault.code, fault.said, fault.word, fault.level)
        if boolean and not found:
            _portable(document, condition, vocabulary)
    _unused(declared, used)
    for name in items(child(node, "with")):
        if not re.search(rf"\b{re.escape(name.value)}\s*\.", used):
            said = _("{table} disebut dalam 'with' tetapi tidak dipakai.", table=name.value)
            document.report(name, "table", said, level="warning")


def _portable(document: Document, condition: yaml.Node, vocabulary: Vocabulary) -> None:
    try:
        tree = vocabulary.expand(vocabulary.parse(condition.value))
    except ConditionError:
        return
    for dialect, name in DIALECTS.items():
        for doubt in transpile(tree, dialect)[1]:
            said = _("Tidak dapat dijalankan di {engine}: {doubt}.", engine=name, doubt=doubt)
            document.report(condition, "portable", said, level="warning")


def _unused(declared: Declared[Rule], sql: str) -> None:
    used = set(re.findall(r"\$(\w+)", sql))
    params = child(declared.node, "params")
    for name, _value in entries(params):
        if name.value not in used:
            declared.document.report(name, "params", _("Ambang {name} tidak dipakai.", name=name.value))


def _blames(declared: Declared[Rule], names: Names) -> None:
    table = declared.record.table
    located = base_table(names.derived, table)
    if table in names.derived and not located:
        said = _("Tabel turunan {table} tidak menyebut 'locates', jadi tidak dapat diperiksa aturan.", table=table)
        declared.document.report(child(declared.node, "table"), "table", said)
    columns = names.columns(located) or {}
    for name in items(child(declared.node, "blames")) if columns else ():
        declared.document.knows(name, "field", _("Isian {field} tidak ada di tabel {table}.", table=located), columns)


def _partners(declared: Declared[Rule], names: Names) -> None:
    """Partners agree in columns of the table that is asked."""
    columns = names.columns(declared.record.table) or {}
    for name in items(child(declared.node, "partners")) if columns else ():
        declared.document.knows(name, "field", _("Isian {field} tidak dikenal."), (*columns, ELSEWHERE))


def _messages(declared: Declared[Rule], names: Names) -> None:
    """Texts may name fields of the table whose cells are marked; engine columns only through `show`."""
    rule = declared.record
    columns = names.columns(base_table(names.derived, rule.table))
    if columns is None:
        return
    own = rule.fields if rule.constraint else [name for name in columns if not name.startswith("_")]
    known = [*own, *rule.show, *given_to(rule)]
    _partners(declared, names)
    for key in TEXTS:
        node = child(declared.node, key)
        if node is not None:
            report_placeholders(declared.document, node, node.value, known)
    for key in ("unanswered", "unanswered_en"):
        node = child(declared.node, key)
        if node is not None:
            report_placeholders(declared.document, node, node.value, rule.parameters)

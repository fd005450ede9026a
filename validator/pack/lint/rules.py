"""One rule: its tables, conditions, parameters, marked cells, messages and examples."""

from __future__ import annotations

import re

import yaml

from validator.pack.documents import Declared, Document, child, entries, items
from validator.pack.lint.conditions import faults
from validator.pack.lint.examples import report_examples
from validator.pack.lint.messages import given_to, report_placeholders
from validator.pack.lint.scopes import Names, Scope, scope_of
from validator.pack.models import ELSEWHERE, TEXTS, Rule
from validator.pack.portability import DIALECTS, transpile
from validator.pack.problems import nearest
from validator.pack.stand_ins import home
from validator.pack.vocabulary import TOO_LONG, ConditionError, Vocabulary

_ADVISED = {"title_en": "judul dalam bahasa Inggris", "role": "siapa di desa yang tahu", "basis": "dasar aturan"}


def lint_rule(declared: Declared[Rule], names: Names, vocabulary: Vocabulary) -> None:
    """Report what is wrong with one rule of the right shape."""
    try:
        _rule(declared, names, vocabulary)
    except RecursionError:
        declared.document.report(child(declared.node, "assert"), "sql", TOO_LONG)


def _rule(declared: Declared[Rule], names: Names, vocabulary: Vocabulary) -> None:
    document, node, rule = declared.document, declared.node, declared.record
    for key, what in _ADVISED.items():
        if child(node, key) is None:
            document.report(child(node, "id"), "incomplete", f"'{key}' belum ditulis: {what}.", level="warning")
    scope = scope_of(rule, names)
    if rule.constraint:
        _constraint(declared, names)
        _blames(declared, names)
    elif scope is None:
        document.knows(child(node, "table"), "table", "Tabel", names.all_tables)
    else:
        _joins(declared, names)
        _conditions(declared, scope, names, vocabulary)
        _blames(declared, names)
    _messages(declared, names)
    report_examples(declared, names)


def _constraint(declared: Declared[Rule], names: Names) -> None:
    document, node, rule = declared.document, declared.node, declared.record
    if rule.table != "*" and not document.knows(child(node, "table"), "table", "Tabel", names.tables):
        return
    meant = names.tables.values() if rule.table == "*" else [names.tables[rule.table]]
    known = {name for table in meant for name in table.names}
    for name in items(child(node, "fields")):
        document.knows(name, "field", "Isian", known)


def _joins(declared: Declared[Rule], names: Names) -> None:
    """A joined table must have one row a village and year, or be found by a key that this table has."""
    own = names.columns(declared.record.table) or {}
    for name in items(child(declared.node, "with")):
        if name.value == "previous":
            derived = declared.record.table in names.derived
            problem = "tahun sebelumnya hanya ada untuk tabel formulir" if derived else ""
        elif name.value in names.derived:
            missing = [key for key in names.derived[name.value].key if key not in own]
            problem = f"tabel ini tidak mempunyai kuncinya ({', '.join(missing)})" if missing else ""
        elif name.value in names.tables:
            one_row = names.tables[name.value].layout == "one_row"
            problem = "" if one_row else "tabel itu berbaris banyak; pakai tabel turunan (schemas/derived/)"
        else:
            problem = f"tabel itu tidak dikenal.{nearest(name.value, names.all_tables)}"
        if problem:
            declared.document.report(name, "table", f"{name.value} tidak dapat digabung: {problem}")


def _conditions(declared: Declared[Rule], scope: Scope, names: Names, vocabulary: Vocabulary) -> None:
    document, node, rule = declared.document, declared.node, declared.record
    asked = [(child(node, key), True) for key in ("when", "assert")]
    shown = [(below, False) for _, below in entries(child(node, "show"))]
    used = ""
    for condition, boolean in [*asked, *shown]:
        if condition is None:
            continue
        used += f" {condition.value} "
        found = faults(condition.value, scope, names, vocabulary, rule.parameters, boolean=boolean)
        for fault in found:
            document.report(condition, fault.code, fault.message, fault.word, fault.level)
        if boolean and not found:
            _portable(document, condition, vocabulary)
    _unused(declared, used)
    for name in items(child(node, "with")):
        if not re.search(rf"\b{re.escape(name.value)}\s*\.", used):
            document.report(name, "table", f"{name.value} disebut dalam 'with' tetapi tidak dipakai.", level="warning")


def _portable(document: Document, condition: yaml.Node, vocabulary: Vocabulary) -> None:
    try:
        tree = vocabulary.expand(vocabulary.parse(condition.value))
    except ConditionError:
        return
    for dialect, name in DIALECTS.items():
        for doubt in transpile(tree, dialect)[1]:
            document.report(condition, "portable", f"Tidak dapat dijalankan di {name}: {doubt}.", level="warning")


def _unused(declared: Declared[Rule], sql: str) -> None:
    used = set(re.findall(r"\$(\w+)", sql))
    params = child(declared.node, "params")
    for name, _ in entries(params):
        if name.value not in used:
            declared.document.report(name, "params", f"Ambang {name.value} tidak dipakai.")


def _blames(declared: Declared[Rule], names: Names) -> None:
    table = declared.record.table
    located = home(names.derived, table)
    if table in names.derived and not located:
        message = f"Tabel turunan {table} tidak menyebut 'locates', jadi tidak dapat diperiksa aturan."
        declared.document.report(child(declared.node, "table"), "table", message)
    columns = names.columns(located) or {}
    for name in items(child(declared.node, "blames")) if columns else ():
        declared.document.knows(name, "field", "Isian", columns, f"tidak ada di tabel {located}.")


def _partners(declared: Declared[Rule], names: Names) -> None:
    """Partners agree in columns of the table that is asked."""
    columns = names.columns(declared.record.table) or {}
    for name in items(child(declared.node, "partners")) if columns else ():
        declared.document.knows(name, "field", "Isian", (*columns, ELSEWHERE))


def _messages(declared: Declared[Rule], names: Names) -> None:
    """Texts may name fields of the table whose cells are marked; engine columns only through `show`."""
    rule = declared.record
    columns = names.columns(home(names.derived, rule.table))
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

"""One rule: its tables, conditions, parameters, marked cells, messages and examples."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from validator.pack.building import overridden, rule_of
from validator.pack.lint.also import report_also
from validator.pack.lint.conditions import faults
from validator.pack.lint.examples import report_examples
from validator.pack.lint.messages import given_to, report_placeholders
from validator.pack.lint.nodes import Document, child, entries, items, key_node
from validator.pack.lint.problems import nearest
from validator.pack.lint.scopes import Names, Scope, scope_of
from validator.pack.lint.shapes import validator
from validator.pack.models import ELSEWHERE, TEXTS, Rule
from validator.pack.portability import DIALECTS, transpile
from validator.pack.vocabulary import TOO_LONG, ConditionError, Vocabulary

_ADVISED = {"title_en": "judul dalam bahasa Inggris", "role": "siapa di desa yang tahu", "basis": "dasar aturan"}


class Stated(Struct):
    """A rule and where it stands; later packs may have changed it. `node` is None for one that was not read here."""

    rule: Rule
    document: Document
    node: yaml.Node | None


def read_rules(document: Document, rules: dict[str, Stated]) -> None:
    """Add the rules of a file to those read before, and apply its changes; entries of the wrong shape are left out."""
    reasons: set[str] = set()
    for node, entry in zip(items(document.root), document.value, strict=True):
        if not validator("rules").is_valid([entry]):
            continue
        rule_id = entry["id"]
        if "title" in entry:
            _add(document, node, entry, rules)
        elif "reason" in entry:
            if rule_id in rules or rule_id in reasons:
                document.report(child(node, "id"), "duplicate", f"{rule_id} sudah ada.")
            reasons.add(rule_id)
        elif rule_id not in rules:
            hint = nearest(rule_id, rules)
            document.report(child(node, "id"), "rule", f"Aturan {rule_id} yang hendak diubah tidak ada.{hint}")
        else:
            _change(document, node, entry, rules[rule_id])


def _add(document: Document, node: yaml.Node, entry: dict[str, Any], rules: dict[str, Stated]) -> None:
    rule_id = entry["id"]
    if rule_id in rules:
        where = Path(rules[rule_id].rule.origin).name
        document.report(child(node, "id"), "duplicate", f"Id {rule_id} sudah dipakai di {where}.")
        return
    try:
        rules[rule_id] = Stated(rule_of(entry, str(document.path)), document, node)
    except (ValueError, TypeError, AttributeError) as error:
        document.report(child(node, "examples") or child(node, "id"), "example", f"{rule_id}: {error}.")


def _change(document: Document, node: yaml.Node, entry: dict[str, Any], known: Stated) -> None:
    given = entry.get("params", {})
    for name in given:
        if name not in known.rule.parameters:
            hint = nearest(name, known.rule.parameters)
            where = key_node(child(node, "params"), name)
            document.report(where, "params", f"Aturan {known.rule.id} tidak mempunyai ambang {name}.{hint}")
    known.rule = overridden(known.rule, entry)


def lint_rule(stated: Stated, names: Names, vocabulary: Vocabulary) -> None:
    """Report what is wrong with one rule of the right shape."""
    try:
        _rule(stated, names, vocabulary)
    except RecursionError:
        stated.document.report(child(stated.node, "assert"), "sql", TOO_LONG)


def _rule(stated: Stated, names: Names, vocabulary: Vocabulary) -> None:
    document, node, rule = stated.document, stated.node, stated.rule
    for key, what in _ADVISED.items():
        if child(node, key) is None:
            document.report(child(node, "id"), "incomplete", f"'{key}' belum ditulis: {what}.", level="warning")
    scope = scope_of(rule, names)
    if rule.constraint:
        _constraint(stated, names)
        _blames(stated, names)
    elif scope is None:
        hint = nearest(rule.table, names.all_tables)
        document.report(child(node, "table"), "table", f"Tabel {rule.table} tidak dikenal.{hint}")
    else:
        _joins(stated, names)
        _conditions(stated, scope, names, vocabulary)
        _blames(stated, names)
    _messages(stated, names)
    if node is None:
        return
    report_also(document, node, rule, names)
    report_examples(document, node, rule, names)


def _constraint(stated: Stated, names: Names) -> None:
    document, node, rule = stated.document, stated.node, stated.rule
    if rule.table != "*" and rule.table not in names.tables:
        hint = nearest(rule.table, names.tables)
        document.report(child(node, "table"), "table", f"Tabel {rule.table} tidak dikenal.{hint}")
        return
    meant = names.tables.values() if rule.table == "*" else [names.tables[rule.table]]
    known = {name for table in meant for name in table.names}
    for name in items(child(node, "fields")):
        if name.value not in known:
            document.report(name, "field", f"Isian {name.value} tidak dikenal.{nearest(name.value, known)}")


def _joins(stated: Stated, names: Names) -> None:
    """A joined table must have one row a village and year, or be found by a key that this table has."""
    own = names.columns(stated.rule.table) or {}
    for name in items(child(stated.node, "with")):
        if name.value == "previous":
            derived = stated.rule.table in names.derived
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
            stated.document.report(name, "table", f"{name.value} tidak dapat digabung: {problem}")


def _conditions(stated: Stated, scope: Scope, names: Names, vocabulary: Vocabulary) -> None:
    document, node, rule = stated.document, stated.node, stated.rule
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
    _unused(stated, used)
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


def _unused(stated: Stated, sql: str) -> None:
    used = set(re.findall(r"\$(\w+)", sql))
    params = child(stated.node, "params")
    for name, _ in entries(params):
        if name.value not in used:
            stated.document.report(name, "params", f"Ambang {name.value} tidak dipakai.")


def _located(table: str, names: Names) -> str:
    """The table whose cells are marked: for a derived table, the one in which it points at rows."""
    return names.derived[table].locates if table in names.derived else table


def _blames(stated: Stated, names: Names) -> None:
    table = stated.rule.table
    located = _located(table, names)
    if table in names.derived and not located:
        message = f"Tabel turunan {table} tidak menyebut 'locates', jadi tidak dapat diperiksa aturan."
        stated.document.report(child(stated.node, "table"), "table", message)
    columns = names.columns(located) or {}
    for name in items(child(stated.node, "blames")):
        if columns and name.value not in columns:
            hint = nearest(name.value, columns)
            stated.document.report(name, "field", f"Isian {name.value} tidak ada di tabel {located}.{hint}")


def _partners(stated: Stated, names: Names) -> None:
    """Partners agree in columns of the table that is asked."""
    columns = names.columns(stated.rule.table) or {}
    for name in items(child(stated.node, "partners")):
        if columns and name.value not in (*columns, ELSEWHERE):
            hint = nearest(name.value, [*columns, ELSEWHERE])
            stated.document.report(name, "field", f"Isian {name.value} tidak dikenal.{hint}")


def _messages(stated: Stated, names: Names) -> None:
    """Texts may name fields of the table whose cells are marked; engine columns only through `show`."""
    rule = stated.rule
    columns = names.columns(_located(rule.table, names))
    if columns is None:
        return
    own = rule.fields if rule.constraint else [name for name in columns if not name.startswith("_")]
    known = [*own, *rule.show, *given_to(rule)]
    _partners(stated, names)
    for key in TEXTS:
        node = child(stated.node, key)
        if node is not None:
            report_placeholders(stated.document, node, node.value, known)
    for key in ("unanswered", "unanswered_en"):
        node = child(stated.node, key)
        if node is not None:
            report_placeholders(stated.document, node, node.value, rule.parameters)

"""The further tables of a rule: each is read as the rule's own table by a derived table that stands for it."""

from __future__ import annotations

import yaml

from validator.pack.lint.nodes import Document, child, items, key_node
from validator.pack.lint.problems import nearest
from validator.pack.lint.scopes import Names
from validator.pack.models import Rule
from validator.pack.stand_ins import stand_in


def report_also(document: Document, node: yaml.Node, rule: Rule, names: Names) -> None:
    """Report tables in `also` that cannot be asked this rule, and what is said of them without need."""
    for name in items(child(node, "also")):
        if name.value not in names.tables:
            message = f"Tabel {name.value} tidak dikenal.{nearest(name.value, names.tables)}"
            document.report(name, "table", message)
        elif stand_in(names.derived, rule, name.value) is None:
            message = f"Tabel {name.value} tidak dapat dibaca sebagai {rule.table}: belum ada tabel turunan untuk itu."
            document.report(name, "table", message)
        elif "previous" in rule.with_:
            document.report(name, "table", "Aturan yang memakai previous tidak dapat ditanyakan pada tabel lain.")
    for key in ("also_severity", "also_params"):
        if child(node, key) is not None and not rule.also:
            document.report(key_node(node, key), "table", f"{key} hanya dipakai bersama also.")
    for given in rule.also_params:
        if given not in rule.parameters:
            where = key_node(child(node, "also_params"), given)
            document.report(where, "params", f"Ambang {given} tidak ada dalam params.{nearest(given, rule.parameters)}")

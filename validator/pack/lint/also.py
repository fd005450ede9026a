"""The further tables of a rule: each is read as the rule's own table by a derived table that stands for it."""

from __future__ import annotations

from collections.abc import Mapping

from validator.pack.documents import Declared, child, items, key_node
from validator.pack.models import Derived, Rule, Table
from validator.pack.problems import nearest
from validator.pack.stand_ins import stand_in


def report_also(declared: Declared[Rule], tables: Mapping[str, Table], derived: Mapping[str, Derived]) -> None:
    """Report tables in `also` that cannot be asked this rule, and what is said of them without need."""
    document, node, rule = declared.document, declared.node, declared.record
    for name in items(child(node, "also")):
        if not document.knows(name, "table", "Tabel", tables):
            continue
        if stand_in(derived, rule, name.value) is None:
            message = f"Tabel {name.value} tidak dapat dibaca sebagai {rule.table}: belum ada tabel turunan untuk itu."
            document.report(name, "table", message)
        elif "previous" in rule.with_:
            document.report(name, "table", "Aturan yang memakai previous tidak dapat ditanyakan pada tabel lain.")
    for key in ("also_severity", "also_params"):
        if child(node, key) is not None and not rule.also:
            document.report(key_node(node, key), "table", f"{key} hanya dipakai bersama also.")
    for given in rule.also_params if node else ():
        if given not in rule.parameters:
            where = key_node(child(node, "also_params"), given)
            document.report(where, "params", f"Ambang {given} tidak ada dalam params.{nearest(given, rule.parameters)}")

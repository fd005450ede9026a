"""The examples of a rule: their columns exist, and their values are what the column can hold."""

from __future__ import annotations

from datetime import date

import yaml

from validator.pack.documents import Declared, Document, at, child, entries, items
from validator.pack.lint.scopes import Column, Names
from validator.pack.models import Rule
from validator.pack.problems import nearest
from validator.pack.stand_ins import home

_SETTINGS = ("table", "date")


def report_examples(declared: Declared[Rule], names: Names) -> None:
    """Report unknown tables and columns, and values of the wrong kind or outside a code list."""
    document, node, rule = declared.document, declared.node, declared.record
    for kind in ("pass", "fail"):
        for example in items(at(node, ["examples", kind])):
            named = child(example, "table")
            own = home(names.derived, named.value if isinstance(named, yaml.ScalarNode) else rule.table)
            if child(example, "rows") is None:
                _row(document, example, own, rule, names)
            for key, below in entries(example) if child(example, "rows") is not None else ():
                if key.value not in _SETTINGS:
                    table = own if key.value in ("rows", "previous") else key.value
                    _rows(document, below, key, table, rule, names)


def _rows(document: Document, rows: yaml.Node, key: yaml.Node, table: str, rule: Rule, names: Names) -> None:
    if table not in names.tables and table != "*":
        reason = "adalah tabel turunan; tulis baris tabel asalnya." if table in names.derived else "tidak dikenal."
        document.report(key, "example", f"Tabel {table} {reason}{nearest(table, names.tables)}")
    for row in items(rows):
        _row(document, row, table, rule, names)


def _row(document: Document, row: yaml.Node, table: str, rule: Rule, names: Names) -> None:
    columns = names.columns(table)
    columns = {**columns, "_times": Column("BIGINT")} if columns is not None else None
    for key, below in entries(row) if columns is not None else ():
        known = (columns or {}).get(key.value)
        if known is None:
            document.knows(key, "example", "Isian", columns or (), f"tidak ada di tabel {table}.")
        elif not isinstance(below, yaml.ScalarNode):
            document.report(below, "example", f"Isian {key.value} berisi satu nilai, bukan daftar.")
        elif not rule.constraint:
            _value(document, below, known, names)


def _value(document: Document, node: yaml.ScalarNode, known: Column, names: Names) -> None:
    kind, text = node.tag.rpartition(":")[2], str(node.value)
    if kind == "null":
        return
    allowed = names.labels(known.codelist)
    if allowed:
        if text not in allowed:
            document.report(node, "label", f"'{text}' bukan pilihan daftar {known.codelist}.{nearest(text, allowed)}")
    elif wrong := _wrong(known.type, kind, text):
        document.report(node, "example", wrong)


def _wrong(wanted: str, kind: str, text: str) -> str:
    """Why a YAML scalar is no value of the SQL type; '' if it is one."""
    if wanted == "VARCHAR" and kind != "str":
        return f"Isian teks: tulis '{text}' dalam tanda kutip."
    if wanted in ("BIGINT", "INT") and kind != "int":
        return f"'{text}' bukan bilangan bulat."
    if wanted == "DOUBLE" and kind not in ("int", "float"):
        return f"'{text}' bukan bilangan."
    if wanted == "DATE" and not _is_date(text):
        return f"'{text}' bukan tanggal (tulis seperti 2026-06-30)."
    return ""


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

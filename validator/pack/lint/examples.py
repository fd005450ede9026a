"""The examples of a rule: their columns exist, and their values are what the column can hold."""

from __future__ import annotations

from datetime import date

import yaml

from validator.messages.sentences import Worded
from validator.messages.sentences import sentence as _
from validator.pack.documents import Declared, Document, at, child, entries, items
from validator.pack.lint.scopes import Column, Names
from validator.pack.models import Rule
from validator.pack.problems import nearest
from validator.pack.stand_ins import base_table

_SETTINGS = ("table", "date")


def report_examples(declared: Declared[Rule], names: Names) -> None:
    """Report unknown tables and columns, and values of the wrong kind or outside a code list."""
    document, node, rule = declared.document, declared.node, declared.record
    for kind in ("pass", "fail"):
        for example in items(at(node, ["examples", kind])):
            named = child(example, "table")
            own = base_table(names.derived, named.value if isinstance(named, yaml.ScalarNode) else rule.table)
            if child(example, "rows") is None:
                _row(document, example, own, rule, names)
            for key, below in entries(example) if child(example, "rows") is not None else ():
                if key.value not in _SETTINGS:
                    table = own if key.value in ("rows", "previous") else key.value
                    _rows(document, below, key, table, rule, names)


def _rows(document: Document, rows: yaml.Node, key: yaml.Node, table: str, rule: Rule, names: Names) -> None:
    if table not in names.tables and table != "*":
        said = _("Tabel {table} tidak dikenal.", table=table)
        if table in names.derived:
            said = _("Tabel {table} adalah tabel turunan; tulis baris tabel asalnya.", table=table)
        document.report(key, "example", said.then(nearest(table, names.tables)))
    for row in items(rows):
        _row(document, row, table, rule, names)


def _row(document: Document, row: yaml.Node, table: str, rule: Rule, names: Names) -> None:
    columns = names.columns(table)
    columns = {**columns, "_times": Column("BIGINT")} if columns is not None else None
    for key, below in entries(row) if columns is not None else ():
        known = (columns or {}).get(key.value)
        if known is None:
            document.knows(key, "example", _("Isian {field} tidak ada di tabel {table}.", table=table), columns or ())
        elif not isinstance(below, yaml.ScalarNode):
            document.report(below, "example", _("Isian {field} berisi satu nilai, bukan daftar.", field=key.value))
        elif not rule.constraint:
            _value(document, below, known, names)


def _value(document: Document, node: yaml.ScalarNode, known: Column, names: Names) -> None:
    kind, text = node.tag.rpartition(":")[2], str(node.value)
    if kind == "null":
        return
    allowed = names.labels(known.codelist)
    if allowed:
        if text not in allowed:
            said = _("'{text}' bukan pilihan daftar {codelist}.", text=text, codelist=known.codelist)
            document.report(node, "label", said.then(nearest(text, allowed)))
    elif wrong := _wrong(known.type, kind, text):
        document.report(node, "example", wrong)


def _wrong(wanted: str, kind: str, text: str) -> Worded | None:
    """Why a YAML scalar is no value of the SQL type; None if it is one."""
    if wanted == "VARCHAR" and kind != "str":
        return _("Isian teks: tulis '{text}' dalam tanda kutip.", text=text)
    if wanted in ("BIGINT", "INT") and kind != "int":
        return _("'{text}' bukan bilangan bulat.", text=text)
    if wanted == "DOUBLE" and kind not in ("int", "float"):
        return _("'{text}' bukan bilangan.", text=text)
    if wanted == "DATE" and not _is_date(text):
        return _("'{text}' bukan tanggal (tulis seperti 2026-06-30).", text=text)
    return None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

"""Heading files: tables and fields exist, and a heading means one field of its table."""

from __future__ import annotations

import yaml

from validator.pack.lint.nodes import Document, entries, items
from validator.pack.lint.problems import nearest
from validator.pack.lint.scopes import Names
from validator.pack.models import Table


def lint_headings(document: Document, names: Names) -> None:
    """Report what is wrong with a heading file that has the right shape."""
    for key, fields in entries(document.root):
        table = names.tables.get(key.value)
        if table is None:
            hint = nearest(key.value, names.tables)
            document.report(key, "table", f"Tabel {key.value} tidak dikenal.{hint}")
        else:
            _fields(document, fields, table)


def _fields(document: Document, node: yaml.Node, table: Table) -> None:
    seen: dict[str, str] = {}
    for key, headings in entries(node):
        if key.value not in table.names:
            hint = nearest(key.value, table.names)
            document.report(key, "field", f"Isian {key.value} tidak ada di tabel {table.name}.{hint}")
        for heading in items(headings):
            folded = " ".join(heading.value.casefold().split())
            if folded in seen:
                document.report(
                    heading, "duplicate", f"Judul '{heading.value}' sudah dipakai untuk isian {seen[folded]}."
                )
            seen.setdefault(folded, key.value)

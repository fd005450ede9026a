"""Heading files (`schemas/judul_kolom.yml`): under which further headings the columns of known tables come.

A pack teaches with it what its own exports print: `{table: {field: [heading, ...]}}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from validator.pack.documents import Document, entries, items
from validator.pack.models import Table

__all__ = ["Headings", "headings_of", "taught"]

Headings = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Headings by table and field name."""


def headings_of(content: Any) -> Headings:  # noqa: ANN401 - YAML holds anything
    """The headings of a file; an empty file teaches nothing.

    >>> headings_of({"agtkeluarga": {"nik": ["nomor_nik"]}})
    {'agtkeluarga': {'nik': ('nomor_nik',)}}
    """
    tables = content or {}
    return {
        str(table): {str(field): tuple(map(str, headings or ())) for field, headings in (fields or {}).items()}
        for table, fields in tables.items()
    }


def taught(document: Document, tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables that a heading file of the right shape teaches headings of; what it cannot teach is reported."""
    for key, fields in entries(document.root):
        if document.knows(key, "table", "Tabel", tables):
            _report_fields(document, fields, tables[key.value])
    headings = headings_of(document.value)
    return {name: tables[name].known_by(fields) for name, fields in headings.items() if name in tables}


def _report_fields(document: Document, node: yaml.Node, table: Table) -> None:
    seen: dict[str, str] = {}
    for key, headings in entries(node):
        document.knows(key, "field", "Isian", table.names, f"tidak ada di tabel {table.name}.")
        for heading in items(headings):
            folded = " ".join(heading.value.casefold().split())
            if folded in seen:
                message = f"Judul '{heading.value}' sudah dipakai untuk isian {seen[folded]}."
                document.report(heading, "duplicate", message)
            seen.setdefault(folded, key.value)

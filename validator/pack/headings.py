"""Heading files (`schemas/judul_kolom.yml`): under which further headings the columns of known tables come.

A pack teaches with it what its own exports print: `{table: {field: [heading, ...]}}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["HEADINGS", "Headings", "headings_of"]

HEADINGS = "judul_kolom.yml"
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

"""The words of the drop-downs: those that the lists for villages use; those of rule files are understood as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from validator.pack.workbook.cells import text_of
from validator.pack.workbook.columns import Column

__all__ = ["WORDS", "meant", "said", "shown"]

_SEVERITIES = {"error": "galat", "warning": "peringatan", "info": "info"}
WORDS: Mapping[str, Mapping[str, str]] = {
    "severity": _SEVERITIES,
    "also_severity": _SEVERITIES,
    "dimension": {
        "completeness": "kelengkapan",
        "validity": "kesahihan",
        "accuracy": "akurasi",
        "consistency": "keselarasan",
        "uniqueness": "ketunggalan",
        "timeliness": "ketepatan waktu",
    },
}
"""By key of a rule: what a rule file says, and what the sheet says for it."""


def said(key: str, value: str) -> str:
    """The sheet's word for a value of a rule file.

    >>> said("severity", "error"), said("status", "mati")
    ('galat', 'mati')
    """
    return WORDS.get(key, {}).get(value, value)


def shown(value: Any, column: Column) -> str | float:  # noqa: ANN401 - a rule's properties are of several types
    """The content of the cell in that column."""
    content = text_of(value, column.kind)
    return said(column.key, content) if isinstance(content, str) else content


def meant(key: str, text: str) -> str:
    """The value that a word of the sheet, or of a rule file, stands for; what is neither comes back as it is.

    >>> meant("severity", "Galat"), meant("severity", "error"), meant("dimension", "ketepatan  waktu")
    ('error', 'error', 'timeliness')
    """
    plain = " ".join(text.casefold().split())
    return {word: value for value, word in WORDS.get(key, {}).items()}.get(plain, plain)

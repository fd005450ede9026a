"""A second table below the first one of a sheet: its header is told from records, so that no row of it is counted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from validator.forms.recognition import Recognition, recognise
from validator.forms.spellings import spellings_of
from validator.pack.models import Table
from validator.readers.sheets import Cell, Sheet
from validator.readers.texts import is_blank, normalise

__all__ = ["Headers"]

_LEAST_SHARE = 0.6
_WORDED = re.compile(r"[^A-Za-z]{0,12}[A-Za-z]").match


class Headers:
    """Knows the headers of all forms of Prodeskel."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables

    def title(self, row: Sequence[Cell]) -> str:
        """The title of the form whose header a row is; '' if it is none. Of a record little is read."""
        if not self._worded(row):
            return ""
        found = recognise(Sheet("", "", [list(row)]), self._tables)
        return self._tables[found.table].title if isinstance(found, Recognition) and found.header_rows else ""

    def _worded(self, row: Sequence[Cell]) -> bool:
        """All its cells are words, and most of them labels."""
        held = []
        for cell in row:
            if isinstance(cell, str) and _WORDED(cell):
                held.append(cell)
            elif not is_blank(cell):
                return False
        if len(held) < 2:
            return False
        labels = spellings_of(self._tables).weights
        known = sum(normalise(cell) in labels for cell in held)
        return known >= 2 and known >= _LEAST_SHARE * len(held)

"""Sheets typed in from the paper instruments: recognised by what the form prints, rows and headings alike.

Only asked about sheets that are no known export; the index of printed labels is made when the first such sheet comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from validator.forms.headers import LAST_ROW, filled, without_parentheses
from validator.forms.recognition import Recognition, recognise
from validator.pack.models import CodeList, Table
from validator.readers.sheets import Cell, Sheet
from validator.readers.texts import is_blank, normalise

_LEAST_LABELS = 3
_LOOKED_AT = 200


class PaperForms:
    """The tables with status `paper` by the labels that they print; a label of many forms says little."""

    def __init__(self, tables: Mapping[str, Table], codelists: Mapping[str, CodeList]) -> None:
        self.tables = {name: table for name, table in tables.items() if table.status == "paper"}
        self.codelists = codelists

    def titled(self, sheet: Sheet) -> Table | None:
        """The paper form whose very title, or name among our tables, the sheet or its file bears."""
        names = map(normalise, (sheet.name, _stem(sheet.file)))
        return next((self._titles[name] for name in names if name in self._titles), None)

    def recognise(self, sheet: Sheet) -> Recognition | None:
        """The paper form that a sheet holds; None if it speaks of none, or of several alike."""
        if sheet.dialect is not None or not self.tables:
            return None
        table = self.titled(sheet) or self._printed(sheet)
        if table is None:
            return None
        found = recognise(sheet, {table.name: table})
        return found if isinstance(found, Recognition) and found.header_rows is not None else None

    def _printed(self, sheet: Sheet) -> Table | None:
        """The form most of whose labels stand on the sheet, if at least three do and no other form comes as near."""
        texts = _texts([*filled(sheet, LAST_ROW), *sheet.rows[LAST_ROW:_LOOKED_AT]])
        scores: dict[str, float] = {}
        hits: Counter[str] = Counter()
        for text in texts & self._index.keys():
            for name in self._index[text]:
                scores[name] = scores.get(name, 0) + 1 / len(self._index[text])
                hits[name] += 1
        ranked = sorted(scores.items(), key=lambda pair: pair[1], reverse=True)
        if not ranked or hits[ranked[0][0]] < min(_LEAST_LABELS, self._sizes[ranked[0][0]]):
            return None
        return None if len(ranked) > 1 and ranked[0][1] <= ranked[1][1] else self.tables[ranked[0][0]]

    @cached_property
    def _titles(self) -> Mapping[str, Table]:
        return {normalise(text): table for table in self.tables.values() for text in (table.name, table.title)}

    @cached_property
    def _sizes(self) -> Mapping[str, int]:
        return {table.name: len(set(self._labels(table))) for table in self.tables.values()}

    @cached_property
    def _index(self) -> Mapping[str, Sequence[str]]:
        index: dict[str, list[str]] = {}
        for table in self.tables.values():
            for label in set(self._labels(table)):
                index.setdefault(label, []).append(table.name)
        return index

    def _labels(self, table: Table) -> Iterable[str]:
        """The printed rows of a form that has them, with the heading above them; else its headings."""
        for field in table.fields:
            if field.expected and not (table.layout == "rows" and field.name not in table.key):
                yield normalise(without_parentheses(field.title))
                listed = self.codelists.get(field.codelist) if field.name in table.key else None
                yield from (normalise(item.label) for item in listed.items) if listed else ()


def _texts(rows: Sequence[Sequence[Cell]]) -> set[str]:
    cells = {cell for row in rows for cell in row if isinstance(cell, str) and not is_blank(cell)}
    return {normalise(form) for cell in cells for form in (cell, without_parentheses(cell))}


def _stem(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]

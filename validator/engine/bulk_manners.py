"""How the cells of a large file are written, as `cells.manners` and `records.swapped` tell it of a small one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from validator.cells.manners import Manner, manner_of
from validator.readers.notes import Note
from validator.readers.sheets import Cell
from validator.readers.texts import text_of
from validator.records.swapped import LAST, low_note, month_first_note, up_to_twelve

if TYPE_CHECKING:
    from validator.engine.bulk import Bulk

__all__ = ["bulk_manner", "bulk_swapped"]


class _Spelt:
    """The cells of a large file that took no short cut; those that did mean what they say."""

    def __init__(self, bulk: Bulk, spelt: Sequence[tuple[int, str]]) -> None:
        self._bulk = bulk
        self._texts: dict[str, list[Cell]] = defaultdict(list)
        for number, text in spelt:
            self._texts[bulk.table.names[number]].append(text)

    def distinct(self, name: str) -> Collection[Cell]:
        return self._texts[name]

    def place(self, name: str, cells: Collection[Cell]) -> tuple[int, int, str]:
        number = self._bulk.table.names.index(name)
        count, first, text = self._bulk.connection.execute(
            "SELECT count(*), min(place), arg_min(text, place) FROM _spelt "
            "WHERE field = ? AND text IN (SELECT unnest(?::VARCHAR[]))",
            [number, list(cells)],
        ).fetchall()[0]
        return count, self._bulk.line(first), text_of(text)


def bulk_manner(bulk: Bulk, spelt: Sequence[tuple[int, str]]) -> tuple[Manner, tuple[Note, ...]]:
    """The manner of a file and its notes; `spelt` are its cells without a short cut as (field, text), each once."""
    fields = [s.field for s in bulk.shortcuts]
    return manner_of(fields, bulk.columns, _Spelt(bulk, spelt), bulk.file.english)


def bulk_swapped(bulk: Bulk) -> Iterator[Note]:
    """What is to be said of the date columns, once the rows that are no records are gone."""
    for shortcut in bulk.shortcuts:
        field = shortcut.field
        if field.type != "date":
            continue
        column = bulk.columns[field.name]
        first = bulk.one(
            f"SELECT min(place) FROM {bulk.odd} WHERE field = {bulk.table.names.index(field.name)} "
            f"AND problem = 'month_first' AND place IN (SELECT rowid FROM {bulk.name})"
        )
        if first is not None:
            yield month_first_note(column, bulk.line(first))
        elif not bulk.one(f"SELECT bool_or(day({field.name}) > {LAST}) FROM {bulk.name}"):
            days = bulk.connection.execute(f"SELECT DISTINCT {field.name} FROM {bulk.name}").fetchall()
            if up_to_twelve(found := {day for (day,) in days if day}):
                yield low_note(column, len(found))

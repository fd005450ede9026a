"""Rows that have slipped out of their columns: a delimiter too many or too few within a line.

Which cell belongs to which column is told by the columns that take only numbers, dates, identifiers or listed answers.
Cells whose column is sure are put there; in place of the others stand marks (`cells.slips`), so that the row is still
counted and compared, one finding tells of it, and nothing is asked of what nobody can know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from validator.cells.slips import SLIPPED, slip
from validator.forms.column_parser import ColumnParser
from validator.forms.recognition import Recognition
from validator.forms.row_filter import RowFilter
from validator.forms.suiting import Suit
from validator.pack.models import CodeList, Table
from validator.readers.notes import Note
from validator.readers.sheets import Cell, Sheet, column_letter
from validator.readers.texts import is_blank

if TYPE_CHECKING:
    from validator.forms.alignment import Alignment

__all__ = ["Shifts", "titled_width", "untitled_first"]

HEAD = 200
"""So many rows tell how long a row of the sheet is."""
SHOWN = 5
_NUMBER = 17
"""The letters of NIK or No. KK with its mark."""
_GLUED = re.compile(r"(_[0-9]{16}|(?<![0-9_])[0-9]{16})(?![0-9])")
_SURE = 3
"""By so much better must a row suit when shifted, if its length alone does not say that it is."""


class Shifts(Struct, dict=True):
    """Mends the rows of one sheet, from the top; remembers cells right of the last title (`beyond`)."""

    sheet: Sheet
    recognition: Recognition
    table: Table
    typist: ColumnParser
    codelists: Mapping[str, CodeList]
    beyond: list[str] = field(default_factory=list)
    more: int = 0

    def mended(self, rows: Iterable[list[Cell]], first: int = 0) -> Iterator[list[Cell]]:
        """The rows of the sheet from the 0-based row `first` on, those that are shifted in order again."""
        width, usual, start = self.width, self.usual, self.recognition.data_start
        for index, row in enumerate(rows, first):
            size = len(row)
            if index < start or (size == usual and (usual <= width or not any(row[width:]))):
                yield row
            else:
                yield self._judged(index, row)

    @property
    def uneven(self) -> bool:
        """Whether any row of the sheet may be out of order."""
        width, usual, start = self.width, self.usual, self.recognition.data_start
        return any(len(row) != usual or (usual > width and any(row[width:])) for row in self.sheet.rows[start:])

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is to be said of cells right of the last title."""
        if not self.beyond:
            return ()
        more = f" (+{self.more})" if self.more else ""
        return (Note("beyond_titles", {"cells": ", ".join(self.beyond) + more}),)

    @cached_property
    def width(self) -> int:
        """The columns up to the last one with a title."""
        return titled_width(self.sheet, self.recognition)

    @cached_property
    def usual(self) -> int:
        """The cells of most rows."""
        sizes = Counter(map(len, self._head))
        return max(sizes, key=lambda size: (sizes[size], size == self.width), default=self.width)

    @cached_property
    def keeps_blanks(self) -> bool:
        """Whoever wrote the sheet writes blank cells at the end of a row too, so that none is short by its nature."""
        return any(len(row) == self.width and is_blank(row[-1]) for row in self._head)

    @cached_property
    def _suit(self) -> Suit:
        return suit_of(self.sheet, self.recognition, self.table, self.typist)

    @cached_property
    def _sieve(self) -> RowFilter:
        return RowFilter(self.recognition, self.table, self.codelists)

    @property
    def _head(self) -> list[list[Cell]]:
        return self.sheet.rows[self.recognition.data_start : HEAD]

    def _judged(self, index: int, row: list[Cell]) -> list[Cell]:
        last = max((i for i, cell in enumerate(row) if not is_blank(cell)), default=-1)
        if last < 0 or self._sieve.reason(row):
            return row
        cells, seam = _apart(row) if len(row) < self.width else (row, 0)
        found = self._alignment(cells, last + 1, cells is not row)
        if found is None:
            if last >= self.width:
                self._remember(index, row)
            return row
        return self._placed(cells, found, last + 1 if last >= self.width else len(row), seam)

    def _alignment(self, row: list[Cell], filled: int, glued: bool) -> Alignment | None:
        """How the row is shifted; None if it is not. `glued`: two of its cells were one."""
        from validator.forms.alignment import aligned

        surplus = len(row) > self.width
        sure = bool(self.sheet.delimiter) and (
            (filled > self.width and len(row) > self.usual) if surplus else self.keeps_blanks or glued
        )
        if not surplus and not sure and not self._suit.misfits(row):
            return None
        found = aligned(row, self.width, self._suit, cut=not sure)
        if not surplus and found.firm < 2:
            return None
        return found if sure or found.gain >= _SURE else None

    def _placed(self, row: Sequence[Cell], found: Alignment, size: int, seam: int) -> list[Cell]:
        """The cells whose column is sure, and marks for the others; one at least, if need be in column `seam`."""
        new: list[Cell] = [row[i] if i is not None else None for i in found.cells]
        fields = self._suit.fields
        open_ = [c for c, i in enumerate(found.cells) if i is None and c in fields and fields[c].name != "kode_desa"]
        if not open_:
            at = next((c for c, i in enumerate(found.cells) if i is None), seam)
            others = [c for c in fields if fields[c].name != "kode_desa"]
            open_ = [min(others, key=lambda c: (c < at, abs(c - at)))] if others else []
        for column in open_:
            new[column] = SLIPPED
        if open_:
            new[open_[0]] = slip(size, self.width)
        return new

    def _remember(self, index: int, row: Sequence[Cell]) -> None:
        for column in range(self.width, len(row)):
            if not is_blank(row[column]):
                if len(self.beyond) < SHOWN:
                    self.beyond.append(f"{column_letter(column)}{index + 1}")
                else:
                    self.more += 1


def _apart(row: list[Cell]) -> tuple[list[Cell], int]:
    """The row in which a number of sixteen digits is a cell of its own, and where what it was glued to stands."""
    for index, cell in enumerate(row):
        if isinstance(cell, str) and len(cell) > _NUMBER and (parts := _GLUED.split(cell))[1:]:
            kept: list[Cell] = [part for part in parts if part]
            if len(kept) > 1:
                number = _GLUED.fullmatch(str(kept[0])) is not None
                return [*row[:index], *kept, *row[index + 1 :]], index + number
    return row, 0


def titled_width(sheet: Sheet, recognition: Recognition) -> int:
    """The columns of a sheet up to the last one with a title."""
    last = max(recognition.columns.values(), default=-1)
    if recognition.header_rows is not None:
        top, bottom = recognition.header_rows
        for row in sheet.rows[top : bottom + 1]:
            last = max(last, max((i for i, cell in enumerate(row) if not is_blank(cell)), default=-1))
        last = max([last, *(m.right for m in sheet.merges if top <= m.top <= bottom)])
    return last + 1


def suit_of(sheet: Sheet, recognition: Recognition, table: Table, typist: ColumnParser) -> Suit:
    """What the columns of a sheet take."""
    known = {f.name: f for f in table.fields}
    columns = {c: known[name] for name, c in recognition.columns.items() if name in known}
    parsers = {c: typist.parser(table, f.name) for c, f in columns.items()}
    titled = {c for c, *_ in (*recognition.unknown, *recognition.duplicates)}
    if recognition.header_rows is not None:
        top, bottom = recognition.header_rows
        titled |= {c for row in sheet.rows[top : bottom + 1] for c, cell in enumerate(row) if not is_blank(cell)}
    return Suit(columns, parsers, frozenset(titled))


def untitled_first(sheet: Sheet, recognition: Recognition, table: Table, typist: ColumnParser) -> Recognition:
    """The same recognition, or one whose titles stand a column further right: above the first column stands none.

    R writes the names of its rows so: a cell more in every row than in the header.
    """
    width = titled_width(sheet, recognition)
    rows = [row for row in sheet.rows[recognition.data_start : HEAD] if any(row)]
    if not rows or any(len(row) != width + 1 for row in rows) or all(is_blank(row[-1]) for row in rows):
        return recognition
    moved = replace(recognition, columns={name: c + 1 for name, c in recognition.columns.items()})
    own, further = (suit_of(sheet, r, table, typist) for r in (recognition, moved))
    if sum(map(further.total, rows)) < sum(map(own.total, rows)) + _SURE * len(rows):
        return recognition
    return replace(moved, notes=(*recognition.notes, Note("untitled_first")))

"""How well a cell suits a column: what tells whether a row has slipped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from validator.cells.numbers import Verdict
from validator.pack.models import Field
from validator.readers.sheets import Cell
from validator.readers.texts import is_blank

__all__ = ["FIRM", "Suit"]

FIRM = 2
"""A cell that only columns of its kind take: it counts so much for the place where it suits, and against any other."""
_IDENTIFIERS = (10, 16)
"""The digits of a village's code, of NIK and of No. KK."""
_SIGNS = str.maketrans("", "", "_'’. -")
_LONG_NUMBER = 13
_DAY = re.compile(r"\s*[0-9]{1,2}[/\-][0-9]{1,2}[/\-][0-9]{4}\s*")


class Suit(Struct, frozen=True):
    """`fields` and their `parsers` by column; `titled` are the columns with any title."""

    fields: Mapping[int, Field]
    parsers: Mapping[int, Callable[[Cell], Verdict]]
    titled: frozenset[int]

    def __call__(self, column: int, cell: Cell) -> int:
        """Above zero if the cell is of the column's kind, below if it is not, zero if nobody can say."""
        if is_blank(cell):
            return 0
        field = self.fields.get(column)
        if field is None:
            return 0 if column in self.titled else -FIRM
        if field.type == "string" and not (field.codelist or field.identifier):
            return -FIRM if _speaks(cell) else 0
        return FIRM if self._is_of_kind(field, self.parsers[column](cell), cell) else -FIRM

    def misfits(self, row: Sequence[Cell]) -> bool:
        """Whether any cell of the row does not suit its column."""
        return any(self(column, row[column]) < 0 for column in self.fields if column < len(row))

    def total(self, row: Sequence[Cell]) -> int:
        """How well all cells suit the columns in which they stand."""
        return sum(self(column, row[column]) for column in self.fields if column < len(row))

    @staticmethod
    def _is_of_kind(field: Field, verdict: Verdict, cell: Cell) -> bool:
        digits = sum(map(str.isdigit, str(cell)))
        if field.identifier:
            bare = str(verdict.value or "").translate(_SIGNS)
            return verdict.problem == "digits_lost" or (bare.isdigit() and len(bare) in _IDENTIFIERS)
        if field.codelist or field.type == "date":
            return verdict.value is not None and verdict.value != "-"
        return verdict.problem not in ("not_a_number", "artefact", "unit") and digits < _LONG_NUMBER


def _speaks(cell: Cell) -> bool:
    """A text that is a date or a long number belongs to another column."""
    if not isinstance(cell, str):
        return False
    bare = cell.strip("_' ")
    return (bare.isdigit() and len(bare) >= _LONG_NUMBER) or _is_day(cell)


def _is_day(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_DAY.fullmatch(cell))

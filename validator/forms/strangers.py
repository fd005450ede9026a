"""Sheets that resemble a form and are none: recognised by what they print, so that each is called what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from validator.pack.models import Stranger
from validator.readers.sheets import Sheet
from validator.readers.texts import normalise

__all__ = ["Strangers"]

FIRST_ROWS = 25
_DEPTH = 3
_ALONE = 3
"""A title has hardly anything beside it; a row of data or headings has."""
_LONGEST = 200
"""No heading is longer; a whole story in one cell is not looked through."""


class _Marks(Struct, frozen=True):
    """What tells one stranger, normalised."""

    stranger: Stranger
    sheets: frozenset[str]
    texts: tuple[str, ...]
    labels: frozenset[str]
    some: frozenset[str]
    without: frozenset[str]

    @classmethod
    def of(cls, stranger: Stranger) -> _Marks:
        sets = (frozenset(map(normalise, texts)) for texts in (stranger.labels, stranger.some, stranger.without))
        return cls(stranger, frozenset(map(normalise, stranger.sheets)), tuple(map(normalise, stranger.texts)), *sets)

    def fit(self, name: str, rows: Sequence[frozenset[str]], printed: frozenset[str], lines: frozenset[str]) -> bool:
        """Everything that is declared holds; `lines` are the texts that stand nearly alone in their row."""
        if (self.sheets and name not in self.sheets) or not self.without.isdisjoint(printed):
            return False
        if self.texts and not any(text == own or text.startswith(f"{own} ") for own in self.texts for text in lines):
            return False
        if not (self.labels or self.some):
            return True
        return self._in(printed) and any(
            self._in(frozenset().union(*rows[top : top + _DEPTH])) for top in range(len(rows))
        )

    def _in(self, texts: frozenset[str]) -> bool:
        return self.labels <= texts and (not self.some or len(self.some & texts) >= self.stranger.least)


class Strangers:
    """The declared strangers, in the order of their declaration: the first that fits is what a sheet is."""

    def __init__(self, strangers: Iterable[Stranger]) -> None:
        marks = [_Marks.of(stranger) for stranger in strangers]
        self._overruling = [mark for mark in marks if mark.stranger.always]
        self._resembling = [mark for mark in marks if not mark.stranger.always]

    def overruling(self, sheet: Sheet) -> Stranger | None:
        """What the sheet is, even if a form has all these columns."""
        return _first(self._overruling, sheet)

    def resembling(self, sheet: Sheet) -> Stranger | None:
        """What a sheet is that no form fits."""
        return _first(self._resembling, sheet)


def _first(marks: Sequence[_Marks], sheet: Sheet) -> Stranger | None:
    rows = [
        frozenset(normalise(cell) for cell in row if isinstance(cell, str) and cell and len(cell) < _LONGEST)
        for row in (sheet.rows[:FIRST_ROWS] if marks else ())
    ]
    name, printed = normalise(sheet.name), frozenset().union(*rows)
    lines = frozenset().union(*(texts for texts in rows if len(texts) <= _ALONE))
    return next((mark.stranger for mark in marks if mark.fit(name, rows, printed, lines)), None)

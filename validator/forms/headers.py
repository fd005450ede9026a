"""Header rows of a sheet: which rows they may be, and what each column is called by them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from validator.readers.sheets import Cell, Sheet
from validator.readers.texts import is_blank, normalise, text_of

LAST_ROW = 40
DEPTH = 3
_ORDINAL = re.compile(r"\(?\s*(\d{1,3})\s*\)?\s*(?:=.*|\(.*)?")
_TAG = re.compile(r"</?(?:br|b|i|u|p|em|strong|span|div|font|center|small|nobr|su[bp])(?:\s[^<>]*|/)?>", re.IGNORECASE)
_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")


class Label(Struct, frozen=True):
    """What stands above a column: its own text and, if groups stand above that, `spellings` with them.

    `spellings` are normalised, the most specific first.
    """

    text: str
    spellings: tuple[str, ...]


Grid = Sequence[Sequence[Cell]]


def filled(sheet: Sheet, last: int = LAST_ROW) -> list[list[Cell]]:
    """The first rows of the sheet, merged cells filled with the value of their top left cell."""
    rows = [list(row) for row in sheet.rows[: last + DEPTH]]
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row.extend([None] * (width - len(row)))
    for merge in sheet.merges:
        if merge.top < len(rows) and merge.left < width:
            value = rows[merge.top][merge.left]
            for row in rows[merge.top : merge.bottom + 1]:
                span = range(merge.left, min(merge.right + 1, width))
                row[span.start : span.stop] = [value] * len(span)
    return rows


def labels(grid: Grid, top: int, depth: int) -> dict[int, Label]:
    """The label of every column that has one, by 0-based column, for a header of `depth` rows from row `top`."""
    block = [[_untagged(text_of(cell)) for cell in row] for row in grid[top : top + depth]]
    groups = [_carried(row) for row in block[:-1]]
    found = {}
    for column in range(len(block[0])):
        own = [row[column] for row in block]
        deepest = max((i for i, text in enumerate(own) if text), default=-1)
        if deepest >= 0:
            above = [group[column] for group in groups[:deepest]]
            found[column] = _label(own[deepest], above)
    return found


def is_numbering(row: Sequence[Cell], sure: bool = True) -> bool:
    """The row counts the columns: (1) (2) (3), or -1 -2 -3 as Excel understands that, or `6 = 4 + 5`.

    With `sure` false plain 1 2 3 will do, which might be data.
    """
    count, marked = 0, not sure
    for cell in row:
        if is_blank(cell):
            continue
        count += 1
        if _ordinal(cell) != count:
            return False
        marked = marked or ("(" in cell if isinstance(cell, str) else _negative(cell))
    return count >= 2 and marked


def without_parentheses(text: str) -> str:
    """The label without the unit (or whatever stands) in parentheses at its end."""
    return _PARENTHESES.sub("", text)


def _untagged(text: str) -> str:
    """The label without the HTML that a web application left in it: `Nama<br />Kepala&nbsp;Keluarga`."""
    if "<" not in text and "&" not in text:
        return text
    from html import unescape

    return unescape(_TAG.sub(" ", text)).replace("\xa0", " ").strip()


def _label(own: str, above: Sequence[str]) -> Label:
    groups = [text for text in dict.fromkeys(above) if text and text != own]
    spellings = [normalise(" ".join([*groups[-n:], form])) for n in range(len(groups), 0, -1) for form in _forms(own)]
    spellings += [normalise(form) for form in _forms(own)]
    return Label(own, tuple(dict.fromkeys(spelling for spelling in spellings if spelling)))


def _forms(text: str) -> tuple[str, ...]:
    return text, without_parentheses(text)


def _carried(row: Sequence[str]) -> list[str]:
    """Group labels stand in the first column of their group only."""
    carried, last = [], ""
    for text in row:
        last = text or last
        carried.append(last)
    return carried


def _ordinal(cell: Cell) -> int:
    """The number that a cell of a numbering row holds; 0 if it holds anything else."""
    if isinstance(cell, str):
        match = _ORDINAL.fullmatch(cell.replace("\xa0", " ").strip())
        return int(match[1]) if match else 0
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell == cell and abs(cell) < 1000:
        return abs(int(cell)) if cell == int(cell) else 0
    return 0


def _negative(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and cell < 0

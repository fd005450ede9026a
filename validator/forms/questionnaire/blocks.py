"""Tables that stand side by side on one sheet, each with its own names and family numbers, as sheets of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from validator.forms.questionnaire.markers import FIRST_ROWS, is_family_number
from validator.readers.sheets import Cell, Sheet
from validator.readers.texts import is_blank


def blocks(sheet: Sheet) -> Iterator[Sheet]:
    """The sheet cut at every repeated `No KK` heading; cells keep their rows and columns.

    A table begins one column before its family numbers, where the names of the heads stand. Rows below the last one
    of a table are not its own: the tables of a sheet differ in length.
    """
    starts = _starts(sheet.rows[:FIRST_ROWS])
    if len(starts) < 2:
        yield sheet
        return
    for left, right in zip(starts, [*starts[1:], None], strict=True):
        rows = [[None] * left + list(row[left:right]) for row in sheet.rows]
        yield replace(sheet, rows=_trimmed(rows), merges=tuple(m for m in sheet.merges if _within(m.left, left, right)))


def _starts(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """0-based first columns of the tables; the first table begins in column 0."""
    for row in rows:
        columns = [column for column, cell in enumerate(row) if is_family_number(cell)]
        if len(columns) > 1:
            return [0, *(c - 1 if not is_blank(row[c - 1]) else c for c in columns[1:])]
    return []


def _trimmed(rows: list[list[Cell]]) -> list[list[Cell]]:
    last = max((i for i, row in enumerate(rows) if any(not is_blank(cell) for cell in row)), default=-1)
    return rows[: last + 1]


def _within(column: int, left: int, right: int | None) -> bool:
    return left <= column and (right is None or column < right)

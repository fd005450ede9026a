"""Tables within tables of a web page, put together as one sees them.

A small table in a cell is what the cell says. A table that fills a row of another one, and is as wide as it, goes on
with its rows. A heading alone, with a table of its width below, is that table's heading. Any other table in a cell
stands for itself: such outer tables are mere layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from validator.readers.grids import Grid
from validator.readers.sheets import Cell, Merge
from validator.readers.texts import text_of

__all__ = ["Nested", "joined"]

_WIDE = 3


class Nested:
    """A finished table: its grid, how many cells each row was given, and the table and cell that it stands in."""

    def __init__(self, grid: Grid, outer: Nested | None, place: tuple[int, int] | None) -> None:
        self.grid = grid
        self.widths: dict[int, int] = {}
        self.outer = outer
        self.place = place
        self.filled = False


Table = TypeVar("Table", bound=Nested)


def joined(tables: Sequence[Table]) -> list[Table]:
    """The tables that stand for themselves, in their order; `tables` are in the order of their beginnings."""
    kept: list[Table] = []
    for table in reversed(tables):
        outer = table.outer
        if table.filled and outer is not None and table.place is not None and _taken_in(table, outer, table.place):
            outer.filled = True
        else:
            kept.insert(0, table)
    return _with_headings([table for table in kept if table.filled])


def _taken_in(table: Nested, outer: Nested, place: tuple[int, int]) -> bool:
    width = max(outer.widths.values(), default=0)
    if width < _WIDE:
        return False
    if outer.widths.get(place[0], 0) > 1:
        if _is_small(table.grid.rows):
            _fold(table.grid.rows, outer.grid, place)
            return True
    elif max(table.widths.values(), default=0) == width:
        _unroll(table.grid, outer.grid, place)
        return True
    return False


def _is_small(rows: Sequence[Sequence[Cell]]) -> bool:
    """One filled row, or one filled column."""
    filled = [[place for place, cell in enumerate(row) if cell is not None] for row in rows]
    return sum(map(bool, filled)) <= 1 or len({place for places in filled for place in places}) <= 1


def _fold(rows: Sequence[Sequence[Cell]], grid: Grid, place: tuple[int, int]) -> None:
    row, column = place
    cells = [cell for each in rows for cell in each if cell is not None]
    there = grid.rows[row][column] if row < len(grid.rows) and column < len(grid.rows[row]) else None
    parts = [*([] if there is None else [there]), *cells]
    grid.put(row, column, parts[0] if len(parts) == 1 else " ".join(map(text_of, parts)))


def _unroll(inner: Grid, grid: Grid, place: tuple[int, int]) -> None:
    """The rows of `inner` in place of the row that it stands in; what follows moves down."""
    row, more = place[0], max(len(inner.rows), 1) - 1
    grid.rows.extend([] for _ in range(row + 1 - len(grid.rows)))
    grid.rows[row : row + 1] = inner.rows or [[]]
    own = [each for each in grid.merges if each.top != row]
    moved = [each if each.top < row else _moved(each, more) for each in own]
    grid.merges = moved + [_moved(each, row) for each in inner.merges]


def _moved(merge: Merge, rows: int) -> Merge:
    return Merge(merge.top + rows, merge.left, merge.bottom + rows, merge.right)


def _with_headings(tables: list[Table]) -> list[Table]:
    """Tables without those that are a heading alone, which go above the next one if it is as wide."""
    kept: list[Table] = []
    for table in tables:
        heading = kept[-1] if kept else None
        if heading is not None and _is_heading(heading) and _same_width(heading, table):
            table.grid.rows[:0] = heading.grid.rows
            table.grid.merges = heading.grid.merges + [
                _moved(each, len(heading.grid.rows)) for each in table.grid.merges
            ]
            kept[-1] = table
        else:
            kept.append(table)
    return kept


def _is_heading(table: Nested) -> bool:
    return len(table.grid.rows) == 1 and sum(cell is not None for cell in table.grid.rows[0]) >= _WIDE


def _same_width(one: Nested, other: Nested) -> bool:
    return max(one.widths.values(), default=0) == max(other.widths.values(), default=0)

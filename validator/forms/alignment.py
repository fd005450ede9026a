"""The best way to lay the cells of a row out over its columns, in order, and what of it is beyond doubt.

Of a row with too many cells, neighbours are put together in one column; in one with too few, columns stay empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from validator.readers.sheets import Cell
from validator.readers.texts import is_blank

__all__ = ["Alignment", "aligned"]

_BREAK = 1
"""What each place costs at which the row slips."""
_NEVER = -(10**6)
_TOGETHER = "x y"
"""Stands for cells put together: a text, and nothing else."""
_MOST = 64
"""Of so many cells too many or too few nothing can be said."""

Suits = Callable[[int, Cell], int]


class Alignment(Struct, frozen=True):
    """`cells`: for each column the cell that surely belongs there, None where that is open.

    `gain`: by how much that suits better than the row as it stands; `firm`: how many of the sure cells only such a
    column takes.
    """

    cells: list[int | None]
    gain: int
    firm: int


class _Step(Struct, frozen=True):
    """One column of one way: cells `first` up to before `end` are laid into it; `worth` is how well they suit."""

    first: int
    end: int
    worth: int


def aligned(row: Sequence[Cell], width: int, suits: Suits, cut: bool) -> Alignment:
    """The cells of `row` laid out over `width` columns by all the ways that suit best.

    `cut`: that a short row merely ends early is more likely than that it slipped.
    """
    as_it_stands = sum(suits(column, cell) for column, cell in enumerate(row[:width]))
    if abs(len(row) - width) > _MOST:
        return Alignment([None] * width, 0, 0)
    steps = _steps(row, width, suits, cut)
    ahead = _ahead(steps, len(row))
    behind = _behind(steps, row, width)
    best = max(a + b for a, b in zip(ahead[width], behind[width], strict=True))
    cells: list[int | None] = []
    for column, own in enumerate(steps):
        ways = {
            (step.first, step.end)
            for end in range(len(row) + 1)
            for step in own[end]
            if ahead[column][step.first] + step.worth + behind[column + 1][end] == best
        }
        cells.append(_only(ways))
    _doubt_neighbours(cells, row, width, suits)
    firm = sum(i is not None and suits(column, row[i]) > 0 for column, i in enumerate(cells))
    return Alignment(cells, best - as_it_stands, firm)


def _only(ways: set[tuple[int, int]]) -> int | None:
    """The one cell that every best way has in a column."""
    if len(ways) != 1:
        return None
    first, end = next(iter(ways))
    return first if end == first + 1 else None


def _steps(row: Sequence[Cell], width: int, suits: Suits, cut: bool) -> list[list[list[_Step]]]:
    """By column and by the number of cells used after it: every way to fill the column."""
    size = len(row)
    slack = size - width
    found: list[list[list[_Step]]] = []
    for column in range(width):
        own: list[list[_Step]] = [[] for _ in range(size + 1)]
        for first in range(max(0, column + min(slack, 0)), min(size, column + max(slack, 0)) + 1):
            for step in _fillings(row, column, first, slack, suits, cut):
                own[step.end].append(step)
        found.append(own)
    return found


def _fillings(row: Sequence[Cell], column: int, first: int, slack: int, suits: Suits, cut: bool) -> Iterator[_Step]:
    if first < len(row):
        yield _Step(first, first + 1, suits(column, row[first]))
    if slack < 0:
        yield _Step(first, first, 0 if cut and first == len(row) else -_BREAK)
    for end in range(first + 2, min(len(row), column + 1 + slack) + 1):
        yield _Step(first, end, suits(column, _TOGETHER) - _BREAK)


def _ahead(steps: list[list[list[_Step]]], size: int) -> list[list[int]]:
    """By column and cells used: the worth of the best way up to there."""
    found = [[0, *[_NEVER] * size]]
    for own in steps:
        last = found[-1]
        found.append([max((last[step.first] + step.worth for step in at), default=_NEVER) for at in own])
    return found


def _behind(steps: list[list[list[_Step]]], row: Sequence[Cell], width: int) -> list[list[int]]:
    """By column and cells used: the worth of the best way from there; cells left over at the end have to be blank."""
    size = len(row)
    filled = max((i for i, cell in enumerate(row) if not is_blank(cell)), default=-1) + 1
    found = [[0 if used >= filled else _NEVER for used in range(size + 1)]]
    for own in reversed(steps):
        nearest = [_NEVER] * (size + 1)
        for at, rest in zip(own, found[0], strict=True):
            for step in at:
                nearest[step.first] = max(nearest[step.first], step.worth + rest)
        found.insert(0, nearest)
    return found


def _doubt_neighbours(cells: list[int | None], row: Sequence[Cell], width: int, suits: Suits) -> None:
    """Beside a column without a cell a text may hold what belongs into both: nobody knows."""
    if len(row) >= width:
        return
    open_ = [column for column, i in enumerate(cells) if i is None]
    for column in {c + side for c in open_ for side in (-1, 1)} - set(open_):
        if 0 <= column < width:
            at = cells[column]
            if at is not None and suits(column, row[at]) <= 0:
                cells[column] = None

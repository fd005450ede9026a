"""Large CSVs read row by row: written anew where their lines are not their rows, counted, or held after all."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, Protocol, TextIO

from msgspec.structs import replace

from validator.readers.csvfiles import as_cells, opened, read_rows
from validator.readers.limits import LIMITS, MIB, Budget, Limits
from validator.readers.notes import Note
from validator.readers.reasons import note
from validator.readers.sheets import Cell, Dialect, Sheet
from validator.readers.styles import Style
from validator.workspace import Workspace, process_workspace

__all__ = ["rewritten", "row_count", "whole_sheet"]


class _Lines(NamedTuple):
    """What was written: the first rows, the cells of the longest row, and what is to be said of the rows."""

    head: list[list[Cell]]
    width: int
    notes: tuple[Note, ...] = ()


class Mending(Protocol):
    """What puts rows out of order right; see `forms.shifting.Shifts`."""

    @property
    def notes(self) -> tuple[Note, ...]: ...

    def mended(self, rows: Iterable[list[Cell]]) -> Iterator[list[Cell]]: ...


def rewritten(
    sheet: Sheet,
    mending: Callable[[Sheet], Mending | None],
    limits: Limits = LIMITS,
    work: Workspace | None = None,
) -> tuple[Sheet, tuple[str, ...]]:
    """A large CSV with a copy as its path in which every row is one of at least two cells, and notes on its reading.

    Its rows are those that `parse_csv` would find, mended by what `mending` says of the first ones.
    """
    assert sheet.dialect is not None
    assert sheet.path is not None
    path, delimiter, copy = sheet.path, sheet.dialect.delimiter, (work or process_workspace()).new_file()

    def take(rows: Iterable[list[str]]) -> _Lines:
        cells = map(as_cells, rows)
        first = list(islice(cells, limits.csv_head))
        mend = mending(replace(sheet, rows=first, path=None, dialect=None))
        every = chain(first, cells)
        with copy.open("w", encoding="utf-8", newline="") as target:
            found = _written(mend.mended(every) if mend else every, target, delimiter, limits.csv_head)
        return found._replace(notes=mend.notes if mend else ())

    found, balanced = read_rows(lambda: opened(path), Style(delimiter), take)
    dialect = Dialect("utf-8", delimiter, width=max(found.width, 2))
    return replace(sheet, rows=found.head, path=copy, dialect=dialect, notes=found.notes), _notes(path, balanced)


def whole_sheet(sheet: Sheet, limits: Limits = LIMITS) -> tuple[Sheet, tuple[str, ...]]:
    """A large CSV of which only the first rows were read, with all its rows, and notes on its reading.

    Raises:
        Rejected: `too_many_cells`, `truncated`.
    """
    if sheet.dialect is None or sheet.path is None:
        return sheet, ()
    path = sheet.path

    def take(rows: Iterable[list[str]]) -> list[list[Cell]]:
        budget = Budget(limits)
        return list(map(as_cells, _spent(rows, budget)))

    rows, balanced = read_rows(lambda: opened(path), Style(sheet.dialect.delimiter), take)
    return replace(sheet, rows=rows, path=None, dialect=None), _notes(path, balanced)


def row_count(sheet: Sheet) -> int:
    """The rows of a sheet that hold anything, those beyond the first ones of a large CSV included."""
    path = sheet.path
    if sheet.dialect is None or path is None:
        return sum(any(cell is not None for cell in row) for row in sheet.rows)
    return read_rows(lambda: opened(path), Style(sheet.dialect.delimiter), lambda rows: sum(map(any, rows)))[0]


def _notes(path: Path, balanced: bool) -> tuple[str, ...]:
    undecodable = () if _decodable(path) else (note("undecodable", "utf-8"),)
    return undecodable if balanced else (*undecodable, note("unbalanced_quotes"))


def _decodable(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return all(iter(lambda: stream.read(MIB), ""))
    except UnicodeDecodeError:
        return False


def _spent(rows: Iterable[list[str]], budget: Budget) -> Iterator[list[str]]:
    for row in rows:
        budget.spend(1 + len(row))
        yield row


def _written(rows: Iterable[list[Cell]], target: TextIO, delimiter: str, head: int) -> _Lines:
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\n")
    first: list[list[Cell]] = []
    width = 0
    for row in rows:
        if len(first) < head:
            first.append(row)
        width = max(width, len(row))
        writer.writerow(row if len(row) > 1 else [*row, "", ""][:2])
    return _Lines(first, width)

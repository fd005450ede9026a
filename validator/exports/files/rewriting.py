"""Large CSVs read row by row: written anew where their lines are not their rows, counted, or held after all."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from msgspec.structs import replace

from validator.exports.files.csvfiles import as_cells, read_rows
from validator.exports.files.limits import LIMITS, MIB, Budget, Limits
from validator.exports.reasons import note
from validator.exports.sheets import Cell, Dialect, Sheet
from validator.scratch import scratch_file

__all__ = ["rewritten", "row_count", "whole_sheet"]


class _Lines(NamedTuple):
    """What was written: the first rows, and the cells of the longest row."""

    head: list[list[Cell]]
    width: int


def rewritten(sheet: Sheet, limits: Limits = LIMITS) -> tuple[Sheet, tuple[str, ...]]:
    """A large CSV with a copy as its path in which every row is one of at least two cells, and notes on its reading.

    Its rows are those that `parse_csv` would find.
    """
    assert sheet.dialect is not None
    delimiter, copy = sheet.dialect.delimiter, scratch_file()

    def take(rows: Iterable[list[str]]) -> _Lines:
        with copy.open("w", encoding="utf-8", newline="") as target:
            return _written(rows, target, delimiter, limits.csv_head)

    found, balanced = read_rows(lambda: _opened(sheet), delimiter, take)
    dialect = Dialect("utf-8", delimiter, width=max(found.width, 2))
    return replace(sheet, rows=found.head, path=copy, dialect=dialect), _notes(sheet, balanced)


def whole_sheet(sheet: Sheet, limits: Limits = LIMITS) -> tuple[Sheet, tuple[str, ...]]:
    """A large CSV of which only the first rows were read, with all its rows, and notes on its reading.

    Raises:
        Rejected: `too_many_cells`, `truncated`.
    """
    if sheet.dialect is None:
        return sheet, ()

    def take(rows: Iterable[list[str]]) -> list[list[Cell]]:
        budget = Budget(limits)
        return list(map(as_cells, _spent(rows, budget)))

    rows, balanced = read_rows(lambda: _opened(sheet), sheet.dialect.delimiter, take)
    return replace(sheet, rows=rows, path=None, dialect=None), _notes(sheet, balanced)


def row_count(sheet: Sheet) -> int:
    """The rows of a sheet that hold anything, those beyond the first ones of a large CSV included."""
    if sheet.dialect is None:
        return sum(any(cell is not None for cell in row) for row in sheet.rows)
    return read_rows(lambda: _opened(sheet), sheet.dialect.delimiter, lambda rows: sum(map(any, rows)))[0]


def _notes(sheet: Sheet, balanced: bool) -> tuple[str, ...]:
    undecodable = () if _decodable(sheet) else (note("undecodable", "utf-8"),)
    return undecodable if balanced else (*undecodable, note("unbalanced_quotes"))


def _decodable(sheet: Sheet) -> bool:
    try:
        with _opened(sheet, "strict") as stream:
            return all(iter(lambda: stream.read(MIB), ""))
    except UnicodeDecodeError:
        return False


def _opened(sheet: Sheet, errors: str = "replace") -> TextIO:
    assert sheet.path is not None
    return sheet.path.open(encoding="utf-8-sig", errors=errors, newline="")


def _spent(rows: Iterable[list[str]], budget: Budget) -> Iterator[list[str]]:
    for row in rows:
        budget.spend(1 + len(row))
        yield row


def _written(rows: Iterable[list[str]], target: TextIO, delimiter: str, head: int) -> _Lines:
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\n")
    first: list[list[Cell]] = []
    width = 0
    for row in rows:
        if len(first) < head:
            first.append(as_cells(row))
        width = max(width, len(row))
        writer.writerow(row if len(row) > 1 else [*row, "", ""][:2])
    return _Lines(first, width)

"""Large CSVs read row by row: written anew where their lines are not their rows, counted, or held after all."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from msgspec.structs import replace

from validator.exports.files.csvfiles import as_cells, read_rows
from validator.exports.files.limits import LIMITS, MIB, Budget, Limits
from validator.exports.reasons import note
from validator.exports.sheets import Cell, Dialect, Sheet
from validator.scratch import scratch_file

__all__ = ["Survey", "rewritten", "row_count", "survey", "whole_sheet"]

_AT_ONCE = MIB // 4
_ALONE = re.compile(rb"\r(?!\n|\Z)")
_MARKS = [bytes([code]) for code in (*b"%\t\v\f\0", *range(0x1C, 0x20))]


class Survey(NamedTuple):
    """What one look through the bytes of a file tells.

    `lines`: how many there are; None if they do not all end in the same way (see `survey`). A line need not be a row:
    rows break lines in quotes, and an empty line is a row that fast readers pass over. `plain`: it holds ASCII alone,
    no percent sign and, but for the ends of lines, no control character that counts as blank.
    """

    lines: int | None
    plain: bool


class _Lines(NamedTuple):
    """What was written: the first rows, and the cells of the longest row."""

    head: list[list[Cell]]
    width: int


def survey(path: Path) -> Survey:
    """Looks through a file, by whatever is quickest: to take a byte out takes a third of the time of counting it.

    Returns and newlines are only counted as long as nothing is quoted: outside of quotes, DuckDB itself refuses a
    return that ends no line.
    """
    newlines = returns = 0
    plain, quoted, paired, last = True, False, True, b"\n"
    chunk = bytearray(_AT_ONCE)  # one for all: to have new ones takes longer than to look through them
    with path.open("rb", buffering=0) as stream:
        while size := stream.readinto(chunk):
            held = bytes(memoryview(chunk)[:size])
            newlines += size - len(held.replace(b"\n", b""))
            returns += size - len(held.replace(b"\r", b"")) if b"\r" in held else 0
            quoted = quoted or b'"' in held or b"'" in held
            if quoted and returns:
                paired = paired and (last != b"\r" or held.startswith(b"\n")) and not _ALONE.search(held)
            plain = plain and held.isascii() and not any(mark in held for mark in _MARKS)
            last = held[-1:]
    even = not returns or (returns == newlines and paired and last != b"\r")
    return Survey(newlines + (last != b"\n") if even else None, plain)


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

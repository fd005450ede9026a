"""The ledger of planted mistakes: one entry a mistake, with the rule that is expected to find it at that cell."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from pathlib import Path

from samples.generator.grids import Cell, Grid


@dataclass(frozen=True)
class Entry:
    """One line of `seeded.csv`.

    `rule` is the catalogue's id, `kind` its kind of check, `what` an Indonesian sentence; `was` and `now` are the cell
    before and after. `marked` is the cell that the finding marks, where it is not the changed one (a rule about a whole
    family or form marks its first row). `also` are the ids of further findings that the same mistake rightly causes.
    """

    year: int
    village: str
    file: str
    sheet: str
    cell: str
    rule: str
    kind: str
    what: str
    was: str
    now: str
    also: str
    marked: str = ""


@dataclass(frozen=True)
class Book:
    """All exports of a village in one year, by table name, and those of the year before."""

    year: int
    village: str
    folder: str
    grids: dict[str, Grid]
    before: dict[str, Grid]

    def entry(
        self, grid: Grid, cell: str, was: Cell, now: Cell, rule: str, kind: str, what: str, also: str = ""
    ) -> Entry:
        """The ledger entry of a change in one of this book's files."""
        path = f"{self.year}/{self.folder}/{grid.file}"
        words = what.format(was=shown(was), now=shown(now))
        return Entry(self.year, self.village, path, grid.sheet, cell, rule, kind, words, shown(was), shown(now), also)

    def change(
        self, table: str, row: int, name: str, now: Cell, rule: str, kind: str, what: str, also: str = ""
    ) -> Entry:
        """Put another value into one cell and say so."""
        grid = self.grids[table]
        was = grid.get(row, name)
        grid.put(row, name, now)
        return self.entry(grid, grid.address(row, name), was, now, rule, kind, what, also)


def marking(entry: Entry, cell: str) -> Entry:
    """The same entry, whose finding marks another cell than the changed one."""
    return replace(entry, marked=cell)


def shown(value: Cell) -> str:
    """A cell as the ledger writes it: dates dd/mm/yyyy, numbers with a decimal point."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def save(entries: Iterable[Entry], path: Path) -> None:
    """Write `seeded.csv` (UTF-8, comma, LF)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([f.name for f in fields(Entry)])
        writer.writerows(astuple(entry) for entry in entries)

"""Mistakes in the list of family members: each `Slip` picks somebody of an untouched family and changes one cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from samples.generator.grids import Cell, Grid
from samples.generator.ledger import Book, Entry, marking

TABLE = "agtkeluarga"


@dataclass(frozen=True)
class Member:
    """One row of the export and the family around it."""

    grid: Grid
    row: int

    def __getitem__(self, name: str) -> str:
        return str(self.grid.get(self.row, name))

    @property
    def age(self) -> int:
        return int(self["usia"])

    @property
    def born(self) -> date:
        value = self.grid.get(self.row, "tanggal_lahir")
        return value if isinstance(value, date) else datetime.strptime(str(value), "%d/%m/%Y").date()

    @property
    def male(self) -> bool:
        return self["jenis_kelamin"] == "LAKI-LAKI"

    @property
    def family(self) -> list[Member]:
        key = self["kode_keluarga"]
        return [m for m in everyone(self.grid) if m["kode_keluarga"] == key]

    @property
    def relations(self) -> set[str]:
        return {m["hubungan"] for m in self.family}

    def dated(self, day: date) -> Cell:
        """A date as this file writes dates."""
        return day if isinstance(self.grid.get(self.row, "tanggal_lahir"), date) else f"{day:%d/%m/%Y}"

    def reborn(self, day: int, month: int, year: int = 0) -> Cell:
        """Another birth date as this file writes dates."""
        return self.dated(date(year or self.born.year, month, day))


@dataclass(frozen=True)
class Slip:
    """One mistake: whose (`who`), which field, what it becomes, and the rule that should find it.

    `marks_head`: the rule is about the family and marks that field of its first member.
    """

    rule: str
    kind: str
    field: str
    who: Callable[[Member], bool]
    now: Callable[[Member], Cell]
    what: str
    also: str = ""
    marks_head: bool = False


def everyone(grid: Grid) -> list[Member]:
    """All members in the order of the file."""
    return [Member(grid, row) for row in range(len(grid.rows))]


def commit(book: Book, slips: tuple[Slip, ...]) -> list[Entry]:
    """Make these mistakes in that book, every one in another family."""
    grid = book.grids[TABLE]
    spent: set[int] = set()
    entries = []
    for slip in slips:
        member = next(m for m in everyone(grid) if m.row not in spent and slip.who(m))
        spent.update(relative.row for relative in member.family)
        entries.append(_commit(book, slip, member))
    return entries


def _commit(book: Book, slip: Slip, member: Member) -> Entry:
    first = member.family[0].row
    entry = book.change(TABLE, member.row, slip.field, slip.now(member), slip.rule, slip.kind, slip.what, slip.also)
    return marking(entry, member.grid.address(first, slip.field)) if slip.marks_head else entry


def copy_row(book: Book) -> Entry:
    """The last member of the file once more below it."""
    grid = book.grids[TABLE]
    grid.rows.append(list(grid.rows[-1]))
    row = len(grid.rows) - 1
    what = "Baris anggota keluarga yang sama diekspor dua kali."
    was = grid.get(row, "nik")
    return book.entry(grid, grid.address(row, "nik"), "", was, "DDK-017", "uniqueness", what, "DDK-017 FAM-005")

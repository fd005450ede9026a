"""What two villages have in common by mistake: a NIK of the other, and a form copied from it."""

from __future__ import annotations

from samples.generator.ledger import Book, Entry
from samples.generator.members import TABLE, Member, everyone


def plant(first: Book, second: Book) -> list[Entry]:
    """A NIK each way, and one form of the first village in the second."""
    wives, mothers = _wives(first), _wives(second)
    return [
        _foreign_nik(first, wives[0], mothers[1]["nik"]),
        _foreign_nik(second, mothers[0], wives[1]["nik"]),
        _copied_form(first, second, "k09"),
    ]


def _wives(book: Book) -> list[Member]:
    """Wives of middle age, those at the end of the file first: the other mistakes are planted from its top."""
    found = [m for m in everyone(book.grids[TABLE]) if m["hubungan"] == "Istri" and 25 <= m.age <= 55]
    return found[-3::-1]


def _foreign_nik(book: Book, member: Member, nik: str) -> Entry:
    """The owner's own record is found too, in the other village, whose entry therefore names the rule once more."""
    what = "NIK {now} milik orang di desa tetangga (semula {was})."
    return book.change(TABLE, member.row, "nik", nik, "STA-030", "uniqueness", what, "DDK-015 STA-030")


def _copied_form(source: Book, target: Book, table: str) -> Entry:
    """All cells but village and date; the ledger points at the first that changes."""
    grid, other = target.grids[table], source.grids[table]
    name = grid.names[2]
    was = grid.get(0, name)
    grid.rows[0][2:] = other.rows[0][2:]
    what = "Seluruh isian kerajinan disalin dari desa tetangga: {now}, semula {was}."
    cell, now = grid.address(0, name), grid.get(0, name)
    return target.entry(grid, cell, was, now, "STA-018", "plausibility", what, "KEM-016K")

"""How much one file may ask of the machine."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from validator.readers.errors import Rejected

__all__ = ["LIMITS", "MIB", "Budget", "Extent", "Limits"]

MIB = 1024 * 1024


class Limits(Struct, frozen=True):
    """Bounds on one file; sizes in bytes.

    `whole` is the largest file of a format that has to be held in memory; `csv_in_memory` the largest CSV whose rows
    are (a larger one gives its first `csv_head` rows); `unpacked` and `ratio` (asked from `ratio_floor` on) are what a
    zip may grow to and how many times over; `rows` and `columns` are the size of an Excel sheet, `cells` the most
    that the sheets of one file may span. A sheet of more than `roomy` cells may be at most `sparse` times as large as
    the number of cells that hold something.
    """

    whole: int = 256 * MIB
    unpacked: int = 1024 * MIB
    ratio: int = 200
    ratio_floor: int = 50 * MIB
    members: int = 100_000
    rows: int = 1_048_576
    columns: int = 16_384
    cells: int = 50_000_000
    roomy: int = 5_000_000
    sparse: int = 20
    csv_in_memory: int = 8 * MIB
    csv_head: int = 200


LIMITS = Limits()


class Extent(NamedTuple):
    """How many rows and columns, counted from A1, a sheet spans, and how many cells in them hold something."""

    rows: int
    columns: int
    cells: int

    def within(self, limits: Limits) -> bool:
        """Whether the sheet may be laid out as a full rectangle."""
        area = self.rows * self.columns
        fits = self.rows <= limits.rows and self.columns <= limits.columns and area <= limits.cells
        return fits and (area <= limits.roomy or area <= limits.sparse * self.cells)


class Budget:
    """Counts the cells that a file has come to; `spend` raises `Rejected("too_many_cells")` once they are too many."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.cells

    def spend(self, cells: int) -> None:
        """Take `cells` from what is left."""
        self.left -= cells
        if self.left < 0:
            raise Rejected("too_many_cells", f"> {self.limits.cells} cells")

    def check(self, rows: int, columns: int) -> None:
        """Refuse an address outside the largest sheet that Excel knows."""
        if rows > self.limits.rows or columns > self.limits.columns:
            raise Rejected("too_many_cells", f"{rows} x {columns}")

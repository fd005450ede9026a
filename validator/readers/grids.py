"""A grid that grows as cells are put at addresses, within a budget."""

from __future__ import annotations

from validator.readers.limits import Budget
from validator.readers.sheets import Cell, Merge, Sheet

__all__ = ["Grid"]


class Grid:
    """Rows of cells under construction; addresses are 0-based."""

    def __init__(self, budget: Budget) -> None:
        self.rows: list[list[Cell]] = []
        self.merges: list[Merge] = []
        self._budget = budget

    def put(self, row: int, column: int, value: Cell) -> None:
        """Write a cell; rows and cells before it come into being blank. A value of None writes nothing."""
        if value is None:
            return
        self._budget.check(row + 1, column + 1)
        if row >= len(self.rows):
            self._budget.spend(row + 1 - len(self.rows))
            self.rows.extend([] for _ in range(row + 1 - len(self.rows)))
        cells = self.rows[row]
        if column >= len(cells):
            self._budget.spend(column + 1 - len(cells))
            cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        """Note a merged rectangle of `rows` x `columns` cells; a single cell is none."""
        if rows > 1 or columns > 1:
            self._budget.spend(1)
            self.merges.append(Merge(row, column, row + rows - 1, column + columns - 1))

    def sheet(self, file: str, name: str, hidden: bool = False) -> Sheet:
        """The finished sheet."""
        return Sheet(file, name, self.rows, tuple(self.merges), hidden)

"""Reading a sheet without a header row: by the order of its columns, if the file's name says which form it is."""

from __future__ import annotations

from collections.abc import Sequence

from validator.cells.values import parse
from validator.pack.models import Field, Table
from validator.readers.sheets import Cell, Sheet
from validator.readers.texts import is_blank

_SAMPLE = 50
_LEAST_SHARE = 0.8
_UNREADABLE = frozenset({"not_a_number", "not_a_date", "number_format"})


def by_position(sheet: Sheet, table: Table) -> tuple[int, dict[str, int]] | None:
    """The first data row and the column of every field, or None if number or contents of the columns do not fit."""
    fields = [field for field in table.fields if field.expected]
    start = next((i for i, row in enumerate(sheet.rows) if any(not is_blank(cell) for cell in row)), None)
    if start is None:
        return None
    rows = sheet.rows[start : start + _SAMPLE]
    widths = [max((i + 1 for i, cell in enumerate(row) if not is_blank(cell)), default=0) for row in rows]
    if max(len(row) for row in rows) < len(fields) or max(widths) > len(fields):
        return None
    filled = [[row[i] for row in rows if i < len(row) and not is_blank(row[i])] for i in range(len(fields))]
    typed = [(field, cells) for field, cells in zip(fields, filled, strict=True) if _typed(field) and cells]
    if not typed or not all(_fits(cells, field) for field, cells in typed):
        return None
    return start, {field.name: i for i, field in enumerate(fields)}


def _typed(field: Field) -> bool:
    """Its cells can be told from others: numbers, dates and identifiers."""
    return field.type != "string" or field.identifier


def _fits(cells: Sequence[Cell], field: Field) -> bool:
    return sum(_readable(cell, field) for cell in cells) >= _LEAST_SHARE * len(cells)


def _readable(cell: Cell, field: Field) -> bool:
    verdict = parse(cell, field)
    if field.identifier:
        return verdict.problem == "digits_lost" or any(map(str.isdigit, str(verdict.value)))
    return verdict.problem not in _UNREADABLE

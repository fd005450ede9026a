"""Whether a program has swapped day and month of the dates in a column, as far as the dates themselves tell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from validator.cells.dates import date_of_cell
from validator.forms.column_parser import Typed
from validator.forms.recognition import Recognition
from validator.pack.models import Table
from validator.readers.notes import Note
from validator.readers.sheets import Sheet, column_letter

__all__ = ["LAST", "low_note", "month_first_note", "swapped_notes", "up_to_twelve"]

_MANY, _DAYS, LAST = 20, 6, 12
"""Of so many different dates, on so many different days of the month, some are after the twelfth: by chance not one
village in a hundred million has none."""


def swapped_notes(
    table: Table, sheet: Sheet, recognition: Recognition, typed: Typed, lines: Sequence[int]
) -> Iterator[Note]:
    """What is to be said of the date columns of a sheet; `lines` are the spreadsheet rows of its `typed` rows."""
    firsts = {number: row for row, number, problem, _ in reversed(typed.cells) if problem == "month_first"}
    for number, field in enumerate(table.fields):
        if field.type != "date" or field.name not in typed.columns:
            continue
        column = recognition.columns[field.name]
        if number in firsts:
            yield month_first_note(column, lines[firsts[number]])
        elif up_to_twelve(days := set(typed.columns[field.name]) - {None}):
            yield low_note(column, len(days))
        elif len(days) >= _MANY and up_to_twelve(stored := _stored(sheet, column, lines)):
            yield low_note(column, len(stored), stored=True)


def month_first_note(column: int, row: int) -> Note:
    """A date in this column, first in this row, can only have its month first."""
    letter = column_letter(column)
    return Note("month_first_column", {"column": letter, "cell": f"{letter}{row}"})


def low_note(column: int, dates: int, *, stored: bool = False) -> Note:
    """So many different dates of a column, or those of them that are `stored` as dates, are `up_to_twelve`."""
    key = "stored_days_up_to_twelve" if stored else "days_up_to_twelve"
    return Note(key, {"column": column_letter(column), "count": str(dates)})


def up_to_twelve(days: Collection[date]) -> bool:
    """Many dates of many days of the month, and none after the twelfth."""
    return len(days) >= _MANY and all(day.day <= LAST for day in days) and len({day.day for day in days}) >= _DAYS


def _stored(sheet: Sheet, column: int, lines: Sequence[int]) -> set[date]:
    """The days of the cells of a column that hold a date and no text, if there are texts beside them."""
    cells = [row[column] for line in lines if column < len(row := sheet.rows[line - 1])]
    found = {cell for cell in cells if isinstance(cell, date)}
    return {day for cell in found if (day := date_of_cell(cell))} if any(isinstance(c, str) for c in cells) else set()

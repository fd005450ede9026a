"""Excel workbooks of all kinds through python-calamine, once `xls` and `xlsx` have vetted them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from validator.readers.contents import Contents
from validator.readers.errors import Rejected
from validator.readers.limits import Budget
from validator.readers.muting import muted
from validator.readers.reasons import note
from validator.readers.results import Odd, put, uncalculated_note
from validator.readers.sheets import Cell, Merge, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook, SheetMetadata

__all__ = ["read_workbook"]

_NOTE_OF = {"too_many_cells": "sheet_too_many_cells"}


def read_workbook(
    stream: BinaryIO,
    file: str,
    budget: Budget,
    unfit: dict[str, Rejected] | None = None,
    odd: Sequence[Odd] = (),
) -> Contents:
    """The worksheets of a workbook, but for those that are `unfit`, by name, with a note on each that is left out.

    `odd` are the cells, of each sheet in its place in the workbook, that the library leaves blank though they are not.

    Raises:
        Rejected: `password_protected`, `truncated`, `too_many_cells`.
    """
    from python_calamine import PasswordError, SheetTypeEnum, load_workbook

    sheets: list[Sheet] = []
    seen: list[tuple[Sheet, Odd]] = []
    faults = dict(unfit or {})
    with muted():
        with _library_faults(password=PasswordError):
            book = load_workbook(stream)
            metadata = book.sheets_metadata
        for place, each in enumerate(metadata):
            if each.typ == SheetTypeEnum.WorkSheet and each.name not in faults:
                try:
                    sheets.append(_sheet(book, file, each, budget))
                except Rejected as fault:
                    faults[each.name] = fault
                else:
                    seen.append((sheets[-1], odd[place] if place < len(odd) else {}))
    if faults and not sheets:
        raise next(iter(faults.values()))
    for sheet, cells in seen:
        put(sheet.rows, cells)
    notes = (note(_NOTE_OF.get(fault.reason, "sheet_unreadable"), name) for name, fault in faults.items())
    return Contents(tuple(sheets), (*notes, *uncalculated_note([(sheet.name, cells) for sheet, cells in seen])))


def _sheet(book: CalamineWorkbook, file: str, metadata: SheetMetadata, budget: Budget) -> Sheet:
    from python_calamine import SheetVisibleEnum

    with _library_faults():
        sheet = book.get_sheet_by_name(metadata.name)
        rows = [_row(cells) for cells in sheet.to_python(skip_empty_area=False)]
        merges = tuple(_merge(*first, *last) for first, last in sheet.merged_cell_ranges or ())
    budget.spend(len(rows) + sum(map(len, rows)))
    return Sheet(file, metadata.name, rows, merges, metadata.visible != SheetVisibleEnum.Visible)


def _merge(row: int, column: int, other_row: int, other_column: int) -> Merge:
    """The rectangle between two corners, whichever of them a file names first."""
    return Merge(min(row, other_row), min(column, other_column), max(row, other_row), max(column, other_column))


def _row(cells: list[Any]) -> list[Cell]:
    """The row without the blanks at its end; the library writes a blank as ''."""
    end = len(cells)
    while end and cells[end - 1] == "":
        end -= 1
    return [None if cell == "" else cell if isinstance(cell, _KEPT) else str(cell) for cell in cells[:end]]


_KEPT = (str, int, float, date)


@contextmanager
def _library_faults(password: type[Exception] | tuple[()] = ()) -> Iterator[None]:
    """Turn whatever the library raises, panics included, into a rejection."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except password as error:
        raise Rejected("password_protected", str(error)) from error
    except BaseException as error:
        raise Rejected("truncated", str(error)[:200]) from error

"""What a cell shows where its formula gave no value: an error, or nothing, as nobody has worked it out.

The library that reads workbooks leaves such cells blank; a village that opens the file sees `#DIV/0!` in them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from validator.readers.reasons import note
from validator.readers.sheets import UNCALCULATED, Cell, column_letter

__all__ = ["ERRORS", "Odd", "is_error", "put", "uncalculated_note"]

Odd = dict[tuple[int, int], str]
"""What such cells show, by their 0-based row and column."""

ERRORS: Mapping[int, str] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Errors by their codes in [MS-XLS] and [MS-XLSB]."""

_ERROR = re.compile(r"#(?:[A-Z_]+[!?]|DIV/0!|N/A|GETTING_DATA)|Err:\d{3}")
_NAMED = 5


def is_error(text: str) -> bool:
    """Whether a text is what Excel or LibreOffice shows for an error.

    >>> is_error("#DIV/0!"), is_error("Err:502"), is_error("#1")
    (True, True, False)
    """
    return bool(_ERROR.fullmatch(text))


def put(rows: list[list[Cell]], odd: Odd) -> None:
    """Write what odd cells show into `rows`, which may grow."""
    for (row, column), text in odd.items():
        if row >= len(rows):
            rows.extend([] for _ in range(row + 1 - len(rows)))
        cells = rows[row]
        if column >= len(cells):
            cells.extend([None] * (column + 1 - len(cells)))
        if cells[column] in (None, 0):
            cells[column] = text


def uncalculated_note(sheets: Sequence[tuple[str, Odd]]) -> tuple[str, ...]:
    """A note with the first formulas of a file that nobody has worked out; none if there is no such formula."""
    places = [
        f"{name} {column_letter(column)}{row + 1}"
        for name, odd in sheets
        for (row, column), text in sorted(odd.items())
        if text == UNCALCULATED
    ]
    more = f", … ({len(places)})" if len(places) > _NAMED else ""
    return (note("uncalculated", ", ".join(places[:_NAMED]) + more),) if places else ()

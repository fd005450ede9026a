"""Labels as they are compared, and cells as Excel would show them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from validator.exports.sheets import Cell

_APOSTROPHES = str.maketrans("", "", "'`´ʼ‘’\u200b\ufeff")
_EMPTY = " \xa0\t\r\n\u200b\ufeff_'"
_PUNCTUATION = re.compile(r"[^\w+<>%]+|_+")


@lru_cache(maxsize=1 << 15)
def normalise(label: str) -> str:
    """The label as labels are compared: without case, punctuation, and the kind and number of spaces.

    `+`, `<`, `>` and `%` stay, for they tell labels apart (Sejahtera 3 and 3+, 75 Tahun and > 75 Tahun).

    >>> normalise("Sedang SLTP/Sederajat") == normalise(" Sedang SLTP / sederajat")
    True
    """
    folded = unicodedata.normalize("NFKC", label).casefold().translate(_APOSTROPHES)
    return _PUNCTUATION.sub(" ", folded).strip()


def compact(label: str) -> str:
    """The normalised label without spaces: `D-1` and `D1` are the same."""
    return normalise(label).replace(" ", "")


def text_of(cell: Cell) -> str:
    """The cell as Excel would show it, for messages: 12.0 is `12`, 12.5 is `12,5`, a date dd/mm/yyyy.

    >>> text_of(12.0), text_of(12.5), text_of(None), text_of(True)
    ('12', '12,5', '', 'TRUE')
    """
    if isinstance(cell, str):
        return cell.replace("\xa0", " ").strip()
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (date, datetime)):
        return _date_text(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    return str(cell).replace(".", ",")


def _date_text(day: date | datetime) -> str:
    clock = ""
    if isinstance(day, datetime) and (day.hour or day.minute or day.second):
        clock = f" {day:%H:%M:%S}"
    return f"{day.day:02}/{day.month:02}/{day.year:04}{clock}"


def is_blank(cell: Cell) -> bool:
    """Nothing is written in the cell: empty, spaces, nbsp, or the NaN of a data frame."""
    if isinstance(cell, str):
        return not cell or (cell[0] in _EMPTY and not cell.strip(_EMPTY))
    return cell is None or cell != cell

"""Dates as they are written in exports: 08/02/1971 · 8 Februari 1971 · Ahad, 23 Januari 2022 · 1971-02-08 · serials."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari pebruari february feb peb", "maret march mar mrt", "april apr",
            "mei may", "juni june jun", "juli july jul", "agustus august agu agt agst ags aug", "september sept sep",
            "oktober october okt oct", "november nopember nov nop", "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_CLOCK = r"(?:[T ]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?(?: ?[AP]M| ?WIB| ?WITA| ?WIT|Z)?)?"
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})" + _CLOCK)
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})" + _CLOCK)
_NAMED = re.compile(
    r"(?:[^\W\d_]+['’]?[^\W\d_]*\s*,?\s+)?([0-9]{1,2})[/.\- ]*([^\W\d_]{3,10})\.?[/.\- ,]*([0-9]{4})" + _CLOCK, re.I
)
_SERIAL = re.compile(r"[1-9][0-9]{4}")
_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 80000


def date_of_text(text: str) -> date | None:
    """The day that `text` writes, or None: not a date, impossible, or with a two-digit year.

    >>> date_of_text("Ahad, 23 Januari 2022"), date_of_text("31/02/2020")
    (datetime.date(2022, 1, 23), None)
    """
    text = " ".join(text.replace("\xa0", " ").split())
    if match := _DAY_FIRST.fullmatch(text):
        return _day(match[3], match[2], match[1])
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _NAMED.fullmatch(text):
        return _day(match[3], MONTHS.get(match[2].casefold(), 0), match[1])
    return date_of_serial(int(text)) if _SERIAL.fullmatch(text) else None


def date_of_serial(serial: float) -> date | None:
    """The day of an Excel serial number (1 is 01/01/1900; Excel believes in 29/02/1900, which is serial 60)."""
    if not 1 <= serial < _LAST_SERIAL + 1 or int(serial) == 60:
        return None
    return _EPOCH + timedelta(days=int(serial) + (1 if serial < 60 else 0))


def date_of_cell(cell: object) -> date | None:
    """The day of a cell of any type, or None."""
    if isinstance(cell, str):
        return date_of_text(cell)
    if isinstance(cell, datetime):
        return cell.date() if cell.year >= 1000 else None
    if isinstance(cell, date):
        return cell if cell.year >= 1000 else None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return date_of_serial(cell)
    return None


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if int(year) >= 1000 else None
    except ValueError:
        return None

"""Dates as they are written in exports: 08/02/1971 · 8 Februari 1971 · Ahad, 23 Januari 2022 · 1971-02-08 · serials."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from validator.readers.texts import plain_signs

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

_ZONE = r"(?: ?[AP]M| ?WIB| ?WITA| ?WIT|Z|[+-][0-9]{2}:?[0-9]{2})?"
_CLOCK = rf"(?:[T ]+([0-9]{{1,2}})[:.]([0-9]{{2}})(?:[:.]([0-9]{{2}})(?:\.[0-9]+)?)?({_ZONE}))?"
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})" + _CLOCK)
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})" + _CLOCK)
_NAMED = re.compile(
    r"(?:[^\W\d_]+'?[^\W\d_]*\s*,?\s+)?([0-9]{1,2})[/.\- ]*([^\W\d_]{3,10})\.?[/.\- ,]*([0-9]{4})" + _CLOCK, re.I
)
_UTC = ("", "Z", "+00:00", "+0000", "-00:00")
"""Zones in which a time may be one of UTC: said to be so, or not said."""
_LONGEST = 60
"""No date has more characters; what has is not looked at, for some of it would be looked at again and again."""
_SERIAL = re.compile(r"[1-9][0-9]{4}")
_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 80000


def date_of_text(text: str) -> date | None:
    """The day that `text` writes, or None: not a date, impossible, or with a two-digit year.

    >>> date_of_text("Ahad, 23 Januari 2022"), date_of_text("31/02/2020")
    (datetime.date(2022, 1, 23), None)
    """
    text = _plain(text)
    if match := _DAY_FIRST.fullmatch(text):
        return _day(match[3], match[2], match[1])
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _NAMED.fullmatch(text):
        return _day(match[3], MONTHS.get(match[2].casefold(), 0), match[1])
    return date_of_serial(int(text)) if _SERIAL.fullmatch(text) else None


def month_first(text: str) -> date | None:
    """The day of a date that can only have its month first (07/25/1984), or None.

    >>> month_first("07/25/1984"), month_first("05/07/1984")
    (datetime.date(1984, 7, 25), None)
    """
    match = _DAY_FIRST.fullmatch(_plain(text))
    return _day(match[3], match[1], match[2]) if match and int(match[2]) > 12 else None


def clock_of(cell: object) -> time | None:
    """The time of day that stands beside the day of a cell; None where it has none, or one of another zone than UTC."""
    if isinstance(cell, datetime):
        return cell.time()
    if not isinstance(cell, str) or ":" not in cell:
        return None
    text = _plain(cell)
    match = _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text) or _NAMED.fullmatch(text)
    if not match or not match[4] or match[7].strip() not in _UTC:
        return None
    hour, minute, second = int(match[4]), int(match[5]), int(match[6] or 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


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


def _plain(text: str) -> str:
    """The text with plain signs and single blanks; '' if it is too long for a date."""
    if len(text) > _LONGEST:
        text = " ".join(text.split())
    return " ".join(plain_signs(text).split()) if len(text) <= _LONGEST else ""


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if int(year) >= 1000 else None
    except ValueError:
        return None

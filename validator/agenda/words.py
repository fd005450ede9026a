"""Dates, numbers and lists as Indonesian office letters write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from validator.messages.texts import translator

__all__ = [
    "clock",
    "joined",
    "level_of",
    "long_day",
    "officer",
    "places_text",
    "point",
    "rows_text",
    "spelled",
    "spelled_day",
    "working_day",
]

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
KELURAHAN = "1"  # the first of the last four digits of a kelurahan's code
SHOWN = 6  # rows that are written out; the rest is counted


def long_day(day: date) -> str:
    """A weekday and date: Selasa, 24 November 2026."""
    return f"{DAYS[day.weekday()]}, {translator('id').day(day)}"


def spelled(number: int) -> str:
    """A whole number below a million in words.

    >>> spelled(24), spelled(2026), spelled(111)
    ('dua puluh empat', 'dua ribu dua puluh enam', 'seratus sebelas')
    """
    if number < 12:
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    for size, name, one in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "sepuluh")):
        if number >= size:
            head, rest = divmod(number, size)
            words = one if head == 1 else f"{spelled(head)} {name}"
            return f"{words} {spelled(rest)}" if rest else words
    raise ValueError(number)


def spelled_day(day: date) -> str:
    """How a berita acara opens: Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam."""
    month = translator("id").day(day).split()[1]
    return f"{DAYS[day.weekday()]} tanggal {spelled(day.day)} bulan {month} tahun {spelled(day.year)}"


def clock(minutes: int) -> str:
    """A time of day, `minutes` after midnight: 09.05."""
    return f"{minutes // 60 % 24:02d}.{minutes % 60:02d}"


def working_day(day: date, after: int = 0) -> date:
    """The day `after` days later, or the Monday after it if that is a Saturday or Sunday."""
    later = day + timedelta(days=after)
    return later + timedelta(days=max(0, 7 - later.weekday())) if later.weekday() > 4 else later


def joined(parts: Sequence[str]) -> str:
    """A list in a sentence: a, b dan c."""
    return " dan ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def officer(role: str, level: str) -> str:
    """A section head with the level of the office, for a kecamatan has section heads of the same titles.

    >>> officer("Kasi Pemerintahan", "Desa"), officer("Ketua RT", "Desa"), officer("Staf", "Kecamatan")
    ('Kasi Pemerintahan Desa', 'Ketua RT', 'Staf')
    """
    first, _space, rest = role.partition(" ")
    told = any(word in role for word in ("Desa", "Kelurahan", "Kecamatan"))
    return f"{role} {level}" if first in ("Kasi", "Kaur") and rest and not told else role


def rows_text(rows: Sequence[int]) -> str:
    """Spreadsheet rows: baris 7, 12, … (41 baris); '' for none."""
    if not rows:
        return ""
    shown = ", ".join(map(str, rows[:SHOWN]))
    return f"baris {shown}" if len(rows) <= SHOWN else f"baris {shown}, … ({len(rows)} baris)"


def places_text(places: Sequence[tuple[str, int]]) -> str:
    """Sheets (or '') and rows: lembar RT 01 baris 7, 12; lembar RT 02 baris 7."""
    by_sheet: dict[str, dict[int, None]] = {}
    for sheet, row in places:
        by_sheet.setdefault(sheet, {})[row] = None
    told = [(f"lembar {sheet} " if sheet else "") + rows_text(list(rows)) for sheet, rows in by_sheet.items()]
    more = [f"… ({len(told)} lembar)"] if len(told) > SHOWN else []
    return "; ".join([*told[:SHOWN], *more])


def level_of(code: str) -> str:
    """Desa or Kelurahan, by the village's code."""
    return "Kelurahan" if code[6:7] == KELURAHAN else "Desa"


def point(value: float) -> str:
    """A number with one decimal, and none if that is zero: 4,5 or 12."""
    return translator("id").number(value, 0 if value == int(value) else 1)

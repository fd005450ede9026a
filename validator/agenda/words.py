"""Dates, numbers and lists as Indonesian office letters write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from validator.reports.texts import translator

__all__ = ["clock", "joined", "long_day", "point", "rows_text", "spelled", "spelled_day", "working_day"]

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
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


def rows_text(rows: Sequence[int]) -> str:
    """Spreadsheet rows: baris 7, 12, … (41 baris); '' for none."""
    if not rows:
        return ""
    shown = ", ".join(map(str, rows[:SHOWN]))
    return f"baris {shown}" if len(rows) <= SHOWN else f"baris {shown}, … ({len(rows)} baris)"


def point(value: float) -> str:
    """A number with one decimal, and none if that is zero: 4,5 or 12."""
    return translator("id").number(value, 0 if value == int(value) else 1)

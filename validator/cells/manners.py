"""How a sheet writes its cells, where one cell alone does not tell: decimal points, midnights in UTC, names as numbers.

A manner is found once a sheet, from the distinct cells of its columns, and what it changes is said in a note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Protocol

from msgspec import Struct

from validator.cells.dates import clock_of, date_of_cell
from validator.cells.numbers import NUMBER_FORMAT, Verdict
from validator.cells.points import Points, points_of
from validator.pack.models import Field
from validator.readers.notes import Note
from validator.readers.sheets import Cell, Sheet, column_letter
from validator.readers.texts import EXACT, text_of

__all__ = ["PLAIN", "Cells", "Manner", "SheetCells", "is_english", "manner_of"]

Parse = Callable[[Cell], Verdict]

_DAY = timedelta(days=1)
_ZONES = {15: "WIT", 16: "WITA", 17: "WIB"}
_FIRST_EVENING, _LAST_EVENING = 14 * 60 + 25, 17 * 60 + 5
"""Midnights of Indonesia in UTC, those of the years before 1964 included, in minutes."""
_NIGHT = 8
"""So many minutes around midnight are midnight: time zones of long ago were no whole quarters of an hour."""
_NEAR = 1.5
_SIXTEEN = 10**15
_OF_FLOAT = re.compile(r"([0-9]{16})[.,]0{1,2}")
_FEW = 3
_HEAD = 20
_YEAR_FIRST = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")


class Manner(Struct, frozen=True):
    """`evenings`: date fields that hold the evening before; `whole`: identifiers whose numbers have lost nothing."""

    points: Points = Points()
    evenings: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()

    def reading(self, field: Field, parse: Parse) -> Parse:
        """`parse` for a column of the sheet: the same function, unless the manner has a say in it."""
        if field.name in self.evenings:
            return lambda cell: parse(_day_meant(cell))
        if field.name in self.whole:
            return lambda cell: parse(_digits(cell))
        if field.type in ("integer", "number") and (self.points.decimal or self.points.doubtful):
            return lambda cell: self._number(cell, field, parse)
        return parse

    def _number(self, cell: Cell, field: Field, parse: Parse) -> Verdict:
        return NUMBER_FORMAT if self.points.unsure(cell, field) else parse(self.points.meant(cell, field))


PLAIN = Manner()


class Cells(Protocol):
    """The cells of a sheet by field."""

    def distinct(self, name: str) -> Collection[Cell]:
        """Those of a field, each once; those that mean what they say may be left out."""

    def place(self, name: str, cells: Collection[Cell]) -> tuple[int, int, str]:
        """How many cells of a field are among `cells`, and the first one: its 1-based spreadsheet row and its text."""


class SheetCells:
    """The cells of rows in memory; `start` is the 0-based row at which the data begin."""

    def __init__(self, rows: Sequence[Sequence[Cell]], start: int, columns: Mapping[str, int]) -> None:
        self._rows, self._start, self._columns = rows[start:], start, columns

    def distinct(self, name: str) -> Collection[Cell]:
        column = self._columns[name]
        return {row[column] for row in self._rows if column < len(row)}

    def place(self, name: str, cells: Collection[Cell]) -> tuple[int, int, str]:
        column, among = self._columns[name], set(cells)
        found = [i for i, row in enumerate(self._rows) if column < len(row) and row[column] in among]
        return len(found), self._start + found[0] + 1, text_of(self._rows[found[0]][column])


def is_english(sheet: Sheet, start: int, dates: Collection[int]) -> bool:
    """Whether a program wrote the sheet that knows nothing of Indonesian numbers: commas divide its cells, or in the
    columns `dates` a text begins with the year. The first rows from the 0-based row `start` tell.
    """
    if sheet.delimiter == ",":
        return True
    cells = (row[c] for row in sheet.rows[start : start + _HEAD] for c in dates if c < len(row))
    return any(isinstance(cell, str) and _YEAR_FIRST.match(cell) for cell in cells)


def manner_of(
    fields: Sequence[Field], columns: Mapping[str, int], cells: Cells, english: bool = False
) -> tuple[Manner, tuple[Note, ...]]:
    """How a sheet writes the cells of `fields`, and what is to be said of it; `columns` says where they stand.

    `english` is what `is_english` says of the sheet.
    """
    numbers = [f for f in fields if f.type in ("integer", "number")]
    points = points_of({f: cells.distinct(f.name) for f in numbers}, english)
    nights, dated = _nights([f for f in fields if f.type == "date"], columns, cells)
    whole, named = _whole([f for f in fields if f.identifier], columns, cells)
    notes = (*_pointed(points, columns, cells), *dated, *named)
    return (Manner(points, nights, whole) if points != PLAIN.points or nights or whole else PLAIN), notes


def _pointed(points: Points, columns: Mapping[str, int], cells: Cells) -> Sequence[Note]:
    """One sentence for all numbers that were read with a decimal point."""
    if not points.cells:
        return ()
    places = {name: cells.place(name, found) for name, found in points.cells.items()}
    row, column, text = min((row, columns[name], text) for name, (_, row, text) in places.items())
    count = sum(count for count, *_ in places.values())
    return [Note("decimal_points", {"count": str(count), "cell": f"{column_letter(column)}{row}", "text": text})]


def _nights(fields: Sequence[Field], columns: Mapping[str, int], cells: Cells) -> tuple[frozenset[str], Sequence[Note]]:
    """The date fields that hold the evening before, and a note for each."""
    found, notes = set(), []
    for field in fields:
        held = cells.distinct(field.name)
        clocks = [clock for cell in held if (clock := clock_of(cell)) is not None]
        if clocks and not any(type(cell) is date for cell in held) and (key := _night(clocks)):
            found.add(field.name)
            notes.append(_night_note(key, columns[field.name], clocks))
    return frozenset(found), notes


def _night(clocks: Sequence[time]) -> str:
    """The note for these times of day if all of them are midnights of the day that follows, else ''."""
    minutes = list(map(_minutes, clocks))
    sharp = sum(any(abs(m - hour * 60) <= _NEAR for hour in _ZONES) for m in minutes)
    if all(_FIRST_EVENING <= m <= _LAST_EVENING for m in minutes) and 2 * sharp >= len(minutes):
        return "midnights_in_utc"
    late = [m >= 24 * 60 - _NIGHT for m in minutes]
    around = all(is_late or m <= _NIGHT for is_late, m in zip(late, minutes, strict=True))
    return "late_midnights" if around and any(late) else ""


def _night_note(key: str, column: int, clocks: Collection[time]) -> Note:
    late = [clock for clock in clocks if clock.hour]
    hours = Counter(hour for clock in late for hour in _ZONES if abs(_minutes(clock) - hour * 60) <= _NEAR)
    hour = max(sorted(hours), key=hours.__getitem__, default=0)
    clock = f"{hour:02}:00" if hour else f"{max(late):%H:%M:%S}"
    return Note(key, {"column": column_letter(column), "clock": clock, "zone": _ZONES.get(hour, "")})


def _minutes(clock: time) -> float:
    return clock.hour * 60 + clock.minute + clock.second / 60


def _day_meant(cell: Cell) -> Cell:
    """The day after the evening in which a cell stands; a cell of another hour as it is."""
    clock, day = clock_of(cell), date_of_cell(cell)
    if clock is None or day is None:
        return cell
    return day + _DAY if clock.hour >= _FIRST_EVENING // 60 and day < date.max else day


def _whole(fields: Sequence[Field], columns: Mapping[str, int], cells: Cells) -> tuple[frozenset[str], Sequence[Note]]:
    """The identifiers held as numbers that do not all end in 0, so that Excel has not cut them to 15 digits."""
    held = {f.name: {number for cell in cells.distinct(f.name) if (number := _sixteen(cell))} for f in fields}
    zeros = {name: sum(number % 10 == 0 for number in found) for name, found in held.items()}
    kept = {name for name, found in held.items() if zeros[name] < min(len(found), len(found) - zeros[name] + _FEW)}
    if kept:
        kept |= {name for name, found in held.items() if 0 < len(found) < _FEW}
    if not kept:
        return frozenset(), ()
    letters = ", ".join(column_letter(column) for column in sorted(columns[name] for name in kept))
    return frozenset(kept), [Note("identifiers_as_numbers", {"columns": letters})]


def _digits(cell: Cell) -> Cell:
    """The digits of a number of sixteen that a float can hold; any other cell as it is."""
    number = _sixteen(cell)
    return cell if number is None else str(number)


def _sixteen(cell: Cell) -> int | None:
    """The number of sixteen digits that a cell holds as a number, or as the text of one (`6311030703019001.0`)."""
    if isinstance(cell, str):
        found = _OF_FLOAT.fullmatch(cell.strip()) if len(cell) > 16 else None
        return _sixteen(int(found[1])) if found else None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and _SIXTEEN <= cell <= EXACT:
        return int(cell)
    return None

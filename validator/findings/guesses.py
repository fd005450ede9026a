"""Values that a wrong, unreadable or blank cell may rightly hold: what a person would try, the likeliest first.

They are only ever tried, never told: a guess counts if the rule holds with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, permutations
from typing import Any

from msgspec import Struct

from validator.findings.suspects import allowed
from validator.pack.models import CodeList, Field

__all__ = ["Around", "guesses", "odd_ones"]

POWERS = (10.0, 100.0, 1000.0, 10_000.0, 1_000_000.0)
ANSWERS, PAIRS = 24, 12
"""Of a longer list no more answers are tried, nor more pairs of the numbers that a finding shows."""
ODD = 8
"""So many numbers that differ most from their neighbours are tried."""
BORN, DIGITS = 40, 16
"""In the NIK of a woman the day of birth is 40 more; NIK and No. KK have so many digits."""
WORDS = "Contoh"


class Around(Struct, frozen=True):
    """What is known of a cell: its record and that of a year before, what the finding shows beside it, the village, and
    a serial number that no other guess has (for numbers that must be single).
    """

    values: Mapping[str, Any]
    before: Mapping[str, Any]
    shown: Sequence[float]
    beside: Sequence[Any]
    village: str
    serial: int = 0


def guesses(field: Field, around: Around, codelists: Mapping[str, CodeList]) -> Iterator[str]:
    """SQL texts of values for a field, each once, without what it holds."""
    found = around.values.get(field.name)
    seen = {None if found is None else str(found)}
    for guess in _guesses(field, around, codelists):
        if guess not in seen:
            seen.add(guess)
            yield guess


def _guesses(field: Field, around: Around, codelists: Mapping[str, CodeList]) -> Iterator[str]:
    if field.type in ("integer", "number", "year"):
        yield from (_text(n, field) for n in _numbers(field, around) if allowed(n, field) and _whole(n, field))
    elif field.type == "date":
        yield from (day.isoformat() for day in _days(field, around))
    elif field.codelist:
        yield from _answers(field, around, codelists[field.codelist])
    elif field.identifier:
        yield from _identifiers(field, around)
    else:
        yield from _words(field, around)


def _whole(value: float, field: Field) -> bool:
    return field.type == "number" or value == int(value)


def _text(value: float, field: Field) -> str:
    return str(int(value)) if field.type != "number" else repr(round(value, 4))


def _numbers(field: Field, around: Around) -> Iterator[float]:
    found = around.values.get(field.name)
    broken = [n for n in around.shown if field.type == "integer" and n != int(n)]
    yield from (float(int(n) + more) for n in broken for more in (0, 1))
    if not found or float(found) < 0:
        yield from _apart(float(found or 0), around.shown)
    yield from around.shown
    yield from _apart(float(found or 0), around.shown)
    if (before := around.before.get(field.name)) is not None:
        yield float(before)
    if found:
        yield from (float(found) / power for power in POWERS)
        yield from (float(found) * power for power in POWERS)
        yield abs(float(found))
        yield from _mistyped(abs(float(found)))
    yield from (float(v) for v in around.beside if isinstance(v, (int, float)))
    yield from (0.0, 1.0, 2.0, 3.0)


def _apart(found: float, shown: Sequence[float]) -> Iterator[float]:
    """The number changed by what two shown numbers differ by, or as many times as one is the other: what mends a sum or
    a product of which the cell is a part.
    """
    for one, other in islice(permutations(shown, 2), PAIRS):
        yield found + one - other
        if found > 0 and one and other:
            yield found * one / other


def _mistyped(found: float) -> Iterator[float]:
    """The number with two neighbouring digits exchanged, or one of them left out."""
    digits = f"{found:.4f}".rstrip("0").rstrip(".")
    for i in range(len(digits) - 1):
        if "." not in digits[i : i + 2]:
            yield float(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])
    for i in range(len(digits)):
        if digits[i] != "." and len(digits) > 1:
            yield float(f"0{digits[:i]}{digits[i + 1 :]}")


def odd_ones(fields: Sequence[Field], values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Of numbers that stand in a row on a form those that differ most from the two beside them, with the mean of these:
    (field, SQL text)."""
    numbers = [f for f in fields if f.type in ("integer", "number") and values.get(f.name) is not None]
    found: list[tuple[float, str, str]] = []
    for before, field, after in zip(numbers, numbers[1:], numbers[2:], strict=False):
        mean = (float(values[before.name]) + float(values[after.name])) / 2
        mean = mean if field.type == "number" else float(round(mean))
        if allowed(mean, field) and mean != values[field.name]:
            found.append((-abs(mean - float(values[field.name])), field.name, _text(mean, field)))
    return [(name, text) for _, name, text in sorted(found)[:ODD]]


def _days(field: Field, around: Around) -> Iterator[date]:
    """The day that the NIK tells, day and month exchanged, a century or ten years off, that of other dates."""
    found = around.values.get(field.name)
    nik = str(around.values.get("nik") or "")
    if len(nik) == DIGITS and nik.isdigit():
        day, month, year = (int(nik[i : i + 2]) for i in (6, 8, 10))
        near = found.year if isinstance(found, date) else 1990
        century = round((near - year) / 100) * 100
        for base in (century, century - 100, century + 100):
            yield from _day(base + year, month, day - BORN if day > BORN else day)
    if isinstance(around.before.get(field.name), date):
        yield around.before[field.name]
    if isinstance(found, date):
        yield from _day(found.year, found.day, found.month)
        for years in (-100, 100, -10, 10, -1, 1, -20, 20, -30, 30):
            yield from _day(found.year + years, found.month, min(found.day, 28))
    yield from (value for value in around.beside if isinstance(value, date))
    for year in (2015, 1985, 1960):
        yield date(year, 1, 15)


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _answers(field: Field, around: Around, codelist: CodeList) -> Iterator[str]:
    if before := around.before.get(field.name):
        yield str(before)
    labels = [code.label for code in codelist.items]
    yield from (str(v) for v in around.beside if v in labels)
    yield from labels[:ANSWERS]


def _identifiers(field: Field, around: Around) -> Iterator[str]:
    """A number of the right length that fits the district, and the day of birth and sex of its record; or the same
    number without what is too much."""
    found = str(around.values.get(field.name) or "")
    if field.name == "nik":
        born, sex = around.values.get("tanggal_lahir"), around.values.get("jenis_kelamin")
        day = born if isinstance(born, date) else date(1990, 1, 1)
        number = f"{day.day + BORN * (sex == 'Perempuan'):02}{day:%m%y}"
        district = found[:6] if len(found) >= DIGITS and found[:2] == around.village[:2] else around.village[:6]
        yield f"{district}{number}{_serial(around)}"
        yield f"{around.village[:6]}{number}{_serial(around)}"
    if len(found) > DIGITS:
        yield found[:DIGITS]
    yield f"{around.village[:6]}010190{_serial(around)}"


def _serial(around: Around) -> str:
    return f"{1 + around.serial % 8998:04}"


def _words(field: Field, around: Around) -> Iterator[str]:
    if before := around.before.get(field.name):
        yield str(before)
    yield from (v for v in around.beside if isinstance(v, str) and not v.isdigit())
    yield f"{WORDS} {'Satu' if around.serial % 2 else 'Dua'}"

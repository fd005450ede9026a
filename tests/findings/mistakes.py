"""Mistakes of the kinds that typists make, planted in the sums of a clean village."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from validator import check
from validator.findings.advice import Advisor, _cells
from validator.findings.equations import Equation
from validator.findings.suspects import RelatedCells

CLEAN = ("samples/2025/6311032005_pematang", "samples/2026/6311032005_pematang")


class Sums(NamedTuple):
    """A rule's own sums, all that share a cell's record with them, and those records."""

    own: list[Equation]
    all: list[Equation]
    record: RelatedCells

    def broken_by(self, changed):
        """The rule that speaks when these cells change, and the records then; None if every sum still holds."""
        values = {**self.record.values, **changed}
        broken = [e for e in self.all if e.asked(values) and e.fails(values)]
        return (broken[0].rule, replace(self.record, values=values)) if broken else None


def clean_sums():
    """Every sum of every record of the clean village under review."""
    advisor = Advisor(check(CLEAN, date=date(2026, 11, 24))._context)
    found = []
    for own in advisor.equations.values():
        table = next(iter(own[0].terms))[0]
        for row in advisor._of(table).by_place.values():
            if row.year == 2026:
                system = advisor._system(own)
                rows = advisor._related(row, table, system)
                within = [e for e in system if all(name in rows for name, _ in e.terms)]
                record = RelatedCells(_cells(rows), _cells(advisor._before(rows)), advisor._fields(rows))
                found.append(Sums(own, within, record))
    return found


def planted(kind, sums, dice):
    """The cells that a mistake of this kind changes, with what they hold then; None where it cannot happen."""
    equation = dice.choice(sums.own)
    filled = [c for c in equation.terms if sums.record.values.get(c)]
    return MISTAKES[kind](sums.record, equation, filled, dice) if filled else None


def _times(power):
    def mistake(record, _, filled, dice):
        cell = dice.choice(filled)
        return {cell: record.values[cell] * 10**power}

    return mistake


def _square_metres(record, _, filled, dice):
    cell = dice.choice(filled)
    return {cell: record.values[cell] * 10_000} if record.fields[cell].unit.lower() == "ha" else None


def _digits_swapped(record, _, filled, dice):
    cell = dice.choice(filled)
    digits = list(f"{record.values[cell]:.2f}".rstrip("0").rstrip("."))
    places = [i for i in range(len(digits) - 1) if "." not in digits[i : i + 2] and digits[i] != digits[i + 1]]
    if record.values[cell] < 10 or not places:
        return None
    place = dice.choice(places)
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    wrong = float("".join(digits))
    return {cell: wrong} if abs(wrong - record.values[cell]) > 0.2 else None


def _counted_twice(record, equation, filled, dice):
    parts = [c for c in filled if c != equation.total]
    if not parts or equation.total is None:
        return None
    return {equation.total: record.values[equation.total] + record.values[dice.choice(parts)]}


def _last_years(record, _, filled, dice):
    cell = dice.choice(filled)
    old = record.before.get(cell, 0)
    return {cell: old} if old >= 10 and abs(old - record.values[cell]) > 0.2 else None


def _men_and_women(record, _, filled, dice):
    table = dice.choice(filled)[0]
    men, women = (record.values.get((table, name)) for name in ("laki_laki", "perempuan"))
    return {(table, "laki_laki"): women, (table, "perempuan"): men} if men and women and men != women else None


MISTAKES = {
    "digits swapped": _digits_swapped,
    "ten times": _times(1),
    "a thousand times": _times(3),
    "square metres": _square_metres,
    "counted twice": _counted_twice,
    "last year's": _last_years,
    "men and women": _men_and_women,
}

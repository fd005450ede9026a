"""The likely wrong cell: which one cell, changed, makes all the sums of a record come out again, and to what value.

This is error localisation after Fellegi and Holt (1976) for one error a record: a cell is suspected if it stands in
every sum that fails, in none that holds, and one and the same new value mends them all. Where several cells qualify,
only one that also has an explanation (digits swapped, a zero too many, thousands, square metres for hectares, a part
counted twice) is named; where nothing singles a cell out, nothing is said. Suggestions are never applied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from validator.declarations.models import Field, Rule, Table
from validator.findings.formatting import number

__all__ = ["Balance", "Suspect", "balances", "suspect"]

TOLERANCE = 0.0051
_SUM = re.compile(r"^(?:approx\(\s*(\w+)\s*,\s*)?(?:(\w+)\s*=\s*)?total\(([\w,\s]+)\)(?:\s*,[^)]*\))?$")
_PLUS = re.compile(r"^(?:approx\(\s*(\w+)\s*,\s*)?(?:(\w+)\s*=\s*)?(\w+(?:\s*\+\s*\w+)+)(?:\s*,[^)]*\))?$")


@dataclass(frozen=True, slots=True)
class Balance:
    """A rule that says: `total` is the sum of `parts`."""

    rule: str
    total: str
    parts: tuple[str, ...]

    def asked(self, values: Mapping[str, float]) -> bool:
        """Whether there is a total and at least one part to compare."""
        return self.total in values and any(part in values for part in self.parts)

    def error(self, values: Mapping[str, float]) -> float:
        """By how much the total exceeds its parts; blanks count as nothing."""
        return values.get(self.total, 0) - sum(values.get(part, 0) for part in self.parts)

    def fails(self, values: Mapping[str, float]) -> bool:
        return abs(self.error(values)) > TOLERANCE

    def change(self, field: str, values: Mapping[str, float]) -> float | None:
        """What must be added to `field` so that the sum comes out; None if it is not in it."""
        if field == self.total:
            return -self.error(values)
        times = self.parts.count(field)
        return self.error(values) / times if times else None


@dataclass(frozen=True, slots=True)
class Suspect:
    """The cell that is likely wrong, the value that would fit, and why it may have come about ('' if unknown)."""

    field: str
    found: float
    fits: float
    explanation: str


def balances(rules: Iterable[Rule], table: Table) -> list[Balance]:
    """The rules of a table that are plain sums of its own fields."""
    found = []
    names = set(table.names)
    for rule in rules:
        if rule.table == table.name and not rule.constraint and rule.status == "aktif" and not rule.when:
            balance = _balance(rule)
            if balance and {balance.total, *balance.parts} <= names:
                found.append(balance)
    return found


def _balance(rule: Rule) -> Balance | None:
    text = " ".join(rule.assert_.split())
    for pattern, split in ((_SUM, ","), (_PLUS, "+")):
        if match := pattern.match(text):
            total = match[1] or match[2]
            if total and not (match[1] and match[2]):
                return Balance(rule.id, total, tuple(part.strip() for part in match[3].split(split)))
    return None


def suspect(sums: Sequence[Balance], values: Mapping[str, float], fields: Mapping[str, Field]) -> Suspect | None:
    """The one cell of a record to look at first, or None where the sums hold or single nothing out."""
    asked = [b for b in sums if b.asked(values)]
    failing = [b for b in asked if b.fails(values)]
    if not failing:
        return None
    candidates = list(_candidates(failing, [b for b in asked if not b.fails(values)], values, fields))
    explained = [c for c in candidates if c.explanation]
    if len(explained) == 1:
        return explained[0]
    return candidates[0] if len(candidates) == 1 and len(failing) > 1 else None


def _candidates(
    failing: Sequence[Balance], holding: Sequence[Balance], values: Mapping[str, float], fields: Mapping[str, Field]
) -> Iterator[Suspect]:
    kept = {f for b in holding for f in (b.total, *b.parts)}
    for field in dict.fromkeys(f for b in failing for f in (b.total, *b.parts)):
        changes = [b.change(field, values) for b in failing]
        first = changes[0]
        if field in kept or first is None or any(c is None or abs(c - first) > TOLERANCE for c in changes):
            continue
        found = values.get(field, 0)
        fits = round(found + first, 4)
        if _possible(fits, fields[field]):
            yield Suspect(field, found, fits, _explanation(found, fits, field, failing, values, fields))


def _possible(value: float, field: Field) -> bool:
    whole = field.type != "integer" or abs(value - round(value)) < TOLERANCE
    low = field.minimum is None or value >= field.minimum
    return whole and low and (field.maximum is None or value <= field.maximum)


def _explanation(
    found: float,
    fits: float,
    field: str,
    failing: Sequence[Balance],
    values: Mapping[str, float],
    fields: Mapping[str, Field],
) -> str:
    if found and fits:
        for power, words in ((1, "satu angka nol"), (3, "ditulis dalam ribuan"), (4, "ditulis dalam m² bukan ha")):
            if abs(found - fits * 10**power) < TOLERANCE:
                return f"kelebihan {words}" if power == 1 else words
            if abs(fits - found * 10**power) < TOLERANCE:
                return f"kekurangan {words}" if power == 1 else "satuannya tertukar"
    if _swapped(found, fits):
        return "dua angka tertukar"
    if _dropped(found, fits):
        return "satu angka tertinggal"
    for balance in failing:
        if field == balance.total:
            twice = [p for p in balance.parts if values.get(p, 0) and abs(found - fits - values[p]) < TOLERANCE]
            if len(twice) == 1:
                return f"{fields[twice[0]].title} terjumlah dua kali"
    return ""


def _digits(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _swapped(a: float, b: float) -> bool:
    """Whether two neighbouring digits changed places: 452 and 542."""
    one, other = _digits(a), _digits(b)
    if len(one) != len(other):
        return False
    places = [i for i, (x, y) in enumerate(zip(one, other, strict=True)) if x != y]
    if len(places) != 2 or places[1] - places[0] != 1:
        return False
    left, right = places
    return one[left] == other[right] and one[right] == other[left]


def _dropped(found: float, fits: float) -> bool:
    """Whether `found` is `fits` without one digit: 16 for 160.5 is not, 16 for 126 is."""
    short, long = _digits(found), _digits(fits)
    return (
        found > 9 and len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    )


def sentence(suspected: Suspect, title: str, cell: str) -> str:
    """What is added to a finding's advice."""
    why = f" ({suspected.explanation})" if suspected.explanation else ""
    where = f"{title} di sel {cell}" if cell else title
    return (
        f" Kemungkinan yang keliru: {where}, tertulis {number(suspected.found)}; "
        f"hitungannya cocok bila {number(suspected.fits)}{why}. Pastikan dahulu dari dokumennya."
    )

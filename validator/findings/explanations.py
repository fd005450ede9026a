"""How a wrong number may have come about: what typists and spreadsheets do to numbers."""

from __future__ import annotations

from collections.abc import Mapping

from validator.findings.equations import TOLERANCE, Cell, Equation
from validator.pack.models import Field

__all__ = ["Explanation", "explanation"]

Explanation = tuple[str, float]
"""Words for people, and how much of a mistake it takes: 0 speaks for itself, 1 explains nothing."""

NONE: Explanation = ("", 1.0)
_POWERS = (
    (3, "ditulis dalam ribuan", "ditulis dalam satuan, bukan ribuan"),
    (4, "ditulis dalam m², bukan ha", "ditulis dalam ha, bukan m²"),
    (1, "kelebihan satu angka nol", "kekurangan satu angka nol"),
)
LEAST_REMEMBERED = 10
"""A number smaller than this equals last year's too often by chance."""


def explanation(
    cell: Cell,
    found: float,
    fits: float,
    failing: list[Equation],
    values: Mapping[Cell, float],
    before: Mapping[Cell, float],
    fields: Mapping[Cell, Field],
) -> Explanation:
    """Why `cell` may hold `found` where `fits` would be right; `before` are the cells of a year earlier."""
    if found and fits:
        for power, more, less in _POWERS:
            if power == 4 and fields[cell].unit not in ("ha", "Ha", "m2", "m²"):
                continue
            if abs(found - fits * 10**power) < TOLERANCE:
                return more, 0.1
            if abs(fits - found * 10**power) < TOLERANCE * 10**power:
                return less, 0.1
    if found >= LEAST_REMEMBERED and abs(before.get(cell, -1) - found) < TOLERANCE:
        return "sama dengan angka tahun lalu", 0.2
    if swapped(found, fits):
        return "dua angka tertukar", 0.3
    if twice := _counted_twice(cell, found - fits, failing, values):
        return f"{fields[twice].title} terjumlah dua kali", 0.3
    if dropped(found, fits) or dropped(fits, found):
        return "satu angka tertinggal atau terketik dua kali", 0.6
    return NONE


def _counted_twice(cell: Cell, excess: float, failing: list[Equation], values: Mapping[Cell, float]) -> Cell | None:
    """The one part that a total exceeds its parts by."""
    for equation in failing:
        if equation.total == cell and abs(excess) > TOLERANCE:
            parts = [c for c in equation.terms if c != cell and abs(values.get(c, 0) - excess) < TOLERANCE]
            if len(parts) == 1:
                return parts[0]
    return None


def _digits(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def swapped(a: float, b: float) -> bool:
    """Whether two neighbouring digits changed places.

    >>> swapped(452, 542), swapped(12.5, 21.5), swapped(452, 254)
    (True, True, False)
    """
    one, other = _digits(a), _digits(b)
    if len(one) != len(other):
        one, other = f"{a:.2f}", f"{b:.2f}"
    if len(one) != len(other):
        return False
    places = [i for i, (x, y) in enumerate(zip(one, other, strict=True)) if x != y]
    if len(places) != 2 or places[1] - places[0] != 1:
        return False
    left, right = places
    return one[left] == other[right] and one[right] == other[left]


def dropped(short: float, long: float) -> bool:
    """Whether `short` is `long` without one digit.

    >>> dropped(16, 126), dropped(16, 160.5)
    (True, False)
    """
    few, many = _digits(short), _digits(long)
    return short > 9 and len(many) == len(few) + 1 and any(many[:i] + many[i + 1 :] == few for i in range(len(many)))

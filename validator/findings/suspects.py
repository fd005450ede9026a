"""The likely wrong cells: the smallest set of cells whose change makes every sum come out again, and to what values.

This is error localisation after Fellegi and Holt (1976). Failing sums that share no cell are mistakes of their own. In
each, first every single cell is tried, then every pair: a set is possible if its new values mend all failing sums,
leave those right that hold, and are values the fields may have. A set is weighed by its cells; one that has an
explanation (digits swapped, thousands, last year's value …) weighs less. Where several weigh the same and nothing tells
them apart, nothing is named. Suggestions are never applied.

Sets of two are tried one after the other: the cells of the failing sums are some dozens, so that a solver of integer
programs would take longer to import than this takes to run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct

from validator.findings.equations import TOLERANCE, Cell, Equation, components
from validator.findings.explanations import NONE, Explanation, explanation
from validator.pack.models import Field

__all__ = ["Record", "Suspicion", "Wrong", "allowed", "each_alone", "localise"]

NAMED = 3
"""At most so many possibilities are told."""
EXCHANGED = -0.5
"""The weight of two cells that hold each other's value: by chance that mends all sums less often than any slip."""
CERTAIN = 0.5
"""A set that weighs no more than this a cell explains itself."""


class Record(Struct, frozen=True):
    """The cells of the records that sums relate: what they hold, what they held a year earlier, what they may hold."""

    values: Mapping[Cell, float]
    before: Mapping[Cell, float]
    fields: Mapping[Cell, Field]


class _Sum(NamedTuple):
    """An equation that was asked, and by how much it fails (0 if it holds)."""

    equation: Equation
    error: float

    @property
    def terms(self) -> Mapping[Cell, float]:
        return self.equation.terms


class Wrong(Struct, frozen=True):
    """A cell, what it holds, and the value that would fit."""

    cell: Cell
    found: float
    fits: float


class Suspicion(Struct, frozen=True):
    """Cells that are wrong together, how that may have come about ('' if unknown), and the weight of that guess."""

    wrong: tuple[Wrong, ...]
    explanation: str
    weight: float


def localise(rule: str, sums: Sequence[Equation], record: Record) -> list[Suspicion]:
    """What to look at first where `rule` fails, the likeliest first; empty where nothing singles cells out."""
    values = record.values
    asked = [_Sum(e, e.error(values) if e.fails(values) else 0.0) for e in sums if e.asked(values)]
    groups = components(s.equation for s in asked if s.error)
    group = next((group for group in groups if any(e.rule == rule for e in group)), [])
    failing = [s for s in asked if s.equation in group]
    if not failing:
        return []
    found = list(_singles(failing, [s for s in asked if not s.error], record))
    clear = any(s.explanation for s in found) or (len(found) == 1 and len(failing) > 1)
    pairs = list(_pairs(failing, asked, record, swaps=clear))
    found = [*found, *(s for s in pairs if s.weight == EXCHANGED)] if clear else pairs or found
    return _told(sorted(found, key=lambda s: s.weight), alone=len(failing) > 1)


def each_alone(sums: Sequence[Equation], record: Record) -> Iterator[Wrong]:
    """For each cell of these sums the value that alone would mend the one that fails, if the field may hold it."""
    for sum_ in (e for e in sums if e.asked(record.values) and e.fails(record.values)):
        error = sum_.error(record.values)
        for cell, factor in sum_.terms.items():
            if factor:
                found = record.values.get(cell, 0.0)
                wrong = Wrong(cell, found, round(found - error / factor, 4))
                if allowed(wrong.fits, record.fields[cell]):
                    yield wrong


def _told(found: Sequence[Suspicion], alone: bool) -> list[Suspicion]:
    """Those that explain themselves, if few do; else the only one there is, if more than one sum speaks for it."""
    lightest = [s for s in found if s.weight <= CERTAIN * len(s.wrong)]
    if lightest:
        best = [s for s in lightest if s.weight <= lightest[0].weight + 0.25]
        return list(best) if len(best) <= NAMED else []
    explained = [s for s in found if s.explanation]
    if len(explained) == 1:
        return explained
    return list(found) if len(found) == 1 and alone else []


def _singles(failing: Sequence[_Sum], holding: Sequence[_Sum], record: Record) -> Iterator[Suspicion]:
    kept = {cell for sum_ in holding for cell in sum_.terms}
    for cell in dict.fromkeys(c for s in failing for c in s.terms):
        factors = [s.terms.get(cell, 0.0) for s in failing]
        if cell in kept or not all(factors):
            continue
        changes = [-s.error / factor for s, factor in zip(failing, factors, strict=True)]
        allowed = max(s.equation.tolerance for s in failing)
        if max(changes) - min(changes) <= 2 * allowed:
            yield from _possible([(cell, _median(changes))], failing, record)


def _median(numbers: Sequence[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]


def _pairs(failing: Sequence[_Sum], asked: Sequence[_Sum], record: Record, swaps: bool) -> Iterator[Suspicion]:
    """Two cells of the failing sums, or one of them and one that a sum which holds ties to it.

    With `swaps` only those that may hold each other's value: they differ by what a sum is out by.
    """
    values, errors = record.values, {round(abs(s.error), 2) for s in failing}
    sums: dict[Cell, list[_Sum]] = {}
    for sum_ in asked:
        for cell in sum_.terms:
            sums.setdefault(cell, []).append(sum_)
    own = list(dict.fromkeys(c for s in failing for c in s.terms))
    tied = dict.fromkeys(c for cell in own if len(sums[cell]) > 1 for s in sums[cell] for c in s.terms)
    alone = {cell: id(found[0].equation) for cell, found in sums.items() if len(found) == 1}
    for pair in combinations(dict.fromkeys([*own, *tied]), 2):
        one, other = pair
        if one in alone and alone[one] == alone.get(other):
            continue
        if swaps and round(abs(values.get(one, 0) - values.get(other, 0)), 2) not in errors:
            continue
        if all(one in s.terms or other in s.terms for s in failing):
            changes = _solved(pair, [*sums[one], *sums[other]])
            if changes:
                yield from _possible(list(zip(pair, changes, strict=True)), failing, record)


def _solved(pair: tuple[Cell, Cell], sums: Sequence[_Sum]) -> tuple[float, float] | None:
    """The changes of two cells that mend these sums and keep those that hold; None if there are none, or many."""
    rows = [(s.terms.get(pair[0], 0.0), s.terms.get(pair[1], 0.0), -s.error, s.equation.tolerance) for s in sums]
    for one, other in combinations(rows, 2):
        determinant = one[0] * other[1] - one[1] * other[0]
        if determinant:
            a = (one[2] * other[1] - one[1] * other[2]) / determinant
            b = (one[0] * other[2] - one[2] * other[0]) / determinant
            fit = all(abs(x * a + y * b - change) <= 2 * tolerance for x, y, change, tolerance in rows)
            return (a, b) if fit and abs(a) > TOLERANCE and abs(b) > TOLERANCE else None
    return None


def _possible(changes: Sequence[tuple[Cell, float]], failing: Sequence[_Sum], record: Record) -> Iterator[Suspicion]:
    """These changes as a suspicion, if the fields may hold the new values."""
    wrong = []
    for cell, change in changes:
        found = record.values.get(cell, 0.0)
        wrong.append(Wrong(cell, found, round(found + change, 4)))
    if all(allowed(w.fits, record.fields[w.cell]) for w in wrong):
        yield _weighed(tuple(wrong), [s.equation for s in failing], record)


def allowed(value: float, field: Field) -> bool:
    """Whether a field may hold a number."""
    whole = field.type != "integer" or abs(value - round(value)) < TOLERANCE
    low = field.minimum is None or value >= field.minimum
    return whole and low and (field.maximum is None or value <= field.maximum)


def _weighed(wrong: tuple[Wrong, ...], failing: list[Equation], record: Record) -> Suspicion:
    if len(wrong) == 2 and _exchanged(*wrong):
        return Suspicion(wrong, "isian keduanya tertukar", EXCHANGED)
    said: list[Explanation] = [
        explanation(w.cell, w.found, w.fits, failing, record.values, record.before, record.fields) for w in wrong
    ]
    whole = all(text != NONE[0] for text, _ in said)
    return Suspicion(wrong, "; ".join(text for text, _ in said) if whole else "", sum(weight for _, weight in said))


def _exchanged(one: Wrong, other: Wrong) -> bool:
    return abs(one.fits - other.found) < TOLERANCE and abs(other.fits - one.found) < TOLERANCE

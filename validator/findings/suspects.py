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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from validator.findings.equations import TOLERANCE, Cell, Equation, components
from validator.findings.explanations import NONE, Explanation, explanation
from validator.pack.models import Field

__all__ = ["RelatedCells", "Suspicion", "Wrong", "allowed", "each_alone", "localise"]

NAMED = 3
"""At most so many possibilities are told."""
EXCHANGED = -0.5
"""The weight of two cells that hold each other's value: by chance that mends all sums less often than any slip."""
CERTAIN = 0.5
"""A set that weighs no more than this a cell explains itself."""


class RelatedCells(Struct, frozen=True):
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


def localise(rule: str, sums: Sequence[Equation], record: RelatedCells) -> list[Suspicion]:
    """What to look at first where `rule` fails, the likeliest first; empty where nothing singles cells out."""
    values = record.values
    asked = [_Sum(e, e.error(values) if e.fails(values) else 0.0) for e in sums if e.asked(values)]
    groups = components(s.equation for s in asked if s.error)
    group = next((group for group in groups if any(e.rule == rule for e in group)), [])
    failing = [s for s in asked if s.equation in group]
    if not failing:
        return []
    weigher = _Weigher(failing, record)
    found = list(_singles(failing, [s for s in asked if not s.error], weigher))
    clear = any(s.explanation for s in found) or (len(found) == 1 and len(failing) > 1)
    pairs = list(_pairs(failing, asked, values, weigher, swaps=clear))
    found = [*found, *pairs] if clear else pairs or found
    return _told(sorted(found, key=lambda s: s.weight), alone=len(failing) > 1)


def each_alone(sums: Sequence[Equation], record: RelatedCells) -> Iterator[Wrong]:
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


def _singles(failing: Sequence[_Sum], holding: Sequence[_Sum], weigher: _Weigher) -> Iterator[Suspicion]:
    kept = {cell for sum_ in holding for cell in sum_.terms}
    for cell in dict.fromkeys(c for s in failing for c in s.terms):
        factors = [s.terms.get(cell, 0.0) for s in failing]
        if cell in kept or not all(factors):
            continue
        changes = [-s.error / factor for s, factor in zip(failing, factors, strict=True)]
        allowed = max(s.equation.tolerance for s in failing)
        if max(changes) - min(changes) <= 2 * allowed:
            yield from weigher.possible([(cell, _median(changes))])


def _median(numbers: Sequence[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]


def _pairs(
    failing: Sequence[_Sum], asked: Sequence[_Sum], values: Mapping[Cell, float], weigher: _Weigher, swaps: bool
) -> Iterator[Suspicion]:
    """Two cells of the failing sums, or one of them and one that a sum which holds ties to it.

    With `swaps` only those that may hold each other's value: they differ by what a sum is out by.
    """
    errors = {round(abs(s.error), 2) for s in failing}
    system = _System(asked)
    own = list(dict.fromkeys(c for s in failing for c in s.terms))
    tied = dict.fromkeys(c for cell in own if len(system.at[cell]) > 1 for n in system.at[cell] for c in asked[n].terms)
    cells = list(dict.fromkeys([*own, *tied]))
    mended = {cell: frozenset(n for n, s in enumerate(failing) if cell in s.terms) for cell in cells}
    alone = [next(iter(system.at[cell])) if len(system.at[cell]) == 1 else -1 for cell in cells]
    for i, one in enumerate(own):
        lacking = frozenset(range(len(failing))) - mended[one]
        for j in range(i + 1, len(cells)):
            other = cells[j]
            if (alone[i] == alone[j] >= 0) or not lacking <= mended[other]:
                continue
            if swaps and round(abs(values.get(one, 0) - values.get(other, 0)), 2) not in errors:
                continue
            if changes := system.solved(one, other):
                yield from weigher.possible(zip((one, other), changes, strict=True), swaps)


class _System:
    """The sums that were asked, with what a search through many pairs of cells looks up; `at`: cell -> number of a sum
    and the factor of the cell in it.
    """

    def __init__(self, sums: Sequence[_Sum]) -> None:
        self.terms = [sum_.equation.terms for sum_ in sums]
        self.right = [(-sum_.error, 2 * sum_.equation.tolerance) for sum_ in sums]
        self.at: dict[Cell, dict[int, float]] = {}
        for n, terms in enumerate(self.terms):
            for cell, factor in terms.items():
                self.at.setdefault(cell, {})[n] = factor

    def solved(self, one: Cell, other: Cell) -> tuple[float, float] | None:
        """The changes of two cells that mend the sums they are in and keep those that hold; None if there are none, or
        many.
        """
        terms, right = self.terms, self.right
        rows = [(factor, terms[n].get(other, 0.0), *right[n]) for n, factor in self.at[one].items()]
        rows += [(terms[n].get(one, 0.0), factor, *right[n]) for n, factor in self.at[other].items()]
        for at, (x, y, change, _) in enumerate(rows):
            for v, w, second, _ in rows[at + 1 :]:
                if determinant := x * w - y * v:
                    a = (change * w - y * second) / determinant
                    b = (x * second - change * v) / determinant
                    fit = abs(a) > TOLERANCE and abs(b) > TOLERANCE
                    return (a, b) if fit and all(abs(r[0] * a + r[1] * b - r[2]) <= r[3] for r in rows) else None
        return None


class _Weigher:
    """Weighs cells that may be wrong, where these sums fail; the same cell is often wrong by the same."""

    def __init__(self, failing: Sequence[_Sum], record: RelatedCells) -> None:
        self._failing, self._record = [s.equation for s in failing], record
        self._known: dict[tuple[Cell, float], Explanation] = {}

    def possible(self, changes: Iterable[tuple[Cell, float]], swaps: bool = False) -> Iterator[Suspicion]:
        """These changes as a suspicion, if the fields may hold the new values; with `swaps` only exchanged cells."""
        found: list[Wrong] = []
        for cell, change in changes:
            wrong = self._wrong(cell, change)
            if wrong is None:
                return
            found.append(wrong)
        if len(found) == 2 and _exchanged(*found):
            yield Suspicion(tuple(found), "isian keduanya tertukar", EXCHANGED)
        elif not swaps:
            said = [self._explained(wrong) for wrong in found]
            whole = all(text != NONE[0] for text, _ in said)
            texts = "; ".join(text for text, _ in said) if whole else ""
            yield Suspicion(tuple(found), texts, sum(weight for _, weight in said))

    def _wrong(self, cell: Cell, change: float) -> Wrong | None:
        found = self._record.values.get(cell, 0.0)
        fits = round(found + change, 4)
        return Wrong(cell, found, fits) if allowed(fits, self._record.fields[cell]) else None

    def _explained(self, wrong: Wrong) -> Explanation:
        key = wrong.cell, wrong.fits
        if key not in self._known:
            values, before, fields = self._record.values, self._record.before, self._record.fields
            said = explanation(wrong.cell, wrong.found, wrong.fits, self._failing, values, before, fields)
            self._known[key] = said
        return self._known[key]


def allowed(value: float, field: Field) -> bool:
    """Whether a field may hold a number."""
    whole = field.type != "integer" or abs(value - round(value)) < TOLERANCE
    low = field.minimum is None or value >= field.minimum
    return whole and low and (field.maximum is None or value <= field.maximum)


def _exchanged(one: Wrong, other: Wrong) -> bool:
    return abs(one.fits - other.found) < TOLERANCE and abs(other.fits - one.found) < TOLERANCE

"""Findings as cases to be tried: what each is about, and what may be changed to repair it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice, permutations
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from validator.engine.supposing import CellChange
from validator.findings.advice import Advisor
from validator.findings.context import Context
from validator.findings.formatting import EMPTY
from validator.findings.guesses import Around, guesses, odd_ones
from validator.findings.models import Finding
from validator.findings.records import Record
from validator.findings.rendering import Spot
from validator.findings.series import aged, evened, is_copy, series_of
from validator.findings.suspects import Wrong
from validator.pack.models import SEVERITIES, Field
from validator.plan.reach import Reach

if TYPE_CHECKING:
    from validator.findings.units import Units

__all__ = ["Case", "Repairs", "case_of"]

EACH, CELLS, PAIRS, BLANKS, MOST = 12, 4, 6, 4, 40
"""How many guesses are tried of a cell, how many cells of a finding, pairs of two, guesses for all cells left blank at
once, and repairs of one finding altogether."""
WITNESSES = 3
"""Of so many findings the numbers are heard that look at an unreadable cell."""
TWIN = 0.75
"""Two rows that agree in so many of their filled cells are one person or record listed twice."""
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?")

_ROOM = {"integer": 1 << 40, "year": 1 << 31}
"""By type of field, the numbers below which a repair stays: larger ones are nobody's, and products of them overflow."""
Repair = tuple[CellChange, ...]


class Case(Struct, frozen=True):
    """A finding with its place; `finding` is None for a record that only stands for others like it."""

    id: str
    village: str
    rank: int
    trial: bool
    spot: Spot
    finding: Finding | None = None

    @property
    def record(self) -> tuple[str, int]:
        """Its table and row."""
        return self.spot.table, self.spot.row

    @property
    def rule(self) -> str:
        """The id of its rule."""
        return self.finding.rule if self.finding else self.id


def case_of(finding: Finding, spot: Spot) -> Case:
    return Case(finding.id, finding.village, SEVERITIES.index(finding.severity), finding.trial, spot, finding)


class Repairs:
    """What may repair a case, the likeliest first."""

    def __init__(self, context: Context, advisor: Advisor, reach: Reach, units: Units) -> None:
        self.context, self.advisor, self.reach, self.units = context, advisor, reach, units
        self._serials = count()
        self._others: Sequence[Case] = ()
        self._named: dict[str, list[str]] = {}
        self._fields_of: dict[str, list[Field]] = {}

    def of(self, case: Case, others: Sequence[Case]) -> list[Repair]:
        """At most `MOST` repairs. What `others` show that look at the case may tell what an unreadable cell holds."""
        self._others = others[:WITNESSES] if case.spot.check is None else ()
        if case.record not in self.units.records:
            return []
        return list(islice(_once(filter(self._can_be_held, self._all(case))), MOST))

    def _can_be_held(self, repair: Repair) -> bool:
        """Whether the new numbers are of a size that can be reckoned with: a wild cell leads to wild guesses."""
        tables = self.context.pack.tables
        numbers = (
            (_ROOM[kind], text)
            for change in repair
            for name, text in change.values.items()
            if (kind := tables[change.table].field(name).type) in _ROOM
        )
        return all(abs(int(text)) < room for room, text in numbers if text.lstrip("-").isdecimal())

    def is_sum(self, case: Case) -> bool:
        """Whether its rule is a sum, perhaps of cells of several forms."""
        return case.rule in self.advisor.equations

    def touched(self, case: Case) -> Iterator[CellChange]:
        """The cells that a repair may change, each with some value, before any is guessed."""
        table = case.spot.table
        names = [*self.fields(case), *(field.name for field in self._counted(case))]
        yield CellChange(table, case.spot.row, dict.fromkeys(names, ""))
        if case.spot.check is not None and self.reach.counts(case.spot.check, case.spot.table):
            yield CellChange(case.spot.table, case.spot.row, {}, gone=True)
        for equation in self.advisor.equations.get(case.rule, ()):
            for table in {table for table, _ in equation.terms}:
                blank = {name: "" for owner, name in equation.terms if owner == table}
                yield CellChange(table, case.spot.row if table == case.spot.table else -1, blank)

    def _all(self, case: Case) -> Iterator[Repair]:
        record, check = self.units.records[case.record], case.spot.check
        if check is None:
            yield from self._together(case, record, case.spot.fields)
            return
        if case.finding is not None:
            for wrongs in self.advisor.mending(case.finding):
                yield self._fitted(wrongs)
        if self._double(case, record):
            yield (CellChange(case.spot.table, case.spot.row, {}, gone=True),)
        yield from self._exchanged(case, record)
        yield from self._by_age(case, record)
        yield from self._smoothed(case, record)
        yield from self._pairs(case, record)
        yield from self._each(case, record)

    def _fitted(self, wrongs: Sequence[tuple[Record, Wrong]]) -> Repair:
        """Cells with the values that fit, a change a record."""
        found: dict[tuple[str, int], tuple[Record, dict[str, float]]] = {}
        for record, wrong in wrongs:
            table, name = wrong.cell
            found.setdefault((table, record.row), (record, {}))[1][name] = wrong.fits
        return tuple(self._put(record, values, table) for (table, _), (record, values) in found.items())

    def _put(self, record: Record, values: Mapping[str, float], table: str) -> CellChange:
        fields = {name: self.context.pack.tables[table].field(name) for name in values}
        texts = {n: str(int(v)) if fields[n].type != "number" else repr(v) for n, v in values.items()}
        return CellChange(table, record.row, texts)

    def fields(self, case: Case) -> list[str]:
        """The fields of its own record that a repair may change: the blamed ones, then others it looks at."""
        if case.id not in self._named:
            self._named[case.id] = self._fields(case)
        return self._named[case.id]

    def _fields(self, case: Case) -> list[str]:
        check = case.spot.check
        if check is None:
            return list(case.spot.fields)
        own = [name for condition in check.conditions for name in condition.fields]
        if check.source != check.table.name:
            own = (
                [name for name in check.table.names if self.reach.touches(check.source, check.table.name, name)]
                if not check.blames
                else []
            )
        declared = set(check.table.names)
        return [name for name in dict.fromkeys([*check.blames, *own]) if name in declared][:CELLS]

    def _around(self, case: Case, record: Record) -> Around:
        table = self.context.pack.tables[case.spot.table]
        before = self._before(case.spot.table, record)
        check = case.spot.check
        beside = [record.values.get(n) for c in check.conditions for n in c.fields] if check else []
        if check and check.source != table.name:
            beside = [record.values.get(n) for n in check.blames]
        shown = [*(n for other in self._others for n in _shown(other)), *_shown(case)]
        return Around(record.values, before, shown, beside, record.village)

    def _before(self, table: str, record: Record) -> Mapping[str, Any]:
        if self.context.pack.tables[table].layout == "records":
            return {}
        found = self.advisor.records.of(table).by_key.get((record.village, record.year - 1, *record.key))
        return found.values if found else {}

    def _each(self, case: Case, record: Record) -> Iterator[Repair]:
        """One cell at a time; a guess of each cell before the next guess of any."""
        fields, around = self._declared(case), self._around(case, record)
        lists = [list(islice(self._guessed(field, around), EACH)) for field in fields]
        for n in range(EACH):
            for field, values in zip(fields, lists, strict=True):
                if n < len(values):
                    yield (CellChange(case.spot.table, case.spot.row, {field.name: values[n]}),)

    def _declared(self, case: Case) -> list[Field]:
        table = self.context.pack.tables[case.spot.table]
        return [table.field(name) for name in self.fields(case)]

    def _guessed(self, field: Field, around: Around) -> Iterator[str]:
        return guesses(field, replace(around, serial=next(self._serials)), self.context.pack.codelists)

    def _together(self, case: Case, record: Record, names: Sequence[str]) -> Iterator[Repair]:
        """All cells that a finding says cannot be right."""
        table = self.context.pack.tables[case.spot.table]
        before = self._before(table.name, record)
        blank = all(record.values.get(name) is None and before.get(name) is not None for name in names)
        if blank and case.finding is not None and set(case.finding.values.values()) == {EMPTY}:
            yield (CellChange(table.name, record.row, {name: str(before[name]) for name in names}),)
            return
        around = self._around(case, record)
        lists = [list(islice(self._guessed(table.field(name), around), EACH)) for name in names]
        if all(lists):
            for n in range(EACH if len(lists) == 1 else BLANKS):
                values = {name: found[min(n, len(found) - 1)] for name, found in zip(names, lists, strict=True)}
                yield (CellChange(table.name, record.row, values),)

    def _pairs(self, case: Case, record: Record) -> Iterator[Repair]:
        """Two blamed numbers at once become two of those that the finding shows."""
        fields = [f for f in self._declared(case) if f.type in ("integer", "number")][:2]
        if len(fields) < 2 or case.spot.check is None or len(case.spot.check.blames) < 2:
            return
        for pair in islice(permutations(_shown(case), 2), PAIRS):
            values = {field.name: value for field, value in zip(fields, pair, strict=True)}
            if all(f.type == "number" or v == int(v) for f, v in zip(fields, pair, strict=True)):
                yield (self._put(record, values, case.spot.table),)

    def _exchanged(self, case: Case, record: Record) -> Iterator[Repair]:
        """The first blamed cell and that of another row of the form that is blamed as well hold each other's value."""
        table, fields = self.context.pack.tables[case.spot.table], case.spot.fields[:1]
        if table.layout != "rows" or not fields:
            return
        own, name = record.values.get(fields[0]), fields[0]
        for other in self.units.alike(case):
            theirs = other.values.get(name)
            if own is not None and theirs is not None and own != theirs:
                yield (
                    CellChange(table.name, record.row, {name: str(theirs)}),
                    CellChange(table.name, other.row, {name: str(own)}),
                )

    def _counted(self, case: Case) -> list[Field]:
        """The numbers of its record that a figure worked out from many cells is about."""
        check = case.spot.check
        if check is None or check.source not in self.context.pack.derived or self.units.is_record(check.table.name):
            return []
        if check.source not in self._fields_of:
            table = check.table
            touched = (f for f in table.fields if self.reach.touches(check.source, table.name, f.name))
            self._fields_of[check.source] = [f for f in touched if f.type in ("integer", "number")]
        return self._fields_of[check.source]

    def _by_age(self, case: Case, record: Record) -> Iterator[Repair]:
        """The whole of a record that counts people by age, where a finding is about its shape and not about a sum."""
        table = self.context.pack.tables[case.spot.table]
        if self.is_sum(case) or not (series := series_of(table)):
            return
        before = self._before(table.name, record)
        moved = aged(series, before)
        if moved and is_copy(series, record.values, before):
            moved = self.advisor.balanced(record, table.name, moved, [one[0] for one in series])
        for values in (moved, evened(series, record.values)):
            if values:
                yield (CellChange(table.name, record.row, values),)

    def _smoothed(self, case: Case, record: Record) -> Iterator[Repair]:
        for name, text in odd_ones(self._counted(case), record.values):
            yield (CellChange(case.spot.table, record.row, {name: text}),)

    def _double(self, case: Case, record: Record) -> bool:
        """Whether the record may stand there twice, so that it should go."""
        check = case.spot.check
        if check is None or not self.reach.counts(check, case.spot.table):
            return False
        if any("_copies" in condition.columns for condition in check.conditions):
            return True
        return any(other.row != record.row and _alike(record, other) for other in self.units.beside(case))


def _alike(one: Record, other: Record) -> bool:
    filled = [n for n, v in one.values.items() if v is not None]
    same = sum(bool(one.values[n] == other.values.get(n)) for n in filled)
    return same >= TWIN * len(filled)


def _shown(case: Case) -> list[float]:
    """The numbers that a finding shows beside its own cells, then those of its own."""
    if case.finding is None:
        return []
    own = set(case.finding.columns)
    texts = [text for name, text in case.finding.values.items() if name not in own]
    texts += [text for name, text in case.finding.values.items() if name in own]
    found = [n for text in texts if "*" not in text for n in _NUMBER.findall(text)]
    return list(dict.fromkeys(float(n.replace(".", "").replace(",", ".")) for n in found))


def _once(repairs: Iterator[Repair]) -> Iterator[Repair]:
    seen: set[object] = set()
    for repair in repairs:
        key = tuple((c.table, c.row, c.gone, tuple(sorted(c.values.items()))) for c in repair)
        if key not in seen:
            seen.add(key)
            yield repair

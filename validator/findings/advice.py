"""Adds to the advice of a finding which cells are likely wrong, where the sums of its records single some out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from validator.findings.advice_words import in_english
from validator.findings.context import Context
from validator.findings.equations import Cell, Equation, equations
from validator.findings.formatting import number
from validator.findings.models import Finding
from validator.findings.records import Record as Known
from validator.findings.records import Records, Rows
from validator.findings.suspects import RelatedCells, Suspicion, Wrong, each_alone, localise
from validator.findings.wording import header_of
from validator.pack.models import Field
from validator.readers.sheets import column_letter

__all__ = ["Advisor"]

UNCLEAR = " Hitungannya sendiri tidak menunjuk sel yang keliru; cocokkan setiap bagiannya dengan dokumennya."
CAREFUL = " Pastikan dahulu dari dokumennya."


class _Localised(NamedTuple):
    rows: dict[str, Known]
    sums: list[Equation]
    record: RelatedCells
    found: list[Suspicion]


class Advisor:
    """Knows the sums of every table, and looks records up when one of them fails."""

    def __init__(self, context: Context, records: Records | None = None) -> None:
        self.context = context
        self.tables = context.pack.tables
        self.records = records or Records(context)
        self._found: dict[tuple[str, str, int], _Localised] = {}
        self._sources = {(s.file, s.sheet, s.table): n for n, s in enumerate(context.sources)}

    def advised(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings in their order; those about a failing sum that follow from no other say what to look at."""
        for finding in findings:
            if finding.root or finding.rule not in self.equations:
                yield finding
            else:
                yield self._with_advice(finding)

    @cached_property
    def equations(self) -> dict[str, list[Equation]]:
        """The rules that are sums, by id."""
        return equations(self.context.pack)

    def _with_advice(self, finding: Finding) -> Finding:
        own = self._own(finding)
        if own is None:
            return finding
        rows, _, _, found = self._localised(own, finding)
        return replace(finding, fix=finding.fix + self._said(found, rows, finding))

    def mending(self, finding: Finding) -> Iterator[tuple[tuple[Known, Wrong], ...]]:
        """The changes of one or two cells that mend the sum of a finding, the likeliest first, each with its record.

        First what `localise` singles out, then each single cell of the rule's own sums; nothing where it is no sum.
        """
        own = self._own(finding) if finding.rule in self.equations else None
        if own is None:
            return
        rows, within, record, found = self._localised(own, finding)
        sets = [suspicion.wrong for suspicion in found]
        sets += [(wrong,) for wrong in each_alone([e for e in within if e.rule == finding.rule], record)]
        for wrongs in dict.fromkeys(sets):
            yield tuple((rows[wrong.cell[0]], wrong) for wrong in wrongs)

    def balanced(self, own: Known, table: str, values: Mapping[str, str], free: Iterable[str]) -> dict[str, str]:
        """These values of a record, and of its `free` fields such that the sums come out of which one is a part."""
        found = dict(values)
        for name in free:
            for equation in (e for group in self.equations.values() for e in group if (table, name) in e.terms):
                rows = self._related(own, table, [equation])
                cells = _cells(rows) | {(table, field): float(value) for field, value in values.items()}
                right = cells.get((table, name), 0.0) - equation.error(cells) / equation.terms[table, name]
                if equation.asked(cells) and right >= 0:
                    found[name] = str(int(right))
                    break
        return found

    def _localised(self, own: Known, finding: Finding) -> _Localised:
        """The records that the sums of a finding relate, these sums, their cells, and what is likely wrong in them."""
        key = finding.rule, finding.table, own.row
        if key not in self._found:
            sums = self._system(self.equations[finding.rule])
            rows = self._related(own, finding.table, sums)
            within, record = self.within(sums, rows)
            self._found[key] = _Localised(rows, within, record, localise(finding.rule, within, record))
        return self._found[key]

    def within(self, sums: list[Equation], rows: Mapping[str, Known]) -> tuple[list[Equation], RelatedCells]:
        """The sums of which all records are there, and their cells."""
        record = RelatedCells(_cells(rows), _cells(self._before(rows)), self._fields(rows))
        return [e for e in sums if all(table in rows for table, _ in e.terms)], record

    def _own(self, finding: Finding) -> Known | None:
        source = self._sources.get((finding.file, finding.sheet, finding.table))
        return self._of(finding.table).by_place.get((source, finding.row)) if source is not None else None

    def _system(self, start: list[Equation]) -> list[Equation]:
        """The sums that share a table with these, directly or through others."""
        if self.tables[next(iter(start[0].terms))[0]].layout != "one_row":
            (table,) = {table for e in start for table, _ in e.terms}
            return [e for group in self.equations.values() for e in group if {t for t, _ in e.terms} == {table}]
        found, tables = list(start), {table for e in start for table, _ in e.terms}
        waiting = [e for group in self.equations.values() for e in group if e not in start]
        while more := [e for e in waiting if any(table in tables for table, _ in e.terms)]:
            found += more
            tables |= {table for e in more for table, _ in e.terms}
            waiting = [e for e in waiting if e not in more]
        return found

    def _related(self, own: Known, table: str, sums: list[Equation]) -> dict[str, Known]:
        """The records that these sums relate, by table: `own`, and the one record of each other form."""
        rows = {table: own}
        if self.tables[table].layout == "one_row":
            for other in sorted({name for e in sums for name, _ in e.terms} - {table}):
                if row := self._of(other).by_key.get((own.village, own.year)):
                    rows[other] = row
        return rows

    def _before(self, rows: Mapping[str, Known]) -> dict[str, Known]:
        keys = {table: (row.village, row.year - 1, *row.key) for table, row in rows.items()}
        return {t: row for t, key in keys.items() if (row := self._of(t).by_key.get(key))}

    def _fields(self, rows: Mapping[str, Known]) -> dict[Cell, Field]:
        return {(table, field.name): field for table in rows for field in self.tables[table].fields}

    def _of(self, name: str) -> Rows:
        return self.records.of(name)

    def _said(self, found: list[Suspicion], rows: Mapping[str, Known], finding: Finding) -> str:
        english = self.context.english
        careful = in_english(CAREFUL) if english else CAREFUL
        if not found:
            return in_english(UNCLEAR) if english else UNCLEAR
        said = [self._possibility(suspicion, rows, finding) for suspicion in found]
        if len(said) == 1:
            return f" {'Probably wrong' if english else 'Kemungkinan yang keliru'}: {said[0]}.{careful}"
        listed = "; ".join(f"({n}) {text}" for n, text in enumerate(said, start=1))
        one = "Probably one of these is wrong" if english else "Kemungkinan yang keliru salah satu dari"
        return f" {one}: {listed}.{careful}"

    def _possibility(self, suspicion: Suspicion, rows: Mapping[str, Known], finding: Finding) -> str:
        english = self.context.english
        said = [self._cell(wrong, rows, finding) for wrong in suspicion.wrong]
        fits = (" and " if english else " dan ").join(number(wrong.fits, english) for wrong in suspicion.wrong)
        why = in_english(suspicion.explanation) if english else suspicion.explanation
        why = f" ({why})" if why else ""
        if english:
            return f"{'; and '.join(said)}; the sum comes out with {fits}{why}"
        return f"{'; dan '.join(said)}; hitungannya cocok bila {fits}{why}"

    def _cell(self, wrong: Wrong, rows: Mapping[str, Known], finding: Finding) -> str:
        english = self.context.english
        table, name = wrong.cell
        row = rows[table]
        source = self.context.sources[row.source]
        column = source.columns.get(name)
        address = f"{column_letter(column)}{row.line}" if column is not None and row.line else ""
        title = header_of(self.tables[table].field(name).title)
        found = number(wrong.found, english)
        if english:
            form = f" of the form {self.tables[table].title}" if table != finding.table else ""
            return f"{title}{form}{f' in cell {address}' if address else ''}, which reads {found}"
        form = f" formulir {self.tables[table].title}" if table != finding.table else ""
        return f"{title}{form}{f' di sel {address}' if address else ''}, tertulis {found}"


def _cells(rows: Mapping[str, Known]) -> dict[Cell, float]:
    return {(table, name): value for table, row in rows.items() for name, value in row.numbers.items()}

"""Adds to the advice of a finding which cells are likely wrong, where the sums of its records single some out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from validator.declarations.models import Field, Table
from validator.exports.sheets import column_letter
from validator.findings.advice_words import in_english
from validator.findings.context import Context
from validator.findings.equations import Cell, Equation, equations
from validator.findings.formatting import number
from validator.findings.models import Finding
from validator.findings.suspects import Record, Suspicion, Wrong, localise
from validator.findings.wording import header_of

__all__ = ["Advisor"]

UNCLEAR = " Hitungannya sendiri tidak menunjuk sel yang keliru; cocokkan setiap bagiannya dengan dokumennya."
CAREFUL = " Pastikan dahulu dari dokumennya."


class _Row(NamedTuple):
    """A record: where it stands, its village, year and key, and its numbers by field."""

    source: int
    line: int
    village: str
    year: int
    key: tuple[object, ...]
    numbers: Mapping[str, float]


class _Rows(Struct, frozen=True):
    """The records of a table, the newest of each key: by place, and by village, year and key."""

    by_place: Mapping[tuple[int, int], _Row]
    by_key: Mapping[tuple[object, ...], _Row]


class Advisor:
    """Knows the sums of every table, and looks records up when one of them fails."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.tables = context.pack.tables
        self._sources = {(s.file, s.sheet, s.table): n for n, s in enumerate(context.sources)}
        self._rows: dict[str, _Rows] = {}

    def advised(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings in their order; those about a failing sum that follow from no other say what to look at."""
        for finding in findings:
            if finding.root or finding.rule not in self._equations:
                yield finding
            else:
                yield self._with_advice(finding)

    @cached_property
    def _equations(self) -> dict[str, list[Equation]]:
        return equations(self.context.pack)

    def _with_advice(self, finding: Finding) -> Finding:
        source = self._sources.get((finding.file, finding.sheet, finding.table))
        own = self._of(finding.table).by_place.get((source, finding.row)) if source is not None else None
        if own is None:
            return finding
        sums = self._system(self._equations[finding.rule])
        rows = self._related(own, finding.table, sums)
        record = Record(_cells(rows), _cells(self._before(rows)), self._fields(rows))
        within = [e for e in sums if all(table in rows for table, _ in e.terms)]
        return replace(finding, fix=finding.fix + self._said(localise(finding.rule, within, record), rows, finding))

    def _system(self, start: list[Equation]) -> list[Equation]:
        """The sums that share a table with these, directly or through others."""
        if self.tables[next(iter(start[0].terms))[0]].layout != "one_row":
            (table,) = {table for e in start for table, _ in e.terms}
            return [e for group in self._equations.values() for e in group if {t for t, _ in e.terms} == {table}]
        found, tables = list(start), {table for e in start for table, _ in e.terms}
        waiting = [e for group in self._equations.values() for e in group if e not in start]
        while more := [e for e in waiting if any(table in tables for table, _ in e.terms)]:
            found += more
            tables |= {table for e in more for table, _ in e.terms}
            waiting = [e for e in waiting if e not in more]
        return found

    def _related(self, own: _Row, table: str, sums: list[Equation]) -> dict[str, _Row]:
        """The records that these sums relate, by table: `own`, and the one record of each other form."""
        rows = {table: own}
        if self.tables[table].layout == "one_row":
            for other in sorted({name for e in sums for name, _ in e.terms} - {table}):
                if row := self._of(other).by_key.get((own.village, own.year)):
                    rows[other] = row
        return rows

    def _before(self, rows: Mapping[str, _Row]) -> dict[str, _Row]:
        keys = {table: (row.village, row.year - 1, *row.key) for table, row in rows.items()}
        return {t: row for t, key in keys.items() if (row := self._of(t).by_key.get(key))}

    def _fields(self, rows: Mapping[str, _Row]) -> dict[Cell, Field]:
        return {(table, field.name): field for table in rows for field in self.tables[table].fields}

    def _of(self, name: str) -> _Rows:
        if name not in self._rows:
            self._rows[name] = self._read(self.tables[name])
        return self._rows[name]

    def _read(self, table: Table) -> _Rows:
        """All records of a form in one query: a village with one mistake in its sums often has more."""
        if not any(lot.table == table.name for lot in self.context.run.census):
            return _Rows({}, {})
        names = [f.name for f in table.fields if f.type in ("integer", "number")]
        columns = ", ".join(["_src", "_line", "_village", "_year", *table.key, *names])
        found = self.context.connection.cursor().execute(f"SELECT {columns} FROM {table.name} WHERE _rank = 1")
        rows = [_row(values, len(table.key), names) for values in found.fetchall()]
        return _Rows(
            {(row.source, row.line): row for row in rows}, {(row.village, row.year, *row.key): row for row in rows}
        )

    def _said(self, found: list[Suspicion], rows: Mapping[str, _Row], finding: Finding) -> str:
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

    def _possibility(self, suspicion: Suspicion, rows: Mapping[str, _Row], finding: Finding) -> str:
        english = self.context.english
        said = [self._cell(wrong, rows, finding) for wrong in suspicion.wrong]
        fits = (" and " if english else " dan ").join(number(wrong.fits, english) for wrong in suspicion.wrong)
        why = in_english(suspicion.explanation) if english else suspicion.explanation
        why = f" ({why})" if why else ""
        if english:
            return f"{'; and '.join(said)}; the sum comes out with {fits}{why}"
        return f"{'; dan '.join(said)}; hitungannya cocok bila {fits}{why}"

    def _cell(self, wrong: Wrong, rows: Mapping[str, _Row], finding: Finding) -> str:
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


def _row(values: tuple[Any, ...], keys: int, names: list[str]) -> _Row:
    source, line, village, year, *rest = values
    numbers = zip(names, rest[keys:], strict=True)
    return _Row(source, line, village, year, tuple(rest[:keys]), {n: float(v) for n, v in numbers if v is not None})


def _cells(rows: Mapping[str, _Row]) -> dict[Cell, float]:
    return {(table, name): value for table, row in rows.items() for name, value in row.numbers.items()}

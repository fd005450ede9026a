"""Adds to the advice of a finding which cell is likely wrong, where the sums of its record single one out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from validator.declarations.models import Table
from validator.exports.sheets import column_letter
from validator.findings.models import Finding
from validator.findings.rendering import Context
from validator.findings.suspects import Balance, Suspect, balances, sentence, suspect

__all__ = ["Advisor"]


class Advisor:
    """Knows the sums of every table, and looks a record up when one of them fails."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._sources = {(s.file, s.sheet, s.table): number for number, s in enumerate(context.sources)}
        self._sums: dict[str, list[Balance]] = {}

    def advised(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings in their order; those about a failing sum that follow from no other say what to look at."""
        for finding in findings:
            sums = self._of(finding.table)
            if finding.root or finding.rule not in {b.rule for b in sums}:
                yield finding
            else:
                yield self._with_suspect(finding, sums)

    def _of(self, table: str) -> list[Balance]:
        if table not in self._sums:
            pack = self.context.pack
            self._sums[table] = balances(pack.rules, pack.tables[table])
        return self._sums[table]

    def _with_suspect(self, finding: Finding, sums: list[Balance]) -> Finding:
        table = self.context.pack.tables[finding.table]
        source = self._sources.get((finding.file, finding.sheet, finding.table))
        if source is None:
            return finding
        values = self._record(table, source, finding.row)
        found = suspect(sums, values, {f.name: f for f in table.fields})
        if found is None:
            return finding
        return replace(finding, fix=finding.fix + self._said(found, table, source, finding.row))

    def _said(self, found: Suspect, table: Table, source: int, row: int) -> str:
        column = self.context.sources[source].columns.get(found.field)
        cell = f"{column_letter(column)}{row}" if column is not None else ""
        return sentence(found, table.field(found.field).title, cell)

    def _record(self, table: Table, source: int, row: int) -> Mapping[str, float]:
        names = [f.name for f in table.fields if f.type in ("integer", "number")]
        rows = (
            self.context.connection.cursor()
            .execute(f"SELECT {', '.join(names)} FROM {table.name} WHERE _src = ? AND _line = ?", [source, row])
            .fetchall()
        )
        values = zip(names, rows[0], strict=True) if rows else ()
        return {name: float(value) for name, value in values if value is not None}

"""The outcome of a check. Findings stay in DuckDB and are rendered when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from validator.declarations.models import SEVERITIES, Severity, Table
from validator.findings.cells import CellRules, cell_findings
from validator.findings.models import FileBook, Finding, Village
from validator.findings.rendering import Context, check_findings
from validator.findings.roots import Broken, CellName, village_roots
from validator.findings.scores import VillageNames, villages

if TYPE_CHECKING:
    import pandas as pd

KEPT = 200_000
"""Up to so many findings are kept once rendered, so that several reports of one check share them."""


class Result:
    """What a check found. `villages` and `files` are ready; findings are rendered on demand, in a fixed order."""

    def __init__(
        self,
        context: Context,
        files: tuple[FileBook, ...],
        reference_date: date,
        version: str,
        names: Callable[[str], VillageNames],
    ) -> None:
        self._context = context
        self._rules = CellRules(context.pack)
        self.files = files
        self.reference_date = reference_date
        self.version = version
        self.rules_version = context.pack.version
        self.rules_count = sum(r.status != "mati" for r in context.pack.rules)
        self.villages: tuple[Village, ...] = villages(context, self._rules, names)

    @property
    def total(self) -> int:
        """How many findings there are."""
        return sum(sum(v.counts.values()) for v in self.villages)

    def worst(self) -> Severity | None:
        """The highest severity found (trial rules do not count), or None."""
        return next((s for s in SEVERITIES if any(v.counts[s] for v in self.villages)), None)

    def village(self, code: str) -> Village:
        """The state of one village; `KeyError` if nothing of it was checked."""
        for candidate in self.villages:
            if candidate.code == code.replace(".", ""):
                return candidate
        raise KeyError(code)

    def iter_findings(self, village: str | None = None) -> Iterator[Finding]:
        """Every finding, or those of one village: members first, then the forms, each by village and row."""
        if self.total <= KEPT:
            yield from (f for f in self._kept if village in (None, f.village))
        else:
            yield from self._stream(village)

    def listed(self, village: str, limit: int) -> list[Finding]:
        """At most `limit` findings of a village as people read them: errors first, consequences under their root."""
        kept = self._by_village.get(village, []) if self.total <= KEPT else list(self._stream(village))
        return in_reading_order(kept, list(self._context.pack.tables))[:limit]

    @cached_property
    def findings(self) -> pd.DataFrame:
        """All findings as a DataFrame, one row a finding, columns as in `Finding`."""
        import pandas as pd

        columns = list(Finding.__dataclass_fields__)
        return pd.DataFrame([asdict(f) for f in self.iter_findings()], columns=columns)

    @cached_property
    def _kept(self) -> list[Finding]:
        return list(self._stream(None))

    @cached_property
    def _by_village(self) -> dict[str, list[Finding]]:
        grouped: dict[str, list[Finding]] = {}
        for finding in self._kept:
            grouped.setdefault(finding.village, []).append(finding)
        return grouped

    def _stream(self, village: str | None) -> Iterator[Finding]:
        tables = self._context.pack.tables.values()
        for table in tables:
            if table.layout == "records":
                yield from self._of_table(table, village)
        forms = [f for t in tables if t.layout != "records" for f in self._of_table(t, village)]
        yield from self._with_roots(forms)

    def _of_table(self, table: Table, village: str | None) -> Iterator[Finding]:
        yield from cell_findings(self._context, self._rules, table, village)
        run = self._context.run
        broken: dict[str, int] = {}
        for outcome in run.outcomes:
            if village in (None, outcome.village):
                broken[outcome.source] = broken.get(outcome.source, 0) | outcome.violated
        for source in run.sources:
            checks = [c for c in run.checks[source] if c.table is table and broken.get(source, 0) >> c.number & 1]
            if checks:
                yield from check_findings(self._context, checks, village)

    def _with_roots(self, forms: list[Finding]) -> Iterator[Finding]:
        """The findings of forms with roots that reach from one form to another."""
        by_village: dict[str, list[Broken]] = {}
        for finding in forms:
            by_village.setdefault(finding.village, []).append(self._broken(finding))
        roots = {i: root for broken in by_village.values() for i, root in village_roots(broken).items()}
        yield from (replace(f, root=roots.get(f.id, "")) for f in forms)

    def _broken(self, finding: Finding) -> Broken:
        row = finding.row if self._context.pack.tables[finding.table].layout == "rows" else 0
        involved: set[CellName] = {(finding.table, c, row) for c in finding.columns}
        for checks in self._context.run.checks.values():
            for check in checks:
                if check.rule.id == finding.rule and check.table.name == finding.table:
                    involved |= {(t, f, row if t == finding.table else 0) for t, f in check.involved}
        main = (finding.table, finding.columns[0], row) if finding.columns else None
        return Broken(finding.id, SEVERITIES.index(finding.severity), main, frozenset(involved))


def in_reading_order(findings: list[Finding], tables: list[str]) -> list[Finding]:
    """Errors first, by form and row; what follows from a finding stands directly under it."""
    order = {name: i for i, name in enumerate(tables)}

    def place(finding: Finding) -> tuple[bool, int, int, str, int, str, str]:
        return (
            finding.trial,
            SEVERITIES.index(finding.severity),
            order.get(finding.table, len(order)),
            finding.file,
            finding.row,
            finding.rule,
            finding.id,
        )

    ids = {f.id for f in findings}
    consequences: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.root in ids:
            consequences.setdefault(finding.root, []).append(finding)
    roots = sorted((f for f in findings if f.root not in ids), key=place)
    return [f for root in roots for f in (root, *sorted(consequences.get(root.id, ()), key=place))]

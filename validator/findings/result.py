"""The outcome of a check. Findings stay in DuckDB and are rendered when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, Self

from msgspec.structs import asdict, replace

from validator.engine.ahead import ahead
from validator.findings.answers import Answers
from validator.findings.cells import CellRules, cell_findings
from validator.findings.context import Context, Source
from validator.findings.formatting import mask_long_numbers
from validator.findings.frames import Frames
from validator.findings.identity import Identifier
from validator.findings.instruments import Instrument
from validator.findings.models import FileAccount, Finding, Village
from validator.findings.naming import village_of
from validator.findings.notebook import html_of, line_of
from validator.findings.reading_order import in_reading_order
from validator.findings.record_query import RowPlace
from validator.findings.rendering import FoundRecords, Spots, ask, findings_of, make_finding, prove_shows
from validator.findings.scores import VillageNames, scores
from validator.messages.texts import LANGUAGES
from validator.pack.models import SEVERITIES, Severity, Table
from validator.plan.checks import Check
from validator.plan.scope import Lot

if TYPE_CHECKING:
    import pandas as pd

KEPT = 200_000
"""Up to so many findings are kept once rendered, so that several reports of one check share them."""


class Result:
    """What a check found. `villages` and `files` are ready; findings are rendered on demand, in a fixed order.

    What the check has open and its scratch files go with the result; `close`, or a `with` block, ends them at once.

    >>> from validator import check
    >>> result = check("samples/2026", date="2026-11-24")
    >>> [village.name for village in result.villages], result.village("63.11.03.2005").counts["error"]
    (['Pematang', 'Muara Jaya', 'Putat Basiun'], 0)
    >>> result.total == len(result.findings) == sum(1 for _ in result.iter_findings())
    True
    """

    def __init__(
        self,
        context: Context,
        files: tuple[FileAccount, ...],
        reference_date: date,
        version: str,
        names: Callable[[str], VillageNames],
        told: Callable[[str], tuple[tuple[FileAccount, ...], tuple[Source, ...]]],
    ) -> None:
        """`names` says what a village is called, `told` gives accounts and sources in the words of a language."""
        self._context, self._names, self._told = context, names, told
        self._rules = CellRules(context.pack)
        self.files = files
        self.reference_date = reference_date
        self.version = version
        self.rules_version = context.pack.version
        self.rules_count = sum(r.status != "mati" for r in context.pack.rules)
        self._broken: dict[str | None, dict[str, int]] = {}
        self._troubled = self._tables_with_problems()
        self._scores = scores(context, self._rules, names)
        self.villages: tuple[Village, ...] = self._scores.villages

    def prove(self) -> None:
        """Works out what rules of other packs show, where they are broken, so that no report is begun in vain.

        Raises `DeclarationError` that names the rule whose `show` cannot be worked out.
        """
        broken = self._broken_by(None)
        for source, checks in self._context.run.checks.items():
            asked = (c for c in checks if c.rule.foreign and c.rule.show)
            prove_shows(self._context, [c for c in asked if broken.get(source, 0) >> c.number & 1])

    def close(self) -> None:
        """Gives back memory and disk. Findings, answers and frames that were not asked for before are gone."""
        if self._context.work:
            self._context.work.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def lang(self) -> str:
        """The language of all texts: `id` or `en`."""
        return self._context.lang

    def in_language(self, lang: str) -> Result:
        """The same result with all its texts in `id` or `en`; nothing is read or asked again. Both end together.

        Raises `ValueError` for another language.

        >>> from validator import check
        >>> result = check("samples/2026/6311032021_putat_basiun", date="2026-11-24")
        >>> finding = next(f for f in result.in_language("en").iter_findings() if f.rule == "SDM-001")
        >>> finding.id == next(f for f in result.iter_findings() if f.rule == "SDM-001").id
        True
        """
        if lang not in LANGUAGES:
            raise ValueError(f"lang={lang!r}: one of {', '.join(LANGUAGES)}")
        if lang == self.lang:
            return self
        files, sources = self._told(lang)
        context = replace(self._context, lang=lang, sources=sources)
        return Result(context, files, self.reference_date, self.version, self._names, self._told)

    @property
    def show_personal(self) -> bool:
        """Whether the masks on personal data are lifted."""
        return self._context.show_personal

    @cached_property
    def answers(self) -> Answers:
        """What was asked and what stayed without an answer, record by record."""
        return Answers(self._context)

    @cached_property
    def frames(self) -> Frames:
        """The typed tables and the answers to every rule, as DataFrames with unmasked values."""
        return Frames(self._context)

    def frame(self, table: str) -> pd.DataFrame:
        """The typed rows of a table that were checked, one column a field; `KeyError` if it is not declared."""
        return self.frames.rows(table)

    @property
    def total(self) -> int:
        """How many findings there are."""
        return sum(sum(v.counts.values()) for v in self.villages)

    def worst(self) -> Severity | None:
        """The highest severity found (trial rules do not count), or None."""
        return next((s for s in SEVERITIES if any(v.counts[s] for v in self.villages)), None)

    def village(self, code: str | int) -> Village:
        """The state of one village, by its code or its name.

        Raises `NoVillageError` (a `KeyError`) if nothing of it was checked, or if several have that name.
        """
        return village_of(self.villages, str(code), self._context.lang)

    def __repr__(self) -> str:
        return line_of(self.villages, self.files, self._context.lang)

    def _repr_html_(self) -> str:
        """What a notebook shows: counts and rules, nothing that a village wrote."""
        rules = {rule.id: rule for rule in self._context.pack.rules}
        return html_of(self.villages, self.files, rules, self._context.lang)

    def __dir__(self) -> list[str]:
        """What a caller may use."""
        return sorted({name for name in (*vars(type(self)), *vars(self)) if not name.startswith("_")})

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

        columns = list(Finding.__struct_fields__)
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
        """Findings of members one after the other where they are too many to be kept; else all are tried together."""
        tables = sorted(self._context.pack.tables.values(), key=lambda table: table.layout != "records")
        checks = [violated for table in tables for violated in self._violated(table, village)]
        with closing(ahead(partial(ask, self._context, violated, village) for violated in checks)) as asked:
            yield from self._of_tables(tables, village, asked)
        yield from self._instruments(village)

    def _of_tables(
        self, tables: Sequence[Table], village: str | None, asked: Iterator[FoundRecords]
    ) -> Iterator[Finding]:
        """The findings of tables, of which `asked` gives the records in their order."""
        many = self.total > KEPT
        spots: Spots = {}
        kept: list[Finding] = []
        for table in tables:
            if many and table.layout == "records":
                yield from self._of_table(table, village, asked, None)
            else:
                kept += self._of_table(table, village, asked, spots)
        yield from self._tied(kept, spots)

    def _tied(self, findings: list[Finding], spots: Spots) -> Iterator[Finding]:
        """The same findings: which is the root of which, and what is likely wrong where one is a root."""
        if not findings:
            return
        from validator.findings.advice import Advisor
        from validator.findings.cases import case_of
        from validator.findings.consequences import Consequences

        advisor = Advisor(self._context)
        ties = Consequences(self._context, advisor).of([case_of(f, spots[f.id]) for f in findings if f.id in spots])
        told = (replace(f, root=ties.roots.get(f.id, ""), related=ties.related.get(f.id, ())) for f in findings)
        yield from map(self._outgoing, advisor.advised(told))

    def _outgoing(self, finding: Finding) -> Finding:
        """Advice quotes numbers as they were found, be they of a person."""
        fix = finding.fix if self.show_personal else mask_long_numbers(finding.fix)
        return finding if fix == finding.fix else replace(finding, fix=fix)

    def _of_table(
        self, table: Table, village: str | None, asked: Iterator[FoundRecords], spots: Spots | None
    ) -> Iterator[Finding]:
        if table.name in self._troubled:
            yield from cell_findings(self._context, self._rules, table, village, spots)
        for records in islice(asked, sum(1 for _ in self._violated(table, village))):
            yield from findings_of(self._context, records, spots)

    def _violated(self, table: Table, village: str | None) -> Iterator[list[Check]]:
        """The checks of a table that are broken somewhere, or in that village, by source."""
        broken = self._broken_by(village)
        for source, checks in self._context.run.checks.items():
            violated = [c for c in checks if c.table is table and broken.get(source, 0) >> c.number & 1]
            if violated:
                yield violated

    def _broken_by(self, village: str | None) -> dict[str, int]:
        """By source, the mask of the checks that are violated somewhere, or in that village."""
        if village not in self._broken:
            broken = self._broken[village] = {}
            for outcome in self._context.run.outcomes:
                if village in (None, outcome.village):
                    broken[outcome.source] = broken.get(outcome.source, 0) | outcome.violated
        return self._broken[village]

    def _tables_with_problems(self) -> set[str]:
        """The tables with cells that are blank or cannot be right."""
        names = list(self._context.pack.tables)
        rows = self._context.connection.execute("SELECT DISTINCT tbl FROM _cells").fetchall()
        return {names[number] for (number,) in rows}

    def _instruments(self, village: str | None) -> Iterator[Finding]:
        identifier = Identifier()
        for said in self._scores.instruments:
            if village in (None, said.village):
                home = (lot.source for lot in sorted(self._context.run.census) if self._is_of(lot, said))
                place = RowPlace(next(home), 0, said.village, said.year)
                id_ = identifier.base(said.rule.id, said.village, said.year, said.table.module, ())
                yield make_finding(self._context, said.rule, said.table, place, id_, (), {}, said.texts)

    @staticmethod
    def _is_of(lot: Lot, said: Instrument) -> bool:
        return lot.review and lot.village == said.village and lot.table == said.table.name

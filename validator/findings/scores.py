"""Completeness, accuracy and coverage of each village. The formulas are ours and open (docs/nilai.md), not official."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from validator.engine.running import Outcome, Run
from validator.findings.cells import BLANKS, CellRules, blamed, blank_counts, cell_counts, overlaps
from validator.findings.context import Context
from validator.findings.coverage import Received, bits, coverage, received
from validator.findings.instruments import Instrument, instruments
from validator.findings.models import Share, Village
from validator.pack.models import SEVERITIES, Rule, Severity, Table


class VillageNames(Struct, frozen=True):
    """Names of a village by its code; empty where the region table does not know it."""

    name: str = ""
    district: str = ""
    regency: str = ""


class Scores(Struct, frozen=True):
    """The villages by code, and what is to be said of their instruments as a whole."""

    villages: tuple[Village, ...]
    instruments: Sequence[Instrument]


def scores(context: Context, rules: CellRules, names: Callable[[str], VillageNames]) -> Scores:
    """The state of every village that sent something, by code."""
    states = received(context)
    tally = _tally(context, rules, states)
    open_questions = coverage(context, states)
    missing = _Missing(context.pack.tables, frozenset().union(*(state.rows for state in states.values())))
    trial = {rule.id for rule in context.pack.rules if rule.status == "uji_coba"}
    found = []
    for code, state in states.items():
        place = names(code)
        expected = state.expected.total()
        filled = expected - sum(tally.blank[code, t] for t in state.rows)
        share, not_checkable = open_questions[code]
        by_rule = tally.findings[code]
        severities: Counter[Severity] = Counter()
        for (_, severity), count in by_rule.items():
            severities[severity] += count
        found.append(
            Village(
                code=code,
                name=place.name,
                district=place.district,
                regency=place.regency,
                year=state.year,
                completeness=Share(filled, expected),
                accuracy=Share(max(filled - tally.wrong[code], 0), filled),
                coverage=share,
                counts={s: severities[s] for s in SEVERITIES},
                rule_counts={rule: count for (rule, _), count in sorted(by_rule.items())},
                not_checkable=not_checkable,
                missing=missing.of(frozenset(state.rows)),
                tried=sum(count for (rule, _), count in by_rule.items() if rule in trial),
            )
        )
    return Scores(tuple(found), tally.instruments)


class _Missing:
    """The titles of the forms that a village did not send; villages that sent the same forms share them.

    A form that is seldom exported is missed only if some village sent it: `sent` are the tables of all.
    """

    def __init__(self, tables: Mapping[str, Table], sent: frozenset[str]) -> None:
        self.tables = [t for t in tables.values() if t.status == "live" and (not t.seldom or t.name in sent)]
        self._titles: dict[frozenset[str], tuple[str, ...]] = {}

    def of(self, received: frozenset[str]) -> tuple[str, ...]:
        if received not in self._titles:
            self._titles[received] = tuple(t.title for t in self.tables if t.name not in received)
        return self._titles[received]


class _Tally(Struct, frozen=True):
    """`blank` cells by village and table; `wrong`: filled cells with an error, each once; findings by village."""

    blank: Counter[tuple[str, str]]
    wrong: Counter[str]
    findings: Mapping[str, Counter[tuple[str, Severity]]]
    instruments: Sequence[Instrument]


class _Broken:
    """What records with some answers break: villages share most answers, so each is looked up once."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._known: dict[tuple[str, int], tuple[list[Rule], int]] = {}

    def by(self, outcome: Outcome) -> tuple[list[Rule], int]:
        """The rules broken, and of how many cells of a record that is blamed."""
        key = outcome.source, outcome.violated
        if key not in self._known:
            broken = [self._run.check(outcome.source, n) for n in bits(outcome.violated)]
            self._known[key] = [check.rule for check in broken], len(blamed(broken))
        return self._known[key]


def _tally(context: Context, rules: CellRules, states: Mapping[str, Received]) -> _Tally:
    blank: Counter[tuple[str, str]] = Counter()
    wrong: Counter[str] = Counter()
    findings: dict[str, Counter[tuple[str, Severity]]] = defaultdict(Counter)

    def found(village: str, rule: Rule, count: int) -> None:
        if rule.status == "aktif":
            findings[village][rule.id, rule.severity] += count

    broken = _Broken(context.run)
    for outcome in context.run.outcomes:
        rules_broken, cells = broken.by(outcome)
        wrong[outcome.village] += outcome.rows * cells
        for rule in rules_broken:
            found(outcome.village, rule, outcome.rows)
    for cell in cell_counts(context, rules):
        if cell.problem in BLANKS:
            blank[cell.village, cell.table.name] += cell.cells * cell.field.expected
        elif cell.rule.severity == "error" and cell.rule.status == "aktif":
            wrong[cell.village] += cell.cells
        if not cell.optional:
            found(cell.village, cell.rule, cell.cells)
    for village, rule, count in blank_counts(context, rules):
        found(village, rule, count)
    wrong.subtract(overlaps(context, rules))
    said = instruments(context.pack, rules.rules, states, blank, context.english)
    for instrument in said:
        found(instrument.village, instrument.rule, 1)
    return _Tally(blank, wrong, findings, said)

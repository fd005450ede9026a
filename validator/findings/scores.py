"""Completeness, accuracy and coverage of each village. The formulas are ours and open (docs/nilai.md), not official."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from validator.declarations.models import SEVERITIES, Severity
from validator.engine.checks import Check
from validator.findings.cells import BLANKS, CellRules, blank_counts, cell_counts
from validator.findings.coverage import coverage, received
from validator.findings.models import Share, Village
from validator.findings.rendering import Context


@dataclass(frozen=True, slots=True)
class VillageNames:
    """Names of a village by its code; empty where the region table does not know it."""

    name: str = ""
    district: str = ""
    regency: str = ""


def villages(context: Context, rules: CellRules, names: Callable[[str], VillageNames]) -> tuple[Village, ...]:
    """The state of every village that sent something, by code."""
    states = received(context)
    blank, blamed = _cells(context, rules)
    findings = _finding_counts(context, rules)
    open_questions = coverage(context, states)
    found = []
    for code, state in states.items():
        filled = state.expected - blank[code]
        share, not_checkable = open_questions[code]
        place = names(code)
        by_rule = findings[code]
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
                completeness=Share(filled, state.expected),
                accuracy=Share(max(filled - blamed[code], 0), filled),
                coverage=share,
                counts={s: severities[s] for s in SEVERITIES},
                rule_counts={rule: count for (rule, _), count in sorted(by_rule.items())},
                not_checkable=not_checkable,
                missing=tuple(t.title for n, t in context.pack.tables.items() if n not in state.rows),
            )
        )
    return tuple(found)


def _errors(checks: Iterable[Check], violated: int) -> set[tuple[str, str]]:
    """The cells that the broken error rules of a record blame."""
    broken = [c for c in checks if violated >> c.number & 1 and c.rule.severity == "error" and c.rule.status == "aktif"]
    return {(c.table.name, f) for c in broken for f in c.blames}


def _cells(context: Context, rules: CellRules) -> tuple[Counter[str], Counter[str]]:
    """By village: blank cells among the expected, and filled cells with an error (each counted once)."""
    blank: Counter[str] = Counter()
    blamed: Counter[str] = Counter()
    for outcome in context.run.outcomes:
        blamed[outcome.village] += outcome.rows * len(_errors(context.run.checks[outcome.source], outcome.violated))
    for cell in cell_counts(context, rules):
        if cell.problem in BLANKS:
            blank[cell.village] += cell.cells * cell.field.expected
        elif cell.rule.severity == "error" and cell.rule.status == "aktif":
            checks = context.run.checks.get(cell.table.name, ())
            counted = (cell.table.name, cell.field.name) in _errors(checks, cell.violated)
            blamed[cell.village] += 0 if counted else cell.cells
    return blank, blamed


def _finding_counts(context: Context, rules: CellRules) -> dict[str, Counter[tuple[str, Severity]]]:
    """By village: findings by rule and severity, trial rules left out."""
    counts: dict[str, Counter[tuple[str, Severity]]] = defaultdict(Counter)
    for outcome in context.run.outcomes:
        for check in context.run.checks[outcome.source]:
            if outcome.violated >> check.number & 1 and check.rule.status == "aktif":
                counts[outcome.village][check.rule.id, check.rule.severity] += outcome.rows
    for cell in cell_counts(context, rules):
        if (cell.problem != "blank" or cell.field.required) and cell.rule.status == "aktif":
            counts[cell.village][cell.rule.id, cell.rule.severity] += cell.cells
    for village, rule, count in blank_counts(context, rules):
        if rule.status == "aktif":
            counts[village][rule.id, rule.severity] += count
    return counts

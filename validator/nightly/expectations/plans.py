"""What is expected of each table, from its schema and rules.

A native expectation where one says the same as the engine, else that the outcome which the engine computed is 0.
Columns of the asset: `FIELD` the answer as text, `FIELD:isi` whether it is filled in, `FIELD:angka` its number, `:RULE`
how many cells of the record break a rule about cells, `RULE` the outcome of a rule. Personal values are in none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct, field

from validator.findings.cells import CellRules
from validator.pack.models import Field, Pack, Rule, Severity, Table
from validator.pack.stand_ins import asked

__all__ = ["Expected", "Kind", "native", "planned", "sources"]

Kind = Literal["filled", "in_set", "between", "unique", "cells", "outcome"]

NAMES: Mapping[Severity, str] = {"error": "Galat", "warning": "Peringatan", "info": "Info"}
COPIES = "_copies"
"""What a rule reads that asks whether a key is unique: the number of records with it."""
_OF_NUMBERS = ("not_a_number", "unit", "number_format", "fraction", "minimum", "maximum")
_OF_TEXTS = ("not_in_list", "digits_lost")


class Expected(Struct, frozen=True):
    """One expectation. `column` is that of the asset ('' for a key), `rule` the id of the rule that speaks for it,
    `subject` the field of a native one; `settings` are those of the expectation."""

    kind: Kind
    column: str
    rule: str
    severity: Severity
    description: str
    subject: str = ""
    problem: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)


def sources(pack: Pack) -> tuple[str, ...]:
    """The tables and derived tables of which something is expected, in the pack's order."""
    sought = {source for source, _ in asked(pack)}
    return (*pack.tables, *(name for name in pack.derived if name in sought))


def planned(pack: Pack, source: str) -> tuple[Expected, ...]:
    """All that is expected of a table or derived table; the columns of one kind are told apart by name."""
    found: list[Expected] = []
    if source in pack.tables:
        table, rules = pack.tables[source], CellRules(pack)
        for declared in table.fields:
            found += _natives(pack, rules, table, declared)
        found += _of_cells(pack, rules, table)
        if table.layout != "records":
            found.append(_unique(pack, table))
    found += [_of_rule(rule) for name, rule in asked(pack) if name in _names(pack, source)]
    return tuple(found)


def native(pack: Pack, declared: Field, problem: str) -> Kind | None:
    """The expectation that says by itself what a problem of a cell says, or None."""
    if problem == "blank" and declared.required and declared.expected:
        return "filled"
    if declared.personal or declared.multiple:
        return None
    if problem == "not_in_list" and declared.codelist in pack.codelists:
        return "in_set"
    return "between" if problem in ("minimum", "maximum") else None


def _names(pack: Pack, source: str) -> tuple[str, ...]:
    return (source, "*") if source in pack.tables else (source,)


def _natives(pack: Pack, rules: CellRules, table: Table, declared: Field) -> Iterator[Expected]:
    for problem, suffix in (("blank", ":isi"), ("not_in_list", ""), ("minimum", ":angka"), ("maximum", ":angka")):
        kind = native(pack, declared, problem)
        settings = _settings(pack, declared, problem) if kind else None
        if kind and settings is not None:
            rule = rules.of(table, declared, problem)
            text = _text(rule, f"{declared.title}: ")
            column = f"{declared.name}{suffix}"
            yield Expected(kind, column, rule.id, _severity(rule), text, declared.name, problem, settings)


def _settings(pack: Pack, declared: Field, problem: str) -> Mapping[str, Any] | None:
    """What the expectation compares with; None where the field has no such constraint."""
    if problem == "not_in_list":
        return {"value_set": [item.label for item in pack.codelists[declared.codelist].items]}
    if problem == "minimum":
        return None if declared.minimum is None else {"min_value": declared.minimum}
    if problem == "maximum":
        return None if declared.maximum is None else {"max_value": declared.maximum}
    return {}


def _of_cells(pack: Pack, rules: CellRules, table: Table) -> Iterator[Expected]:
    """One for each rule that speaks for cells of the table and that no native expectation says."""
    speaking: dict[str, Rule] = {}
    for declared in table.fields:
        for problem in _problems(declared):
            if native(pack, declared, problem) is None:
                rule = rules.of(table, declared, problem)
                speaking.setdefault(rule.id, rule)
    for rule in speaking.values():
        yield Expected("cells", f":{rule.id}", rule.id, _severity(rule), _text(rule))


def _problems(declared: Field) -> Iterator[str]:
    """What can be wrong with a cell of a field."""
    yield "artefact"
    yield "shifted"
    if declared.expected:
        yield "blank"
    if declared.type != "string" or declared.identifier:
        yield "too_long"
    if declared.type == "date":
        yield from ("not_a_date", "month_first")
    elif declared.type == "year":
        yield from ("not_a_year", "minimum", "maximum")
    elif declared.type == "string":
        yield from (p for p, able in zip(_OF_TEXTS, (declared.codelist, declared.identifier), strict=True) if able)
    else:
        bounds = {"minimum": declared.minimum, "maximum": declared.maximum}
        yield from (p for p in _OF_NUMBERS if bounds.get(p, 0) is not None)


def _unique(pack: Pack, table: Table) -> Expected:
    """One record a key. It is named after the rule that asks the same of every record, if the pack has one."""
    key = ["_village", "_year", *table.key]
    asks = (rule for name, rule in asked(pack) if name in _names(pack, table.name) and COPIES in rule.assert_)
    rule = next(asks, None)
    text = "[Galat] Satu catatan untuk setiap desa, tahun dan kode." if rule is None else _text(rule)
    severity: Severity = "error" if rule is None else _severity(rule)
    id_ = f"{table.name}:unique" if rule is None else rule.id
    return Expected("unique", "", id_, severity, text, problem="unique", settings={"column_list": key})


def _of_rule(rule: Rule) -> Expected:
    return Expected("outcome", rule.id, rule.id, _severity(rule), _text(rule))


def _severity(rule: Rule) -> Severity:
    return "info" if rule.status == "uji_coba" else rule.severity


def _text(rule: Rule, subject: str = "") -> str:
    """What people read: severity, title and, where it says something in general, the reason."""
    why = "" if "{" in rule.why else f" {rule.why}"
    trial = " (uji coba)" if rule.status == "uji_coba" else ""
    return f"[{NAMES[_severity(rule)]}{trial}] {subject}{rule.title}.{why} ({rule.id})"

"""What the catalogue says of a rule, in HTML and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from validator.findings.formatting import fill
from validator.findings.models import Finding
from validator.pack.models import Pack, Rule, Table
from validator.reports.catalogue.cases import cases
from validator.reports.catalogue.links import Links, form_page
from validator.reports.catalogue.words import DIMENSIONS, MEANINGS, PROBLEMS, SEVERITIES, STATUSES

__all__ = ["rule_content", "rule_words"]


def rule_content(rule: Rule, links: Links, said: tuple[Finding, Finding] | None = None) -> dict[str, Any]:
    """By the names that templates use; `said` is what the rule says of an example, in Indonesian and English."""
    form = links.form_of(rule)
    others = {name: links.pack.tables[name] for table in (rule.table, *rule.with_) for name in links.sources(table)}
    return {
        "rule": rule,
        "severity": SEVERITIES[rule.severity],
        "meaning": MEANINGS[rule.severity],
        "dimension": DIMENSIONS[rule.dimension],
        "status": STATUSES[rule.status],
        "form": _form(form) if form else None,
        "others": [_form(table) for table in others.values() if table is not form],
        "fields": list(_fields(rule, links)),
        "conditions": list(_conditions(rule)),
        "derived": _derived(rule, links.pack),
        "facts": [*_elsewhere(rule, links.pack), *_facts(rule, *(said or (None, None)))],
        "cases": cases(rule, links),
    }


def _form(table: Table) -> dict[str, str]:
    return {"name": table.name, "title": table.title, "page": form_page(table.name), "menu": table.menu}


def _fields(rule: Rule, links: Links) -> Iterator[dict[str, Any]]:
    own = links.form_of(rule)
    for table, name, marked in links.fields_of(rule):
        yield {
            "title": table.field(name).title,
            "name": name,
            "page": f"{form_page(table.name)}#isian-{name}",
            "marked": marked,
            "form": "" if table == own else table.title,
        }


def _conditions(rule: Rule) -> Iterator[tuple[str, str]]:
    """(label, SQL) of what is asked and when."""
    if rule.when:
        yield "Ditanyakan bila", " ".join(rule.when.split())
    if rule.assert_:
        yield "Syarat: data baik bila", " ".join(rule.assert_.split())
    for name, shown in rule.show.items():
        yield f"Nilai {{{name}}} dalam pesan", " ".join(shown.split())


def _derived(rule: Rule, pack: Pack) -> list[tuple[str, str]]:
    """(name, what it holds) of the derived tables that the conditions use."""
    return [(name, pack.derived[name].title) for name in (rule.table, *rule.with_) if name in pack.derived]


def _elsewhere(rule: Rule, pack: Pack) -> Iterator[tuple[str, str]]:
    """The tables of other programs that are asked the same, with what is another there."""
    if rule.also:
        severity = f"; di sana {SEVERITIES[rule.also_severity]}" if rule.also_severity else ""
        changed = ", ".join(f"${name} = {_number(value)}" for name, value in rule.also_params.items())
        titles = ", ".join(pack.tables[name].title for name in rule.also)
        yield "Juga ditanyakan pada", titles + severity + (f"; di sana {changed}" if changed else "")


def _facts(rule: Rule, said: Finding | None, english: Finding | None) -> Iterator[tuple[str, str]]:
    known = {name: _number(value) for name, value in rule.parameters.items()}
    if rule.constraint:
        where = f", hanya pada {', '.join(rule.fields)}" if rule.fields and rule.table == "*" else ""
        yield "Sel yang dimaksud", PROBLEMS.get(rule.constraint, rule.constraint) + where
    if known:
        yield "Ambang (dapat diubah)", ", ".join(f"${name} = {value}" for name, value in known.items())
    spoken = said or rule
    yield "Pesan bila dilanggar", spoken.message
    yield "Mengapa", spoken.why
    yield "Cara memperbaiki", spoken.fix
    if message := english.message if english else rule.message_en:
        yield "Pesan dalam bahasa Inggris", message
    if rule.documents:
        yield "Dokumen", ", ".join(rule.documents)
    if rule.role:
        yield "Petugas", rule.role
    yield "Waktu", f"kira-kira {_number(rule.minutes)} menit untuk satu perbaikan"
    yield "Pendampingan", rule.mode
    if rule.unanswered:
        yield "Untuk dapat diperiksa", fill(rule.unanswered, known)
    if rule.basis:
        yield "Dasar", rule.basis


def _number(value: float) -> str:
    return f"{value:.12g}".replace(".", ",")


def rule_words(rule: Rule, links: Links) -> str:
    """What a search in the index looks through, beyond what is written there."""
    labels = [table.field(name).title for table, name, _ in links.fields_of(rule)]
    parts = (rule.title_en, rule.message, rule.message_en, rule.why, *rule.documents, rule.role, rule.basis, *labels)
    return " ".join(" ".join(parts).casefold().split())

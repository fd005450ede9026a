"""What the page of a form says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from validator.pack.models import Field, Pack, Rule, Table
from validator.reports.catalogue.links import Links, rule_page
from validator.reports.catalogue.words import LAYOUTS, SEVERITIES, STANDINGS, TYPES

__all__ = ["form_context", "form_words", "listed"]


def form_context(table: Table, links: Links) -> dict[str, Any]:
    """The names that `formulir.html` uses."""
    lists = dict.fromkeys(field.codelist for field in table.fields if field.codelist in links.pack.codelists)
    return {
        "table": table,
        "facts": list(_facts(table)),
        "fields": [_field(field, table, links) for field in table.fields],
        "lists": [links.pack.codelists[name] for name in lists],
        "asked": listed(links.asked[table.name]),
        "looking": listed(links.looking[table.name]),
    }


def listed(rules: Sequence[Rule]) -> list[dict[str, str]]:
    """Rules as links."""
    return [
        {"id": r.id, "title": r.title, "kind": r.severity, "severity": SEVERITIES[r.severity], "page": rule_page(r.id)}
        for r in rules
    ]


def _facts(table: Table) -> Iterator[tuple[str, str]]:
    yield "Menu Prodeskel", table.menu
    yield "Instrumen", table.module
    yield "Nama tabel", table.name
    yield "Bentuk", LAYOUTS[table.layout]
    if table.key:
        yield "Dibedakan menurut", ", ".join(table.field(k).title if k in table.names else k for k in table.key)
    if STANDINGS[table.status]:
        yield "Asal", STANDINGS[table.status]


def _field(field: Field, table: Table, links: Links) -> dict[str, Any]:
    return {
        "field": field,
        "type": _type(field, links.pack),
        "remarks": list(_remarks(field)),
        "applies": " ".join(field.applies_when.split()),
        "rules": listed(links.asking.get((table.name, field.name), [])),
    }


def _type(field: Field, pack: Pack) -> str:
    if field.codelist in pack.codelists:
        return "beberapa pilihan" if field.multiple else "pilihan"
    return TYPES[field.type]


def _remarks(field: Field) -> Iterator[str]:
    if field.group:
        yield f"kelompok {field.group}"
    if field.required:
        yield "wajib"
    if not field.expected:
        yield "tidak diisi desa"
    if field.computed:
        yield "dihitung aplikasi"
    if field.personal:
        yield "data pribadi"
    if field.identifier:
        yield "nomor pengenal, ditulis sebagai teks"
    yield from _limits(field)
    if field.aliases:
        yield f"juga dikenal sebagai {', '.join(field.aliases)}"


def _limits(field: Field) -> Iterator[str]:
    for word, limit in (("paling kecil", field.minimum), ("paling besar", field.maximum)):
        if limit is not None:
            yield f"{word} {f'{limit:.12g}'.replace('.', ',')}"


def form_words(table: Table) -> str:
    """What a search in the index looks through, beyond what is written there."""
    fields = [text for f in table.fields if f.expected for text in (f.title, f.code)]
    return " ".join(" ".join((table.title_en, *table.aliases, *fields)).casefold().split())

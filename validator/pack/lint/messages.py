"""Placeholders of messages: every {name} is a field, a `show` value, or what constraint rules are given."""

from __future__ import annotations

import re
from collections.abc import Iterable

import yaml

from validator.messages.sentences import sentence as _
from validator.pack.documents import Document
from validator.pack.models import Rule
from validator.pack.problems import nearest

_CELL = ("header", "value", "place", "formulir")
_BOUNDS = ("amount", "minimum", "maximum")
_INSTRUMENT = ("instrumen", "persen", "belum")
_GIVEN = {
    "blank": (*_CELL, "jumlah_kosong", "jumlah_isian", "daftar", "kosong", "cure"),
    "not_in_list": (*_CELL, "choices"),
    "shifted": (*_CELL, "entries", "headings"),
    "unit": (*_CELL, "unit"),
    "minimum": (*_CELL, *_BOUNDS),
    "maximum": (*_CELL, *_BOUNDS),
    "instrument_share": _INSTRUMENT,
    "instrument_empty": _INSTRUMENT,
}
_ANY_FORM = ("partners", "formulir", "place", "kunci")
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def given_to(rule: Rule) -> tuple[str, ...]:
    """What the program puts into the texts of a rule beside fields and `show`: of one about cells and of one that names
    partners; a rule asked of all tables may name those with the same key.
    """
    if rule.constraint:
        return _GIVEN.get(rule.constraint, _CELL)
    if rule.table == "*":
        return _ANY_FORM
    return ("partners",) if rule.partners else ()


def report_placeholders(document: Document, node: yaml.Node, text: str, known: Iterable[str]) -> None:
    """Report stray braces and names outside `known` in one text."""
    allowed = set(known)
    for match in _BRACES.finditer(text):
        name, _colon, numbers = (match[1] or "").partition(":")
        if not re.fullmatch(r"\w+", name) or (":" in match[0] and not re.fullmatch(r"[^|]+\|[^|]+", numbers)):
            said = _("Tulis {{nama}} atau {{nama:tunggal|jamak}} dengan satu nama, bukan {found}.", found=match[0])
            document.report(node, "placeholder", said)
        elif name not in allowed:
            said = _("{place} tidak dikenal.").having(place=f"{{{name}}}")
            document.report(node, "placeholder", said.then(nearest(name, allowed)), name)

"""What a message says of a rule whose values are personal, and of several findings of one rule."""

from __future__ import annotations

from fake_source import CODE, LAND, FakeSource, member, village
from msgspec.structs import replace

from tests.reports.test_whatsapp_report import messages


def _said(*found, lang: str = "id") -> str:
    (text,) = messages(FakeSource(found, (village(CODE, "Putat Basiun", found),)), lang)
    return next(line for line in text.splitlines() if line.startswith("1. "))


def _persons(count: int):
    return [replace(member(n), rule="DDK-017", severity="error", table="agtkeluarga") for n in range(1, count + 1)]


def test_a_rule_is_not_told_as_if_it_held():
    first = _persons(1)[0]
    assert _said(first).startswith("1. NIK hanya dipakai satu orang di desa: satu catatan perlu diperbaiki (")
    said = _said(*_persons(4))
    assert said.startswith("1. NIK hanya dipakai satu orang di desa: 4 catatan perlu diperbaiki (")
    assert ", mulai " in said
    assert "4 kali" not in said


def test_further_findings_of_a_rule_are_told_as_such():
    several = [replace(LAND, id=f"{n:012}", row=n + 1) for n in range(3)]
    assert _said(*several).endswith(") Begitu pula 2 catatan lain.")
    assert _said(several[0]).endswith(")")
